CREATE TABLE `tier_step` (
	`org` text NOT NULL,
	`row_id` text NOT NULL,
	`n` integer NOT NULL,
	`batch` text NOT NULL,
	`proposed` text NOT NULL,
	`answer` text NOT NULL,
	`step` text,
	`reason` text NOT NULL,
	`at` integer NOT NULL,
	`by_user` text NOT NULL,
	PRIMARY KEY(`org`, `row_id`, `n`)
) WITHOUT ROWID;
--> statement-breakpoint
ALTER TABLE `tier_input` ADD `state` text;--> statement-breakpoint
ALTER TABLE `tier_input` ADD `place` text;--> statement-breakpoint
ALTER TABLE `tier_run` ADD `moment` text DEFAULT 'sync' NOT NULL;--> statement-breakpoint
ALTER TABLE `tier_run` ADD `version` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `tier_run` ADD `token` text;--> statement-breakpoint
ALTER TABLE `tier_run` ADD `seq` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `tier_run_token` ON `tier_run` (`org`,`token`) WHERE token IS NOT NULL;
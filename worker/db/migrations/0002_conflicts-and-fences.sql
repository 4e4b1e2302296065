CREATE TABLE `intent_void` (
	`org` text NOT NULL,
	`row_id` text NOT NULL,
	`base_rev` integer NOT NULL,
	`content_hash` text NOT NULL,
	`by_user` text NOT NULL,
	`batch` text,
	`at` integer NOT NULL,
	PRIMARY KEY(`org`, `row_id`, `base_rev`, `content_hash`, `by_user`)
) WITHOUT ROWID;
--> statement-breakpoint
DROP INDEX `conflict_row`;--> statement-breakpoint
ALTER TABLE `conflict` ADD `base` text;--> statement-breakpoint
ALTER TABLE `conflict` ADD `mine_by` text;--> statement-breakpoint
ALTER TABLE `conflict` ADD `mine_at` integer;--> statement-breakpoint
ALTER TABLE `conflict` ADD `resolved_by` text;--> statement-breakpoint
CREATE INDEX `conflict_of_row` ON `conflict` (`org`,`row_id`);--> statement-breakpoint
CREATE INDEX `conflict_open` ON `conflict` (`org`,`mine_by`,`id`) WHERE resolved_at IS NULL;
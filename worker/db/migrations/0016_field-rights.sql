CREATE TABLE `field_mark` (
	`org` text NOT NULL,
	`field` text NOT NULL,
	`after` text NOT NULL,
	PRIMARY KEY(`org`, `field`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `value_reveal` (
	`org` text NOT NULL,
	`by_user` text NOT NULL,
	`day` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`org`, `by_user`, `day`)
) WITHOUT ROWID;
--> statement-breakpoint
ALTER TABLE `tier_run` ADD `moved` integer;--> statement-breakpoint
ALTER TABLE `user` ADD `role_turns` integer DEFAULT 0 NOT NULL;
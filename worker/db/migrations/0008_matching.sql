CREATE TABLE `match_answer` (
	`org` text NOT NULL,
	`a` text NOT NULL,
	`b` text NOT NULL,
	`verdict` text NOT NULL,
	`kind` text,
	`by_user` text NOT NULL,
	`at` integer NOT NULL,
	`print` text NOT NULL,
	`evidence` text NOT NULL,
	PRIMARY KEY(`org`, `a`, `b`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `match_hint` (
	`org` text NOT NULL,
	`by_user` text NOT NULL,
	`day` text NOT NULL,
	`told` integer NOT NULL,
	PRIMARY KEY(`org`, `by_user`, `day`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `match_key` (
	`org` text NOT NULL,
	`key` integer NOT NULL,
	`row_id` text NOT NULL,
	PRIMARY KEY(`org`, `key`, `row_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `match_pair` (
	`org` text NOT NULL,
	`a` text NOT NULL,
	`b` text NOT NULL,
	`outcome` text NOT NULL,
	`kind` text,
	`score` real NOT NULL,
	`by_user` text NOT NULL,
	`batch` text,
	`at` integer NOT NULL,
	`open` integer NOT NULL,
	`retired` text,
	PRIMARY KEY(`org`, `a`, `b`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `match_pair_b` ON `match_pair` (`org`,`b`);--> statement-breakpoint
CREATE INDEX `match_pair_open` ON `match_pair` (`org`,`score`) WHERE open = 1;--> statement-breakpoint
CREATE TABLE `match_rebuild` (
	`org` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`phase` text NOT NULL,
	`after` text NOT NULL,
	`looked` integer NOT NULL,
	`at` integer NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
ALTER TABLE `customer` ADD `features` text;
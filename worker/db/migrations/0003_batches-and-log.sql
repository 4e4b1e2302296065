CREATE TABLE `batch` (
	`org` text NOT NULL,
	`by_user` text NOT NULL,
	`id` text NOT NULL,
	`workbook` text NOT NULL,
	`at` integer NOT NULL,
	`until` integer NOT NULL,
	`seq` integer NOT NULL,
	`tables` text NOT NULL,
	`created` integer NOT NULL,
	`changed` integer NOT NULL,
	`archived` integer NOT NULL,
	`restored` integer NOT NULL,
	`undoes` text,
	`undoes_by` text,
	`undone` text,
	PRIMARY KEY(`org`, `by_user`, `id`)
);
--> statement-breakpoint
CREATE INDEX `batch_seq` ON `batch` (`org`,`seq`);--> statement-breakpoint
CREATE INDEX `batch_of_user` ON `batch` (`org`,`by_user`,`seq`);--> statement-breakpoint
CREATE TABLE `batch_part` (
	`org` text NOT NULL,
	`by_user` text NOT NULL,
	`batch` text NOT NULL,
	`seq` integer NOT NULL,
	`rows` text NOT NULL,
	PRIMARY KEY(`org`, `by_user`, `batch`, `seq`)
);
--> statement-breakpoint
CREATE TABLE `lease` (
	`org` text NOT NULL,
	`workbook` text NOT NULL,
	`session` text NOT NULL,
	`by_user` text NOT NULL,
	`until` integer NOT NULL,
	PRIMARY KEY(`org`, `workbook`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `seq_tag` (
	`org` text NOT NULL,
	`seq` integer NOT NULL,
	`tag` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`org`, `seq`)
) WITHOUT ROWID;
--> statement-breakpoint
ALTER TABLE `counter` ADD `purged` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `history` ADD `batch` text;--> statement-breakpoint
ALTER TABLE `history` ADD `hint` text;
CREATE TABLE `policy` (
	`org` text NOT NULL,
	`name` text NOT NULL,
	`version` integer NOT NULL,
	`value` text NOT NULL,
	`at` integer NOT NULL,
	`by_user` text NOT NULL,
	PRIMARY KEY(`org`, `name`, `version`)
) WITHOUT ROWID;

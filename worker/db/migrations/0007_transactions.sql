CREATE TABLE `figure_mark` (
	`org` text PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL,
	`today` text NOT NULL
) WITHOUT ROWID;

CREATE TABLE `tier_trait` (
	`org` text NOT NULL,
	`kind` integer NOT NULL,
	`value` text NOT NULL,
	`n` integer NOT NULL,
	`a` integer NOT NULL,
	`c` integer NOT NULL,
	PRIMARY KEY(`org`, `kind`, `value`)
) WITHOUT ROWID;

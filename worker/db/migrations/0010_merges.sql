CREATE TABLE `merge_edge` (
	`org` text NOT NULL,
	`id` text NOT NULL,
	`winner` text NOT NULL,
	`losers` text NOT NULL,
	`names` text NOT NULL,
	`seq` integer NOT NULL,
	`rev` integer NOT NULL,
	`at` integer NOT NULL,
	`by_user` text NOT NULL,
	`workbook` text NOT NULL,
	`batch` text,
	`snapshot` text NOT NULL,
	`decisions` text NOT NULL,
	`evidence` text NOT NULL,
	`undone_at` integer,
	`undone_by` text,
	`undone_seq` integer,
	`undone_report` text,
	PRIMARY KEY(`org`, `id`)
);
--> statement-breakpoint
CREATE INDEX `merge_edge_seq` ON `merge_edge` (`org`,`seq`);--> statement-breakpoint
CREATE INDEX `merge_edge_winner` ON `merge_edge` (`org`,`winner`);--> statement-breakpoint
CREATE TABLE `merge_moved` (
	`org` text NOT NULL,
	`merge` text NOT NULL,
	`table` text NOT NULL,
	`row_id` text NOT NULL,
	`field` text NOT NULL,
	`from_id` text NOT NULL,
	`rev` integer NOT NULL,
	`n` integer NOT NULL,
	PRIMARY KEY(`org`, `merge`, `table`, `row_id`, `field`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `customer_referred` ON `customer` (`org`,`referred_by`) WHERE referred_by IS NOT NULL;--> statement-breakpoint
CREATE INDEX `customer_merged` ON `customer` (`org`,`merged_into`) WHERE merged_into IS NOT NULL;
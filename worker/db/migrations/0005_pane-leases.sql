CREATE TABLE `pane_lease` (
	`org` text NOT NULL,
	`workbook` text NOT NULL,
	`by_user` text NOT NULL,
	`session` text NOT NULL,
	`until` integer NOT NULL,
	PRIMARY KEY(`org`, `workbook`, `by_user`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `intent_void_at` ON `intent_void` (`org`,`at`);--> statement-breakpoint
CREATE INDEX `conflict_settled` ON `conflict` (`org`,`resolved_at`) WHERE resolved_at IS NOT NULL;
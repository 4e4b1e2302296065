ALTER TABLE `identity` ADD `last_used` text;--> statement-breakpoint
CREATE INDEX `audit_by` ON `audit` (`org`,`by_user`,`seq`);--> statement-breakpoint
CREATE INDEX `audit_at` ON `audit` (`org`,`at`);
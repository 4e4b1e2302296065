CREATE TABLE `identity` (
	`org` text NOT NULL,
	`tid` text NOT NULL,
	`oid` text NOT NULL,
	`user` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`org`, `tid`, `oid`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `identity_account` ON `identity` (`tid`,`oid`);--> statement-breakpoint
CREATE TABLE `invite` (
	`org` text NOT NULL,
	`id` text NOT NULL,
	`hash` text NOT NULL,
	`user` text,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`team` text,
	`by_user` text NOT NULL,
	`at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`used_at` integer,
	`used_by` text,
	`used_as` text,
	`cancelled_at` integer,
	PRIMARY KEY(`org`, `id`)
);
--> statement-breakpoint
CREATE INDEX `invite_id` ON `invite` (`id`);--> statement-breakpoint
CREATE TABLE `stand_in` (
	`org` text NOT NULL,
	`user` text NOT NULL,
	`for_user` text NOT NULL,
	`until` text NOT NULL,
	`by_user` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`org`, `user`, `for_user`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `throttle` (
	`org` text NOT NULL,
	`until` integer NOT NULL,
	`name` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`org`, `until`, `name`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `transaction` (
	`org` text NOT NULL,
	`id` text NOT NULL,
	`rev` integer NOT NULL,
	`crev` integer NOT NULL,
	`seq` integer NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`archived_at` integer,
	`merged_into` text,
	`workbook` text NOT NULL,
	`customer_id` text,
	`customer_code` text,
	`date` text,
	`kind` text,
	`ref_no` text,
	`product` text,
	`qty` real,
	`unit` text,
	`amount` integer,
	`currency` text,
	`rate` real,
	`margin` integer,
	`cost` integer,
	`due_date` text,
	`paid_on` text,
	`note` text,
	PRIMARY KEY(`org`, `id`)
);
--> statement-breakpoint
CREATE INDEX `transaction_seq` ON `transaction` (`org`,`seq`);--> statement-breakpoint
CREATE INDEX `transaction_customer` ON `transaction` (`org`,`customer_id`);--> statement-breakpoint
ALTER TABLE `access_key` ADD `name` text;--> statement-breakpoint
ALTER TABLE `access_key` ADD `scopes` text;--> statement-breakpoint
ALTER TABLE `access_key` ADD `last_used` text;--> statement-breakpoint
ALTER TABLE `access_key` ADD `replaced_by` text;--> statement-breakpoint
ALTER TABLE `customer` ADD `figures` text;--> statement-breakpoint
ALTER TABLE `customer` ADD `code` text;--> statement-breakpoint
ALTER TABLE `customer` ADD `orders_12m` integer;--> statement-breakpoint
ALTER TABLE `customer` ADD `first_order_on` text;--> statement-breakpoint
ALTER TABLE `customer` ADD `last_order_on` text;
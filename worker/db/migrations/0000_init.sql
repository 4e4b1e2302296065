CREATE TABLE `access_key` (
	`org` text NOT NULL,
	`hash` text NOT NULL,
	`user` text NOT NULL,
	`last4` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`revoked_at` integer,
	PRIMARY KEY(`org`, `hash`)
);
--> statement-breakpoint
CREATE INDEX `access_key_hash` ON `access_key` (`hash`);--> statement-breakpoint
CREATE TABLE `conflict` (
	`org` text NOT NULL,
	`id` text NOT NULL,
	`table` text NOT NULL,
	`row_id` text NOT NULL,
	`field` text NOT NULL,
	`mine` text NOT NULL,
	`theirs` text NOT NULL,
	`rev` integer NOT NULL,
	`by_user` text NOT NULL,
	`at` integer NOT NULL,
	`resolved_at` integer,
	`resolution` text,
	PRIMARY KEY(`org`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `conflict_row` ON `conflict` (`org`,`row_id`,`field`,`rev`);--> statement-breakpoint
CREATE TABLE `contact` (
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
	`name` text,
	`salutation` text,
	`sex` text,
	`title` text,
	`department` text,
	`role` text,
	`is_key` integer,
	`is_primary` integer,
	`mobile` text,
	`office_phone` text,
	`home_phone` text,
	`email` text,
	`wechat` text,
	`home_address` text,
	`birthday` text,
	`birthday_leap_rule` text,
	`next_birthday` text,
	`age_band` text,
	`native_place` text,
	`ethnicity` text,
	`education` text,
	`school` text,
	`career` text,
	`personality` text,
	`interests` text,
	`preferences` text,
	`speech` text,
	`best_time` text,
	`family_note` text,
	`income_band` text,
	`blood_type` text,
	`id_no` text,
	`friendliness` integer,
	`influence` integer,
	`reports_to` text,
	`goals` text,
	`consent_email` text,
	`consent_email_on` text,
	`consent_sms` text,
	`consent_sms_on` text,
	`do_not_contact` integer,
	`left_on` text,
	`note` text,
	PRIMARY KEY(`org`, `id`)
);
--> statement-breakpoint
CREATE INDEX `contact_seq` ON `contact` (`org`,`seq`);--> statement-breakpoint
CREATE INDEX `contact_customer` ON `contact` (`org`,`customer_id`);--> statement-breakpoint
CREATE TABLE `counter` (
	`org` text PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `customer` (
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
	`primary_contact` text,
	`kind` text,
	`name` text,
	`short_name` text,
	`tier` text,
	`tier_next` text,
	`tier_why` text,
	`tier_since` text,
	`tier_override` text,
	`override_reason` text,
	`override_until` text,
	`strategic` text,
	`status` text,
	`groups` text,
	`owner` text,
	`co_owner` text,
	`phone` text,
	`email` text,
	`fax` text,
	`website` text,
	`region_code` text,
	`city` text,
	`address` text,
	`postcode` text,
	`lat` real,
	`lng` real,
	`zone` text,
	`industry` text,
	`source` text,
	`referred_by` text,
	`credit_code` text,
	`tax_no` text,
	`ownership` text,
	`founded` text,
	`legal_rep` text,
	`reg_capital` integer,
	`employees` integer,
	`size_band` text,
	`business_scope` text,
	`sales_area` text,
	`process` text,
	`purchase_cycle_days` integer,
	`annual_demand` integer,
	`our_share` real,
	`potential` integer,
	`relationship` integer,
	`fit` text,
	`credit_grade` text,
	`credit_limit` integer,
	`payment_terms` text,
	`payment_days` integer,
	`payment_method` text,
	`receivable` integer,
	`overdue` integer,
	`collect_rank` integer,
	`sales_12m` integer,
	`profit_12m` integer,
	`rfm` text,
	`p_active` real,
	`churn_flag` text,
	`lost_on` text,
	`lost_reason` text,
	`lost_reason_note` text,
	`lost_to` text,
	`satisfaction` integer,
	`stock_note` text,
	`needs` text,
	`strategy_note` text,
	`last_contact_on` text,
	`next_contact_on` text,
	`visit_state` text,
	`completeness` real,
	`verified_on` text,
	`stale` text,
	`visibility` text,
	`note` text,
	PRIMARY KEY(`org`, `id`)
);
--> statement-breakpoint
CREATE INDEX `customer_seq` ON `customer` (`org`,`seq`);--> statement-breakpoint
CREATE INDEX `customer_owner` ON `customer` (`org`,`owner`,`seq`);--> statement-breakpoint
CREATE TABLE `history` (
	`org` text NOT NULL,
	`row_id` text NOT NULL,
	`rev` integer NOT NULL,
	`base_rev` integer NOT NULL,
	`content_hash` text NOT NULL,
	`table` text NOT NULL,
	`fields` text NOT NULL,
	`by_user` text NOT NULL,
	`via` text NOT NULL,
	`at` integer NOT NULL,
	`seq` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `history_intention` ON `history` (`org`,`row_id`,`base_rev`,`content_hash`);--> statement-breakpoint
CREATE TABLE `org` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`country` text NOT NULL,
	`currency` text NOT NULL,
	`time_zone` text NOT NULL,
	`epoch` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `scope_event` (
	`org` text NOT NULL,
	`seq` integer NOT NULL,
	`row_id` text NOT NULL,
	`left_owner` text,
	`left_visibility` text,
	PRIMARY KEY(`org`, `seq`, `row_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `strong_key` (
	`org` text NOT NULL,
	`key` integer NOT NULL,
	`row_id` text NOT NULL,
	`kind` text NOT NULL,
	`name` text,
	`person` text,
	`seq` integer NOT NULL,
	PRIMARY KEY(`org`, `key`, `row_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `tier_input` (
	`org` text NOT NULL,
	`row_id` text NOT NULL,
	`run` integer NOT NULL,
	`figures` text NOT NULL,
	PRIMARY KEY(`org`, `row_id`, `run`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `tier_run` (
	`org` text NOT NULL,
	`run` integer NOT NULL,
	`at` integer NOT NULL,
	`today` text NOT NULL,
	`by_user` text NOT NULL,
	`engine` integer NOT NULL,
	`policy` text NOT NULL,
	`metric` text NOT NULL,
	`ranked` integer NOT NULL,
	PRIMARY KEY(`org`, `run`)
);
--> statement-breakpoint
CREATE TABLE `user` (
	`org` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`team` text,
	`disabled_at` integer,
	PRIMARY KEY(`org`, `id`)
);
--> statement-breakpoint
CREATE TABLE `visit` (
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
	`contact_id` text,
	`channel` text,
	`status` text,
	`at` text,
	`half_day` text,
	`minutes` integer,
	`rep` text,
	`second_rep` text,
	`purpose` text,
	`purpose_note` text,
	`talked_about` text,
	`result` text,
	`promised` text,
	`promised_by` text,
	`promise_kept` text,
	`next_on` text,
	`next_what` text,
	`place` text,
	`satisfaction` integer,
	`new_need` text,
	`cost` integer,
	`card_filled_after_h` real,
	`card_viewed_before` integer,
	`route_seq` integer,
	PRIMARY KEY(`org`, `id`)
);
--> statement-breakpoint
CREATE INDEX `visit_seq` ON `visit` (`org`,`seq`);--> statement-breakpoint
CREATE INDEX `visit_customer` ON `visit` (`org`,`customer_id`);
CREATE TABLE `audit` (
	`org` text NOT NULL,
	`seq` integer NOT NULL,
	`token` text NOT NULL,
	`at` integer NOT NULL,
	`by_user` text NOT NULL,
	`what` text NOT NULL,
	`ids` text NOT NULL,
	`count` integer NOT NULL,
	`detail` text NOT NULL,
	PRIMARY KEY(`org`, `seq`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `audit_token` ON `audit` (`org`,`token`);--> statement-breakpoint
CREATE INDEX `audit_what` ON `audit` (`org`,`what`,`seq`);--> statement-breakpoint
CREATE TABLE `audit_seal` (
	`org` text NOT NULL,
	`n` integer NOT NULL,
	`through` integer NOT NULL,
	`hash` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`org`, `n`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `delivery` (
	`org` text NOT NULL,
	`by_user` text NOT NULL,
	`day` text NOT NULL,
	`rows` integer NOT NULL,
	`requests` integer NOT NULL,
	`own` integer DEFAULT 0 NOT NULL,
	`warned_at` integer,
	`stopped_at` integer,
	PRIMARY KEY(`org`, `day`, `by_user`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `delivery_grant` (
	`org` text NOT NULL,
	`user` text NOT NULL,
	`until` text NOT NULL,
	`by_user` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`org`, `user`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `erased` (
	`org` text NOT NULL,
	`row_id` text NOT NULL,
	`table` text NOT NULL,
	`at` integer NOT NULL,
	`by_user` text NOT NULL,
	`reason` text NOT NULL,
	PRIMARY KEY(`org`, `row_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `retention_mark` (
	`org` text NOT NULL,
	`table` text NOT NULL,
	`after` text NOT NULL,
	PRIMARY KEY(`org`, `table`)
) WITHOUT ROWID;--> statement-breakpoint
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;--> statement-breakpoint
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;--> statement-breakpoint
CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE (org = NEW.org AND seq = NEW.seq) OR (org = NEW.org AND token = NEW.token)) BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;--> statement-breakpoint
CREATE TRIGGER audit_seal_no_update BEFORE UPDATE ON audit_seal BEGIN SELECT RAISE(ABORT, 'audit_seal is append-only'); END;--> statement-breakpoint
CREATE TRIGGER audit_seal_no_delete BEFORE DELETE ON audit_seal BEGIN SELECT RAISE(ABORT, 'audit_seal is append-only'); END;--> statement-breakpoint
CREATE TRIGGER audit_seal_no_replace BEFORE INSERT ON audit_seal WHEN EXISTS (SELECT 1 FROM audit_seal WHERE (org = NEW.org AND n = NEW.n)) BEGIN SELECT RAISE(ABORT, 'audit_seal is append-only'); END;

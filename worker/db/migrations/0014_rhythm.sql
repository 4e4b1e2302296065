ALTER TABLE `figure_mark` ADD `scored` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `customer` ADD `rhythm` text;--> statement-breakpoint
UPDATE `figure_mark` SET `today` = '';

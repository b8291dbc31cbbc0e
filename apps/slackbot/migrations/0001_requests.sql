ALTER TABLE `inbox` RENAME TO `requests`;--> statement-breakpoint
ALTER TABLE `requests` RENAME COLUMN `wish_json` TO `request_json`;--> statement-breakpoint
ALTER TABLE `requests` RENAME COLUMN `told` TO `notified`;--> statement-breakpoint
ALTER TABLE `requests` ADD `set_aside` integer DEFAULT false NOT NULL;--> statement-breakpoint
DROP INDEX `inbox_by_person`;--> statement-breakpoint
DROP INDEX `inbox_by_due`;--> statement-breakpoint
CREATE INDEX `requests_by_person` ON `requests` (`team`,`channel`,`user`,`received_at`);--> statement-breakpoint
CREATE INDEX `requests_by_due` ON `requests` (`notified`,`next_attempt_at`);

CREATE TABLE `channel_links` (
	`team` text NOT NULL,
	`channel` text NOT NULL,
	`board` text NOT NULL,
	`token` text NOT NULL,
	`origin` text NOT NULL,
	`language` text NOT NULL,
	`title` text NOT NULL,
	`linked_by` text NOT NULL,
	`linked_at` integer NOT NULL,
	PRIMARY KEY(`team`, `channel`)
);
--> statement-breakpoint
CREATE TABLE `inbox` (
	`dedupe_key` text PRIMARY KEY NOT NULL,
	`team` text NOT NULL,
	`channel` text NOT NULL,
	`user` text NOT NULL,
	`user_name` text NOT NULL,
	`response_url` text NOT NULL,
	`response_url_uses` integer DEFAULT 0 NOT NULL,
	`received_at` integer NOT NULL,
	`board` text,
	`wish_json` text NOT NULL,
	`folded` text,
	`card` text,
	`plan_json` text,
	`status` text NOT NULL,
	`result_json` text,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_attempt_at` integer NOT NULL,
	`told` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `inbox_by_person` ON `inbox` (`team`,`channel`,`user`,`received_at`);--> statement-breakpoint
CREATE INDEX `inbox_by_due` ON `inbox` (`told`,`next_attempt_at`);--> statement-breakpoint
CREATE TABLE `last_places` (
	`team` text NOT NULL,
	`channel` text NOT NULL,
	`user` text NOT NULL,
	`board` text NOT NULL,
	`step` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`team`, `channel`, `user`)
);

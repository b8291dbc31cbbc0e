ALTER TABLE `board_snapshots` ADD `outline` blob;--> statement-breakpoint
ALTER TABLE `board_snapshots` ADD `version` integer;--> statement-breakpoint
ALTER TABLE `boards` ADD `title` text;--> statement-breakpoint
ALTER TABLE `boards` ADD `epoch` integer DEFAULT 1 NOT NULL;
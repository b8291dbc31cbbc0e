-- A log, a snapshot and the owners of Yjs clients belong to a document of a board. All rows until now are of the document 'board'.
CREATE TABLE `__new_board_log` (
	`board` text NOT NULL,
	`document` text NOT NULL,
	`seq` integer NOT NULL,
	`update` blob NOT NULL,
	`author` text,
	`at` integer NOT NULL,
	PRIMARY KEY(`board`, `document`, `seq`),
	FOREIGN KEY (`board`) REFERENCES `boards`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
INSERT INTO `__new_board_log`("board", "document", "seq", "update", "author", "at") SELECT "board", 'board', "seq", "update", "author", "at" FROM `board_log`;--> statement-breakpoint
DROP TABLE `board_log`;--> statement-breakpoint
ALTER TABLE `__new_board_log` RENAME TO `board_log`;--> statement-breakpoint
CREATE TABLE `__new_clients` (
	`board` text NOT NULL,
	`document` text NOT NULL,
	`client` integer NOT NULL,
	`person` text NOT NULL,
	PRIMARY KEY(`board`, `document`, `client`),
	FOREIGN KEY (`board`) REFERENCES `boards`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
INSERT INTO `__new_clients`("board", "document", "client", "person") SELECT "board", 'board', "client", "person" FROM `clients`;--> statement-breakpoint
DROP TABLE `clients`;--> statement-breakpoint
ALTER TABLE `__new_clients` RENAME TO `clients`;--> statement-breakpoint
CREATE TABLE `__new_board_snapshots` (
	`board` text NOT NULL,
	`document` text NOT NULL,
	`seq` integer NOT NULL,
	`state` blob NOT NULL,
	`outline` blob,
	`version` integer,
	`at` integer NOT NULL,
	PRIMARY KEY(`board`, `document`),
	FOREIGN KEY (`board`) REFERENCES `boards`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
INSERT INTO `__new_board_snapshots`("board", "document", "seq", "state", "outline", "version", "at") SELECT "board", 'board', "seq", "state", "outline", "version", "at" FROM `board_snapshots`;--> statement-breakpoint
DROP TABLE `board_snapshots`;--> statement-breakpoint
ALTER TABLE `__new_board_snapshots` RENAME TO `board_snapshots`;
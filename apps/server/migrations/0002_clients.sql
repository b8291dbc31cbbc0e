CREATE TABLE `clients` (
	`board` text NOT NULL,
	`client` integer NOT NULL,
	`person` text NOT NULL,
	PRIMARY KEY(`board`, `client`),
	FOREIGN KEY (`board`) REFERENCES `boards`(`id`) ON UPDATE no action ON DELETE no action
);

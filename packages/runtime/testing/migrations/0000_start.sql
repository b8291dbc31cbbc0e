CREATE TABLE `notes` (
	`text` text NOT NULL
);

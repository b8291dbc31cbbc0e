/** Everything that the board's client holds or stores has a limit. All of them are here, each with its reason. */

/** IndexedDB may be held up by something. After this long the board opens without it. */
export const STORE_OPEN_MS = 4_000;

/** A write that failed is tried again after this long: storage that was full may have room again. */
export const STORE_RETRY_MS = 5_000;

/** A store with more updates than this is rewritten as one: opening a board must stay quick. So many may wait for it. */
export const MAX_STORED_UPDATES = 500;

/**
 * Bytes of updates that wait for IndexedDB. While writes fail they pile up, also those of others, and may come to many
 * times the document. Beyond this they are forgotten, and the next write puts the whole document instead.
 */
export const MAX_UNWRITTEN_BYTES = 1_000_000;

/** Bytes of one update that the journal takes. A paste of a whole book does not fit into local storage. */
export const MAX_NOTE_BYTES = 100_000;

/**
 * Characters of a page's journal. It is written whole with each keystroke, and local storage has room for about five
 * million characters of all our pages. It holds some thirty thousand keystrokes; an edit that does not fit is kept by
 * IndexedDB and the server alone, and so are those after it until one of them has everything.
 */
export const MAX_JOURNAL_CHARS = 1_000_000;

/**
 * Boards on the home page's list. All are read and parsed at once. The one opened longest ago is forgotten first; one with
 * a facilitator's link only when all the others are facilitators' too, for the browser may have the only copy of the link.
 */
export const MAX_KNOWN_BOARDS = 500;

/**
 * Characters of refused texts that a reload still shows. Those edited last in the tab are kept first, and once the
 * server's board is there only those that differ from it. Local storage must have room for the journal.
 */
export const MAX_REFUSED_CHARS = 1_000_000;

/**
 * Open frames of which is remembered how many edits they save (`connection/saving.ts`). A server that stores nothing for
 * an hour leaves tens of thousands; every second one may be forgotten without saying "Saved" too early.
 */
export const MAX_COVERS = 1_000;

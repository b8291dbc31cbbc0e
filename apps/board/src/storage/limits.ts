/** Everything that the board's client holds or stores has a limit. All of them are here, each with its reason. */

/**
 * Open frames of which is remembered how many edits they save (`connection/saving.ts`). A server that stores nothing for
 * an hour leaves tens of thousands; every second one may be forgotten without saying "Saved" too early.
 */
export const MAX_COVERS = 1_000;

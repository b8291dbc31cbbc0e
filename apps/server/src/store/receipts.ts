/**
 * What the log keeps beside its edits and need not keep for ever. Rows of both kinds are written, and read, with the
 * edits they belong to: `BoardLog.append`, `BoardLog.findReceipt`, `BoardLog.load`.
 */
export interface ReceiptStore {
  /** Forgets the answers to requests that were received before `at`, in ms since 1970. */
  readonly forgetReceipts: (at: number) => Promise<void>;
  /**
   * Forgets who owns a Yjs client, in each document for all but the `most` clients that began to write last. A client that
   * was forgotten belongs to whoever writes under it next.
   */
  readonly forgetOwners: (most: number) => Promise<void>;
}

/** Reads the board as it durably is: nobody outside is shown an edit that is not durable. */
import type { Board } from '@samrejse/model/document/board';
import { readText } from '@samrejse/model/document/text';
import type { BoardId } from '@samrejse/model/records/ids';
import { clip, TEXT_LIMITS } from '@samrejse/model/records/limits';
import type { Log } from '@samrejse/runtime/log';
import type { BoardLog } from '../../store/board-log.ts';
import type { Limits } from '../limits.ts';
import type { BytesCache } from './bytes-cache.ts';
import type { DocumentLoader } from './document-loader.ts';
import { LiveDocument } from './live-document.ts';
import type { PendingEdits } from './pending-edits.ts';

interface BoardReaderOptions {
  readonly board: BoardId;
  readonly bytes: BytesCache;
  readonly document: DocumentLoader;
  readonly isSaving: () => boolean;
  readonly limits: Limits;
  readonly log: Log;
  readonly pending: PendingEdits;
  readonly saveTitle: BoardLog['saveTitle'];
  /** As it was last saved; null where nobody has read it yet. */
  readonly title: string | null;
}

/** Reads the title alone: this runs after each commit. */
const titleOf = (board: Board): string => clip(readText(board, { in: 'meta', field: 'title' }), TEXT_LIMITS.title);

export class BoardReader {
  readonly #options: BoardReaderOptions;
  #title: string | null;

  constructor(options: BoardReaderOptions) {
    this.#options = options;
    this.#title = options.title;
  }

  /**
   * Looks at the replica now, and resolves with what was seen once all of it is durable. While commits fail that may take
   * long: then it looks at what the log holds.
   */
  async read<T>(look: (board: Board) => T): Promise<T> {
    const { document, isSaving, pending } = this.#options;
    if (!isSaving()) return this.#readLog(look);
    return new Promise((resolve, reject) => {
      const run = (live: LiveDocument) => {
        const seen = live.read(look);
        pending.whenSaved({ run: () => resolve(seen), fail: reject });
      };
      document.use({ run, fail: reject });
    });
  }

  /** The title, without the document where it is known. */
  async title(): Promise<string> {
    this.#title ??= await this.read(titleOf);
    return this.#title;
  }

  /** Call after a commit: keeps a new title beside the log. */
  noteTitle(): void {
    const { board, document, log, pending, saveTitle } = this.#options;
    // While edits are pending, the replica's title may not be durable; then the next commit looks.
    if (document.document === null || pending.edits.length > 0) return;
    const title = document.document.read(titleOf);
    if (title === this.#title) return;
    this.#title = title;
    saveTitle(board, title).catch((error: unknown) => {
      log.warn({ err: error, board }, 'the title of a board could not be saved');
    });
  }

  async #readLog<T>(look: (board: Board) => T): Promise<T> {
    const bytes = await this.#options.bytes.fetch();
    const document = new LiveDocument(bytes.updates(), this.#options);
    try {
      return document.read(look);
    } finally {
      document.close();
    }
  }
}

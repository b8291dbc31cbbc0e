/**
 * Keeps the edits that could not be saved before the server had to end, in a file beside the database. The file is whole or
 * not there: it is written under another name, forced to the disk, then renamed. The next start appends its edits to the
 * log before anybody is let in.
 */
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { boardIdSchema, personIdSchema } from '@samrejse/model/records/ids';
import { StartError } from '@samrejse/runtime/start-error';
import * as v from 'valibot';
import { BOARD_DOCUMENT, type BoardLog, isDocumentName, type LogEntry, type NewLogEntry } from './board-log.ts';

const FILE = 'unsaved.jsonl';

const entrySchema = v.object({
  board: boardIdSchema,
  /** A file of version 0.1 has none: there was one document. */
  document: v.optional(
    v.custom<LogEntry['document']>((name) => typeof name === 'string' && isDocumentName(name)),
    BOARD_DOCUMENT,
  ),
  /** The number it would have got, had nobody else written to the log. */
  seq: v.number(),
  update: v.pipe(
    v.string(),
    v.transform((text) => new Uint8Array(Buffer.from(text, 'base64'))),
  ),
  author: v.nullable(personIdSchema),
  at: v.number(),
  receipt: v.nullable(v.object({ key: v.string(), request: v.string(), answer: v.string() })),
  owned: v.array(v.object({ client: v.number(), person: personIdSchema })),
});

const lineOf = ({ board, document, seq, update, author, at, receipt, owned }: LogEntry): string =>
  JSON.stringify({ board, document, seq, update: Buffer.from(update).toString('base64'), author, at, receipt, owned });

/** Forces a file, or the names in a folder, to the disk. */
const force = (path: string): void => {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
};

/** Keeps edits for the next start. Throws where the disk takes nothing at all. */
export const keepUnsaved = (dataDir: string, entries: readonly LogEntry[]): void => {
  if (entries.length === 0) return;
  const [path, draft] = [join(dataDir, FILE), join(dataDir, `${FILE}.tmp`)];
  writeFileSync(draft, entries.map((entry) => `${lineOf(entry)}\n`).join(''), { mode: 0o600 });
  force(draft);
  renameSync(draft, path);
  force(dataDir);
};

/** Of the edits of one document, those that its log lacks: some may have got into it after all. */
const missingIn = async (log: BoardLog, entries: readonly LogEntry[]): Promise<NewLogEntry[]> => {
  const [first] = entries;
  if (first === undefined) return [];
  const logged = await log.since(first, first.seq - 1);
  const isLogged = ({ seq, update }: LogEntry) =>
    Buffer.compare(logged.updates[seq - first.seq] ?? Buffer.of(), update) === 0;
  return entries.filter((entry) => !isLogged(entry)).map(({ seq: _, ...entry }) => entry);
};

/** Appends to the log what the last run left. Call before anybody is let in. Throws `StartError` where that is not possible. */
export const takeUpUnsaved = async (dataDir: string, log: BoardLog): Promise<void> => {
  const path = join(dataDir, FILE);
  if (!existsSync(path)) return;
  try {
    const lines = readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
    const entries = lines.map((line) => v.parse(entrySchema, JSON.parse(line)));
    const documents = [...Map.groupBy(entries, ({ board, document }) => `${board} ${document}`).values()];
    const missing = await Promise.all(documents.map((of) => missingIn(log, of)));
    // All of them or none: a start that dies here begins again.
    await log.append(missing.flat());
  } catch (error) {
    throw new StartError(
      `Cannot take up the edits in ${path} that the last run could not save (${String(error)}). Make room on the disk, then start again.`,
    );
  }
  rmSync(path);
  force(dataDir);
};

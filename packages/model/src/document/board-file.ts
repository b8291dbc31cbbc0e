/** Makes a board from its file: the reverse of `readBoardFile`. */
import * as Y from 'yjs';
import { DETAIL_FIELDS_BY_KEY } from '../records/cards.ts';
import { COLLECTIONS, type Collection, FIELDS, META_TEXTS, TEXT_FIELDS } from '../records/collections.ts';
import type { Field, Fields } from '../records/fields.ts';
import { MEMBER } from '../records/fields.ts';
import { META_FIELDS, SCHEMA_VERSION } from '../records/records.ts';
import { sameValue } from '../records/same-value.ts';
import type { BoardFile, FileCard } from '../records/snapshot-schema.ts';
import type { Board } from './board.ts';
import { keyOfFeeling } from './reads.ts';

type Values = Readonly<Record<string, unknown>>;

const setField = (holder: Y.Map<unknown>, name: string, field: Field, value: unknown): void => {
  if (field.form === 'text' || value === undefined || sameValue(value, field.missing)) return;
  if (field.form === 'register') holder.set(name, value);
  else if (Array.isArray(value)) for (const member of value) holder.set(name + MEMBER + member, true);
  else for (const [member, part] of Object.entries(value as Values)) holder.set(name + MEMBER + member, part);
};

const fill = (holder: Y.Map<unknown>, fields: Fields, texts: readonly string[], values: Values): void => {
  for (const [name, field] of Object.entries(fields)) setField(holder, name, field, values[name]);
  for (const name of texts) holder.set(name, new Y.Text(String(values[name] ?? '')));
};

const fillDetails = (holder: Y.Map<unknown>, { kind, details, dormant }: FileCard): void => {
  holder.set('kind', kind);
  const own = Object.entries(details).map(([name, value]): [string, unknown] => [`${kind}.${name}`, value]);
  for (const [key, value] of [...own, ...Object.entries(dormant)]) {
    const field = DETAIL_FIELDS_BY_KEY.get(key);
    if (field !== undefined) setField(holder, key, field, value);
  }
};

const makeRecord = (collection: Collection, values: Values & { readonly id: string }): Y.Map<unknown> => {
  const record = new Y.Map<unknown>();
  fill(record, FIELDS[collection], TEXT_FIELDS[collection], values);
  if (collection === 'cards') fillDetails(record, values as unknown as FileCard);
  return record;
};

/**
 * Fills an empty board from a file that fits `boardFileSchema`, in one transaction. Ids, authors and times come from the
 * file, so the caller must trust it. Reading the board gives the same file again (rule D16).
 */
export const writeBoardFile = (board: Board, file: BoardFile, origin: unknown): void => {
  board.doc.transact(() => {
    fill(board.meta, META_FIELDS, META_TEXTS, { ...file, schemaVersion: undefined });
    board.meta.set('schemaVersion', SCHEMA_VERSION);
    for (const collection of COLLECTIONS) {
      for (const values of file[collection]) board.records[collection].set(values.id, makeRecord(collection, values));
    }
    for (const feeling of file.feelings) {
      const { step, persona, kind, voter, valence, word, comment, setBy, setAt } = feeling;
      board.registers.feelings.set(keyOfFeeling(feeling), {
        step,
        persona,
        kind,
        ...(voter === null ? {} : { voter }),
        valence,
        word,
        ...(comment === '' ? {} : { comment }),
        setBy,
        setAt,
      });
    }
    for (const { id, ...person } of file.people) board.registers.people.set(id, person);
  }, origin);
};

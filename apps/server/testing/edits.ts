import { type Author, authorOf, openBoard } from '@samrejse/model/document/board';
import { readSnapshot } from '@samrejse/model/document/reads';
import { addCard } from '@samrejse/model/edits/cards';
import type { CardId, PersonId } from '@samrejse/model/records/ids';
import { SCHEMA_VERSION } from '@samrejse/model/records/records';
import * as Y from 'yjs';

export const ANNA = authorOf('anna' as PersonId);

/** Puts a card into the inbox of a document; gives back its id and the bytes of that edit alone. */
export const writeCard = (doc: Y.Doc, text: string, author: Author = ANNA): { id: CardId; update: Uint8Array } => {
  const before = Y.encodeStateVector(doc);
  const id = addCard(openBoard(doc), author, { to: 'inbox', kind: 'note', text });
  return { id, update: Y.encodeStateAsUpdate(doc, before) };
};

export const cardTexts = (doc: Y.Doc): string[] =>
  readSnapshot(openBoard(doc))
    .cards.map((card) => card.text)
    .sort();

/** A board with nothing on it, of today's version, as the first edit of a log. */
export const emptyBoard = (): Uint8Array => {
  const doc = new Y.Doc();
  openBoard(doc).meta.set('schemaVersion', SCHEMA_VERSION);
  return Y.encodeStateAsUpdate(doc);
};

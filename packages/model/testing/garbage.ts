/**
 * What a broken or hostile client may send: noise, damaged real updates, and well-formed updates that no board has a
 * place for.
 */
import * as Y from 'yjs';
import { openBoard } from '../src/document/board.ts';
import { type Random, seededAuthor, seededDoc } from './random.ts';

export const noise = (random: Random): Uint8Array => random.bytes(new Uint8Array(1 + random.below(40)));

/** The update with a few bits flipped, or cut short, or both. */
export const damaged = (random: Random, update: Uint8Array): Uint8Array => {
  const copy = update.slice(0, random.chance(0.3) ? random.below(update.length + 1) : update.length);
  for (let flips = random.below(4); flips > 0 && copy.length > 0; flips--) {
    const at = random.below(copy.length);
    copy[at] = (copy[at] ?? 0) ^ (1 << random.below(8));
  }
  return copy;
};

/** What a stock client of somebody else's could write into a board's document. */
const INTRUSIONS: Readonly<Record<string, (doc: Y.Doc) => void>> = {
  'a root of its own': (doc) => doc.getMap('mine').set('a', 1),
  'an array': (doc) => doc.getMap('meta').set('list', Y.Array.from([1])),
  'an XML text': (doc) => doc.getMap('meta').set('title', new Y.XmlText('x')),
  'an XML hook': (doc) => doc.getMap('cards').set('hook', new Y.XmlHook('x')),
  'a document in the document': (doc) => doc.getMap('meta').set('doc', new Y.Doc()),
  bytes: (doc) => doc.getMap('meta').set('bytes', new Uint8Array(4)),
  'bytes within a value': (doc) => doc.getMap('meta').set('value', { bytes: new Uint8Array(4) }),
  'a big integer': (doc) => doc.getMap('meta').set('big', { n: 1n }),
  'a bottomless value': (doc) => doc.getMap('meta').set('deep', JSON.parse('['.repeat(50) + ']'.repeat(50))),
  'a list in a root': (doc) => void doc.getArray('cards').push(['x']),
  'text in a root': (doc) => doc.getText('cards').insert(0, 'x'),
  'a plain value for a record': (doc) => doc.getMap('cards').set('plain', 1),
  'a text for a record': (doc) => doc.getMap('cards').set('text', new Y.Text('x')),
  'a text for a value in meta': (doc) => doc.getMap('meta').set('loop', new Y.Text('x')),
  'a text for a value in a record': (doc) =>
    doc.getMap('cards').set('stuck', new Y.Map([['deleted', new Y.Text('x')]])),
  'a text beside a text, under a key of its own': (doc) =>
    doc.getMap('cards').set('stuck', new Y.Map([['text/more', new Y.Text('x')]])),
  'a record for a value': (doc) => doc.getMap('feelings').set('x', new Y.Map()),
  'a map in a record': (doc) => doc.getMap('cards').set('nested', new Y.Map([['inner', new Y.Map()]])),
  'bold letters': (doc) => openText(doc).insert(0, 'x', { bold: true }),
  'a picture in a text': (doc) => openText(doc).insertEmbed(0, { image: 'x' }),
  'an attribute of a text': (doc) => openText(doc).setAttribute('a', 1),
  'a huge value': (doc) => doc.getMap('meta').set('loop', 'x'.repeat(5_000)),
  'a huge key': (doc) => doc.getMap('meta').set('k'.repeat(300), 1),
  'a huge text': (doc) => openText(doc).insert(0, 'x'.repeat(20_000)),
};

/** A text that comes with the update, so that only what is done to it can be wrong. */
const openText = (doc: Y.Doc): Y.Text => {
  const text = new Y.Text();
  openBoard(doc).meta.set('scenario', text);
  return text;
};

/** Every intrusion by its name, as one update against an empty document. */
export const intrusions = (random: Random): ReadonlyMap<string, Uint8Array> =>
  new Map(
    Object.entries(INTRUSIONS).map(([name, intrude]) => {
      const doc = seededDoc(random);
      doc.transact(() => intrude(doc), seededAuthor(random, 'hostile'));
      return [name, Y.encodeStateAsUpdate(doc)];
    }),
  );

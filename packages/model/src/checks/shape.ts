/** Whether the board's shape (`board.ts`) has such content in such a place: the half of the judgement that knows boards. */
import * as Y from 'yjs';
import { COLLECTIONS, META_TEXTS, REGISTERS, TEXT_FIELDS } from '../records/collections.ts';

/** A value in one register; the largest of ours, a card's place, is under 200 bytes. */
const MAX_VALUE_CHARS = 4_000;
/** Ours are two deep, an object with a list in it. */
const MAX_VALUE_DEPTH = 8;
/** The longest key of ours is a feeling's, two ids and a word. */
const MAX_KEY_CHARS = 200;

export type Verdict = 'ok' | 'missing' | 'malformed' | 'forbidden' | 'too-large';

type Content = Y.Item['content'];

/** What an item hangs under, a root by its name, and by which key. `null`: under what is gone, so Yjs will keep nothing of it. */
export type Place = {
  readonly holder: string | object;
  readonly key: string | null;
  /** The root that the holder is or hangs under; null where it hangs deeper. */
  readonly root: string | null;
} | null;

const isPlain = (value: unknown, depth = 0): boolean => {
  if (value === null || value === undefined) return true;
  if (typeof value !== 'object') return typeof value !== 'bigint';
  if (depth >= MAX_VALUE_DEPTH) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // A peer may send a key `__proto__`, which lib0 obeys: what it hides there would not survive being sent on.
  if (prototype !== Object.prototype && prototype !== Array.prototype) return false;
  return Object.values(value).every((member) => isPlain(member, depth + 1));
};

const isType = (content: Content, of: typeof Y.Map | typeof Y.Text): boolean =>
  // By constructor: XmlHook is a Map and XmlText a Text, to `instanceof`.
  content instanceof Y.ContentType && content.type.constructor === of;

const judgeValue = (content: Content): Verdict => {
  if (!(content instanceof Y.ContentAny || content instanceof Y.ContentJSON)) return 'forbidden';
  const values = content.getContent();
  if (!values.every((value) => isPlain(value))) return 'forbidden';
  return JSON.stringify(values).length > MAX_VALUE_CHARS ? 'too-large' : 'ok';
};

/** The keys under which people type together. */
const isTextField = (root: string | null, key: string): boolean => {
  const collection = COLLECTIONS.find((name) => name === root);
  const texts: readonly string[] =
    collection === undefined ? (root === 'meta' ? META_TEXTS : []) : TEXT_FIELDS[collection];
  return texts.includes(key);
};

/** Whether the board's shape has such content in such a place. */
export const judgeContent = (place: Place, content: Content): Verdict => {
  if (content instanceof Y.ContentDeleted) return 'ok';
  const isText = isType(content, Y.Text);
  if (place === null) {
    return isText || isType(content, Y.Map) || content instanceof Y.ContentString ? 'ok' : judgeValue(content);
  }
  const { holder, key, root } = place;
  if (holder instanceof Y.Text) return key === null && content instanceof Y.ContentString ? 'ok' : 'forbidden';
  if (key === null) return 'forbidden';
  if (key.length > MAX_KEY_CHARS) return 'too-large';
  // For good once it is there: a text for a value could not be written over by anybody, nor the record be hidden.
  if (holder === 'meta' || holder instanceof Y.Map)
    return isText && isTextField(root, key) ? 'ok' : judgeValue(content);
  if (COLLECTIONS.some((name) => name === holder)) return isType(content, Y.Map) ? 'ok' : 'forbidden';
  return REGISTERS.some((name) => name === holder) ? judgeValue(content) : 'forbidden';
};

/** Records, and the texts in them, are there for good: what a person deletes is marked so (rule D5). */
export const isForGood = (struct: Y.Item | Y.GC | Y.Skip | undefined): boolean =>
  struct instanceof Y.Item && !struct.deleted && struct.content instanceof Y.ContentType;

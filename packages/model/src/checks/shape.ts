/**
 * The shape of a board (`document/board.ts`): which content may stand in which place. The part of the check that knows
 * boards.
 */
import * as Y from 'yjs';
import { COLLECTIONS, META_TEXTS, REGISTERS, TEXT_FIELDS } from '../records/collections.ts';

/** The longest value of one register as JSON. Our largest, a card's place, is under 200 characters. */
const MAX_VALUE_CHARS = 4_000;
/** Our values are two deep: an object with a list in it. */
const MAX_VALUE_DEPTH = 8;
/** Our longest key is a feeling's: three ids and a word. */
const MAX_KEY_CHARS = 200;

export type Verdict = 'ok' | 'missing' | 'malformed' | 'forbidden' | 'too-large';

type Content = Y.Item['content'];

/** What an item hangs under, and by which key. Null: it hangs under a deleted type, so Yjs will keep nothing of it. */
export type Place = {
  /** A root by its name, or any other type. */
  readonly holder: string | object;
  /** Null: in the list of a text or an array. */
  readonly key: string | null;
  /** The root that the holder is, or hangs directly under; null if it hangs deeper. */
  readonly root: string | null;
} | null;

const isPlain = (value: unknown, depth = 0): boolean => {
  if (value === null || value === undefined) return true;
  if (typeof value !== 'object') return typeof value !== 'bigint';
  if (depth >= MAX_VALUE_DEPTH) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // A peer may send the key `__proto__`, and lib0 sets the prototype then. What it hides there would be lost when sent on.
  if (prototype !== Object.prototype && prototype !== Array.prototype) return false;
  return Object.values(value).every((member) => isPlain(member, depth + 1));
};

const isType = (content: Content, of: typeof Y.Map | typeof Y.Text): boolean =>
  // Compared by constructor: to `instanceof`, an XmlHook is a Map and an XmlText a Text.
  content instanceof Y.ContentType && content.type.constructor === of;

const validateValue = (content: Content): Verdict => {
  if (!(content instanceof Y.ContentAny || content instanceof Y.ContentJSON)) return 'forbidden';
  const values = content.getContent();
  if (!values.every((value) => isPlain(value))) return 'forbidden';
  return JSON.stringify(values).length > MAX_VALUE_CHARS ? 'too-large' : 'ok';
};

/** Whether people type together under this key. */
const isTextField = (root: string | null, key: string): boolean => {
  const collection = COLLECTIONS.find((name) => name === root);
  const texts: readonly string[] =
    collection === undefined ? (root === 'meta' ? META_TEXTS : []) : TEXT_FIELDS[collection];
  return texts.includes(key);
};

/** Whether a board may hold this content in this place. */
export const validateContent = (place: Place, content: Content): Verdict => {
  if (content instanceof Y.ContentDeleted) return 'ok';
  const isText = isType(content, Y.Text);
  if (place === null) {
    return isText || isType(content, Y.Map) || content instanceof Y.ContentString ? 'ok' : validateValue(content);
  }
  const { holder, key, root } = place;
  if (holder instanceof Y.Text) return key === null && content instanceof Y.ContentString ? 'ok' : 'forbidden';
  if (key === null) return 'forbidden';
  if (key.length > MAX_KEY_CHARS) return 'too-large';
  // A text stays for good: in the place of a value it could never be overwritten, and a record with a text for `deleted`
  // could not be hidden.
  if (holder === 'meta' || holder instanceof Y.Map)
    return isText && isTextField(root, key) ? 'ok' : validateValue(content);
  if (COLLECTIONS.some((name) => name === holder)) return isType(content, Y.Map) ? 'ok' : 'forbidden';
  return REGISTERS.some((name) => name === holder) ? validateValue(content) : 'forbidden';
};

/**
 * Whether a struct is a record or a text. Neither is ever removed: what a person deletes gets `deleted: true` (rule
 * D5).
 */
export const isForGood = (struct: Y.Item | Y.GC | Y.Skip | undefined): boolean =>
  struct instanceof Y.Item && !struct.deleted && struct.content instanceof Y.ContentType;

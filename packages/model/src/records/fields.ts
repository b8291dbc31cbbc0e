/**
 * A field of a record: its form in the document, the values it may have, and its value if it is missing. Only the tables of
 * fields (`records.ts`, `cards.ts`) say so: reading, writing, the snapshot's schema and the types all come from them.
 */
import * as v from 'valibot';
import { clip } from './limits.ts';

/**
 * - `register`: one value, written whole.
 * - `text`: a Y.Text in which people type together.
 * - `set`: a register for each member under the key `field/member`, so that two people who add at once both keep theirs.
 *   It is read as a sorted list without repeats.
 * - `keyed`: a register for each key under `field/key`, each with a value. It is read as an object.
 */
export type Form = 'register' | 'text' | 'set' | 'keyed';

export interface Field<S extends v.GenericSchema = v.GenericSchema> {
  readonly form: Form;
  /** The schema of the value as it is read. */
  readonly schema: S;
  /** The value that is read if the document has none. */
  readonly missing: v.InferOutput<S>;
  /** The schema of one value of a keyed field, or of one member of a set. */
  readonly part: v.GenericSchema | null;
  /** How many UTF-16 code units a text may have. */
  readonly limit: number | null;
}

export type Fields = Readonly<Record<string, Field>>;

type Entries<F extends Fields> = { readonly [K in keyof F]: F[K]['schema'] };
/** The record that a table of fields describes. */
export type Values<F extends Fields> = { -readonly [K in keyof F]: v.InferOutput<F[K]['schema']> };

/** Separates the name of a set or keyed field from the member. */
export const MEMBER = '/';

/** Whether a string may be the member part of a key. */
export const isMember = (member: string): boolean => member !== '' && member.length <= 80 && member !== '__proto__';

const memberSchema = v.pipe(v.string(), v.check(isMember, 'must be a short name'));

export const register = <S extends v.GenericSchema>(schema: S, missing: v.InferOutput<S>): Field<S> => ({
  form: 'register',
  schema,
  missing,
  part: null,
  limit: null,
});

/** One value of a list; null if not set. */
export const choice = <const T extends readonly string[]>(values: T) => register(v.nullable(v.picklist(values)), null);
export const flag = () => register(v.boolean(), false);
/** Yes or no; null if nobody has said. */
export const verdict = () => register(v.nullable(v.boolean()), null);

export const wholeSchema = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));
/** A number between bounds; null if not set, and never zero instead. */
export const amount = (least: number, most: number) =>
  register(v.nullable(v.pipe(v.number(), v.finite(), v.minValue(least), v.maxValue(most))), null);
export const whole = (least: number, most: number) => register(v.nullable(wholeSchema(least, most)), null);
/** 1 to 5, for importance, effort and the like. */
export const score = () => whole(1, 5);
export const share = () => amount(0, 1);

/** A few words that are written whole, not letter by letter with others. */
export const line = (limit = 200) => register(v.pipe(v.string(), v.maxLength(limit)), '');
/** A web or mail address that people can open. Other schemes, such as `javascript:`, are refused. */
export const address = () =>
  register(v.nullable(v.pipe(v.string(), v.maxLength(2_000), v.regex(/^(https?:\/\/|mailto:)\S+$/i))), null);
/** A day, such as 2026-11-25. */
export const day = () => register(v.nullable(v.pipe(v.string(), v.isoDate())), null);

export const text = (limit: number) => ({
  form: 'text' as const,
  schema: v.pipe(v.string(), v.maxLength(limit)),
  missing: '',
  part: null,
  limit,
});

export const set = <S extends v.GenericSchema<string>>(member: S) => ({
  form: 'set' as const,
  schema: v.array(member),
  missing: [] as v.InferOutput<S>[],
  part: member,
  limit: null,
});

export const keyed = <S extends v.GenericSchema>(value: S) => ({
  form: 'keyed' as const,
  schema: v.record(memberSchema, value),
  missing: {} as Record<string, v.InferOutput<S>>,
  part: value,
  limit: null,
});

/** The strict schema of the record that a table of fields describes. */
export const objectOf = <F extends Fields>(fields: F): v.ObjectSchema<Entries<F>, undefined> => {
  const entries = Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.schema]));
  // TypeScript cannot follow a mapped type through `fromEntries`.
  return v.object(entries as Entries<F>);
};

export const namesOf = <F extends Fields>(fields: F, form: Form): string[] =>
  Object.keys(fields).filter((name) => fields[name]?.form === form);

const MAX_JSON_DEPTH = 8;

/** Whether a value is plain JSON of limited depth, so that it can be kept for another program (`ext`). */
export const isJson = (value: unknown, depth = 0): boolean => {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || depth >= MAX_JSON_DEPTH) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== Array.prototype) return false;
  // Yjs recognises plain objects by their constructor and would not write one with a `constructor` of its own. The other
  // replicas would lose a key `__proto__`.
  if (Object.hasOwn(value, 'constructor') || Object.hasOwn(value, '__proto__')) return false;
  return Object.values(value).every((member) => isJson(member, depth + 1));
};
export const jsonSchema = v.custom<unknown>((value) => isJson(value), 'must be plain JSON');

/**
 * The value without lone surrogates. UTF-8 cannot encode them, so other replicas would read something else (rule T3).
 */
export const wellFormed = (value: unknown): unknown => {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map(wellFormed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key.toWellFormed(), wellFormed(part)]));
};

/** A text as it is read: cut at its limit. The document keeps all of it. */
export const cutText = (field: Field, value: string): string => clip(value, field.limit ?? value.length);

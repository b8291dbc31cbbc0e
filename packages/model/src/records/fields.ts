/**
 * What a field of a record is: how it lies in the document, what may stand in it, and what it is where nothing does.
 * The tables of fields (`records.ts`, `cards.ts`) are the one place that says so: reading, writing, the snapshot's schema
 * and the types all come from them.
 */
import * as v from 'valibot';
import { clip } from './limits.ts';

/**
 * - `register`: one value, written whole.
 * - `text`: a Y.Text that people type in together.
 * - `set`: a register for each member, keyed `field/member`, so that two who add at once both keep theirs; read as a
 *   sorted list without repeats.
 * - `keyed`: likewise, with a value for each key; read as an object.
 */
export type Form = 'register' | 'text' | 'set' | 'keyed';

export interface Field<S extends v.GenericSchema = v.GenericSchema> {
  readonly form: Form;
  /** Of the value as it is read. */
  readonly schema: S;
  readonly missing: v.InferOutput<S>;
  /** Of one value of a keyed field; of one member of a set. */
  readonly part: v.GenericSchema | null;
  /** UTF-16 code units of a text. */
  readonly limit: number | null;
}

export type Fields = Readonly<Record<string, Field>>;

type Entries<F extends Fields> = { readonly [K in keyof F]: F[K]['schema'] };
/** The record that a table of fields describes. */
export type Values<F extends Fields> = { -readonly [K in keyof F]: v.InferOutput<F[K]['schema']> };

/** Between a set's or keyed field's name and the member. */
export const MEMBER = '/';

/** What may be the member part of a key; longer ones are none of ours. */
export const isMember = (member: string): boolean => member !== '' && member.length <= 80 && member !== '__proto__';

const memberSchema = v.pipe(v.string(), v.check(isMember, 'must be a short name'));

export const register = <S extends v.GenericSchema>(schema: S, missing: v.InferOutput<S>): Field<S> => ({
  form: 'register',
  schema,
  missing,
  part: null,
  limit: null,
});

/** One of a list, or nothing yet. */
export const choice = <const T extends readonly string[]>(values: T) => register(v.nullable(v.picklist(values)), null);
export const flag = () => register(v.boolean(), false);
/** Yes, no, or nobody has said. */
export const verdict = () => register(v.nullable(v.boolean()), null);

export const wholeSchema = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));
/** A number between bounds, or nothing yet: missing is missing, never zero. */
export const amount = (least: number, most: number) =>
  register(v.nullable(v.pipe(v.number(), v.finite(), v.minValue(least), v.maxValue(most))), null);
export const whole = (least: number, most: number) => register(v.nullable(wholeSchema(least, most)), null);
/** 1 to 5, as people judge importance, effort and the like. */
export const score = () => whole(1, 5);
export const share = () => amount(0, 1);

/** A few words typed at once, not letter by letter with others. */
export const line = (limit = 200) => register(v.pipe(v.string(), v.maxLength(limit)), '');
/** An address people may follow. Others (`javascript:`) are none. */
export const address = () =>
  register(v.nullable(v.pipe(v.string(), v.maxLength(2_000), v.regex(/^(https?:\/\/|mailto:)\S+$/i))), null);
/** A day, as 2026-11-25. */
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

/** The strict schema of what a table of fields describes. */
export const objectOf = <F extends Fields>(fields: F): v.ObjectSchema<Entries<F>, undefined> => {
  const entries = Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.schema]));
  // The entries of a mapped type, which TypeScript cannot follow through `fromEntries`.
  return v.object(entries as Entries<F>);
};

export const namesOf = <F extends Fields>(fields: F, form: Form): string[] =>
  Object.keys(fields).filter((name) => fields[name]?.form === form);

const MAX_JSON_DEPTH = 8;

/** Plain JSON, not nested without end: what may be kept for others to take back (`ext`). */
export const isJson = (value: unknown, depth = 0): boolean => {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || depth >= MAX_JSON_DEPTH) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== Array.prototype) return false;
  // Yjs tells plain objects by their constructor, and would not write one that says it has another; the others would
  // read `__proto__` as no key at all.
  if (Object.hasOwn(value, 'constructor') || Object.hasOwn(value, '__proto__')) return false;
  return Object.values(value).every((member) => isJson(member, depth + 1));
};
export const jsonSchema = v.custom<unknown>((value) => isJson(value), 'must be plain JSON');

/** Without half letters: UTF-8 has none, so the others would read something else than the writer (rule T3). */
export const wellFormed = (value: unknown): unknown => {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map(wellFormed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key.toWellFormed(), wellFormed(part)]));
};

/** The value of a text as it is read: over-long text is shown cut, the document keeps all of it. */
export const cutText = (field: Field, value: string): string => clip(value, field.limit ?? value.length);

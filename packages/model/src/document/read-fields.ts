/** From a record's keys and values to its fields, each parsed. Never throws, never writes. */
import * as v from 'valibot';
import * as Y from 'yjs';
import type { Fault, NoteFault } from '../journey/repairs.ts';
import { CARD_FIELDS, DETAIL, DETAIL_FIELDS, DETAIL_FIELDS_BY_KEY } from '../records/cards.ts';
import { type Collection, FIELDS } from '../records/collections.ts';
import { cutText, type Field, type Fields, isMember, MEMBER } from '../records/fields.ts';
import { byCodeUnit } from '../records/order.ts';
import { META_FIELDS } from '../records/records.ts';
import { CARD_KINDS, type CardKind } from '../words/cards.ts';
import { fromVersion1 } from './version-1.ts';

type Raw = Iterable<readonly [key: string, value: unknown]>;
type ReadValues = Record<string, unknown>;

interface Plan {
  readonly fields: ReadonlyMap<string, Field>;
  readonly missing: Readonly<ReadValues>;
}

const missingOf = (fields: Fields): ReadValues =>
  Object.fromEntries(
    Object.entries(fields).map(([name, { missing }]) => [
      name,
      // Frozen, because all records that lack the field share it.
      typeof missing === 'object' ? Object.freeze(missing) : missing,
    ]),
  );

const planOf = (fields: Fields): Plan => ({ fields: new Map(Object.entries(fields)), missing: missingOf(fields) });

const PLANS = {
  phases: planOf(FIELDS.phases),
  steps: planOf(FIELDS.steps),
  lanes: planOf(FIELDS.lanes),
  personas: planOf(FIELDS.personas),
  links: planOf(FIELDS.links),
  comments: planOf(FIELDS.comments),
  tags: planOf(FIELDS.tags),
  channels: planOf(FIELDS.channels),
  meta: planOf(META_FIELDS),
  cards: {
    fields: new Map([...Object.entries<Field>(CARD_FIELDS), ...DETAIL_FIELDS_BY_KEY]),
    missing: missingOf(CARD_FIELDS),
  },
} satisfies Record<Collection | 'meta', Plan>;

const NO_DETAILS: Readonly<Record<CardKind, ReadValues>> = Object.fromEntries(
  CARD_KINDS.map((kind) => [kind, missingOf(DETAIL_FIELDS[kind])]),
) as Record<CardKind, ReadValues>;

const isText = (value: unknown): value is Y.Text => value instanceof Y.Text && value.constructor === Y.Text;

/**
 * Reads one member of a set or keyed field. It is added in place, because a hostile set may have ten thousand members.
 */
const readMember = (field: Field, name: string, member: string, raw: unknown, into: ReadValues): Fault | null => {
  if (!isMember(member) || field.part === null) return 'unreadable';
  const isSet = field.form === 'set';
  if (isSet ? raw !== true || !v.is(field.part, member) : !v.is(field.part, raw)) return 'unreadable';
  const standing = into[name] ?? (isSet ? [] : {});
  if (Array.isArray(standing)) standing.push(member);
  else Object.assign(standing, { [member]: raw });
  into[name] = standing;
  return null;
};

const readText = (field: Field, key: string, raw: unknown, into: ReadValues): Fault | null => {
  const value = isText(raw) ? raw.toString() : raw;
  if (typeof value !== 'string') return 'unreadable';
  const cut = cutText(field, value);
  into[key] = cut;
  return cut.length < value.length ? 'cut' : null;
};

const readRegister = (field: Field, key: string, raw: unknown, into: ReadValues): Fault | null => {
  // Parsed and not only checked: keys that the schema does not know are left out.
  const parsed = v.safeParse(field.schema, raw);
  if (!parsed.success) return 'unreadable';
  into[key] = parsed.output;
  return null;
};

const readEntry = (plan: Plan, key: string, raw: unknown, into: ReadValues): Fault | null => {
  const slash = key.indexOf(MEMBER);
  const name = slash < 0 ? key : key.slice(0, slash);
  const field = plan.fields.get(name);
  if (field === undefined) return 'unknown';
  const hasMembers = field.form === 'set' || field.form === 'keyed';
  if (hasMembers !== slash >= 0) return 'unreadable';
  if (hasMembers) return readMember(field, name, key.slice(slash + 1), raw, into);
  return field.form === 'text' ? readText(field, key, raw, into) : readRegister(field, key, raw, into);
};

/** Sorts sets and keyed fields. A document has them in the order of arrival, which differs between replicas. */
const sortMembers = (plan: Plan, values: ReadValues): ReadValues => {
  for (const [name, value] of Object.entries(values)) {
    const form = plan.fields.get(name)?.form;
    if (form === 'set') values[name] = [...new Set(value as string[])].sort(byCodeUnit);
    if (form === 'keyed') {
      values[name] = Object.fromEntries(Object.entries(value as ReadValues).sort(([a], [b]) => byCodeUnit(a, b)));
    }
  }
  return values;
};

/** Reads all fields. Fields of version 1 are converted and applied last: where present, they are newer. */
const collect = (source: Collection | 'meta', raw: Raw, note: NoteFault): ReadValues => {
  const plan = PLANS[source];
  const found: ReadValues = {};
  const take = (key: string, value: unknown) => {
    const fault = readEntry(plan, key, value, found);
    if (fault !== null) note(key, fault);
  };
  const old: (readonly [string, unknown])[] = [];
  for (const [key, value] of raw) {
    const upgraded = source === 'meta' ? null : fromVersion1(source, key, value);
    if (upgraded === null) take(key, value);
    else old.push(...upgraded);
  }
  for (const [key, value] of old) take(key, value);
  return sortMembers(plan, found);
};

export const readFields = (source: Exclude<Collection, 'cards'> | 'meta', raw: Raw, note: NoteFault): ReadValues => ({
  ...PLANS[source].missing,
  ...collect(source, raw, note),
});

const isKind = (value: unknown): value is CardKind => CARD_KINDS.some((kind) => kind === value);

/**
 * A card's fields, the details of its kind, and the details it holds of other kinds (`dormant`, by `kind.field`): a card
 * that was a pain point and is an opportunity now keeps its severity.
 */
export const readCardFields = (raw: Raw, note: NoteFault): ReadValues => {
  let kind: CardKind = 'note';
  const rest: (readonly [string, unknown])[] = [];
  for (const entry of raw) {
    if (entry[0] !== 'kind') rest.push(entry);
    else if (isKind(entry[1])) kind = entry[1];
    else note('kind', 'unreadable');
  }
  const values: ReadValues = { ...PLANS.cards.missing };
  const details: ReadValues = { ...NO_DETAILS[kind] };
  const dormant: ReadValues = {};
  for (const [key, value] of Object.entries(collect('cards', rest, note))) {
    if (!key.includes(DETAIL)) values[key] = value;
    else if (key.startsWith(`${kind}${DETAIL}`)) details[key.slice(kind.length + 1)] = value;
    else if (value !== PLANS.cards.fields.get(key)?.missing) dormant[key] = value;
  }
  return { ...values, kind, details, dormant };
};

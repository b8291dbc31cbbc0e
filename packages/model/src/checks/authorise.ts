/**
 * Whether a person may make the changes that an update would make: what it does (`inspect.ts`) held against the table
 * of who may do what (`permission.ts`). Whatever client sent it, nothing is taken at its word.
 */

import type { Replica } from '../document/replica.ts';
import { holdsCards } from '../journey/journey.ts';
import { sameValue } from '../records/same-value.ts';
import type { Objection } from '../rights/permission.ts';
import { type Action, type Actor, can, type Target } from '../rights/permission.ts';
import { isThere, plainAt, VALUE } from './addresses.ts';
import { inspectUpdate, type NewStructs, type Touched } from './inspect.ts';
import type { Verdict } from './shape.ts';

export type Authorisation =
  | {
      readonly verdict: 'ok';
      readonly touched: readonly Touched[];
      /** Whose edits these are from now on: theirs who sent them. */
      readonly clients: readonly NewStructs[];
    }
  | {
      readonly verdict: Exclude<Verdict, 'ok'>;
      readonly objection: Objection;
      /** What the person may not touch so; none where it is not about that. */
      readonly what: readonly Touched[];
    };

/** Who made a record, when, and by which way it came: written once. */
const PROVENANCE = ['createdBy', 'createdAt', 'via'];

/** What a vote came to, and what shape the document has. */
const SERVER_ONLY: Readonly<Record<string, string>> = { cards: 'votes', meta: 'schemaVersion' };

/** A feeling's key: the coordinates, and the voter where it is one person's. */
const FEELING_KEY = ['step', 'persona', 'kind', 'voter'] as const;

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined;

const isLive = (replica: Replica, collection: 'steps' | 'lanes', id: unknown): id is string =>
  typeof id === 'string' && isThere(replica, collection, id) && plainAt(replica, collection, id, 'deleted') !== true;

/** The cell in which a card with this place shows: of all that have no living step, and lane that holds cards, the inbox. */
const cellOf = (replica: Replica, place: unknown): string => {
  const [step, lane] = [memberOf(place, 'step'), memberOf(place, 'lane')];
  const isCell =
    isLive(replica, 'steps', step) &&
    isLive(replica, 'lanes', lane) &&
    holdsCards(plainAt(replica, 'lanes', lane, 'type'));
  return isCell ? `${step}/${lane}` : 'inbox';
};

const isMove = (before: unknown, after: unknown): boolean =>
  memberOf(before, 'step') !== memberOf(after, 'step') || memberOf(before, 'lane') !== memberOf(after, 'lane');

/** What was done to a field of a record that is there already. */
const actionOn = (touched: Touched, field: string): Action => {
  if (field === 'place') return 'move';
  if (field === 'deleted') return 'remove';
  if (field === 'resolved') return 'resolve';
  const place = touched.fields.get('place');
  // In a lane of another kind a card becomes that kind (rule D8).
  if (field === 'kind' && touched.in === 'cards' && place !== undefined && isMove(place.before, place.after))
    return 'move';
  return 'change';
};

const actionsOn = (touched: Touched): Action[] =>
  touched.created ? ['add'] : [...touched.fields.keys()].map((field) => actionOn(touched, field));

/** A feeling: named after who set it, filed under what it says, and a vote cast by its voter alone. */
const objectToFeeling = (actor: Actor, { id, maker, created, fields }: Touched): Objection | null => {
  const value = fields.get(VALUE);
  const key = id.split('/');
  const voter = key[3];
  if (value?.after !== undefined || value?.unsure === true) {
    const isFiled =
      key.length >= 3 &&
      key.length <= 4 &&
      FEELING_KEY.every((name, i) => (memberOf(value.after, name) ?? undefined) === key[i]);
    if (!isFiled || value.unsure === true) return 'forged-author';
    if (memberOf(value.after, 'setBy') !== actor.person) return 'forged-author';
    if (voter !== undefined && voter !== actor.person) return 'forged-author';
  }
  const action = created ? 'add' : value?.after === undefined ? 'remove' : 'change';
  const target: Target = voter === undefined ? { in: 'feelings', maker } : { in: 'votes', maker: voter };
  return can(actor, action, target) ? null : 'no-right';
};

const objectTo = (actor: Actor, touched: Touched): Objection | null => {
  if (touched.in === 'feelings') return objectToFeeling(actor, touched);
  if (touched.fields.has(SERVER_ONLY[touched.in] ?? '')) return 'server-only';
  if (touched.in !== 'people' && touched.in !== 'meta') {
    if (touched.created && touched.fields.get('createdBy')?.after !== actor.person) return 'forged-author';
    if (!touched.created && PROVENANCE.some((field) => touched.fields.has(field))) return 'provenance';
  }
  return actionsOn(touched).every((action) => can(actor, action, touched)) ? null : 'no-right';
};

/** The cells into which the update puts something of the actor's own. */
const cellsEntered = (replica: Replica, actor: Actor, touched: readonly Touched[]): Set<string> => {
  const cells = new Set<string>();
  for (const { in: name, maker, fields } of touched) {
    const place = fields.get('place');
    if (name === 'cards' && maker === actor.person && place !== undefined) cells.add(cellOf(replica, place.after));
  }
  return cells;
};

/** Only its rank changes, to make room in its cell for something that comes into it. */
const makesRoom = (replica: Replica, entered: ReadonlySet<string>, { in: name, created, fields }: Touched): boolean => {
  const place = fields.get('place');
  if (name !== 'cards' || created || fields.size !== 1 || place === undefined) return false;
  const { before, after } = place;
  if (typeof before !== 'object' || before === null || typeof after !== 'object' || after === null) return false;
  return sameValue({ ...before, rank: null }, { ...after, rank: null }) && entered.has(cellOf(replica, after));
};

/** What of it the person may not touch, and the first reason. */
const refusedOf = (replica: Replica, actor: Actor, touched: readonly Touched[]) => {
  const objections = new Map<Touched, Objection>();
  for (const t of touched) {
    const objection = objectTo(actor, t);
    if (objection !== null) objections.set(t, objection);
  }
  if (objections.size === 0) return null;
  const allowed = touched.filter((t) => !objections.has(t));
  const entered = cellsEntered(replica, actor, allowed);
  for (const [t, objection] of objections) {
    if (objection === 'no-right' && makesRoom(replica, entered, t)) objections.delete(t);
  }
  const [first] = objections.values();
  return first === undefined ? null : { objection: first, what: [...objections.keys()] };
};

/**
 * Whether an update may be applied to a replica in a person's name; nothing is applied.
 * `ownerOf`: whose a Yjs client id is, null for one that nobody has written under yet.
 */
export const authorise = (
  replica: Replica,
  update: Uint8Array,
  actor: Actor,
  ownerOf: (client: number) => string | null,
): Authorisation => {
  const inspected = inspectUpdate(replica, update);
  if (inspected.verdict !== 'ok') return { verdict: inspected.verdict, objection: 'shape', what: [] };
  const { touched, clients, known } = inspected;
  if (actor.role === 'viewer' && !known) return { verdict: 'forbidden', objection: 'viewer', what: touched };
  if (clients.some(({ client }) => (ownerOf(client) ?? actor.person) !== actor.person))
    return { verdict: 'forbidden', objection: 'stolen-client', what: touched };
  const refused = refusedOf(replica, actor, touched);
  return refused === null ? { verdict: 'ok', touched, clients } : { verdict: 'forbidden', ...refused };
};

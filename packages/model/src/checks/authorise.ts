/**
 * Whether a person may apply an update. This is the last of three questions, each of which asks the one before it:
 *
 * 1. validate (`validate-update.ts`): is the update sound? Can Yjs integrate it, and does a board have a place for all of it?
 * 2. inspect (`inspect.ts`): what would it change, field by field?
 * 3. authorise: may this person make those changes, by the table of `permission.ts`?
 *
 * None of the three changes the replica, and none takes the sending client at its word.
 */

import type { Replica } from '../document/replica.ts';
import { holdsCards } from '../journey/journey.ts';
import { type Grid, shownCell } from '../records/place.ts';
import { sameValue } from '../records/same-value.ts';
import { type Action, type Actor, can, type Objection, type Target } from '../rights/permission.ts';
import { inspectUpdate, type NewStructs, type Touched } from './inspect.ts';
import type { Verdict } from './shape.ts';
import { isThere, VALUE, valueAt } from './written-values.ts';

export type Authorisation =
  | {
      readonly verdict: 'ok';
      readonly touched: readonly Touched[];
      /** The clients whose new structs the update brings. From now on these clients belong to the sender. */
      readonly clients: readonly NewStructs[];
    }
  | {
      readonly verdict: Exclude<Verdict, 'ok'>;
      readonly objection: Objection;
      /** The changes that the person may not make; empty if the objection is not about changes. */
      readonly what: readonly Touched[];
    };

/** Who made a record, when, and by which way it came: written once, at its creation. */
const PROVENANCE = ['createdBy', 'createdAt', 'via'];

/** The sum of votes, and the document's version. */
const SERVER_ONLY: Readonly<Record<string, string>> = { cards: 'votes', meta: 'schemaVersion' };

/** The parts of a feeling's key, joined by `/`. The voter is there if the feeling is one person's vote. */
const FEELING_KEY = ['step', 'persona', 'kind', 'voter'] as const;

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined;

const isLive = (replica: Replica, collection: 'steps' | 'lanes', id: string): boolean =>
  isThere(replica, collection, id) && valueAt(replica, collection, id, 'deleted') !== true;

/** The replica's grid, looked up record by record. */
const gridOf = (replica: Replica): Grid => ({
  steps: { has: (id) => isLive(replica, 'steps', id) },
  lanes: { has: (id) => isLive(replica, 'lanes', id) && holdsCards(valueAt(replica, 'lanes', id, 'type')) },
});

/** The key of the cell in which a card with this place shows. */
const cellOf = (replica: Replica, place: unknown): string =>
  shownCell(gridOf(replica), memberOf(place, 'step'), memberOf(place, 'lane'));

const isMove = (before: unknown, after: unknown): boolean =>
  memberOf(before, 'step') !== memberOf(after, 'step') || memberOf(before, 'lane') !== memberOf(after, 'lane');

/** The action of changing one field of an existing record. */
const actionOn = (touched: Touched, field: string): Action => {
  if (field === 'place') return 'move';
  if (field === 'deleted') return 'remove';
  if (field === 'resolved') return 'resolve';
  const place = touched.fields.get('place');
  // A card that moves to a lane of another kind becomes that kind (rule D8).
  if (field === 'kind' && touched.in === 'cards' && place !== undefined && isMove(place.before, place.after))
    return 'move';
  return 'change';
};

const actionsOn = (touched: Touched): Action[] =>
  touched.created ? ['add'] : [...touched.fields.keys()].map((field) => actionOn(touched, field));

/**
 * A feeling must name the sender in `setBy`, have the key that its value says, and be cast by its voter if it is a
 * vote.
 */
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

/** The cells into which the update puts a card of the actor's own. */
const cellsEntered = (replica: Replica, actor: Actor, touched: readonly Touched[]): Set<string> => {
  const cells = new Set<string>();
  for (const { in: name, maker, fields } of touched) {
    const place = fields.get('place');
    if (name === 'cards' && maker === actor.person && place !== undefined) cells.add(cellOf(replica, place.after));
  }
  return cells;
};

/** Whether only the card's rank changes, to make room for a card that enters its cell. */
const isOnlyMakingRoom = (
  replica: Replica,
  entered: ReadonlySet<string>,
  { in: name, created, fields }: Touched,
): boolean => {
  const place = fields.get('place');
  if (name !== 'cards' || created || fields.size !== 1 || place === undefined) return false;
  const { before, after } = place;
  if (typeof before !== 'object' || before === null || typeof after !== 'object' || after === null) return false;
  return sameValue({ ...before, rank: null }, { ...after, rank: null }) && entered.has(cellOf(replica, after));
};

/** The changes that the person may not make, and the first objection; null if there are none. */
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
    if (objection === 'no-right' && isOnlyMakingRoom(replica, entered, t)) objections.delete(t);
  }
  const [first] = objections.values();
  return first === undefined ? null : { objection: first, what: [...objections.keys()] };
};

/**
 * Whether an update may be applied to a replica in a person's name. Applies nothing.
 * `ownerOf`: the person a Yjs client id belongs to; null if nobody has written under it yet.
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
  // A second lock: `LiveDocument` of the server refuses a viewer before it asks.
  if (actor.role === 'viewer' && !known) return { verdict: 'forbidden', objection: 'viewer', what: touched };
  if (clients.some(({ client }) => (ownerOf(client) ?? actor.person) !== actor.person))
    return { verdict: 'forbidden', objection: 'stolen-client', what: touched };
  const refused = refusedOf(replica, actor, touched);
  return refused === null ? { verdict: 'ok', touched, clients } : { verdict: 'forbidden', ...refused };
};

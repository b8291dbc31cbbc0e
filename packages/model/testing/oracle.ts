/**
 * An oracle for updates: it compares the plain contents of a replica before and after, and asks the same table
 * (`permission.ts`) whether a person may do that. It knows nothing of updates and shares no code with `inspect.ts` and
 * `authorise.ts`.
 */
import { isDeepStrictEqual } from 'node:util';
import * as Y from 'yjs';
import { COLLECTIONS, REGISTERS } from '../src/records/collections.ts';
import { type Actor, can } from '../src/rights/permission.ts';
import { LANE_CARD_KIND, LANE_TYPES } from '../src/words/lanes.ts';

type Fields = ReadonlyMap<string, unknown>;

/** Everything a board holds by root and id, deleted records too. A register is a record with the one field `value`. */
export type Contents = ReadonlyMap<string, Fields>;

const fieldsOf = (map: Y.Map<unknown>): Fields =>
  new Map(
    [...map]
      .map(([key, value]) => [key, value instanceof Y.Text ? value.toString() : value] as const)
      .filter(([, value]) => value !== undefined),
  );

export const contentsOf = (doc: Y.Doc): Contents => {
  const contents = new Map<string, Fields>([['meta/meta', fieldsOf(doc.getMap('meta'))]]);
  for (const name of COLLECTIONS) {
    for (const [id, record] of doc.getMap(name)) {
      if (record instanceof Y.Map) contents.set(`${name}/${id}`, fieldsOf(record));
    }
  }
  for (const name of REGISTERS) {
    for (const [key, value] of doc.getMap(name)) {
      if (value !== undefined) contents.set(`${name}/${key}`, new Map([['value', value]]));
    }
  }
  return contents;
};

export interface Seen {
  readonly in: string;
  readonly id: string;
  readonly created: boolean;
  readonly old: Fields;
  readonly now: Fields;
  readonly changed: ReadonlySet<string>;
}

const NOTHING: Fields = new Map();

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** The maker of a record: as it stands, or as it says itself if it is new. */
export const makerOf = ({ in: name, id, created, old, now }: Seen): string | null => {
  const fields = created ? now : old;
  if (name === 'people') return id;
  if (name !== 'feelings') return name === 'meta' ? null : textOrNull(fields.get('createdBy'));
  const value = fields.get('value');
  return textOrNull(typeof value === 'object' && value !== null && 'setBy' in value ? value.setBy : value);
};

export const compareContents = (before: Contents, after: Contents): Seen[] => {
  const seen: Seen[] = [];
  for (const subject of new Set([...before.keys(), ...after.keys()])) {
    const [old, now] = [before.get(subject) ?? NOTHING, after.get(subject) ?? NOTHING];
    const changed = new Set(
      [...old.keys(), ...now.keys()].filter((field) => !isDeepStrictEqual(old.get(field), now.get(field))),
    );
    const created = !before.has(subject) && after.has(subject);
    const slash = subject.indexOf('/');
    if (changed.size > 0 || created || before.has(subject) !== after.has(subject))
      seen.push({ in: subject.slice(0, slash), id: subject.slice(slash + 1), created, old, now, changed });
  }
  return seen;
};

interface Feeling {
  readonly step?: unknown;
  readonly persona?: unknown;
  readonly kind?: unknown;
  readonly voter?: unknown;
  readonly setBy?: unknown;
}

const allowsFeeling = (actor: Actor, seen: Seen): boolean => {
  const { id, created, now } = seen;
  const is = now.get('value') as Feeling | null | undefined;
  const [step, persona, kind, voter, more] = id.split('/');
  if (is !== undefined) {
    if (is === null || typeof is !== 'object' || kind === undefined || more !== undefined) return false;
    if (is.step !== step || is.persona !== persona || is.kind !== kind || (is.voter ?? undefined) !== voter)
      return false;
    if (is.setBy !== actor.person || (voter !== undefined && voter !== actor.person)) return false;
  }
  const action = is === undefined ? 'remove' : created ? 'add' : 'change';
  if (voter !== undefined) return can(actor, action, { in: 'votes', maker: voter });
  return can(actor, action, { in: 'feelings', maker: makerOf(seen) });
};

const fieldIn = (place: unknown, name: 'step' | 'lane'): unknown => (place as Record<string, unknown> | null)?.[name];

const movesCell = ({ old, now }: Seen): boolean =>
  (['step', 'lane'] as const).some(
    (name) => fieldIn(old.get('place') ?? null, name) !== fieldIn(now.get('place') ?? null, name),
  );

/** The cell in which a card shows: the inbox if its step or lane is not live, or the lane holds no cards. */
const cellOf = (contents: Contents, place: unknown): string => {
  const isLive = (root: string, id: unknown) => {
    const record = typeof id === 'string' ? contents.get(`${root}/${id}`) : undefined;
    return record !== undefined && record.get('deleted') !== true;
  };
  const [step, lane] = [fieldIn(place ?? null, 'step'), fieldIn(place ?? null, 'lane')];
  const type = contents.get(`lanes/${String(lane)}`)?.get('type');
  const isLaneOfWords = LANE_TYPES.some((known) => known === type && LANE_CARD_KIND[known] === null);
  return isLive('steps', step) && isLive('lanes', lane) && !isLaneOfWords ? JSON.stringify([step, lane]) : 'inbox';
};

const allowsRecord = (actor: Actor, seen: Seen): boolean => {
  const target = { in: seen.in, maker: makerOf(seen) };
  if (seen.in === 'cards' && seen.changed.has('votes')) return false;
  if (seen.in === 'meta' && seen.changed.has('schemaVersion')) return false;
  if (seen.created) return target.maker === actor.person && can(actor, 'add', target);
  if (seen.in !== 'meta' && ['createdBy', 'createdAt', 'via'].some((field) => seen.changed.has(field))) return false;
  return [...seen.changed].every((field) => {
    if (field === 'place') return can(actor, 'move', target);
    if (field === 'deleted') return can(actor, 'remove', target);
    if (field === 'resolved') return can(actor, 'resolve', target);
    const comesWithMove = field === 'kind' && seen.in === 'cards' && seen.changed.has('place') && movesCell(seen);
    return can(actor, comesWithMove ? 'move' : 'change', target);
  });
};

const allowsAlone = (actor: Actor, seen: Seen): boolean => {
  if (seen.in === 'feelings') return allowsFeeling(actor, seen);
  if (seen.in === 'people') return actor.role !== 'viewer' && seen.id === actor.person;
  return allowsRecord(actor, seen);
};

/** Whether another person's card only got a new rank in a cell that a card of the actor's own entered. */
const isRoomMade = (actor: Actor, seen: Seen, allowed: readonly Seen[], before: Contents): boolean => {
  const [old, now] = [seen.old.get('place'), seen.now.get('place')];
  if (seen.in !== 'cards' || seen.created || !isDeepStrictEqual([...seen.changed], ['place'])) return false;
  if (typeof old !== 'object' || typeof now !== 'object' || old === null || now === null) return false;
  if (!isDeepStrictEqual({ ...old, rank: 0 }, { ...now, rank: 0 })) return false;
  return allowed.some(
    (other) =>
      other.in === 'cards' &&
      (other.created ? other.now : other.old).get('createdBy') === actor.person &&
      other.changed.has('place') &&
      cellOf(before, other.now.get('place')) === cellOf(before, now),
  );
};

export const allowsChanges = (actor: Actor, changes: readonly Seen[], before: Contents): boolean => {
  const allowed = changes.filter((seen) => allowsAlone(actor, seen));
  return changes.every((seen) => allowed.includes(seen) || isRoomMade(actor, seen, allowed, before));
};

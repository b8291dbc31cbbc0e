/**
 * What an update would change on a board, found out before it is applied (rule P11): which fields of which records, their
 * values now and then. It goes by effect and not by what the update says: a write that loses against a later one, or
 * writes the value that stands there, changes nothing.
 */
import * as Y from 'yjs';
import { sameValue } from '../records/same-value.ts';
import { heldIn, type IntegrationPlan } from './integration-plan.ts';
import { PartialReplica } from './partial-replica.ts';
import type { Verdict } from './shape.ts';
import { addressOf, listsTouched } from './touched-fields.ts';
import { validateUpdate } from './validate-update.ts';
import { type FieldAddress, fieldsAt, isThere, makerOf, type Root, valueAt } from './written-values.ts';

/** Plain values of one field, a text as a string; `undefined` means the field is not there. */
export interface Foreseen {
  readonly before: unknown;
  readonly after: unknown;
  /** The field's history is too long to be copied, so the field counts as changed. `after` is then the value now. */
  readonly unsure?: true;
}

/** What an update changes in one record, one register, or `meta`. */
export interface Touched {
  readonly in: Root;
  /** `meta` for meta. */
  readonly id: string;
  /** The update creates it. */
  readonly created: boolean;
  /** `createdBy` of the existing record, or of the new one. Of a feeling, `setBy`. */
  readonly maker: string | null;
  /** By name; a register has the one field `value`. */
  readonly fields: ReadonlyMap<string, Foreseen>;
}

/** New structs of one client: the clocks from `from` up to, but without, `end`. */
export interface NewStructs {
  readonly client: number;
  readonly from: number;
  readonly end: number;
}

export type Inspection =
  | { readonly verdict: Exclude<Verdict, 'ok'> }
  | {
      readonly verdict: 'ok';
      readonly touched: readonly Touched[];
      /** The clients whose structs are new. */
      readonly clients: readonly NewStructs[];
      /** The replica knows everything in the update, also what would have no effect. */
      readonly known: boolean;
    };

interface TouchedField extends FieldAddress {
  /** Its list is too long to be copied. */
  readonly unsure: boolean;
}

/** What becomes of one record, from the fields of it that the update touches; null if nothing changes. */
const compare = (before: Y.Doc, after: Y.Doc, touched: readonly TouchedField[]): Touched | null => {
  const [first] = touched;
  if (first === undefined) return null;
  const { in: name, id } = first;
  const fields = new Map<string, Foreseen>();
  for (const address of touched) {
    for (const field of [...fieldsAt(before, address), ...fieldsAt(after, address)]) {
      const old = valueAt(before, name, id, field);
      if (address.unsure) {
        fields.set(field, { before: old, after: old, unsure: true });
        continue;
      }
      const now = valueAt(after, name, id, field);
      if (!sameValue(old, now)) fields.set(field, { before: old, after: now });
    }
  }
  const mayBeThere = isThere(after, name, id) || touched.some(({ unsure, field }) => unsure && field === null);
  const created = mayBeThere && !isThere(before, name, id);
  if (fields.size === 0 && !created) return null;
  return { in: name, id, created, maker: makerOf(created ? after : before, name, id), fields };
};

const deletesNothingNew = ({ doc, deletions }: IntegrationPlan): boolean => {
  for (const [client, ranges] of deletions) {
    for (const { clock, len } of ranges) {
      for (const struct of heldIn(doc, client, clock, clock + len)) if (!struct.deleted) return false;
    }
  }
  return true;
};

/** The fields that the update touches, grouped by record, and a partial replica that holds their lists. */
export const partialReplicaFor = (
  plan: IntegrationPlan,
): { replica: PartialReplica; records: readonly (readonly TouchedField[])[] } => {
  const replica = new PartialReplica(plan.doc, plan.roots);
  const records = new Map<string, TouchedField[]>();
  for (const list of listsTouched(plan, replica)) {
    const address = addressOf(plan.roots, list);
    if (address === null) continue;
    const { holder, key, needed } = list;
    const copied =
      key !== null ? replica.copyValues(holder, key, needed) : holder instanceof Y.Text && replica.copyText(holder);
    const record = `${address.in}/${address.id}`;
    const fields = records.get(record) ?? [];
    fields.push({ ...address, unsure: !copied });
    records.set(record, fields);
  }
  return { replica, records: [...records.values()] };
};

/**
 * What an update would change on a board, or the verdict of `validateUpdate` on an update that is not sound. The replica
 * is left as it is. The time it takes grows with the update and with the texts and histories of the fields it touches, not
 * with the board. Fields whose histories are too long to be copied count as changed (`unsure`).
 */
export const inspectUpdate = (doc: Y.Doc, bytes: Uint8Array): Inspection => {
  const plan = validateUpdate(doc, bytes);
  if (typeof plan === 'string') return { verdict: plan };
  const clients = [...plan.queues]
    .filter(([, queue]) => queue.clock > queue.known)
    .map(([client, { known, clock }]) => ({ client, from: known, end: clock }));
  const known = clients.length === 0 && deletesNothingNew(plan);
  if (known) return { verdict: 'ok', touched: [], clients, known };
  const { replica, records } = partialReplicaFor(plan);
  if (records.length === 0) return { verdict: 'ok', touched: [], clients, known };
  const after = replica.apply(bytes);
  const touched = records.flatMap((fields) => compare(doc, after, fields) ?? []);
  after.destroy();
  return { verdict: 'ok', touched, clients, known };
};

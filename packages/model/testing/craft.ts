/** Updates written by hand, byte by byte in Yjs's v1 encoding, of a form that Yjs would never write. */
import * as encoding from 'lib0/encoding';

export type Id = readonly [client: number, clock: number];

export interface CraftedItem {
  readonly origin?: Id;
  readonly right?: Id;
  /** A root by its name, or the id of the parent item. */
  readonly parent?: string | Id;
  readonly key?: string;
  readonly content:
    | { readonly text: string }
    | { readonly values: readonly unknown[] }
    | { readonly type: 'map' | 'text' }
    /** This many letters or values that were deleted before anybody else saw them. */
    | { readonly deleted: number };
}

export type CraftedStruct = CraftedItem | { readonly gc: number } | { readonly skip: number };

export interface CraftedUpdate {
  readonly sections: readonly {
    readonly client: number;
    readonly clock?: number;
    readonly structs: readonly CraftedStruct[];
  }[];
  readonly deletions?: readonly { readonly client: number; readonly clock: number; readonly length: number }[];
}

const REF = { gc: 0, deleted: 1, text: 4, type: 7, values: 8, skip: 10 };
const TYPE_REF = { map: 1, text: 2 };
const HAS_ORIGIN = 0x80;
const HAS_RIGHT = 0x40;
const HAS_KEY = 0x20;

const writeId = (encoder: encoding.Encoder, [client, clock]: Id) => {
  encoding.writeVarUint(encoder, client);
  encoding.writeVarUint(encoder, clock);
};

const writeParent = (encoder: encoding.Encoder, parent: string | Id) => {
  encoding.writeVarUint(encoder, typeof parent === 'string' ? 1 : 0);
  if (typeof parent === 'string') encoding.writeVarString(encoder, parent);
  else writeId(encoder, parent);
};

const writeContent = (encoder: encoding.Encoder, content: CraftedItem['content']) => {
  if ('text' in content) encoding.writeVarString(encoder, content.text);
  else if ('deleted' in content) encoding.writeVarUint(encoder, content.deleted);
  else if ('type' in content) encoding.writeVarUint(encoder, TYPE_REF[content.type]);
  else {
    encoding.writeVarUint(encoder, content.values.length);
    for (const value of content.values) encoding.writeAny(encoder, value as Parameters<typeof encoding.writeAny>[1]);
  }
};

const writeItem = (encoder: encoding.Encoder, { origin, right, parent, key, content }: CraftedItem) => {
  const ref =
    REF['text' in content ? 'text' : 'type' in content ? 'type' : 'deleted' in content ? 'deleted' : 'values'];
  const flags = (origin ? HAS_ORIGIN : 0) | (right ? HAS_RIGHT : 0) | (key === undefined ? 0 : HAS_KEY);
  encoding.writeUint8(encoder, ref | flags);
  if (origin) writeId(encoder, origin);
  if (right) writeId(encoder, right);
  if (!origin && !right) {
    writeParent(encoder, parent ?? 'meta');
    if (key !== undefined) encoding.writeVarString(encoder, key);
  }
  writeContent(encoder, content);
};

export const craft = ({ sections, deletions = [] }: CraftedUpdate): Uint8Array => {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, sections.length);
  for (const { client, clock = 0, structs } of sections) {
    encoding.writeVarUint(encoder, structs.length);
    writeId(encoder, [client, clock]);
    for (const struct of structs) {
      if ('content' in struct) writeItem(encoder, struct);
      else {
        encoding.writeUint8(encoder, 'gc' in struct ? REF.gc : REF.skip);
        encoding.writeVarUint(encoder, 'gc' in struct ? struct.gc : struct.skip);
      }
    }
  }
  encoding.writeVarUint(encoder, deletions.length);
  for (const { client, clock, length } of deletions) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarUint(encoder, clock);
    encoding.writeVarUint(encoder, length);
  }
  return encoding.toUint8Array(encoder);
};

/**
 * Presence on the wire between our own client and the server: one WebSocket frame, varUint MESSAGE_PRESENCE, then
 * - from the client: the registers of its presence that changed. Nothing in the frame says who it is; the server knows.
 * - from the server: for each participant who changed, varUint slot and the registers that changed. `people` messages say
 *   which participant has which slot. A client that has sent its view gets no points outside it. Views are never sent on.
 *
 * A change is one byte of flags, then the registers that the flags name, in this order:
 *
 *     1 cursor    varInt x, varInt y        2 selected  varString id, empty for none
 *     4 held      varString id, empty       8 hang      varInt x, varInt y
 *    16 mode      byte: tool, and 16 for a hidden tab   32 view  varInt x, y, varUint width, height
 *    64 the cursor is gone
 *
 * A register that is not named stays as it was. A moving cursor takes 6 bytes from the client and 6 or 7 from the server.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as v from 'valibot';
import { idSchema } from '../records/ids.ts';
import { MESSAGE_PRESENCE } from './messages.ts';
import { MAX_COORDINATE, type Shown, type ShownChange, TOOLS } from './presence.ts';

const CURSOR = 1;
const SELECTED = 2;
const HELD = 4;
const HANG = 8;
const MODE = 16;
const VIEW = 32;
const CURSOR_GONE = 64;
const ALL = 127;

const HIDDEN = 16;

/** The change of one participant's presence. */
export interface SlotChange {
  readonly slot: number;
  readonly change: ShownChange;
}

const bounded = (n: number): number =>
  Math.min(MAX_COORDINATE, Math.max(-MAX_COORDINATE, Number.isFinite(n) ? Math.round(n) : 0));

const writeAt = (encoder: encoding.Encoder, at: { readonly x: number; readonly y: number }): void => {
  encoding.writeVarInt(encoder, bounded(at.x));
  encoding.writeVarInt(encoder, bounded(at.y));
};

const flagsOf = ({ cursor, selected, held, hang, tool, hidden, view }: ShownChange): number =>
  (cursor === undefined ? 0 : cursor === null ? CURSOR_GONE : CURSOR) |
  (selected === undefined ? 0 : SELECTED) |
  (held === undefined ? 0 : HELD) |
  (hang ? HANG : 0) |
  (tool === undefined && hidden === undefined ? 0 : MODE) |
  (view ? VIEW : 0);

const writeChange = (encoder: encoding.Encoder, change: ShownChange, shown: Shown): void => {
  const flags = flagsOf(change);
  encoding.writeUint8(encoder, flags);
  if (change.cursor) writeAt(encoder, change.cursor);
  if (flags & SELECTED) encoding.writeVarString(encoder, change.selected ?? '');
  if (flags & HELD) encoding.writeVarString(encoder, change.held ?? '');
  if (change.hang) writeAt(encoder, change.hang);
  if (flags & MODE) encoding.writeUint8(encoder, TOOLS.indexOf(shown.tool) | (shown.hidden ? HIDDEN : 0));
  if (change.view) {
    writeAt(encoder, change.view);
    encoding.writeVarUint(encoder, Math.abs(bounded(change.view.width)));
    encoding.writeVarUint(encoder, Math.abs(bounded(change.view.height)));
  }
};

/** Encodes what changed of a client's presence. `shown` is its whole presence: tool and tab share a byte. */
export const encodeShown = (change: ShownChange, shown: Shown): Uint8Array<ArrayBuffer> => {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE_PRESENCE);
  writeChange(encoder, change, shown);
  return encoding.toUint8Array(encoder);
};

/** Encodes the change of one slot: a part of a frame, encoded once for all frames that contain it. */
export const encodeSlot = ({
  slot,
  change,
  shown,
}: SlotChange & { readonly shown: Shown }): Uint8Array<ArrayBuffer> => {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, slot);
  writeChange(encoder, change, shown);
  return encoding.toUint8Array(encoder);
};

/**
 * Makes a frame of such parts. It copies byte by byte, because a part has about seven bytes and a bulk copy allocates
 * for each.
 */
export const frameOfSlots = (parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => {
  let length = 1;
  for (const part of parts) length += part.length;
  const frame = new Uint8Array(length);
  frame[0] = MESSAGE_PRESENCE;
  let at = 1;
  for (const part of parts) for (let i = 0; i < part.length; i++) frame[at++] = part[i] ?? 0;
  return frame;
};

const readCoordinate = (decoder: decoding.Decoder): number => {
  const n = decoding.readVarInt(decoder);
  if (Math.abs(n) > MAX_COORDINATE) throw new RangeError('too far away');
  // The wire has a minus zero.
  return n === 0 ? 0 : n;
};

const readLength = (decoder: decoding.Decoder): number => {
  const n = decoding.readVarUint(decoder);
  if (n > MAX_COORDINATE) throw new RangeError('too long');
  return n;
};

const readAt = (decoder: decoding.Decoder) => ({ x: readCoordinate(decoder), y: readCoordinate(decoder) });

const readId = (decoder: decoding.Decoder): string | null => {
  const id = decoding.readVarString(decoder);
  return id === '' ? null : v.parse(idSchema, id);
};

const readMode = (decoder: decoding.Decoder): Pick<Shown, 'tool' | 'hidden'> => {
  const mode = decoding.readUint8(decoder);
  // A tool that only a newer client knows cannot be drawn; it counts as the pointer.
  return { tool: TOOLS[mode & (HIDDEN - 1)] ?? 'pointer', hidden: (mode & HIDDEN) !== 0 };
};

const readChange = (decoder: decoding.Decoder): ShownChange => {
  const flags = decoding.readUint8(decoder);
  if (flags === 0 || flags > ALL) throw new RangeError('no change of ours');
  return {
    ...(flags & CURSOR ? { cursor: readAt(decoder) } : flags & CURSOR_GONE ? { cursor: null } : {}),
    ...(flags & SELECTED ? { selected: readId(decoder) } : {}),
    ...(flags & HELD ? { held: readId(decoder), hang: null } : {}),
    ...(flags & HANG ? { hang: readAt(decoder) } : {}),
    ...(flags & MODE ? readMode(decoder) : {}),
    ...(flags & VIEW ? { view: { ...readAt(decoder), width: readLength(decoder), height: readLength(decoder) } } : {}),
  };
};

const orNull = <T>(read: () => T): T | null => {
  try {
    return read();
  } catch {
    // The bytes come from outside: whatever is wrong with them, they are no presence.
    return null;
  }
};

/** Reads a client's presence frame after its message type; null if the bytes are no such frame. Never throws. */
export const readShown = (decoder: decoding.Decoder): ShownChange | null =>
  orNull(() => {
    const change = readChange(decoder);
    return decoding.hasContent(decoder) ? null : change;
  });

/** Reads a server's presence frame after its message type; null if the bytes are no such frame. Never throws. */
export const readSlots = (decoder: decoding.Decoder): SlotChange[] | null =>
  orNull(() => {
    const slots: SlotChange[] = [];
    while (decoding.hasContent(decoder)) {
      slots.push({ slot: decoding.readVarUint(decoder), change: readChange(decoder) });
    }
    return slots;
  });

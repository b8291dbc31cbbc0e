/**
 * What our own client and the server say to each other beyond the y-websocket protocol.
 *
 * Most are one WebSocket frame: varUint MESSAGE_SAMREJSE, then one varString of JSON. The server sends them only
 * to a client that connected with `?wire=<WIRE_VERSION>`, so a stock y-websocket client never meets one.
 *
 * Such a client is sent edits as stretches of the board's log, numbered, and never as y-websocket's updates. It says
 * where it stands when it connects (`&epoch=…&since=…`), or nothing if it has nothing. What it sends is y-websocket's;
 * a frame that is too large for one message it sends in parts.
 *
 * A *document frame* is a sync frame that carries content: SyncStep2 or Update. The client numbers those it sends
 * on a connection 1, 2, 3…; `ack` and `refused` speak of them by that number.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as v from 'valibot';
import { personSchema } from '../records/records.ts';
import { OBJECTIONS } from '../rights/permission.ts';
import { sessionSchema } from '../session/session.ts';
import { ROLES } from '../words/enumerations.ts';

export const WIRE_VERSION = 3;

/** y-websocket's own message types (y-websocket 3.1, `y-websocket.js`). */
export const MESSAGE_SYNC = 0;
export const MESSAGE_AWARENESS = 1;
export const MESSAGE_QUERY_AWARENESS = 3;
export const SYNC_STEP_1 = 0;
export const SYNC_STEP_2 = 1;
export const SYNC_UPDATE = 2;

/** Ours. Any number y-websocket does not use; small enough for an array of handlers. */
export const MESSAGE_SAMREJSE = 100;
export const MESSAGE_LOG_RANGE = 101;
export const MESSAGE_PART = 102;
/** Binary, see `presence-frame.ts`. */
export const MESSAGE_PRESENCE = 110;

/**
 * Why an edit was refused.
 * - `missing`: the update builds on one the server does not have. Not lost: the server asks for the rest at once.
 * - `malformed`: the bytes are no Yjs update.
 * - `forbidden`: this person may not do that here and now; the refusal says why.
 * - `too-large`: the frame, or a text in it, is over its limit.
 * - `board-full`: the board is over its limit.
 * - `replaced`: the board was put back or made anew, and what was written in the old one is not in it. Never of a frame:
 *   the connection is closed with `otherEpoch`.
 * - `too-fast`: more edits in a second than a person or a paste makes.
 * - `not-saving`: commits fail, and as much waits for its commit as the server holds.
 */
export const REFUSAL_REASONS = [
  'missing',
  'malformed',
  'forbidden',
  'too-large',
  'board-full',
  'replaced',
  'too-fast',
  'not-saving',
] as const;
export const refusalReasonSchema = v.picklist(REFUSAL_REASONS);
export type RefusalReason = v.InferOutput<typeof refusalReasonSchema>;

/** A refusal as it is said to its author: of what is forbidden, why. */
export const refusalWordSchema = v.picklist([...REFUSAL_REASONS, ...OBJECTIONS]);
export type RefusalWord = v.InferOutput<typeof refusalWordSchema>;

/** A record or register, by where it is. */
const touchedNameSchema = v.object({ in: v.string(), id: v.string() });
export type TouchedName = v.InferOutput<typeof touchedNameSchema>;

/**
 * What the server says of the board as a whole.
 * - `not-saving`: commits fail; nothing is acknowledged until `saving`.
 * - `draining`: the server goes away; come back after `retryAfterMs`.
 * - `nearly-full`: much more than this the board will not take.
 */
export const noticeSchema = v.variant('notice', [
  v.object({ type: v.literal('notice'), notice: v.literal('not-saving') }),
  v.object({ type: v.literal('notice'), notice: v.literal('saving') }),
  v.object({ type: v.literal('notice'), notice: v.literal('draining'), retryAfterMs: v.number() }),
  v.object({ type: v.literal('notice'), notice: v.literal('nearly-full') }),
]);

/** Where somebody sits in a room: a small number of the server's, good until it says that they have left. */
const slotSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff));

/** Who is here, by the server's word. First who has left, then who is here: a slot may be given anew. */
export const peopleSchema = v.object({
  type: v.literal('people'),
  /** These are all: whatever was known of others is to be forgotten. */
  all: v.boolean(),
  left: v.array(slotSchema),
  here: v.array(v.object({ slot: slotSchema, person: personSchema, role: v.picklist(ROLES) })),
});
export type People = v.InferOutput<typeof peopleSchema>;

/** Server to client. */
export const downSchema = v.union([
  /** First frame of a connection: who the server takes us for, and its time in ms since 1970. */
  v.object({
    type: v.literal('welcome'),
    role: v.picklist(ROLES),
    serverNow: v.number(),
    session: sessionSchema,
    /** Of the board's log: edits are numbered within it. */
    epoch: v.number(),
  }),
  /**
   * The first `frames` document frames of this connection are durable, except those that were refused. `seq`, where it
   * is there: the client is at this edit now; what came between is its own and not sent to it.
   */
  v.object({ type: v.literal('ack'), frames: v.number(), seq: v.optional(v.number()) }),
  v.object({
    type: v.literal('refused'),
    frame: v.number(),
    reason: refusalReasonSchema,
    /** Why it is not theirs to make, where that is the reason. */
    objection: v.optional(v.picklist(OBJECTIONS)),
    /** What it would have touched so, as far as it is named. */
    touched: v.optional(v.array(touchedNameSchema)),
  }),
  v.object({ type: v.literal('session'), session: sessionSchema, serverNow: v.number() }),
  /** Answer to `clock`: the client's own stamp back, with the server's time beside it. */
  v.object({ type: v.literal('clock'), sentAt: v.number(), serverNow: v.number() }),
  noticeSchema,
  peopleSchema,
  /** Answer to `introduce`: where this client itself sits. */
  v.object({ type: v.literal('slot'), slot: slotSchema }),
]);
export type Down = v.InferOutput<typeof downSchema>;

/** Client to server. */
export const upSchema = v.variant('type', [
  v.object({ type: v.literal('clock'), sentAt: v.number() }),
  /** A stretch did not continue where the last one ended: send everything after edit `since`. */
  v.object({ type: v.literal('resume'), since: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) }),
  /** Who one is, before anything else is said. The id holds for the connection; a name (or none yet) and a colour may be said anew. */
  v.object({ type: v.literal('introduce'), person: personSchema }),
]);
export type Up = v.InferOutput<typeof upSchema>;

/** WebSocket close codes. 44xx: do not come back; others: try again (y-websocket 3.1's convention). */
export const CLOSE = {
  revoked: 4403,
  boardGone: 4404,
  wireVersion: 4426,
  protocol: 4400,
  /** The board was put back or made anew: what this client holds is of another history. */
  otherEpoch: 4409,
  /** The board's log cannot be read; the server's own log says why. */
  boardDamaged: 4422,
  overloaded: 4508,
  draining: 1012,
} as const;

export const encodeMessage = (message: Down | Up): Uint8Array<ArrayBuffer> => {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE_SAMREJSE);
  encoding.writeVarString(encoder, JSON.stringify(message));
  return encoding.toUint8Array(encoder);
};

/** The JSON of one of our frames, its type number already read. Throws what lib0 or JSON.parse throws on bad bytes. */
const readJson = (decoder: decoding.Decoder): unknown => JSON.parse(decoding.readVarString(decoder));

/** Reads a server's message, its type number already read; `null` if it is none we know. */
export const readDown = (decoder: decoding.Decoder): Down | null => {
  const parsed = v.safeParse(downSchema, readJson(decoder));
  return parsed.success ? parsed.output : null;
};

/** Reads a client's message, its type number already read; `null` if it is none we know or not JSON. */
export const readUp = (decoder: decoding.Decoder): Up | null => {
  try {
    const parsed = v.safeParse(upSchema, readJson(decoder));
    return parsed.success ? parsed.output : null;
  } catch {
    // Bytes from outside: not a message.
    return null;
  }
};

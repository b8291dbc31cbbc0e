/**
 * The messages between our own client and the server, beyond the y-websocket protocol.
 *
 * Most of them are one WebSocket frame: varUint MESSAGE_SAMREJSE, then one varString of JSON. The server sends them only to a
 * client that connected with `?wire=<WIRE_VERSION>`, so a stock y-websocket client never gets one.
 *
 * The server sends edits to such a client as ranges of the board's log (`log-range.ts`) and never as y-websocket updates. When
 * the client connects it says its position in the log (`&epoch=…&since=…`), unless it has nothing yet. It sends its own edits as
 * y-websocket frames, and a frame that is too large for one message in parts (`frame-parts.ts`).
 *
 * A *document frame* is a sync frame that carries content: SyncStep2 or Update. The client numbers the document frames that it
 * sends on a connection 1, 2, 3…, and `ack` and `refused` name them by that number.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as v from 'valibot';
import { personSchema } from '../records/records.ts';
import { OBJECTIONS } from '../rights/permission.ts';
import { sessionSchema } from '../session/session.ts';
import { ROLES } from '../words/roles.ts';

export const WIRE_VERSION = 3;

/** y-websocket's own message types (y-websocket 3.1, `y-websocket.js`). */
export const MESSAGE_SYNC = 0;
export const MESSAGE_AWARENESS = 1;
export const MESSAGE_QUERY_AWARENESS = 3;
export const SYNC_STEP_1 = 0;
export const SYNC_STEP_2 = 1;
export const SYNC_UPDATE = 2;

/** Our message types: numbers that y-websocket does not use, and small enough for an array of handlers. */
export const MESSAGE_SAMREJSE = 100;
export const MESSAGE_LOG_RANGE = 101;
export const MESSAGE_PART = 102;
/** Presence in binary form, see `presence-frame.ts`. */
export const MESSAGE_PRESENCE = 110;

/**
 * Why an edit was refused.
 * - `missing`: the update builds on one that the server does not have. Nothing is lost: the server asks for the rest at once.
 * - `malformed`: the bytes are no Yjs update.
 * - `forbidden`: this person may not make this edit here and now; the objection says why.
 * - `too-large`: the frame, or a text in it, is over its limit.
 * - `board-full`: the board is over its limit.
 * - `replaced`: the board was restored or created again, and the new one lacks what was written in the old one. No frame is
 *   refused so: the connection is closed with `otherEpoch`.
 * - `too-fast`: more edits in a second than a person or a paste makes.
 * - `not-saving`: commits fail, and as much waits for its commit as the server holds. The server asks again later.
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

/** Refusals that pass: the client keeps its edit, and the server asks it again for what the board lacks (rules R8, C15). */
export const PASSING_REFUSALS: ReadonlySet<RefusalReason> = new Set(['missing', 'too-fast', 'not-saving']);

/** A refusal as its author is told it: the objection if the edit is `forbidden`, else the reason. */
export const refusalWordSchema = v.picklist([...REFUSAL_REASONS, ...OBJECTIONS]);
export type RefusalWord = v.InferOutput<typeof refusalWordSchema>;

/** Names a record or register by its collection and id. */
const touchedNameSchema = v.object({ in: v.string(), id: v.string() });
export type TouchedName = v.InferOutput<typeof touchedNameSchema>;

/**
 * What the server says about the board as a whole.
 * - `not-saving`: commits fail. Nothing is acknowledged until `saving`.
 * - `draining`: the server shuts down. Reconnect after `retryAfterMs`.
 * - `nearly-full`: the board is close to its limit.
 */
export const noticeSchema = v.variant('notice', [
  v.object({ type: v.literal('notice'), notice: v.literal('not-saving') }),
  v.object({ type: v.literal('notice'), notice: v.literal('saving') }),
  v.object({ type: v.literal('notice'), notice: v.literal('draining'), retryAfterMs: v.number() }),
  v.object({ type: v.literal('notice'), notice: v.literal('nearly-full') }),
]);

/**
 * A participant's slot in a room: a small number that the server gives out. It is valid until the server says that the
 * participant has left.
 */
const slotSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff));

/** The participants, as the server knows them. Apply `left` before `here`, because a slot may be given out again. */
export const peopleSchema = v.object({
  type: v.literal('people'),
  /** `here` names everybody: forget all others. */
  all: v.boolean(),
  left: v.array(slotSchema),
  here: v.array(v.object({ slot: slotSchema, person: personSchema, role: v.picklist(ROLES) })),
});
export type People = v.InferOutput<typeof peopleSchema>;

/** Messages from the server to the client. */
export const downSchema = v.union([
  /** The first frame of a connection: the role the server gives this client, and its time in ms since 1970. */
  v.object({
    type: v.literal('welcome'),
    role: v.picklist(ROLES),
    serverNow: v.number(),
    session: sessionSchema,
    /** The epoch of the board's log. Edits are numbered within it. */
    epoch: v.number(),
  }),
  /**
   * The first `frames` document frames of this connection are durable, except the refused ones. If `seq` is there, the
   * client is now at that edit: the edits up to it were its own and are not sent to it.
   */
  v.object({ type: v.literal('ack'), frames: v.number(), seq: v.optional(v.number()) }),
  v.object({
    type: v.literal('refused'),
    frame: v.number(),
    reason: refusalReasonSchema,
    /** Why the edit is not the sender's to make, if `reason` is `forbidden`. */
    objection: v.optional(v.picklist(OBJECTIONS)),
    /** The records and registers that the edit would have changed, as far as they are known. */
    touched: v.optional(v.array(touchedNameSchema)),
  }),
  v.object({ type: v.literal('session'), session: sessionSchema, serverNow: v.number() }),
  /** The answer to `clock`: the client's own timestamp and the server's time. */
  v.object({ type: v.literal('clock'), sentAt: v.number(), serverNow: v.number() }),
  noticeSchema,
  peopleSchema,
  /** The answer to `introduce`: the slot of this client. */
  v.object({ type: v.literal('slot'), slot: slotSchema }),
]);
export type Down = v.InferOutput<typeof downSchema>;

/** Messages from the client to the server. */
export const upSchema = v.variant('type', [
  v.object({ type: v.literal('clock'), sentAt: v.number() }),
  /** A log range did not continue where the last one ended: send all edits after `since`. */
  v.object({ type: v.literal('resume'), since: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) }),
  /**
   * Says who the person is, before anything else is sent. The id holds for the whole connection; the name (which may be
   * empty) and the colour may be sent again.
   */
  v.object({ type: v.literal('introduce'), person: personSchema }),
]);
export type Up = v.InferOutput<typeof upSchema>;

/**
 * WebSocket close codes. After 44xx the client must not reconnect; after others it tries again (y-websocket 3.1's
 * convention).
 */
export const CLOSE = {
  revoked: 4403,
  boardGone: 4404,
  wireVersion: 4426,
  protocol: 4400,
  /** The board was restored or created again: the client's document has another history. */
  otherEpoch: 4409,
  /** The board's log cannot be read. The server's own log says why. */
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

/** The JSON of one of our frames, after its type number. Throws what lib0 or JSON.parse throws on bad bytes. */
const readJson = (decoder: decoding.Decoder): unknown => JSON.parse(decoding.readVarString(decoder));

/**
 * Reads a server's message after its type number; null if the message is unknown. Throws what lib0 or JSON.parse
 * throws.
 */
export const readDown = (decoder: decoding.Decoder): Down | null => {
  const parsed = v.safeParse(downSchema, readJson(decoder));
  return parsed.success ? parsed.output : null;
};

/** Reads a client's message after its type number; null if the message is unknown or no JSON. Never throws. */
export const readUp = (decoder: decoding.Decoder): Up | null => {
  try {
    const parsed = v.safeParse(upSchema, readJson(decoder));
    return parsed.success ? parsed.output : null;
  } catch {
    // The bytes come from outside: they are no message.
    return null;
  }
};

import * as v from 'valibot';

/**
 * The client that creates a record mints its id: 16 letters and digits, 95 random bits. In a board of a million records
 * two ids collide with a chance of 1 in 10^16.
 */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const ID_LENGTH = 16;

/**
 * The format of ids. Ids of Slack users contain colons. `__proto__` is none, because it is no ordinary key of an
 * object.
 */
export const idSchema = v.pipe(v.string(), v.regex(/^(?!__proto__$)[0-9A-Za-z_:.-]{1,64}$/));

export const phaseIdSchema = v.pipe(idSchema, v.brand('PhaseId'));
export const stepIdSchema = v.pipe(idSchema, v.brand('StepId'));
export const laneIdSchema = v.pipe(idSchema, v.brand('LaneId'));
export const cardIdSchema = v.pipe(idSchema, v.brand('CardId'));
export const personaIdSchema = v.pipe(idSchema, v.brand('PersonaId'));
export const linkIdSchema = v.pipe(idSchema, v.brand('LinkId'));
export const commentIdSchema = v.pipe(idSchema, v.brand('CommentId'));
export const tagIdSchema = v.pipe(idSchema, v.brand('TagId'));
export const channelIdSchema = v.pipe(idSchema, v.brand('ChannelId'));
export const personIdSchema = v.pipe(idSchema, v.brand('PersonId'));
export const boardIdSchema = v.pipe(idSchema, v.brand('BoardId'));

export type PhaseId = v.InferOutput<typeof phaseIdSchema>;
export type StepId = v.InferOutput<typeof stepIdSchema>;
export type LaneId = v.InferOutput<typeof laneIdSchema>;
export type CardId = v.InferOutput<typeof cardIdSchema>;
export type PersonaId = v.InferOutput<typeof personaIdSchema>;
export type LinkId = v.InferOutput<typeof linkIdSchema>;
export type CommentId = v.InferOutput<typeof commentIdSchema>;
export type TagId = v.InferOutput<typeof tagIdSchema>;
/** The id of a board's channel or a key of the channel library: cards name either. */
export type ChannelId = v.InferOutput<typeof channelIdSchema>;
/** A person (a browser's guest, a Slack user), as opposed to a persona, who is a character of the journey. */
export type PersonId = v.InferOutput<typeof personIdSchema>;
export type BoardId = v.InferOutput<typeof boardIdSchema>;

/** A random source: the platform's in the apps, a seeded one in tests. Fills the array and returns it. */
export type RandomBytes = (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>;

export const platformRandom: RandomBytes = (bytes) => crypto.getRandomValues(bytes);

/** A new id. The type argument says of what: `mintId<CardId>()`. */
export const mintId = <Id extends string>(random: RandomBytes = platformRandom): Id => {
  const bytes = random(new Uint8Array(ID_LENGTH));
  let id = '';
  // 256 is no multiple of 62, so the first letters come up slightly more often. That costs under a tenth of a bit each.
  for (const byte of bytes) id += ALPHABET.charAt(byte % ALPHABET.length);
  return id as Id;
};

/** What a person asks the bot for, as data. It is stored as JSON before it is tried, so that a restart loses nothing. */
import { cardIdSchema } from '@samrejse/model/records/ids';
import * as v from 'valibot';

/** The two kinds of card that chat makes. */
const CHAT_CARD_KINDS = ['pain', 'touchpoint'] as const;
export const chatCardKindSchema = v.picklist(CHAT_CARD_KINDS);
export type ChatCardKind = v.InferOutput<typeof chatCardKindSchema>;

const addRequestSchema = v.object({
  is: v.literal('add'),
  cardKind: chatCardKindSchema,
  /** The line, normalised, with its place and its feeling still in it. */
  text: v.string(),
  /** Minted before the first attempt, so that every attempt adds the same card. */
  card: cardIdSchema,
});

const undoRequestSchema = v.object({
  is: v.literal('undo'),
  /** The key of the request to take back. */
  of: v.string(),
});

export const requestSchema = v.variant('is', [
  addRequestSchema,
  undoRequestSchema,
  /** A line that the same person typed a moment ago: the answer offers to add it once more. */
  v.object({ is: v.literal('repeat'), of: v.string(), cardKind: chatCardKindSchema, text: v.string() }),
  v.object({ is: v.literal('undo-nothing') }),
  v.object({ is: v.literal('add-nothing'), cardKind: chatCardKindSchema }),
  v.object({ is: v.literal('link'), text: v.string() }),
  v.object({ is: v.literal('unlink') }),
  v.object({ is: v.literal('status') }),
  v.object({ is: v.literal('help') }),
  v.object({ is: v.literal('unknown'), command: v.string(), text: v.string() }),
]);
export type Request = v.InferOutput<typeof requestSchema>;
export type AddRequest = v.InferOutput<typeof addRequestSchema>;
export type UndoRequest = v.InferOutput<typeof undoRequestSchema>;

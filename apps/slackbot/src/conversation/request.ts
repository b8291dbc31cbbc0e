/** What a person asked the bot for. Kept in the inbox as JSON, so that a restart in the middle loses nothing. */
import { cardIdSchema } from '@samrejse/model/records/ids';
import * as v from 'valibot';

/** The two kinds of card that chat makes. */
const CHAT_CARD_KINDS = ['pain', 'touchpoint'] as const;
export const chatCardKindSchema = v.picklist(CHAT_CARD_KINDS);
export type ChatCardKind = v.InferOutput<typeof chatCardKindSchema>;

const addWishSchema = v.object({
  is: v.literal('add'),
  cardKind: chatCardKindSchema,
  /** The line as it was meant: normalised, place and feeling still in it. */
  text: v.string(),
  /** Minted before the first attempt, so that every attempt adds the same card. */
  card: cardIdSchema,
});

const undoWishSchema = v.object({
  is: v.literal('undo'),
  /** The inbox key of the line to take back. */
  of: v.string(),
});

export const wishSchema = v.variant('is', [
  addWishSchema,
  undoWishSchema,
  /** Typed a moment ago already: not added, offered instead. */
  v.object({ is: v.literal('repeat'), of: v.string(), cardKind: chatCardKindSchema, text: v.string() }),
  v.object({ is: v.literal('undo-nothing') }),
  v.object({ is: v.literal('add-nothing'), cardKind: chatCardKindSchema }),
  v.object({ is: v.literal('link'), text: v.string() }),
  v.object({ is: v.literal('unlink') }),
  v.object({ is: v.literal('status') }),
  v.object({ is: v.literal('help') }),
  v.object({ is: v.literal('unknown'), command: v.string(), text: v.string() }),
]);
export type Wish = v.InferOutput<typeof wishSchema>;
export type AddWish = v.InferOutput<typeof addWishSchema>;
export type UndoWish = v.InferOutput<typeof undoWishSchema>;

/** How long a text may be, in UTF-16 code units, as Yjs and JavaScript count. The same in every app. */
export const TEXT_LIMITS = {
  /** A card is a sentence or two; a page of text is a document, not a card. */
  card: 4_000,
  /** Titles and names must fit a header. */
  title: 200,
  /** What one Slack line may say (`/pain …`); longer ones belong in the board. */
  chatLine: 2_000,
  personName: 60,
} as const;

/** How many colours people, cards, phases, personas and tags choose from. A colour is stored as its index. */
export const COLOURS = 12;

/** Whether a code unit is the first half of a surrogate pair. */
export const isHighSurrogate = (code: number): boolean => code >= 0xd800 && code <= 0xdbff;

/**
 * The beginning of a text, at most `limit` code units long. It never ends in half a surrogate pair: UTF-8 cannot encode
 * one, so other replicas would read something else than the writer.
 */
export const clip = (text: string, limit: number): string => {
  const end = text.length > limit && isHighSurrogate(text.charCodeAt(limit - 1)) ? limit - 1 : limit;
  return text.slice(0, Math.max(0, end)).toWellFormed();
};

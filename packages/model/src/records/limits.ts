/** What a record may hold; the same in every app. Lengths are UTF-16 code units, as Yjs and JavaScript count. */
export const TEXT_LIMITS = {
  /** A card is a sentence or two; a page of text is a document, not a card. */
  card: 4_000,
  /** Titles and names must fit a header. */
  title: 200,
  /** What one Slack line may say (`/pain …`); longer ones belong in the board. */
  chatLine: 2_000,
  personName: 60,
} as const;

/** Of a letter that takes two code units, the first. */
export const isHighSurrogate = (code: number): boolean => code >= 0xd800 && code <= 0xdbff;

/**
 * The beginning of a text, at most `limit` long, and never half a letter: UTF-8 has no half of a surrogate pair, so
 * the others would read something else than the writer.
 */
export const clip = (text: string, limit: number): string => {
  const end = text.length > limit && isHighSurrogate(text.charCodeAt(limit - 1)) ? limit - 1 : limit;
  return text.slice(0, Math.max(0, end)).toWellFormed();
};

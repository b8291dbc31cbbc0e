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

/**
 * A text without case, accents and spacing, so that texts that people read as equal compare equal. Empty if it has no
 * letters.
 */
export const foldText = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

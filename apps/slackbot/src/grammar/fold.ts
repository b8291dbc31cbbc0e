/** Letters that Unicode does not take apart, and that people type as two letters. */
const WHOLE_LETTERS: Readonly<Record<string, string>> = { ø: 'o', æ: 'ae', œ: 'oe', ß: 'ss', ð: 'd', þ: 'th', ł: 'l' };

/** A name in the form in which names are compared: without case, accents and punctuation, with single spaces. It is never shown. */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[øæœßðþł]/g, (letter) => WHOLE_LETTERS[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/**
 * A line in the form in which a repetition is noticed: without case, with single spaces. Punctuation stays, because `:(`
 * and `:)` are not the same.
 */
export const foldSpaces = (text: string): string => text.toLowerCase().replace(/\s+/g, ' ').trim();

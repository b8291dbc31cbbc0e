/** Letters that Unicode does not take apart, but people type apart. */
const WHOLE_LETTERS: Readonly<Record<string, string>> = { ø: 'o', æ: 'ae', œ: 'oe', ß: 'ss', ð: 'd', þ: 'th', ł: 'l' };

/**
 * Text for comparing names: no case, no accents, no punctuation, single spaces. What is left decides whether two
 * people mean the same thing; it is never shown.
 */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[øæœßðþł]/g, (letter) => WHOLE_LETTERS[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/**
 * Text for noticing that somebody typed the same thing twice: no case, no difference in spaces. Signs stay, for
 * `:(` and `:)` are not the same.
 */
export const foldSpaces = (text: string): string => text.toLowerCase().replace(/\s+/g, ' ').trim();

/**
 * The line as the person typed it. Slack wraps links and mentions and escapes three signs: both are undone. Curly quotes
 * become straight, and several spaces one.
 */
const WRAPPED = /<([^<>|]*)(?:\|([^<>]*))?>/g;

const withoutScheme = (url: string): string => url.replace(/^(?:https?:\/\/|mailto:|tel:)/, '').replace(/\/$/, '');

const unwrapOne = (target: string, label: string | undefined): string => {
  const sign = target.charAt(0);
  if (sign === '@' || sign === '#') {
    // `<@U123|karen>`, `<#C123|shop>`; without a label only the id is left to show.
    return label === undefined || label === '' ? target : `${sign}${label.replace(/^[@#]/, '')}`;
  }
  // `<!here>`, `<!subteam^S1|@team>`: the word, without the power to call people.
  if (sign === '!') return label ?? `@${target.slice(1)}`;
  if (label === undefined || label === '' || label === target) return target.replace(/^(?:mailto|tel):/, '');
  if (withoutScheme(label) === withoutScheme(target)) return target.replace(/^(?:mailto|tel):/, '');
  return `${label} (${target})`;
};

export const unescapeText = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

export const normalise = (raw: string): string =>
  unescapeText(raw.replace(WRAPPED, (_all, target: string, label: string | undefined) => unwrapOne(target, label)))
    .normalize('NFC')
    .replace(/[“”„‟«»]/g, '"')
    .replace(/[‘’‚‛]/g, "'")
    .replace(/\r\n?/g, '\n')
    // Control signs, zero-width signs and signs that turn the direction of writing would only hide something.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed here
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, ' ')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim();

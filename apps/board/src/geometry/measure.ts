/**
 * How tall a card is, without asking the DOM: each word is measured once on a canvas, and lines are wrapped in arithmetic,
 * so that thousands of cards are laid out before one of them is rendered. In CSS px at 100 %.
 */
export const CARD_TEXT = { size: 15, lineHeight: 20, width: 244 - 2 * 6 - 12 - 10 - 3 } as const;
/** The height of a card besides its text: padding above and below, the gap, and the line with icon and channel. */
const CARD_CHROME = 9 + 6 + 16 + 9;
const MAX_CACHED_WORDS = 20_000;

export type MeasureWord = (word: string) => number;

/** Measures words on a canvas in the card's font. Widths are cached until `forget`, to be called when the font has arrived. */
export const canvasMeasure = (font: string): { readonly measure: MeasureWord; readonly forget: () => void } => {
  const context = document.createElement('canvas').getContext('2d');
  const widths = new Map<string, number>();
  return {
    measure: (word) => {
      const known = widths.get(word);
      if (known !== undefined) return known;
      if (context !== null) context.font = font;
      const width = context?.measureText(word).width ?? word.length * CARD_TEXT.size * 0.5;
      if (widths.size > MAX_CACHED_WORDS) widths.clear();
      widths.set(word, width);
      return width;
    },
    forget: () => widths.clear(),
  };
};

const linesOfParagraph = (paragraph: string, width: number, measure: MeasureWord): number => {
  const space = measure(' ');
  let lines = 1;
  let used = 0;
  for (const word of paragraph.split(' ')) {
    const length = measure(word);
    if (used > 0 && used + space + length <= width) {
      used += space + length;
      continue;
    }
    if (used > 0) lines++;
    // A word wider than the card is broken where it must.
    lines += Math.max(0, Math.ceil(length / width) - 1);
    used = length > width ? length % width : length;
  }
  return lines;
};

/** Lines a text takes in a box of `width` px; an empty text takes one. */
export const countLines = (text: string, width: number, measure: MeasureWord): number =>
  text.split('\n').reduce((sum, paragraph) => sum + linesOfParagraph(paragraph, width, measure), 0);

/** A card shows at most so many lines, or one long card would push everything else off the screen; it shows all while it is open. */
const MAX_LINES = 12;

export const cardHeight = (text: string, measure: MeasureWord): number =>
  Math.min(MAX_LINES, countLines(text, CARD_TEXT.width, measure)) * CARD_TEXT.lineHeight + CARD_CHROME;

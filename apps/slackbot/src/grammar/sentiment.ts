export type Feeling = -2 | -1 | 0 | 1 | 2;

/** Feelings at the end of a line. Slack sends a typed `:(` as it is, as a shortcode or as an emoji. */
const SIGNS: Readonly<Record<string, Feeling>> = {
  '-2': -2,
  '−2': -2,
  ':((': -2,
  ':rage:': -2,
  ':angry:': -2,
  ':sob:': -2,
  ':cry:': -2,
  '😡': -2,
  '😠': -2,
  '😭': -2,
  '😢': -2,
  '-1': -1,
  '−1': -1,
  ':(': -1,
  ':-(': -1,
  ':-1:': -1,
  ':thumbsdown:': -1,
  ':disappointed:': -1,
  ':slightly_frowning_face:': -1,
  ':white_frowning_face:': -1,
  ':frowning:': -1,
  ':worried:': -1,
  ':confused:': -1,
  '🙁': -1,
  '☹': -1,
  '😞': -1,
  '😦': -1,
  '😟': -1,
  '😕': -1,
  '👎': -1,
  ':|': 0,
  ':-|': 0,
  ':neutral_face:': 0,
  ':expressionless:': 0,
  '😐': 0,
  '😑': 0,
  '+1': 1,
  ':)': 1,
  ':-)': 1,
  ':+1:': 1,
  ':thumbsup:': 1,
  ':slightly_smiling_face:': 1,
  ':simple_smile:': 1,
  ':relaxed:': 1,
  ':blush:': 1,
  '🙂': 1,
  '😊': 1,
  '☺': 1,
  '👍': 1,
  '+2': 2,
  ':))': 2,
  ':D': 2,
  ':-D': 2,
  ':smile:': 2,
  ':smiley:': 2,
  ':grinning:': 2,
  ':heart_eyes:': 2,
  ':star-struck:': 2,
  ':tada:': 2,
  '😄': 2,
  '😃': 2,
  '😀': 2,
  '😍': 2,
  '🤩': 2,
  '🎉': 2,
};

/** Skin tone and emoji presentation say nothing about the feeling. */
const plain = (sign: string): string =>
  sign.replace(/[\u{fe0f}\u{1f3fb}-\u{1f3ff}]/gu, '').replace(/(:[a-z0-9_+-]+:):skin-tone-\d:$/, '$1');

const isEmoji = (sign: string): boolean => /^\p{Extended_Pictographic}$/u.test(sign);

/**
 * Takes the feeling off the very end of a line that has a text before it. A number needs its sign ("waited 2" is a text).
 * An emoji may follow a word at once, anything else needs a space.
 */
export const takeSentiment = (line: string): { readonly rest: string; readonly feeling: Feeling | null } => {
  const word = /^(.*\S)\s+(\S+)$/su.exec(line);
  if (word !== null) {
    const feeling = SIGNS[plain(word[2] ?? '')];
    if (feeling !== undefined) return { rest: word[1] ?? '', feeling };
  }
  const tail = /^(.*\S)(\p{Extended_Pictographic}[\u{fe0f}\u{1f3fb}-\u{1f3ff}]*)$/su.exec(line);
  if (tail !== null) {
    const sign = plain(tail[2] ?? '');
    const feeling = isEmoji(sign) ? SIGNS[sign] : undefined;
    if (feeling !== undefined) return { rest: (tail[1] ?? '').trimEnd(), feeling };
  }
  return { rest: line, feeling: null };
};

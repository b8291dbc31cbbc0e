import { CHANNELS } from '@samrejse/model/words/channels';
import { describe, expect, test } from 'vitest';
import { readCardLine } from './card-line.ts';
import { channelNames, resolveChannel } from './channel.ts';

describe('readCardLine', () => {
  test.each([
    ['form loses my data', 'form loses my data', null, null],
    // Channels.
    ['no receipt via web', 'no receipt', 'website', null],
    ['no receipt via "mobile app"', 'no receipt', 'app', null],
    ['no receipt via mobile app', 'no receipt', 'app', null],
    ['ingen kvittering via e-mail', 'ingen kvittering', 'email', null],
    ['ingen kvittering via hjemmeside', 'ingen kvittering', 'website', null],
    ['inget kvitto via e-post', 'inget kvitto', 'email', null],
    ['svarer ikke via kundetjanst', 'svarer ikke', 'phone', null],
    ['no receipt VIA Newsleter.', 'no receipt', 'newsletter', null],
    ['came via my neighbour', 'came via my neighbour', null, null],
    ['came via the', 'came via the', null, null],
    ['via web', 'via web', null, null],
    ['came via web via phone', 'came via web', 'phone', null],
    // Feelings.
    ['slow :(', 'slow', null, -1],
    ['slow :disappointed:', 'slow', null, -1],
    ['slow 🙁', 'slow', null, -1],
    ['slow☹️', 'slow', null, -1],
    ['slow :|', 'slow', null, 0],
    ['quick :)', 'quick', null, 1],
    ['quick :+1::skin-tone-3:', 'quick', null, 1],
    ['quick 👍🏽', 'quick', null, 1],
    ['quick +2', 'quick', null, 2],
    ['slow -2', 'slow', null, -2],
    ['slow −1', 'slow', null, -1],
    ['waited 2', 'waited 2', null, null],
    ['waited 2 -3', 'waited 2 -3', null, null],
    ['the :( was here before', 'the :( was here before', null, null],
    [':(', ':(', null, null],
    ['a smiling product 📦', 'a smiling product 📦', null, null],
    // Both, either way round.
    ['no receipt via web :(', 'no receipt', 'website', -1],
    ['no receipt :( via web', 'no receipt', 'website', -1],
    ['2.3 form loses my data via app -2', '2.3 form loses my data', 'app', -2],
    ['two lines\nvia web', 'two lines', 'website', null],
  ])('%s', (line, body, channel, feeling) => {
    expect(readCardLine(line)).toEqual({ body, channel, feeling });
  });
});

describe('channel names', () => {
  test('every word for a channel means that channel, and no other', () => {
    for (const channel of CHANNELS) {
      for (const word of channelNames(channel)) expect([word, resolveChannel(word)]).toEqual([word, channel]);
    }
  });
});

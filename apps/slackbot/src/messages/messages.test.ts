import { LANGUAGES } from '@samrejse/model/words/language';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { ALL_OUTCOMES, LONGEST, WORST } from '../../testing/outcomes.ts';
import { complaints, messageSchema, type ShownMessage } from '../../testing/slack-double/blocks.ts';
import { buttonsOf, readable } from '../../testing/slack-double/conversation.ts';
import type { Outcome, PlacedAt } from '../conversation/outcome.ts';
import { shorten } from './blocks.ts';
import { type Reader, render } from './render.ts';

const reader: Reader = { language: 'en', boardUrl: 'http://127.0.0.1:4000/b/B1#token=secret-secret' };
const shown = (outcome: Outcome, more: Partial<Reader> = {}): ShownMessage =>
  v.parse(messageSchema, render(outcome, { ...reader, ...more }));
const said = (outcome: Outcome, more: Partial<Reader> = {}): string => readable(shown(outcome, more));

const pay = { number: '3.2', step: 'Pay', phase: 'Checkout' };
const basket = { number: '3.1', step: 'Basket', phase: 'Checkout' };
const added = (placed: PlacedAt): Outcome => ({
  is: 'added',
  cardKind: 'pain',
  key: 'k1',
  text: 'form loses my data',
  placed,
  channel: 'website',
  feeling: -1,
});

describe('a card was added', () => {
  test('to the step that was named', () => {
    expect(render(added({ is: 'named', at: pay }), reader)).toMatchInlineSnapshot(`
      {
        "blocks": [
          {
            "text": {
              "text": "Pain point added to *3.2 Checkout &gt; Pay*.",
              "type": "mrkdwn",
              "verbatim": true,
            },
            "type": "section",
          },
          {
            "text": {
              "text": ">form loses my data",
              "type": "mrkdwn",
              "verbatim": true,
            },
            "type": "section",
          },
          {
            "elements": [
              {
                "text": "🙁 dissatisfied  ·  Channel: Website",
                "type": "mrkdwn",
                "verbatim": true,
              },
            ],
            "type": "context",
          },
          {
            "elements": [
              {
                "accessibility_label": "Undo: form loses my data",
                "action_id": "undo_card",
                "text": {
                  "emoji": true,
                  "text": "Undo",
                  "type": "plain_text",
                },
                "type": "button",
                "value": "k1",
              },
              {
                "action_id": "open_board",
                "text": {
                  "emoji": true,
                  "text": "Open board",
                  "type": "plain_text",
                },
                "type": "button",
                "url": "http://127.0.0.1:4000/b/B1#token=secret-secret",
              },
            ],
            "type": "actions",
          },
        ],
        "text": "Pain point added to Checkout &gt; Pay. form loses my data",
      }
    `);
  });

  test('to a step with a slip in its name', () => {
    expect(said(added({ is: 'near', at: pay, wrote: 'checkot' }))).toMatchInlineSnapshot(`
      "Pain point added to *3.2 Checkout > Pay*.
      >form loses my data
      (🙁 dissatisfied  ·  Channel: Website)
      (You wrote “checkot”.)
      [Undo] [Open board]"
    `);
  });

  test('to the first step of a phase', () => {
    expect(said(added({ is: 'phase', at: basket }))).toMatchInlineSnapshot(`
      "Pain point added to *3.1 Checkout > Basket*.
      >form loses my data
      (🙁 dissatisfied  ·  Channel: Website)
      (The first step of Checkout.)
      [Undo] [Open board]"
    `);
  });

  test('to the same step as the last', () => {
    expect(said(added({ is: 'last', at: pay }))).toMatchInlineSnapshot(`
      "Pain point added to *3.2 Checkout > Pay*.
      >form loses my data
      (🙁 dissatisfied  ·  Channel: Website)
      (The same step as your last one. Begin with another step’s name or number to place it elsewhere.)
      [Undo] [Open board]"
    `);
  });

  test('to the inbox', () => {
    expect(said(added({ is: 'inbox' }))).toMatchInlineSnapshot(`
      "Pain point added to the board’s inbox, where anyone can place it.
      >form loses my data
      (🙁 dissatisfied  ·  Channel: Website)
      (To place it next time, begin with a step’s number or name: \`/pain 1.1 …\`)
      [Undo] [Open board]"
    `);
  });

  test('to the inbox, for two steps fit', () => {
    expect(said(added({ is: 'ambiguous', wrote: 'pay', options: [basket, pay] }))).toMatchInlineSnapshot(`
      "Pain point added to the board’s inbox, where anyone can place it.
      >form loses my data
      (🙁 dissatisfied  ·  Channel: Website)
      (“pay” fits more than one step: *3.1* Checkout > Basket, *3.2* Checkout > Pay
      To place it next time, begin with a step’s number or name: \`/pain 3.1 …\`)
      [Undo] [Open board]"
    `);
  });

  test('in Danish and Swedish', () => {
    expect(said(added({ is: 'named', at: pay }), { language: 'da' })).toMatchInlineSnapshot(`
      "Smertepunkt tilføjet til *3.2 Checkout > Pay*.
      >form loses my data
      (🙁 utilfreds  ·  Kanal: Hjemmeside)
      [Fortryd] [Åbn tavlen]"
    `);
    expect(said(added({ is: 'named', at: pay }), { language: 'sv' })).toMatchInlineSnapshot(`
      "Tillagt i *3.2 Checkout > Pay*: smärtpunkt.
      >form loses my data
      (🙁 missnöjd  ·  Kanal: Webbplats)
      [Ångra] [Öppna tavlan]"
    `);
  });
});

test('not there yet', () => {
  expect(said({ is: 'saving', text: 'form loses my data' })).toMatchInlineSnapshot(`
    "Saving… I will answer here in a moment.
    >form loses my data"
  `);
  expect(said({ is: 'kept', text: 'form loses my data' })).toMatchInlineSnapshot(`
    "The board is not answering. Your text is kept, and I will add it as soon as the board is back.
    >form loses my data"
  `);
});

test('typed twice', () => {
  expect(said({ is: 'repeated', key: 'k1', cardKind: 'pain', text: 'form loses my data' })).toMatchInlineSnapshot(`
    "You just added this, so I did not add it twice.
    >form loses my data
    [Add again] [Open board]"
  `);
});

test('undone', () => {
  expect(said({ is: 'undone', key: 'k1', cardKind: 'pain', text: 'form loses my data' })).toMatchInlineSnapshot(`
    "Pain point removed from the board.
    >form loses my data
    [Restore]"
  `);
});

test('not linked: how to, and the text', () => {
  const outcome: Outcome = { is: 'not-linked', cardKind: 'pain', text: '2.3 form loses my data' };
  expect(said(outcome, { boardUrl: null })).toMatchInlineSnapshot(`
    "This channel is not linked to a board yet.
    Open Share on the board, copy a link and type \`/journey link <board link>\`
    Your text, so that it is not lost:
    >2.3 form loses my data"
  `);
});

test('too long: nothing added, all of the text back', () => {
  const outcome: Outcome = { is: 'too-long', text: LONGEST.repeat(2), length: LONGEST.length * 2 };
  const back = said(outcome).replaceAll('\n>', '\n').replaceAll('\n', '');
  expect(back).toContain('4000 characters, and one line holds 2000');
  for (const part of LONGEST.split('\n')) expect(back).toContain(part.slice(0, 40));
});

test('linked, and refused links', () => {
  expect(said({ is: 'linked', title: 'Web shop', instead: 'Old board', step: pay })).toMatchInlineSnapshot(`
    "This channel is now linked to *Web shop*. Everyone here can add cards:
    \`/pain 3.2 the form loses my data :(\`
    \`/touchpoint Pay: parcel tracking via app :)\`
    It was linked to *Old board* before.
    [Open board]"
  `);
  expect(said({ is: 'link-refused', why: 'foreign', host: 'https://board.example' })).toMatchInlineSnapshot(
    `"That link leads to another server. I only know boards on \`https://board.example\`"`,
  );
  expect(said({ is: 'link-refused', why: 'unreadable', host: 'https://board.example' })).toMatchInlineSnapshot(
    `"I cannot read that as a board’s link. It looks like \`/journey link https://board.example/b/…#token=…\`"`,
  );
  expect(said({ is: 'link-refused', why: 'viewer', host: '' })).toMatchInlineSnapshot(
    `"That is a viewer’s link, which can add nothing. Copy the participants’ link from Share on the board."`,
  );
});

test('status with a running session, in each reader’s own time', () => {
  const session = { state: 'running', title: 'Map returns', endsAt: 1_764_000_000_000, totalMs: 900_000 } as const;
  const message = shown({ is: 'status', title: 'Web shop', role: 'participant', session });
  expect(message.text).toMatchInlineSnapshot(
    `"This channel is linked to Web shop. Map returns is running until <!date^1764000000^{time}|16:00 UTC>."`,
  );
  expect(readable(message)).toMatchInlineSnapshot(`
    "This channel is linked to *Web shop*.
    *Map returns* is running until 16:00 UTC.
    [Open board]"
  `);
});

test('help', () => {
  expect(said({ is: 'help', title: null }, { boardUrl: null })).toMatchInlineSnapshot(`
    "*One line becomes a card on the board.*
    \`/pain 1.1 the form loses my data :(\`
    \`/pain Checkout: no receipt via email\`
    \`/touchpoint 1.1 confirmation via email\`
    \`/touchpoint Checkout: parcel tracking via app :)\`
    (Begin with a step’s number or name, end with the channel or a feeling. You can leave any of it out.)
    *Also*
    \`/journey link\` link this channel to a board
    \`/journey unlink\` take the link away
    \`/journey status\` which board, and whether a session is running
    \`/journey undo\` remove the last card you added here
    This channel is not linked to a board yet. Open Share on the board, copy a link and type \`/journey link <board link>\`"
  `);
  expect(said({ is: 'nothing-to-add', cardKind: 'pain' })).toMatchInlineSnapshot(`
    "Pain point: write it in one line, for example
    \`/pain 1.1 the form loses my data :(\`
    \`/pain Checkout: no receipt via email\`
    (Begin with a step’s number or name, end with the channel or a feeling. You can leave any of it out.)"
  `);
  const unknown: Outcome = { is: 'unknown', command: '/journey', word: 'statsu', closest: 'status', text: 'statsu' };
  expect(said(unknown)).toMatchInlineSnapshot(`
    "I do not know “statsu”. Did you mean \`/journey status\`?
    For example:
    \`/journey pain 1.1 the form loses my data :(\`
    \`/journey help\`
    (Your text, so that it is not lost: \`/journey statsu\`)"
  `);
});

describe('every message, with the worst in it', () => {
  test('has one of every outcome', () => {
    expect(new Set(WORST.map((outcome) => outcome.is))).toEqual(new Set(ALL_OUTCOMES));
  });

  test.each(LANGUAGES)('is one that Slack takes (%s)', (language) => {
    for (const boardUrl of [reader.boardUrl, null]) {
      for (const outcome of WORST) {
        const message = render(outcome, { language, boardUrl });
        expect([outcome.is, complaints(messageSchema, message)]).toEqual([outcome.is, []]);
      }
    }
  });

  test('names the card in the label of every button that acts on it', () => {
    for (const outcome of WORST) {
      for (const button of buttonsOf(shown(outcome))) {
        if (button.url === undefined) expect(button.accessibility_label).toMatch(/^(?:Undo|Add again): ./);
      }
    }
  });

  test('[B14] calls nobody and links nowhere', () => {
    for (const outcome of WORST) {
      const markup = JSON.stringify(render(outcome, reader), withoutLabels).match(/<[^>]*>/g) ?? [];
      expect(markup.filter((found) => !found.startsWith('<!date^'))).toEqual([]);
    }
  });
});

/** Labels for screen readers are plain text: nothing in them is markup. */
const withoutLabels = (key: string, value: unknown) => (key === 'accessibility_label' ? '' : value);

test('shorten never halves a letter', () => {
  expect(shorten('abc🧗', 4)).toBe('abc…');
  expect(shorten('ab', 2)).toBe('ab');
});

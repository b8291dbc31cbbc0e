import { authorOf, openBoard } from '@samrejse/model/document/board';
import { readAll, readSnapshot } from '@samrejse/model/document/reads';
import { writeText } from '@samrejse/model/document/text';
import { addCard } from '@samrejse/model/edits/cards';
import { liveLanes } from '@samrejse/model/journey/journey';
import { mintId, type PersonId } from '@samrejse/model/records/ids';
import { describe, expect, test } from 'vitest';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { createTestBoard, TestPerson, WAIT } from './people.ts';
import { serverAndBrowser } from './setup.ts';

describe("y-websocket's own client", () => {
  const setup = serverAndBrowser();

  test('[R16] joins with a participant token, edits, and converges with the board in the browser', async () => {
    const made = await createTestBoard(setup.server.url, 'membership-loop', 'en');
    const person = await TestPerson.openAs(setup.browser, { name: 'Ida', viewport: { width: 1280, height: 1400 } });
    await person.open(made.links.participant);

    const doc = new Y.Doc();
    const token = new URL(made.links.participant).hash.replace('#token=', '');
    const provider = new WebsocketProvider(`${setup.server.url.replace('http', 'ws')}/sync`, made.id, doc, {
      params: { token },
    });
    await new Promise<void>((resolve) => provider.on('sync', (synced) => synced && resolve()));
    const board = openBoard(doc);
    const stranger = authorOf(mintId<PersonId>());
    const lane = liveLanes(readAll(board, 'lanes')).find((l) => l.type === 'pains');
    const step = readSnapshot(board).steps[0];
    if (lane === undefined || step === undefined) throw new Error('the template has a pains lane and steps');
    const card = addCard(board, stranger, {
      to: { step: step.id, lane: lane.id },
      kind: 'pain',
      text: 'From a stock client',
    });
    await person.card('From a stock client').waitFor(WAIT);

    await person.edit('From a stock client');
    await person.page.keyboard.type(', and from a browser');
    await person.page.keyboard.press('Escape');
    const text = () => readSnapshot(board).cards.find((c) => c.id === card)?.text;
    await expect.poll(text, WAIT).toBe('From a stock client, and from a browser');
    writeText(board, stranger, { in: 'cards', id: card, field: 'text' }, 'Both agree');
    await person.card('Both agree').waitFor(WAIT);
    await expect.poll(() => made.snapshot(), WAIT).toEqual(readSnapshot(board));
    provider.destroy();
    await person.leave();
  });
});

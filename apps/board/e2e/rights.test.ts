import { authorOf, openBoard } from '@samrejse/model/document/board';
import { addCard } from '@samrejse/model/edits/cards';
import type { PersonId } from '@samrejse/model/records/ids';
import { describe, expect, test } from 'vitest';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { createTestBoard, TestPerson, WAIT } from './people.ts';
import { serverAndBrowser } from './setup.ts';

/** What shapes the journey, as it is called in English: adds something, opens its menu, or renames it. */
const MEANS = [
  ...['Add a phase', 'Add a lane', 'Add a persona', /^Options for “/],
  ...[/^Phase: /, /^Step 1\.1: /, /^Lane: /, /^Persona: /, /^Title of the board: /],
];

describe('who may do what', () => {
  const setup = serverAndBrowser();

  test('[C16] a participant is offered nothing that shapes the journey, and a forged card shows in no browser', async () => {
    const board = await createTestBoard(setup.server.url, 'membership-loop', 'en');
    const viewport = { width: 1280, height: 1400 };
    const openAs = (name: string) => TestPerson.openAs(setup.browser, { name, viewport });
    const [leader, guest] = [await openAs('Ida'), await openAs('Ole')];
    await leader.open(board.links.facilitator);
    await guest.open(board.links.participant);
    const means = ({ page }: TestPerson, name: string | RegExp) =>
      page.getByRole('button', { name }).or(page.getByRole('combobox', { name })).first();
    for (const name of MEANS) await means(leader, name).waitFor(WAIT);
    await guest.add(/Pain points, 1\.1/, 'from the guest');
    await leader.card('from the guest').waitFor(WAIT);
    for (const name of MEANS) expect(await means(guest, name).count(), String(name)).toBe(0);

    const made = (await board.snapshot()).cards.find((card) => card.text === 'from the guest');
    const { createdBy, place } = made ?? {};
    if (!createdBy || !place?.step || !place.lane) throw new Error('the card says who made it, and where it is');
    const at = { step: place.step, lane: place.lane };
    const params = { token: new URL(board.links.participant).hash.replace('#token=', '') };
    const address = `${setup.server.url.replace('http', 'ws')}/sync`;
    /** A stock client, without a secret, that adds a card in somebody's name. */
    const write = async (person: PersonId, text: string) => {
      const doc = new Y.Doc();
      const provider = new WebsocketProvider(address, board.id, doc, { params, disableBc: true });
      await new Promise<void>((resolve) => provider.on('sync', (synced) => synced && resolve()));
      addCard(openBoard(doc), authorOf(person), { to: at, kind: 'pain', text });
      return provider;
    };
    const forger = await write(createdBy, 'forged');
    const honest = await write('stock.client' as PersonId, 'honest');
    // The honest card was sent after the forged one: when it is there, the server has dealt with both.
    for (const person of [leader, guest]) await person.card('honest').waitFor(WAIT);
    for (const person of [leader, guest]) expect(await person.card('forged').count()).toBe(0);
    expect((await board.snapshot()).cards.map(({ text }) => text)).not.toContain('forged');
    for (const provider of [forger, honest]) provider.destroy();
    for (const person of [leader, guest]) await person.leave();
  });
});

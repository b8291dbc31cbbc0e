import { API, type Outline, outlineSchema } from '@samrejse/model/api/http';
import type { Board } from '@samrejse/model/document/board';
import { remove, setMeta } from '@samrejse/model/edits/records';
import { addStep } from '@samrejse/model/edits/steps';
import { lineOf, stepsOf } from '@samrejse/model/journey/journey';
import { snapshotSchema } from '@samrejse/model/records/snapshot-schema';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ANNA } from '../../testing/edits.ts';
import { addCardOver, startTestServer, type TestBoard, type TestServer } from '../../testing/test-server.ts';

let server: TestServer;
let board: TestBoard;
beforeEach(async () => {
  server = await startTestServer();
  board = await server.createBoard('web-shop');
});
afterEach(() => server.dispose());

const ask = (headers: Record<string, string> = {}) =>
  server.request(API.outline(board.id), { token: board.tokens.viewer, headers });
const read = async (): Promise<Outline> => v.parse(outlineSchema, await (await ask()).json());
const edit = (verbs: (board: Board) => void) =>
  server.hub.use(board.id, (room) => room.board.edit({ author: ANNA.person, verbs }));

describe('the outline of a board', () => {
  test('[R39] names every phase, step and lane as the whole board does, in order', async () => {
    const whole = await server.request(API.board(board.id), { token: board.tokens.viewer });
    const { title, language, phases, steps, lanes } = v.parse(snapshotSchema, await whole.json());
    const outline = await read();
    expect(outline).toMatchObject({ title, language });
    expect(outline.phases).toEqual(phases.map(({ id, name }) => ({ id, name })));
    const line = stepsOf(lineOf(phases, steps));
    expect(outline.steps).toEqual(
      line.map(({ step, number, phase }) => ({ id: step.id, number, title: step.title, phase })),
    );
    expect(outline.steps[1]?.number).toBe('1.2');
    expect(outline.lanes).toEqual(lanes.map(({ id, type, name }) => ({ id, type, name })));
  });

  test('says what was added and leaves out what was taken away', async () => {
    const { phases, lanes } = await read();
    const [first] = phases;
    const [lane] = lanes;
    await edit((b) => first && addStep(b, ANNA, { phase: first.id, title: 'A new step' }));
    await edit((b) => lane && remove(b, ANNA, 'lanes', lane.id));
    const outline = await read();
    expect(outline.steps.filter((step) => step.title === 'A new step')).toMatchObject([{ phase: first?.id }]);
    expect(outline.lanes).toEqual(lanes.slice(1));
  });

  test('[R39] is not sent again to a client that has it, whatever cards come meanwhile', async () => {
    const etag = (await ask()).headers.get('etag') ?? '';
    expect(etag).toBe(`"${(await read()).version}"`);
    await addCardOver(server, board, 'a card is in no outline');
    const again = await ask({ 'if-none-match': `"another", W/${etag}` });
    expect(again.status).toBe(304);
    expect(again.headers.get('etag')).toBe(etag);
    expect(await again.text()).toBe('');
    await edit((b) => setMeta(b, ANNA, { language: 'da' }));
    const changed = await ask({ 'if-none-match': etag });
    expect(changed.status).toBe(200);
    expect(await changed.json()).toMatchObject({ language: 'da' });
  });

  test('is answered from memory, without a document, while the log stands where it stood', async () => {
    await server.dispose();
    server = await startTestServer({ limits: { documentIdleMs: 50 } });
    board = await server.createBoard('web-shop');
    const first = await read();
    const isLoaded = () => server.hub.peek(board.id)?.board.isLoaded;
    await expect.poll(isLoaded).toBe(false);
    expect(await read()).toEqual(first);
    expect(isLoaded()).toBe(false);
  });
});

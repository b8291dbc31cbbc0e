import { type Down, encodeMessage, REFUSAL_REASONS } from '@samrejse/model/wire/messages';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { expect, test } from 'vitest';
import { receiveMessages } from './messages.ts';
import type { SavingEvent } from './saving.ts';
import type { Provider } from './y-websocket.ts';

/** What the client does with messages of the server: the refusals that reach the person, and what counts for "Saved". */
const openClient = () => {
  const refused: string[] = [];
  const saving: SavingEvent[] = [];
  const provider: Pick<Provider, 'messageHandlers'> = { messageHandlers: [] };
  const nothing = () => {};
  receiveMessages(provider, {
    saving: { feed: (event) => void saving.push(event) },
    follower: { inEpoch: nothing, reached: nothing, take: nothing },
    reconnect: { feed: nothing },
    clock: { welcomed: nothing, answered: nothing },
    peers: { update: nothing, setOwn: nothing, show: nothing },
    events: {
      onRole: nothing,
      onSession: nothing,
      onNearlyFull: nothing,
    },
    onRefused: (word) => void refused.push(word),
  });
  const receive = (message: Down) => {
    const decoder = decoding.createDecoder(encodeMessage(message));
    const type = decoding.readVarUint(decoder);
    // y-websocket gives a handler an encoder for its answer, itself, and two words more; ours read the message alone.
    provider.messageHandlers[type]?.(encoding.createEncoder(), decoder, provider as Provider, true, type);
  };
  return { receive, refused, saving };
};

test('[C15] an edit that the server refuses for now stays in the client, and after any other refusal its author is told', () => {
  const kept = REFUSAL_REASONS.filter((reason) => {
    const client = openClient();
    client.receive({ type: 'refused', frame: 3, reason });
    expect(client.saving).toEqual([{ type: 'refused', frame: 3 }]);
    return client.refused.length === 0;
  });
  expect(kept).toEqual(['missing', 'too-fast', 'not-saving']);
});

test('[C15] the author of a forbidden edit is told why', () => {
  const client = openClient();
  client.receive({ type: 'refused', frame: 1, reason: 'forbidden', objection: 'no-right' });
  expect(client.refused).toEqual(['no-right']);
});

test('[C6] whether the server can store edits is said by its notices', () => {
  const client = openClient();
  client.receive({ type: 'notice', notice: 'not-saving' });
  client.receive({ type: 'notice', notice: 'saving' });
  expect(client.saving).toEqual([
    { type: 'server-saves', saves: false },
    { type: 'server-saves', saves: true },
  ]);
});

import { API } from '@samrejse/model/api/http';
import { MESSAGE_SAMREJSE, WIRE_VERSION } from '@samrejse/model/wire/messages';
import type { Role } from '@samrejse/model/words/roles';
import * as encoding from 'lib0/encoding';
import { expect } from 'vitest';
import { connectRaw, type RawClient, type RawOptions } from './raw-client.ts';
import type { TestBoard, TestServer } from './test-server.ts';

export const addressOf = (server: TestServer, board: TestBoard, role: Role): RawOptions => ({
  url: server.url,
  board: board.id,
  token: board.tokens[role],
});

/** A client that has what the board holds. */
export const join = async (
  server: TestServer,
  board: TestBoard,
  role: Role,
  wire: string | null = String(WIRE_VERSION),
  guest?: string,
): Promise<RawClient> => {
  const client = await connectRaw({ ...addressOf(server, board, role), wire, guest });
  client.askForAll();
  await expect.poll(() => client.heard.some((frame) => frame.kind === 'step-2')).toBe(true);
  return client;
};

/** The texts of all cards, as the API tells them. */
export const cardsOf = async (server: TestServer, board: TestBoard): Promise<string[]> => {
  const response = await server.request(API.board(board.id), { token: board.tokens.viewer });
  return ((await response.json()) as { cards: { text: string }[] }).cards.map((card) => card.text).sort();
};

/** Everything sent before this has been dealt with: the answer to a clock comes after it. */
export const roundTrip = async (client: RawClient): Promise<void> => {
  const sentAt = Math.random();
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE_SAMREJSE);
  encoding.writeVarString(encoder, JSON.stringify({ type: 'clock', sentAt }));
  client.send(encoding.toUint8Array(encoder));
  await expect.poll(() => client.messages().some((m) => m.type === 'clock' && m.sentAt === sentAt)).toBe(true);
};

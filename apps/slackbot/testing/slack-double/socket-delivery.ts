/** Socket Mode: tickets, sockets, envelopes and their acknowledgements. */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import * as v from 'valibot';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Failures } from './failures.ts';
import type { Delivered } from './http-delivery.ts';
import { isCommand, type Payload } from './payloads.ts';

const ackSchema = v.strictObject({ envelope_id: v.string(), payload: v.optional(v.unknown()) });

const PING_EVERY_MS = 2_000;
export const LINK_PATH = '/link/';

export interface SocketDelivery {
  readonly openTicket: (baseUrl: string) => string;
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  readonly deliver: (payload: Payload) => Promise<Delivered>;
  readonly openSockets: () => number;
  /** Asks the bot to connect anew, as Slack does every few hours. */
  readonly requestRefresh: () => void;
  /** Ends the connection without a word. */
  readonly drop: () => void;
  readonly close: () => void;
}

interface SocketDeliveryOptions {
  readonly failures: Failures;
  readonly deadlineMs: number;
}

export const createSocketDelivery = ({ failures, deadlineMs }: SocketDeliveryOptions): SocketDelivery => {
  const server = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const sockets = new Set<WebSocket>();
  const waiting = new Map<string, (payload: unknown) => void>();

  const receive = (data: string) => {
    const ack = v.safeParse(v.pipe(v.string(), v.parseJson(), ackSchema), data);
    if (!ack.success) return failures.record('socket: what arrived is no acknowledgement', data);
    const resolve = waiting.get(ack.output.envelope_id);
    if (resolve === undefined) return failures.record('socket: acknowledged late, twice or never asked', data);
    waiting.delete(ack.output.envelope_id);
    resolve(ack.output.payload ?? null);
  };

  const welcome = (socket: WebSocket) => {
    sockets.add(socket);
    const pings = setInterval(() => socket.ping(), PING_EVERY_MS);
    socket.on('message', (data) => receive(String(data)));
    socket.on('close', () => {
      clearInterval(pings);
      sockets.delete(socket);
    });
    socket.send(JSON.stringify({ type: 'hello', num_connections: sockets.size, connection_info: { app_id: 'A0' } }));
  };

  const deliver = (payload: Payload): Promise<Delivered> => {
    const name = isCommand(payload) ? payload.command : payload.type;
    // Any of several open sockets may get it.
    const open = [...sockets].filter((socket) => socket.readyState === socket.OPEN);
    const socket = open[randomBytes(1).readUInt8() % Math.max(1, open.length)];
    if (socket === undefined) {
      failures.record(`${name}: no socket is open`);
      return Promise.resolve({ ok: false, answer: null, error: 'no_socket' });
    }
    const envelopeId = randomBytes(12).toString('hex');
    const { promise, resolve } = Promise.withResolvers<Delivered>();
    const timeout = setTimeout(() => {
      waiting.delete(envelopeId);
      failures.record(`${name}: operation_timeout`);
      resolve({ ok: false, answer: null, error: 'operation_timeout' });
    }, deadlineMs);
    waiting.set(envelopeId, (answer) => {
      clearTimeout(timeout);
      resolve({ ok: true, answer });
    });
    const type = isCommand(payload) ? 'slash_commands' : 'interactive';
    socket.send(JSON.stringify({ envelope_id: envelopeId, type, accepts_response_payload: true, payload }));
    return promise;
  };

  return {
    deliver,
    openTicket: (baseUrl) => {
      const ticket = randomBytes(12).toString('hex');
      tickets.add(ticket);
      return `${baseUrl.replace(/^http/, 'ws')}${LINK_PATH}?ticket=${ticket}`;
    },
    upgrade: (request, socket, head) => {
      const ticket = new URL(request.url ?? '/', 'http://double').searchParams.get('ticket') ?? '';
      if (!tickets.delete(ticket)) {
        failures.record('socket: a ticket that is unknown or used');
        socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n');
        return;
      }
      server.handleUpgrade(request, socket, head, welcome);
    },
    openSockets: () => sockets.size,
    requestRefresh: () => {
      for (const socket of sockets) socket.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }));
    },
    drop: () => {
      for (const socket of sockets) socket.terminate();
    },
    close: () => {
      for (const socket of sockets) socket.terminate();
      server.close();
    },
  };
};

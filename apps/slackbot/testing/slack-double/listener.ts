/** The double's own port: the Web API, the answers to commands, and the door for sockets. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { parseAnswer } from './http-delivery.ts';
import { RESPONSE_PATH, type ResponseUrls } from './response-urls.ts';
import { LINK_PATH, type SocketDelivery } from './socket-delivery.ts';
import type { WebApi } from './web-api.ts';

interface ListenerOptions {
  readonly webApi: WebApi;
  readonly responseUrls: ResponseUrls;
  readonly sockets: SocketDelivery;
  /** True while Slack itself cannot be reached. */
  readonly isDown: () => boolean;
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

const NOT_FOUND: Answer = { status: 404, body: 'not found' };

const argumentsOf = (contentType: string, body: string): Record<string, string> => {
  if (!contentType.startsWith('application/json')) return Object.fromEntries(new URLSearchParams(body));
  const parsed: unknown = JSON.parse(body === '' ? '{}' : body);
  return Object.fromEntries(
    Object.entries(parsed ?? {}).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
};

export const createListener = ({ webApi, responseUrls, sockets, isDown }: ListenerOptions): Server => {
  const answer = async (request: IncomingMessage): Promise<Answer> => {
    const path = new URL(request.url ?? '/', 'http://double').pathname;
    const body = await text(request);
    if (request.method !== 'POST') return NOT_FOUND;
    if (path.startsWith(RESPONSE_PATH)) return responseUrls.answer(path, parseAnswer(body));
    if (!path.startsWith('/api/')) return NOT_FOUND;
    const { authorization, 'content-type': contentType = '' } = request.headers;
    const asked = argumentsOf(contentType, body);
    return { status: 200, body: JSON.stringify(webApi.call(path.slice(5), authorization, asked)) };
  };

  const server = createServer((request, response) => {
    if (isDown()) return void request.socket.destroy();
    answer(request).then(
      ({ status, body }) => {
        const type = body.startsWith('{') ? 'application/json' : 'text/plain';
        response.writeHead(status, { 'content-type': type }).end(body);
      },
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  server.on('upgrade', (request, socket, head) => {
    if (isDown() || request.url?.startsWith(LINK_PATH) !== true) socket.destroy();
    else sockets.upgrade(request, socket, head);
  });
  return server;
};

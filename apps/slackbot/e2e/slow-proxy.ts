/** A proxy between bot and server that holds requests back, or loses an answer, when a test says so. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface SlowProxy {
  readonly url: string;
  /** Requests reach the server when the function that it gives back is called, and not before. */
  readonly hold: () => () => void;
  /** The next request of this method reaches the server; its answer reaches nobody. */
  readonly loseNextAnswer: (method: string) => void;
  readonly close: () => Promise<void>;
}

export const startSlowProxy = async (target: string): Promise<SlowProxy> => {
  let held: Promise<void> = Promise.resolve();
  let losing: string | null = null;
  const proxy = createServer(async (request, response) => {
    const body = await text(request);
    const headers = Object.entries(request.headers).flatMap(([name, value]) =>
      typeof value === 'string' && !['host', 'connection', 'content-length', 'transfer-encoding'].includes(name)
        ? [[name, value] as [string, string]]
        : [],
    );
    const method = request.method ?? 'GET';
    await held;
    const answer = await fetch(`${target}${request.url}`, { method, headers, ...(body === '' ? {} : { body }) });
    const said = await answer.text();
    if (losing === method) {
      losing = null;
      return void request.socket.destroy();
    }
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' });
    response.end(said);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    hold: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      held = promise;
      return resolve;
    },
    loseNextAnswer: (method) => {
      losing = method;
    },
    close: async () => {
      proxy.closeAllConnections();
      await new Promise<void>((resolve) => proxy.close(() => resolve()));
    },
  };
};

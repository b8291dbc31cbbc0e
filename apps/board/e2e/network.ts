/** A cable that can be pulled: a TCP relay between a browser and the server, so that a test cuts real connections. */

import type { AddressInfo } from 'node:net';
import { createConnection, createServer, type Socket } from 'node:net';

export interface Cable {
  /** Where the browser goes instead of the server. */
  readonly url: string;
  /** Ends all connections and refuses new ones. */
  readonly pull: () => void;
  readonly plugIn: () => void;
  /** Nothing goes through any more, and nobody is told: a line that hangs. */
  readonly freeze: () => void;
  /** Cuts what hung, and lets new connections through. */
  readonly thaw: () => void;
  readonly close: () => Promise<void>;
}

export const layCable = async (serverUrl: string): Promise<Cable> => {
  const target = new URL(serverUrl);
  const sockets = new Set<Socket>();
  let pulled = false;
  let frozen = false;
  const hold = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // A cut connection is an error on both ends; that is what it is for.
    socket.on('error', () => socket.destroy());
  };
  const relay = createServer((browser) => {
    hold(browser);
    if (pulled) {
      browser.destroy();
      return;
    }
    if (frozen) {
      browser.pause();
      return;
    }
    const server = createConnection(Number(target.port), target.hostname);
    hold(server);
    browser.pipe(server).pipe(browser);
    browser.on('close', () => server.destroy());
    server.on('close', () => browser.destroy());
  });
  await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve));
  const { port } = relay.address() as AddressInfo;
  const pull = () => {
    pulled = true;
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${port}`,
    pull,
    plugIn: () => {
      pulled = false;
    },
    freeze: () => {
      frozen = true;
      for (const socket of sockets) socket.unpipe().pause();
    },
    thaw: () => {
      frozen = false;
      for (const socket of sockets) socket.destroy();
    },
    close: () => {
      pull();
      return new Promise((resolve) => relay.close(() => resolve()));
    },
  };
};

/** A TCP relay between a browser and the server, so that a test can cut or freeze real connections. */

import type { AddressInfo } from 'node:net';
import { createConnection, createServer, type Socket } from 'node:net';

export interface Relay {
  /** Where the browser connects instead of the server. */
  readonly url: string;
  /** Ends all connections and refuses new ones. */
  readonly cut: () => void;
  /** Lets new connections through again. */
  readonly restore: () => void;
  /** Passes nothing on and tells neither end: connections that hang. */
  readonly freeze: () => void;
  /** Ends the connections that hang, and lets new ones through. */
  readonly thaw: () => void;
  readonly close: () => Promise<void>;
}

export const startRelay = async (serverUrl: string): Promise<Relay> => {
  const target = new URL(serverUrl);
  const sockets = new Set<Socket>();
  let isCut = false;
  let isFrozen = false;
  const hold = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // Both ends see an error when a connection is cut: that is what the test wants.
    socket.on('error', () => socket.destroy());
  };
  const relay = createServer((browser) => {
    hold(browser);
    if (isCut) {
      browser.destroy();
      return;
    }
    if (isFrozen) {
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
  const cut = () => {
    isCut = true;
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${port}`,
    cut,
    restore: () => {
      isCut = false;
    },
    freeze: () => {
      isFrozen = true;
      for (const socket of sockets) socket.unpipe().pause();
    },
    thaw: () => {
      isFrozen = false;
      for (const socket of sockets) socket.destroy();
    },
    close: () => {
      cut();
      return new Promise((resolve) => relay.close(() => resolve()));
    },
  };
};

/**
 * y-websocket's provider, and everything we override of it. It gives us the Yjs sync protocol and the socket's events;
 * what it does besides is switched off or replaced here:
 *
 * - Its WebSocket is ours: acknowledgements are matched to edits by the frames that left, so `send` reports each
 *   document frame; and it sends a large one (a paste, or what was written offline) in parts that the server accepts.
 * - It never reconnects by itself: its pauses are not random, so all clients of a restarted server would come at once.
 *   `reconnect.ts` decides, and `shouldConnect` is true only from its `connect` until the next close.
 * - No awareness: presence travels in messages of our own, which name only what changed.
 * - No BroadcastChannel: two tabs meet at the server. An edit that came by another tab would be acknowledged to nobody.
 */
import { encodeFrameParts, MAX_PART_BYTES } from '@samrejse/model/wire/frame-parts';
import { MESSAGE_SYNC, SYNC_STEP_1, SYNC_STEP_2 } from '@samrejse/model/wire/messages';
import { WebsocketProvider } from 'y-websocket';
import type * as Y from 'yjs';

export type Provider = WebsocketProvider;

interface ProviderOptions {
  /** The board's id: the last part of the address. */
  readonly room: string;
  readonly doc: Y.Doc;
  /** Query parameters of the address. `provider.params` may be set later, and counts from the next connection on. */
  readonly params: Record<string, string>;
  /** A document frame is about to leave. `whole`: it is SyncStep2, all that the server lacks; otherwise one update. */
  readonly onDocumentFrame: (whole: boolean) => void;
}

const reportingWebSocket = (onDocumentFrame: ProviderOptions['onDocumentFrame']): typeof WebSocket =>
  class extends WebSocket {
    override send(data: string | ArrayBufferLike | Blob | ArrayBufferView<ArrayBufferLike>): void {
      const isDocument = data instanceof Uint8Array && data[0] === MESSAGE_SYNC && data[1] !== SYNC_STEP_1;
      if (isDocument) onDocumentFrame(data[1] === SYNC_STEP_2);
      if (!isDocument || data.length <= MAX_PART_BYTES) super.send(data as ArrayBufferView<ArrayBuffer>);
      else for (const part of encodeFrameParts(data)) super.send(part);
    }
  };

/** A provider that is not connected yet. Its frames leave in the order of the document's updates. */
export const openProvider = ({ room, doc, params, onDocumentFrame }: ProviderOptions): Provider => {
  const provider = new WebsocketProvider(`${location.origin.replace(/^http/, 'ws')}/sync`, room, doc, {
    connect: false,
    disableBc: true,
    params,
    WebSocketPolyfill: reportingWebSocket(onDocumentFrame),
  });
  provider.awareness.setLocalState(null);
  provider.on('connection-close', () => {
    provider.shouldConnect = false;
  });
  return provider;
};

/** Sends a message of our own; drops it where there is no connection. */
export const sendIfConnected = (provider: Provider, frame: Uint8Array<ArrayBuffer>): void => {
  if (provider.wsconnected) provider.ws?.send(frame);
};

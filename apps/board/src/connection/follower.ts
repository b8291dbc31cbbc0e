/** Keeps a connection's place in the board's log: what it has, from where it goes on when it comes back, what it missed. */
import type { Board } from '@samrejse/model/document/board';
import { applyAllTo } from '@samrejse/model/document/replica';
import type { BoardId } from '@samrejse/model/records/ids';
import type { GuestSecret } from '@samrejse/model/wire/guest';
import type { LogPosition, LogRange } from '@samrejse/model/wire/log-range';
import { encodeMessage, WIRE_VERSION } from '@samrejse/model/wire/messages';
import type { WebsocketProvider } from 'y-websocket';
import type { OfflineCopy } from '../storage/offline-copy.ts';
import { fetchSnapshot } from './api.ts';
import { follow } from './follow.ts';

interface Credentials {
  readonly token: string;
  readonly guest: GuestSecret;
}

export const paramsFor = ({ token, guest }: Credentials, standing: LogPosition | null): Record<string, string> => ({
  token,
  guest,
  wire: String(WIRE_VERSION),
  ...(standing === null ? {} : { epoch: String(standing.epoch), since: String(standing.seq) }),
});

/** `standing` is null until anything is known of the log. */
export const follower = (provider: WebsocketProvider, offline: OfflineCopy, credentials: Credentials) => {
  let standing: LogPosition | null = null;
  const stand = (at: LogPosition) => {
    standing = at;
    // Read when it connects again.
    provider.params = paramsFor(credentials, at);
    offline.stands(at);
  };
  /** Of the log the server speaks of. One of which we have something is this one, or it would have sent us away. */
  const inEpoch = (epoch: number) => {
    standing ??= { epoch, seq: 0 };
  };
  const take = (stretch: LogRange, epoch?: number) => {
    if (epoch !== undefined) inEpoch(epoch);
    if (standing === null) return;
    const next = follow(standing, stretch);
    if (next.step === 'gap') provider.ws?.send(encodeMessage({ type: 'resume', since: next.since }));
    if (next.step !== 'apply') return;
    applyAllTo(provider.doc, stretch.updates, provider);
    stand(next.standing);
  };
  return {
    stand,
    take,
    inEpoch,
    /** Up to `seq` there is nothing that we do not have. */
    reached: (seq: number) => {
      if (standing !== null) stand({ ...standing, seq: Math.max(standing.seq, seq) });
    },
  };
};

export type Follower = ReturnType<typeof follower>;

/** Takes the board over HTTP, where this browser has nothing of it: compressed, and perhaps in its cache. */
export const takeSnapshot = async (
  to: { readonly id: BoardId; readonly token: string },
  board: Board,
  log: Follower,
  isClosed: () => boolean,
): Promise<void> => {
  if (board.meta.size > 0) return;
  const snapshot = await fetchSnapshot(to.id, to.token);
  if (snapshot === null || isClosed()) return;
  log.take({ after: 0, seq: snapshot.standing.seq, updates: [snapshot.update] }, snapshot.standing.epoch);
};

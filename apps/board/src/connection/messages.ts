/** What each message of the server means, and which part of the client handles it. */
import { readLogRange } from '@samrejse/model/wire/log-range';
import {
  type Down,
  MESSAGE_LOG_RANGE,
  MESSAGE_PRESENCE,
  MESSAGE_SAMREJSE,
  PASSING_REFUSALS,
  type RefusalWord,
  readDown,
} from '@samrejse/model/wire/messages';
import { readSlots } from '@samrejse/model/wire/presence-frame';
import type { ConnectionEvents } from './events.ts';
import type { LogFollower } from './follower.ts';
import type { Peers } from './peers.ts';
import type { ReconnectDriver } from './reconnect-driver.ts';
import type { SavingTracker } from './saving-tracker.ts';
import type { ServerClock } from './server-clock.ts';
import type { Provider } from './y-websocket.ts';

interface Receivers {
  readonly saving: Pick<SavingTracker, 'feed'>;
  readonly follower: Pick<LogFollower, 'inEpoch' | 'reached' | 'take'>;
  readonly reconnect: Pick<ReconnectDriver, 'feed'>;
  readonly clock: Pick<ServerClock, 'welcomed' | 'answered'>;
  readonly peers: Pick<Peers, 'update' | 'setOwn' | 'show'>;
  readonly events: Pick<ConnectionEvents, 'onRole' | 'onSession' | 'onNearlyFull'>;
  readonly onRefused: (reason: RefusalWord) => void;
}

/** The word for a refusal: of a forbidden edit, why it is forbidden. */
const wordFor = ({ reason, objection }: Down & { type: 'refused' }): RefusalWord =>
  reason === 'forbidden' && objection !== undefined ? objection : reason;

const receive = (message: Down, { saving, follower, reconnect, clock, peers, events, onRefused }: Receivers): void => {
  switch (message.type) {
    case 'welcome':
      follower.inEpoch(message.epoch);
      events.onRole(message.role);
      clock.welcomed(message.serverNow);
      events.onSession(message.session);
      break;
    case 'ack':
      if (message.seq !== undefined) follower.reached(message.seq);
      saving.feed({ type: 'acknowledged', frames: message.frames });
      break;
    case 'refused':
      saving.feed({ type: 'refused', frame: message.frame });
      // After a refusal that passes the server itself asks again for what it lacks, so the client keeps its replica.
      if (!PASSING_REFUSALS.has(message.reason)) onRefused(wordFor(message));
      break;
    case 'session':
      events.onSession(message.session);
      break;
    case 'clock':
      clock.answered(message.sentAt, message.serverNow);
      break;
    case 'people':
      peers.update(message);
      break;
    case 'slot':
      peers.setOwn(message.slot);
      break;
    case 'notice':
      if (message.notice === 'draining') reconnect.feed({ type: 'draining', retryAfterMs: message.retryAfterMs });
      else if (message.notice === 'nearly-full') events.onNearlyFull();
      else saving.feed({ type: 'server-saves', saves: message.notice === 'saving' });
      break;
  }
};

/** Passes the server's messages of our own kinds to those they concern. y-websocket reads its own kinds itself. */
export const receiveMessages = (provider: Pick<Provider, 'messageHandlers'>, receivers: Receivers): void => {
  const { follower, peers } = receivers;
  provider.messageHandlers[MESSAGE_SAMREJSE] = (_encoder, decoder) => {
    const message = readDown(decoder);
    if (message !== null) receive(message, receivers);
  };
  provider.messageHandlers[MESSAGE_LOG_RANGE] = (_encoder, decoder) => follower.take(readLogRange(decoder));
  provider.messageHandlers[MESSAGE_PRESENCE] = (_encoder, decoder) => {
    const slots = readSlots(decoder);
    if (slots !== null) peers.show(slots);
  };
};

/** Slack, as far as a test needs it. See README.md for where it differs. */
import type { AddressInfo } from 'node:net';
import { createConversation, type Posted, transcriptOf } from './conversation.ts';
import { createFailures, type Failure } from './failures.ts';
import { deliverByHttp } from './http-delivery.ts';
import { createListener } from './listener.ts';
import { createPeople, type PeopleInSlack } from './people.ts';
import { createResponseUrls } from './response-urls.ts';
import { createSocketDelivery } from './socket-delivery.ts';
import { createWebApi } from './web-api.ts';
import { EXAMPLE_WORKSPACE, type Workspace } from './workspace.ts';

export interface SlackDouble extends PeopleInSlack {
  readonly workspace: Workspace;
  /** For `SLACK_API_URL`. */
  readonly apiUrl: string;
  /** From now on deliveries go to this address (HTTP mode); before, to the open sockets. */
  readonly deliverTo: (url: string) => void;
  readonly seenBy: (user: string) => readonly Posted[];
  /** Everything that can be seen, as people see it; `(only Karen)` where nobody else does. */
  readonly transcript: () => string;
  readonly scopesUsed: () => readonly string[];
  readonly sockets: { readonly open: () => number; readonly requestRefresh: () => void; readonly drop: () => void };
  /** Slack cannot be reached, or can be again. */
  readonly setDown: (down: boolean) => void;
  /** Moves the clock of the response_urls. */
  readonly advance: (ms: number) => void;
  readonly takeFailures: () => readonly Failure[];
  /** Throws what went wrong and was not expected. */
  readonly stop: () => Promise<void>;
}

interface Options {
  readonly workspace?: Workspace;
  readonly deadlineMs?: number;
}

export const startSlackDouble = async (options: Options = {}): Promise<SlackDouble> => {
  const { workspace = EXAMPLE_WORKSPACE, deadlineMs = 3_000 } = options;
  let baseUrl = '';
  let httpTarget: string | null = null;
  let isDown = false;
  let advanced = 0;
  const failures = createFailures();
  const conversation = createConversation(
    (channel, user) => workspace.channels.find(({ id }) => id === channel)?.members.includes(user) ?? false,
  );
  const now = () => Date.now() + advanced;
  const responseUrls = createResponseUrls({ conversation, failures, now, baseUrl: () => baseUrl });
  const sockets = createSocketDelivery({ failures, deadlineMs });
  const openSocket = () => sockets.openTicket(baseUrl);
  const webApi = createWebApi({ workspace, conversation, failures, openSocket });
  const { signingSecret } = workspace;
  const people = createPeople({
    workspace,
    conversation,
    responseUrls,
    failures,
    send: (payload) =>
      httpTarget === null
        ? sockets.deliver(payload)
        : deliverByHttp(httpTarget, payload, { signingSecret, deadlineMs, failures }),
  });
  const server = createListener({ webApi, responseUrls, sockets, isDown: () => isDown });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    ...people,
    workspace,
    apiUrl: `${baseUrl}/api`,
    deliverTo: (url) => {
      httpTarget = url;
    },
    seenBy: conversation.seenBy,
    transcript: () => transcriptOf(conversation.all(), workspace),
    scopesUsed: webApi.scopesUsed,
    sockets: { open: sockets.openSockets, requestRefresh: sockets.requestRefresh, drop: sockets.drop },
    setDown: (down) => {
      isDown = down;
    },
    advance: (ms) => {
      advanced += ms;
    },
    takeFailures: failures.take,
    stop: async () => {
      sockets.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      const left = failures.take();
      if (left.length > 0) {
        throw new Error(`Slack's double saw ${left.map(({ what, detail }) => `${what} ${detail}`.trim()).join('\n')}`);
      }
    },
  };
};

/** The board server over HTTP, as packages/model/api describes it. The bot has no rights of its own: each call carries the link and the person. */
import {
  type Access,
  type ActingPerson,
  API,
  accessSchema,
  type CreateCard,
  type CreatedCard,
  createdCardSchema,
  type ErrorCode,
  errorSchema,
  HEADER_PERSON,
  HEADER_SERVICE_TOKEN,
  type Links,
  linksSchema,
} from '@samrejse/model/api/http';
import type { BoardId, CardId } from '@samrejse/model/records/ids';
import { type Snapshot, snapshotSchema } from '@samrejse/model/records/snapshot-schema';
import * as v from 'valibot';

/** No answer, or none that says anything about the request: worth trying again later. */
export class BoardUnreachable extends Error {
  override readonly name = 'BoardUnreachable';
}

/** Which board, by which link, for whom. */
export interface Visit {
  readonly board: BoardId;
  readonly token: string;
  readonly person: ActingPerson;
}

export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly code: ErrorCode };

export interface ServerApi {
  readonly access: (visit: Visit) => Promise<Answer<Access>>;
  readonly links: (visit: Visit) => Promise<Answer<Links>>;
  readonly board: (visit: Visit) => Promise<Answer<Snapshot>>;
  /** `key` makes repeating it harmless. */
  readonly addCard: (visit: Visit, card: CreateCard, key: string) => Promise<Answer<CreatedCard>>;
  readonly removeCard: (visit: Visit, card: CardId) => Promise<Answer<null>>;
}

interface Options {
  readonly serverUrl: string;
  readonly serviceToken: string;
  readonly timeoutMs: number;
  readonly fetch?: typeof fetch;
}

interface Call<T> {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly answer: v.GenericSchema<unknown, T>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const STATUS_CODES: Readonly<Record<number, ErrorCode>> = {
  400: 'bad-request',
  401: 'unauthorised',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  413: 'too-large',
};

const readJson = async (response: Response): Promise<unknown> => {
  const text = await response.text();
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    // A proxy's error page, for instance.
    throw new BoardUnreachable(`the server answered ${response.status} with something that is no JSON`);
  }
};

/** Which board errors are about this moment, and not about what was asked. */
const isPassing = (status: number): boolean => status >= 500 || status === 429 || status === 408;

export const createServerApi = (options: Options): ServerApi => {
  const send = options.fetch ?? fetch;

  const request = async (visit: Visit, { method, path, body, headers }: Call<unknown>): Promise<Response> => {
    try {
      return await send(`${options.serverUrl}${path}`, {
        method,
        headers: {
          accept: 'application/json',
          authorization: `Bearer ${visit.token}`,
          [HEADER_SERVICE_TOKEN]: options.serviceToken,
          [HEADER_PERSON]: encodeURIComponent(JSON.stringify(visit.person)),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(options.timeoutMs),
      });
    } catch (cause) {
      throw new BoardUnreachable(`no answer from ${method} ${path}`, { cause });
    }
  };

  const call = async <T>(visit: Visit, asked: Call<T>): Promise<Answer<T>> => {
    const response = await request(visit, asked);
    if (isPassing(response.status)) throw new BoardUnreachable(`${asked.method} ${asked.path} gave ${response.status}`);
    const json = await readJson(response).catch((cause: unknown) => {
      if (cause instanceof BoardUnreachable) throw cause;
      throw new BoardUnreachable(`the answer to ${asked.method} ${asked.path} broke off`, { cause });
    });
    if (!response.ok) {
      const error = v.safeParse(errorSchema, json);
      return {
        ok: false,
        code: error.success ? error.output.error.code : (STATUS_CODES[response.status] ?? 'internal'),
      };
    }
    const value = v.safeParse(asked.answer, json);
    // The two speak different versions: an operator's problem, which passes when both are up to date.
    if (!value.success) throw new BoardUnreachable(`cannot read the answer to ${asked.method} ${asked.path}`);
    return { ok: true, value: value.output };
  };

  const nothing = v.pipe(
    v.unknown(),
    v.transform(() => null),
  );
  return {
    access: (visit) => call(visit, { method: 'GET', path: API.access(visit.board), answer: accessSchema }),
    links: (visit) => call(visit, { method: 'GET', path: API.links(visit.board), answer: linksSchema }),
    board: (visit) => call(visit, { method: 'GET', path: API.board(visit.board), answer: snapshotSchema }),
    addCard: (visit, card, key) =>
      call(visit, {
        method: 'POST',
        path: API.cards(visit.board),
        answer: createdCardSchema,
        body: card,
        headers: { 'idempotency-key': key },
      }),
    removeCard: (visit, card) => call(visit, { method: 'DELETE', path: API.card(visit.board, card), answer: nothing }),
  };
};

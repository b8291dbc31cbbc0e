/** The board server over HTTP, as packages/model/api describes it. The bot has no rights of its own: each call carries a link and a person. */
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
  type Outline,
  outlineSchema,
} from '@samrejse/model/api/http';
import type { BoardId, CardId } from '@samrejse/model/records/ids';
import * as v from 'valibot';

/** The server did not answer, or its answer says nothing about the request: it should be tried again later. */
export class BoardUnreachable extends Error {
  override readonly name = 'BoardUnreachable';
}

/** Which board, by the token of which link, in whose name. */
export interface Visit {
  readonly board: BoardId;
  readonly token: string;
  readonly person: ActingPerson;
}

export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly code: ErrorCode };

export interface ServerApi {
  readonly access: (visit: Visit) => Promise<Answer<Access>>;
  readonly links: (visit: Visit) => Promise<Answer<Links>>;
  /** Phases, steps and lanes; null where they are still those of `version`. */
  readonly outline: (visit: Visit, version: string | null) => Promise<Answer<Outline | null>>;
  /** `key` makes repeating it harmless. */
  readonly postCard: (visit: Visit, card: CreateCard, key: string) => Promise<Answer<CreatedCard>>;
  readonly removeCard: (visit: Visit, card: CardId) => Promise<Answer<null>>;
}

interface ServerApiOptions {
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

/** True for errors that speak of the server at this moment, and not of the request. */
const isPassing = (status: number): boolean => status >= 500 || status === 429 || status === 408;

export const createServerApi = (options: ServerApiOptions): ServerApi => {
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

  const answerOf = async <T>({ method, path, answer }: Call<T>, response: Response): Promise<Answer<T>> => {
    if (isPassing(response.status)) throw new BoardUnreachable(`${method} ${path} gave ${response.status}`);
    const json = await readJson(response).catch((cause: unknown) => {
      if (cause instanceof BoardUnreachable) throw cause;
      throw new BoardUnreachable(`the answer to ${method} ${path} broke off`, { cause });
    });
    if (!response.ok) {
      const error = v.safeParse(errorSchema, json);
      return {
        ok: false,
        code: error.success ? error.output.error.code : (STATUS_CODES[response.status] ?? 'internal'),
      };
    }
    const value = v.safeParse(answer, json);
    // Server and bot are of different versions: that passes when an operator has updated both.
    if (!value.success) throw new BoardUnreachable(`cannot read the answer to ${method} ${path}`);
    return { ok: true, value: value.output };
  };

  const call = async <T>(visit: Visit, called: Call<T>): Promise<Answer<T>> =>
    answerOf(called, await request(visit, called));

  const nothing = v.pipe(
    v.unknown(),
    v.transform(() => null),
  );
  return {
    access: (visit) => call(visit, { method: 'GET', path: API.access(visit.board), answer: accessSchema }),
    links: (visit) => call(visit, { method: 'GET', path: API.links(visit.board), answer: linksSchema }),
    outline: async (visit, version) => {
      const headers = version === null ? {} : { 'if-none-match': `"${version}"` };
      const called: Call<Outline> = { method: 'GET', path: API.outline(visit.board), answer: outlineSchema, headers };
      const response = await request(visit, called);
      return response.status === 304 ? { ok: true, value: null } : answerOf(called, response);
    },
    postCard: (visit, card, key) =>
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

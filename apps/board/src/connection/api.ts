/** The HTTP API as typed calls. Every answer is parsed. A failure is returned as a value; nothing is thrown. */
import {
  type Access,
  API,
  accessSchema,
  type CreateBoard,
  type CreatedBoard,
  createdBoardSchema,
  type ErrorCode,
  errorSchema,
  HEADER_EPOCH,
  HEADER_SEQ,
  type Links,
  linksSchema,
  type TemplateSummary,
  templateListSchema,
} from '@samrejse/model/api/http';
import type { BoardId } from '@samrejse/model/records/ids';
import type { SessionCommand } from '@samrejse/model/session/session';
import { type LogPosition, logPositionSchema } from '@samrejse/model/wire/log-range';
import * as v from 'valibot';

type Failure =
  | { readonly kind: 'unreachable' }
  | {
      readonly kind: 'refused';
      readonly code: ErrorCode;
      readonly message: string;
      readonly reason?: string | undefined;
    };
export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

const UNREACHABLE = { ok: false, failure: { kind: 'unreachable' } } as const;
const TIMEOUT_MS = 10_000;

interface Call {
  readonly method?: 'GET' | 'POST';
  readonly token?: string;
  readonly body?: unknown;
  readonly language?: string;
}

const call = async <S extends v.GenericSchema>(
  path: string,
  schema: S,
  options: Call = {},
): Promise<Answer<v.InferOutput<S>>> => {
  const headers: Record<string, string> = { 'accept-language': options.language ?? document.documentElement.lang };
  if (options.token !== undefined) headers.authorization = `Bearer ${options.token}`;
  if (options.body !== undefined) headers['content-type'] = 'application/json';
  try {
    const response = await fetch(path, {
      method: options.method ?? 'GET',
      headers,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    });
    const json: unknown = await response.json();
    if (response.ok) {
      const parsed = v.safeParse(schema, json);
      return parsed.success ? { ok: true, value: parsed.output } : UNREACHABLE;
    }
    const refusal = v.safeParse(errorSchema, json);
    return refusal.success ? { ok: false, failure: { kind: 'refused', ...refusal.output.error } } : UNREACHABLE;
  } catch {
    // No network, no server and no JSON are the same to a person.
    return UNREACHABLE;
  }
};

export const createBoard = (board: CreateBoard): Promise<Answer<CreatedBoard>> =>
  call(API.boards, createdBoardSchema, { method: 'POST', body: board });

export const fetchTemplates = (language: string): Promise<Answer<TemplateSummary[]>> =>
  call(`${API.templates}?language=${language}`, templateListSchema, { language });

export const fetchAccess = (board: BoardId, token: string): Promise<Answer<Access>> =>
  call(API.access(board), accessSchema, { token });

export const fetchLinks = (board: BoardId, token: string): Promise<Answer<Links>> =>
  call(API.links(board), linksSchema, { token });

export const sendSessionCommand = (board: BoardId, token: string, command: SessionCommand): Promise<Answer<unknown>> =>
  call(API.sessionCommands(board), v.unknown(), { method: 'POST', token, body: command });

/** The board as one update, and its position in the log; null if the server does not answer with one: the socket sends it too. */
export const fetchSnapshot = async (
  board: BoardId,
  token: string,
): Promise<{ readonly update: Uint8Array; readonly position: LogPosition } | null> => {
  try {
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(API.snapshot(board), { headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
    const [epoch, seq] = [HEADER_EPOCH, HEADER_SEQ].map((name) => Number(response.headers.get(name)));
    const position = v.safeParse(logPositionSchema, { epoch, seq });
    if (!response.ok || !position.success) return null;
    return { update: new Uint8Array(await response.arrayBuffer()), position: position.output };
  } catch {
    // No network, or no server.
    return null;
  }
};

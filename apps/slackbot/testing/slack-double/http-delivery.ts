/** Slack's requests to the bot in HTTP mode: signed, form-encoded, with three seconds to answer. */
import type { Failures } from './failures.ts';
import { isCommand, type Payload } from './payloads.ts';
import { sign } from './signing.ts';

export interface Delivered {
  /** Acknowledged in time and in order. */
  readonly ok: boolean;
  /** What the bot answered with, if that was a JSON body or a text. */
  readonly answer: unknown;
  readonly error?: string;
}

interface HttpDeliveryOptions {
  readonly signingSecret: string;
  readonly deadlineMs: number;
  readonly failures: Failures;
}

/** Forms as Slack writes them: a command's fields, or everything else as JSON in one field. */
const formOf = (payload: Payload): string =>
  (isCommand(payload)
    ? new URLSearchParams(payload)
    : new URLSearchParams({ payload: JSON.stringify(payload) })
  ).toString();

export const parseAnswer = (text: string): unknown => {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

export const deliverByHttp = async (
  url: string,
  payload: Payload,
  options: HttpDeliveryOptions,
): Promise<Delivered> => {
  const body = formOf(payload);
  const name = isCommand(payload) ? payload.command : payload.type;
  const failed = (error: string, detail: string): Delivered => {
    options.failures.record(`${name}: ${error}`, detail);
    return { ok: false, answer: null, error };
  };
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
        ...sign(options.signingSecret, body, Date.now()),
      },
      body,
      signal: AbortSignal.timeout(options.deadlineMs),
    });
    const text = await response.text();
    if (response.status !== 200) return failed('http_service_error', `status ${response.status}`);
    return { ok: true, answer: parseAnswer(text) };
  } catch (error) {
    const isLate = error instanceof Error && error.name === 'TimeoutError';
    return failed(isLate ? 'operation_timeout' : 'connection_failed', String(error));
  }
};

import { createHash, timingSafeEqual } from 'node:crypto';
import { type ActingPerson, actingPersonSchema, HEADER_PERSON, HEADER_SERVICE_TOKEN } from '@samrejse/model/api/http';
import * as v from 'valibot';
import { AppError } from '../errors.ts';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

const readPerson = (header: string): ActingPerson => {
  try {
    return v.parse(actingPersonSchema, JSON.parse(decodeURIComponent(header)));
  } catch {
    // From outside: not percent-encoded, not JSON, or not a person.
    throw new AppError('bad-request', { fields: [HEADER_PERSON] });
  }
};

/**
 * The person a request acts for, as the bot vouches for it with the service token; null where nobody is named. A wrong
 * service token is refused rather than passed over: the cards would carry no name, and nobody would know why.
 */
export const actingPerson = (
  header: (name: string) => string | undefined,
  expected: string | undefined,
): ActingPerson | null => {
  const token = header(HEADER_SERVICE_TOKEN);
  if (token === undefined) return null;
  if (expected === undefined || !timingSafeEqual(digest(token), digest(expected))) throw new AppError('unauthorised');
  const person = header(HEADER_PERSON);
  return person === undefined ? null : readPerson(person);
};

import { createHash, timingSafeEqual } from 'node:crypto';
import { type ActingPerson, actingPersonSchema, HEADER_PERSON, HEADER_SERVICE_TOKEN } from '@samrejse/model/api/http';
import * as v from 'valibot';
import { AppError } from '../errors.ts';

/** The value of a request's header, by its name. */
type ReadHeader = (name: string) => string | undefined;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

const isServiceToken = (token: string, expected: string | undefined): boolean =>
  expected !== undefined && timingSafeEqual(digest(token), digest(expected));

/** Null if the header is not percent-encoded, not JSON, or no person. */
const parsePerson = (header: string): ActingPerson | null => {
  try {
    return v.parse(actingPersonSchema, JSON.parse(decodeURIComponent(header)));
  } catch {
    // From outside: whatever is wrong with it, it names nobody.
    return null;
  }
};

/**
 * The person a request acts for, as the bot vouches for it with the service token; null where nobody is named. Throws
 * `unauthorised` for a wrong service token: passed over, the cards would carry no name, and nobody would know why.
 */
export const actingPerson = (header: ReadHeader, expected: string | undefined): ActingPerson | null => {
  const token = header(HEADER_SERVICE_TOKEN);
  if (token === undefined) return null;
  if (!isServiceToken(token, expected)) throw new AppError('unauthorised');
  const named = header(HEADER_PERSON);
  if (named === undefined) return null;
  const person = parsePerson(named);
  if (person === null) throw new AppError('bad-request', { fields: [HEADER_PERSON] });
  return person;
};

/**
 * The person a request reads for; null unless the service token vouches for somebody. A wrong service token is not
 * refused here: the link alone gives the right to read, and by reading the bot finds out which of the two is wrong.
 */
export const readingPerson = (header: ReadHeader, expected: string | undefined): ActingPerson | null => {
  const [token, named] = [header(HEADER_SERVICE_TOKEN), header(HEADER_PERSON)];
  if (token === undefined || named === undefined || !isServiceToken(token, expected)) return null;
  return parsePerson(named);
};

/**
 * Guests: people without an account. A guest's browser draws a secret once and keeps it; the guest's id is the hash of
 * the secret. Everybody can see the id, on each of the guest's cards, but only the holder of the secret can act under
 * it (rule P26).
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { mintId, type PersonId, platformRandom, type RandomBytes } from '../records/ids.ts';

/** The prefix of every guest's id, and of no other id. */
const GUEST = 'g.';
/** Ids of people for whom the service token vouches, and of the server itself. */
const RESERVED = /^(slack:|oidc:|samrejse|api$)/;
/** 96 bits: nobody finds another secret with the same id. */
const ID_HEX_LENGTH = 24;

/** The secret as it is sent: too long to be guessed. */
export const guestSecretSchema = v.pipe(v.string(), v.regex(/^[0-9A-Za-z]{32,64}$/), v.brand('GuestSecret'));
export type GuestSecret = v.InferOutput<typeof guestSecretSchema>;

export const mintGuestSecret = (random: RandomBytes = platformRandom): GuestSecret =>
  (mintId(random) + mintId(random)) as GuestSecret;

export const personOfGuest = (secret: GuestSecret): PersonId =>
  (GUEST + bytesToHex(sha256(utf8ToBytes(`samrejse guest ${secret}`))).slice(0, ID_HEX_LENGTH)) as PersonId;

/**
 * Whether a client without a secret, such as a stock client, may use this person id. It may not use the id of a guest,
 * of a person vouched for, or of the server.
 */
export const isUnsecured = (person: string): boolean => !person.startsWith(GUEST) && !RESERVED.test(person);

/**
 * Who a guest is, without an account: their browser draws a secret once and keeps it; their id is its hash. Everybody may
 * see the id, on every card of theirs; only who has the secret can act under it (rule P26).
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { mintId, type PersonId, platformRandom, type RandomBytes } from '../records/ids.ts';

/** Begins the id of every guest, and of nobody else. */
const GUEST = 'g.';
/** Of people whom the service token vouches for, and of the server itself. */
const RESERVED = /^(slack:|oidc:|samrejse|api$)/;
/** 96 bits: nobody finds another secret with the same id. */
const ID_HEX_LENGTH = 24;

/** As it travels: long enough that it cannot be guessed. */
export const guestSecretSchema = v.pipe(v.string(), v.regex(/^[0-9A-Za-z]{32,64}$/), v.brand('GuestSecret'));
export type GuestSecret = v.InferOutput<typeof guestSecretSchema>;

export const mintGuestSecret = (random: RandomBytes = platformRandom): GuestSecret =>
  (mintId(random) + mintId(random)) as GuestSecret;

export const personOfGuest = (secret: GuestSecret): PersonId =>
  (GUEST + bytesToHex(sha256(utf8ToBytes(`samrejse guest ${secret}`))).slice(0, ID_HEX_LENGTH)) as PersonId;

/**
 * Whether anybody may call themselves so, as a client of another make does that has no secret: not as a guest of ours,
 * as somebody vouched for, or as the server.
 */
export const isUnsecured = (person: string): boolean => !person.startsWith(GUEST) && !RESERVED.test(person);

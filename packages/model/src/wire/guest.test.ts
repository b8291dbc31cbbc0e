import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../testing/random.ts';
import { personIdSchema } from '../records/ids.ts';
import { guestSecretSchema, isUnsecured, mintGuestSecret, personOfGuest } from './guest.ts';

describe('guests', () => {
  test('[P26] the same secret is the same person, another is another, and the id does not tell it', () => {
    const random = seededRandom(1);
    const [one, other] = [mintGuestSecret(random.bytes), mintGuestSecret(random.bytes)];
    expect(personOfGuest(one)).toBe(personOfGuest(one));
    expect(personOfGuest(one)).not.toBe(personOfGuest(other));
    expect(v.is(personIdSchema, personOfGuest(one))).toBe(true);
    expect(personOfGuest(one)).not.toContain(one.slice(0, 8));
  });

  test('[P26] a secret is long, of letters and digits', () => {
    expect(v.is(guestSecretSchema, mintGuestSecret())).toBe(true);
    for (const bad of ['', 'short', 'x'.repeat(65), `${'x'.repeat(32)}/`, 5])
      expect(v.is(guestSecretSchema, bad), String(bad)).toBe(false);
  });

  test('[P26] nobody may call themselves a guest, or somebody vouched for, without the secret or the voucher', () => {
    expect(isUnsecured(personOfGuest(mintGuestSecret()))).toBe(false);
    for (const id of ['slack:T1:U2', 'samrejse', 'samrejse:server', 'api']) expect(isUnsecured(id), id).toBe(false);
    expect(isUnsecured('anna')).toBe(true);
  });
});

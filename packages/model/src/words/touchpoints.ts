/**
 * A touchpoint: by which device, whose, begun by whom, and how good. An adjective agrees with the noun it describes:
 * ejet (et kontaktpunkt), egen (en kontaktpunkt).
 */
import { say, type Words } from './language.ts';

export const DEVICES = ['phone', 'tablet', 'laptop', 'desktop', 'tv', 'watch', 'kiosk', 'none'] as const;
export type Device = (typeof DEVICES)[number];

export const DEVICE_WORDS: Words<Device> = {
  phone: say('Mobile phone', 'Mobil', 'Mobil'),
  tablet: say('Tablet', 'Tablet', 'Surfplatta'),
  laptop: say('Laptop', 'Bærbar computer', 'Bärbar dator'),
  desktop: say('Desktop computer', 'Stationær computer', 'Stationär dator'),
  tv: say('TV', 'Tv', 'Tv'),
  watch: say('Smartwatch', 'Smartwatch', 'Smartklocka'),
  kiosk: say('Kiosk', 'Infostander', 'Infokiosk'),
  none: say('No device', 'Ingen enhed', 'Ingen enhet'),
};

export const TOUCHPOINT_OWNERS = ['owned', 'paid', 'earned', 'partner', 'customer'] as const;
export type TouchpointOwner = (typeof TOUCHPOINT_OWNERS)[number];

export const OWNER_WORDS: Words<TouchpointOwner> = {
  owned: say('Owned', 'Ejet', 'Egen'),
  paid: say('Paid', 'Betalt', 'Köpt'),
  earned: say('Earned (others speak)', 'Andres omtale', 'Andras ord'),
  partner: say('A partner’s', 'En partners', 'En partners'),
  customer: say('The customer’s own', 'Kundens eget', 'Kundens egen'),
};

/** Who begins at a touchpoint. */
export const INITIATORS = ['customer', 'company', 'third_party', 'system'] as const;
export type Initiator = (typeof INITIATORS)[number];

export const INITIATOR_WORDS: Words<Initiator> = {
  customer: say('The customer', 'Kunden', 'Kunden'),
  company: say('The company', 'Virksomheden', 'Verksamheten'),
  third_party: say('A third party', 'En tredjepart', 'En tredje part'),
  system: say('A system', 'Et system', 'Ett system'),
};

export const QUALITIES = ['good', 'neutral', 'bad'] as const;
export type Quality = (typeof QUALITIES)[number];

export const QUALITY_WORDS: Words<Quality> = {
  good: say('Good', 'Godt', 'Bra'),
  neutral: say('Neutral', 'Neutralt', 'Neutral'),
  bad: say('Bad', 'Dårligt', 'Dålig'),
};

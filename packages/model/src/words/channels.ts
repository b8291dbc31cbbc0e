/** Channels, and the library of them that every board starts with; a board may add its own, and rename these. */
import { say, type Words } from './language.ts';

export const CHANNELS = [
  'search',
  'website',
  'landing_page',
  'web_shop',
  'marketplace',
  'app',
  'in_product',
  'self_service_portal',
  'email',
  'newsletter',
  'sms',
  'push',
  'live_chat',
  'chatbot',
  'messenger',
  'secure_mailbox',
  'video_meeting',
  'webinar',
  'video',
  'social_organic',
  'social_ad',
  'display_ad',
  'review_site',
  'forum',
  'phone',
  'letter',
  'print',
  'out_of_home',
  'store',
  'service_desk',
  'branch',
  'meeting',
  'home_visit',
  'event',
  'delivery',
  'parcel_locker',
  'self_service_machine',
  'product_itself',
  'invoice',
  'payment',
  'word_of_mouth',
  'unknown',
] as const;
export type Channel = (typeof CHANNELS)[number];

export const CHANNEL_WORDS: Words<Channel> = {
  search: say('Search engine', 'Søgemaskine', 'Sökmotor'),
  website: say('Website', 'Hjemmeside', 'Webbplats'),
  landing_page: say('Landing page', 'Landingsside', 'Landningssida'),
  web_shop: say('Online shop', 'Webshop', 'Webbutik'),
  marketplace: say('Marketplace', 'Markedsplads', 'Marknadsplats'),
  app: say('Mobile app', 'Mobilapp', 'Mobilapp'),
  in_product: say('In the product', 'I produktet', 'I produkten'),
  self_service_portal: say('Self-service portal', 'Selvbetjening', 'Självbetjäning'),
  email: say('Email', 'E-mail', 'E-post'),
  newsletter: say('Newsletter', 'Nyhedsbrev', 'Nyhetsbrev'),
  sms: say('Text message', 'Sms', 'Sms'),
  push: say('Push message', 'Pushbesked', 'Pushnotis'),
  live_chat: say('Live chat', 'Livechat', 'Livechatt'),
  chatbot: say('Chatbot', 'Chatbot', 'Chattbot'),
  messenger: say('Messenger', 'Messenger', 'Messenger'),
  secure_mailbox: say('Secure mailbox', 'Digital post', 'Digital brevlåda'),
  video_meeting: say('Video meeting', 'Videomøde', 'Videomöte'),
  webinar: say('Webinar', 'Webinar', 'Webbinarium'),
  video: say('Video', 'Video', 'Video'),
  social_organic: say('Social media', 'Sociale medier', 'Sociala medier'),
  social_ad: say('Social ad', 'SoMe-annonce', 'Annons i sociala'),
  display_ad: say('Display ad', 'Bannerannonce', 'Bannerannons'),
  review_site: say('Review site', 'Anmeldelsesside', 'Omdömessajt'),
  forum: say('Forum', 'Forum', 'Forum'),
  phone: say('Phone', 'Telefon', 'Telefon'),
  letter: say('Letter', 'Brev', 'Brev'),
  print: say('Print', 'Tryksag', 'Trycksak'),
  out_of_home: say('Outdoor ad', 'Udendørsreklame', 'Utomhusreklam'),
  store: say('Shop', 'Butik', 'Butik'),
  service_desk: say('Front desk', 'Skranke', 'Informationsdisk'),
  branch: say('On site', 'På stedet', 'På plats'),
  meeting: say('Meeting', 'Møde', 'Möte'),
  home_visit: say('Visit to the customer', 'Besøg hos kunden', 'Besök hos kunden'),
  event: say('Event', 'Arrangement', 'Evenemang'),
  delivery: say('Delivery', 'Levering', 'Leverans'),
  parcel_locker: say('Parcel locker', 'Pakkeboks', 'Paketbox'),
  self_service_machine: say('Self-service machine', 'Automat', 'Automat'),
  product_itself: say('The product itself', 'Selve produktet', 'Själva produkten'),
  invoice: say('Invoice', 'Faktura', 'Faktura'),
  payment: say('Payment', 'Betaling', 'Betalning'),
  word_of_mouth: say('Word of mouth', 'Fra mund til mund', 'Från mun till mun'),
  unknown: say('Unknown channel', 'Ukendt kanal', 'Okänd kanal'),
};

export const CHANNEL_GROUPS = ['own_digital', 'digital_dialogue', 'social_and_paid', 'physical_and_other'] as const;
export type ChannelGroup = (typeof CHANNEL_GROUPS)[number];

export const CHANNEL_GROUP_WORDS: Words<ChannelGroup> = {
  own_digital: say('Own digital channels', 'Egne digitale kanaler', 'Egna digitala kanaler'),
  digital_dialogue: say('Digital dialogue', 'Digital dialog', 'Digital dialog'),
  social_and_paid: say('Social and paid', 'Sociale og betalte', 'Sociala och köpta'),
  physical_and_other: say('Physical and other', 'Fysiske og andre', 'Fysiska och andra'),
};

/** How a channel meets the customer: on the net, off it, or both. */
export const CHANNEL_MODES = ['on', 'off', 'both'] as const;
export type ChannelMode = (typeof CHANNEL_MODES)[number];

export const CHANNEL_MODE_WORDS: Words<ChannelMode> = {
  on: say('Online', 'Online', 'Online'),
  off: say('Offline', 'Offline', 'Offline'),
  both: say('On- and offline', 'On- og offline', 'On- och offline'),
};

export interface ChannelTraits {
  readonly group: ChannelGroup;
  /** A touchpoint may say otherwise: an event can be held on the net. */
  readonly mode: ChannelMode;
}

const GROUPED: Readonly<Record<ChannelGroup, Readonly<Partial<Record<Channel, ChannelMode>>>>> = {
  own_digital: {
    search: 'on',
    website: 'on',
    landing_page: 'on',
    web_shop: 'on',
    marketplace: 'on',
    app: 'on',
    in_product: 'on',
    self_service_portal: 'on',
  },
  digital_dialogue: {
    email: 'on',
    newsletter: 'on',
    sms: 'on',
    push: 'on',
    live_chat: 'on',
    chatbot: 'on',
    messenger: 'on',
    secure_mailbox: 'on',
    video_meeting: 'on',
    webinar: 'on',
    video: 'on',
  },
  social_and_paid: {
    social_organic: 'on',
    social_ad: 'on',
    display_ad: 'on',
    review_site: 'on',
    forum: 'on',
  },
  physical_and_other: {
    phone: 'off',
    letter: 'off',
    print: 'off',
    out_of_home: 'off',
    store: 'off',
    service_desk: 'off',
    branch: 'off',
    meeting: 'off',
    home_visit: 'off',
    event: 'off',
    delivery: 'off',
    parcel_locker: 'off',
    self_service_machine: 'off',
    product_itself: 'off',
    invoice: 'both',
    payment: 'both',
    word_of_mouth: 'both',
    unknown: 'both',
  },
};

/** The library by key, in the order of its groups. */
export const CHANNEL_LIBRARY: ReadonlyMap<string, ChannelTraits> = new Map(
  (Object.entries(GROUPED) as [ChannelGroup, Partial<Record<Channel, ChannelMode>>][]).flatMap(([group, channels]) =>
    Object.entries(channels).map(([key, mode]): [string, ChannelTraits] => [key, { group, mode }]),
  ),
);

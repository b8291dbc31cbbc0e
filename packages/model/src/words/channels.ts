/** The channel library every board starts with; a board may add its own, and rename these. */
import type { Channel, ChannelGroup, ChannelMode } from './enumerations.ts';

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

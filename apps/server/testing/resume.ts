import { encodeMessage } from '@samrejse/model/wire/messages';

/** What a client of ours sends when a log range did not go on where the last one ended. */
export const resume = (since: number): Uint8Array => encodeMessage({ type: 'resume', since });

/** The demo's little workspace: two people, and a channel with its own board for each language. */
import { API, createdBoardSchema } from '@samrejse/model/api/http';
import { LANGUAGES, type Language } from '@samrejse/model/words/language';
import * as v from 'valibot';
import type { SlackDouble } from '../testing/slack-double/slack-double.ts';
import { EXAMPLE_WORKSPACE, type Workspace } from '../testing/slack-double/workspace.ts';

const TEMPLATE = 'membership-loop';

const CHANNEL_NAMES: Readonly<Record<Language, string>> = {
  en: 'climbing-hall',
  da: 'klatrehallen',
  sv: 'klätterhallen',
};

export const PEOPLE = [
  { id: 'U0KAREN', name: 'karen.holm', displayName: 'Karen Holm', realName: 'Karen Holm' },
  { id: 'U0OLOF', name: 'olof', displayName: 'Olof Åkesson', realName: 'Olof Åkesson' },
] as const;

const channelId = (language: Language): string => `C0${language.toUpperCase()}`;

export const DEMO_WORKSPACE: Workspace = {
  ...EXAMPLE_WORKSPACE,
  people: PEOPLE,
  channels: LANGUAGES.map((language) => ({
    id: channelId(language),
    name: CHANNEL_NAMES[language],
    members: PEOPLE.map(({ id }) => id),
    hasBot: true,
  })),
};

export interface DemoRoom {
  readonly language: Language;
  readonly channel: string;
  readonly channelName: string;
  /** The facilitator's link, for the board beside the chat. */
  readonly boardUrl: string;
}

const inLanguage = (link: string, language: Language): string => {
  const url = new URL(link);
  url.searchParams.set('lang', language);
  return url.href;
};

const openRoom = async (serverUrl: string, slack: SlackDouble, language: Language): Promise<DemoRoom> => {
  const response = await fetch(`${serverUrl}${API.boards}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ template: TEMPLATE, language }),
  });
  if (!response.ok) throw new Error(`the board server refused an example board: ${await response.text()}`);
  const { links } = v.parse(createdBoardSchema, await response.json());
  const channel = channelId(language);
  await slack.slash({ user: PEOPLE[0].id, channel, command: '/journey', text: `link ${links.participant}` });
  return { language, channel, channelName: CHANNEL_NAMES[language], boardUrl: inLanguage(links.facilitator, language) };
};

/** A board for each language, made and linked as people would do it. */
export const openRooms = async (serverUrl: string, slack: SlackDouble): Promise<readonly DemoRoom[]> => {
  const rooms: DemoRoom[] = [];
  for (const language of LANGUAGES) rooms.push(await openRoom(serverUrl, slack, language));
  return rooms;
};

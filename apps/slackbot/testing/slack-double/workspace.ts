/** The one workspace the double has: its people and channels, and the app that is installed in it. */
export interface WorkspacePerson {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly realName: string;
}

export interface WorkspaceChannel {
  readonly id: string;
  readonly name: string;
  readonly members: readonly string[];
  /** Whether the bot was invited; it need not be for commands. */
  readonly hasBot: boolean;
}

export interface Workspace {
  readonly team: string;
  readonly domain: string;
  readonly appId: string;
  readonly botUserId: string;
  readonly botId: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  /** What the bot was granted at installation. */
  readonly scopes: readonly string[];
  readonly people: readonly WorkspacePerson[];
  readonly channels: readonly WorkspaceChannel[];
}

export const EXAMPLE_WORKSPACE: Workspace = {
  team: 'T0SAMREJSE',
  domain: 'samrejse',
  appId: 'A0SAMREJSE',
  botUserId: 'U0BOT',
  botId: 'B0BOT',
  botToken: 'xoxb-double-bot-token',
  appToken: 'xapp-double-app-token',
  signingSecret: 'double-signing-secret',
  scopes: ['commands', 'chat:write', 'users:read'],
  people: [
    { id: 'U0KAREN', name: 'karen.holm', displayName: 'Karen', realName: 'Karen Holm' },
    { id: 'U0OLOF', name: 'olof', displayName: '', realName: 'Olof Åkesson' },
  ],
  channels: [
    { id: 'C0SHOP', name: 'web-shop', members: ['U0KAREN', 'U0OLOF'], hasBot: true },
    { id: 'C0HALL', name: 'hall', members: ['U0KAREN', 'U0OLOF'], hasBot: false },
  ],
};

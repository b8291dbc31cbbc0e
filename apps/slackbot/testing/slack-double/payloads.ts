/** What Slack sends when somebody types a command or presses a button. */
import { randomBytes } from 'node:crypto';
import type { ShownButton } from './blocks.ts';
import type { Posted } from './conversation.ts';
import type { Workspace, WorkspaceChannel, WorkspacePerson } from './workspace.ts';

const newTriggerId = (): string => `${Date.now()}.${randomBytes(6).toString('hex')}`;

/**
 * A line as Slack hands it on with `should_escape`: the three signs escaped, addresses, people and channels wrapped.
 */
const asSlackSends = (typed: string, workspace: Workspace): string => {
  const pieces = typed.split(/(https?:\/\/\S+|@[\w.]+|#[\w-]+)/);
  const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return pieces
    .map((piece, i) => {
      if (i % 2 === 0) return escaped(piece);
      if (piece.startsWith('http')) return `<${escaped(piece)}>`;
      const person = workspace.people.find(({ name }) => piece === `@${name}`);
      if (person !== undefined) return `<@${person.id}|${person.name}>`;
      const channel = workspace.channels.find(({ name }) => piece === `#${name}`);
      return channel === undefined ? escaped(piece) : `<#${channel.id}|${channel.name}>`;
    })
    .join('');
};

interface Origin {
  readonly workspace: Workspace;
  readonly person: WorkspacePerson;
  readonly channel: WorkspaceChannel;
  readonly responseUrl: string;
}

export interface CommandTyped extends Origin {
  readonly command: string;
  readonly text: string;
}

export const commandPayload = ({ workspace, person, channel, responseUrl, command, text }: CommandTyped) => ({
  token: 'legacy-verification-token',
  team_id: workspace.team,
  team_domain: workspace.domain,
  channel_id: channel.id,
  channel_name: channel.name,
  user_id: person.id,
  user_name: person.name,
  command,
  text: asSlackSends(text, workspace),
  api_app_id: workspace.appId,
  is_enterprise_install: 'false',
  response_url: responseUrl,
  trigger_id: newTriggerId(),
});

export interface ButtonPressed extends Origin {
  readonly message: Posted;
  readonly button: ShownButton;
  readonly blockId: string;
}

export const buttonPayload = ({
  workspace,
  person,
  channel,
  responseUrl,
  message,
  button,
  blockId,
}: ButtonPressed) => ({
  type: 'block_actions',
  user: { id: person.id, username: person.name, name: person.name, team_id: workspace.team },
  api_app_id: workspace.appId,
  token: 'legacy-verification-token',
  container: {
    type: 'message',
    message_ts: message.ts,
    channel_id: channel.id,
    is_ephemeral: message.onlyFor !== null,
  },
  trigger_id: newTriggerId(),
  team: { id: workspace.team, domain: workspace.domain },
  enterprise: null,
  is_enterprise_install: false,
  channel: { id: channel.id, name: channel.name },
  state: { values: {} },
  response_url: responseUrl,
  actions: [
    {
      type: 'button',
      action_id: button.action_id,
      block_id: blockId,
      text: button.text,
      ...(button.value === undefined ? {} : { value: button.value }),
      action_ts: `${(Date.now() / 1000).toFixed(3)}${randomBytes(2).readUInt16BE().toString().padStart(5, '0').slice(0, 3)}`,
    },
  ],
});

export type Payload = ReturnType<typeof commandPayload> | ReturnType<typeof buttonPayload>;
export const isCommand = (payload: Payload): payload is ReturnType<typeof commandPayload> => 'command' in payload;

/** What has been said where, and who can see it. */
import type { ShownBlock, ShownButton, ShownMessage } from './blocks.ts';
import type { Workspace } from './workspace.ts';

export interface Posted extends ShownMessage {
  readonly ts: string;
  readonly channel: string;
  /** Only this person sees it; null: everybody in the channel. */
  readonly onlyFor: string | null;
  /** The app, or the person who typed a command. */
  readonly by: 'bot' | string;
}

export interface Conversation {
  readonly post: (message: Omit<Posted, 'ts'>) => Posted;
  readonly replace: (ts: string, message: ShownMessage) => Posted | null;
  readonly remove: (ts: string) => void;
  /** What a person sees, everywhere, oldest first. */
  readonly seenBy: (user: string) => readonly Posted[];
  readonly all: () => readonly Posted[];
}

export const createConversation = (isMember: (channel: string, user: string) => boolean): Conversation => {
  let messages: Posted[] = [];
  let count = 0;
  return {
    post: (message) => {
      count += 1;
      const posted = { ...message, ts: `1764000000.${String(count).padStart(6, '0')}` };
      messages = [...messages, posted];
      return posted;
    },
    replace: (ts, message) => {
      const before = messages.find((posted) => posted.ts === ts);
      if (before === undefined) return null;
      const { ts: _ts, channel, onlyFor, by } = before;
      const after = { ...message, ts, channel, onlyFor, by };
      messages = messages.map((posted) => (posted.ts === ts ? after : posted));
      return after;
    },
    remove: (ts) => {
      messages = messages.filter((posted) => posted.ts !== ts);
    },
    seenBy: (user) =>
      messages.filter(({ channel, onlyFor }) => (onlyFor === null ? isMember(channel, user) : onlyFor === user)),
    all: () => messages,
  };
};

export const buttonsOf = (message: ShownMessage): readonly ShownButton[] =>
  (message.blocks ?? []).flatMap((block) => (block.type === 'actions' ? block.elements : []));

const unescapeText = (text: string): string =>
  text
    .replace(/<!date\^\d+\^[^|]*\|([^>]*)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

const linesOf = (block: ShownBlock): string[] => {
  switch (block.type) {
    case 'section':
      return [block.text, ...(block.fields ?? [])].flatMap((field) => (field === undefined ? [] : [field.text]));
    case 'context':
      return block.elements.map((element) => `(${element.text})`);
    case 'actions':
      return [block.elements.map((button) => `[${button.text.text}]`).join(' ')];
    case 'header':
      return [block.text.text];
    case 'divider':
      return ['---'];
  }
};

/** A message as a person reads it. */
export const readable = (message: ShownMessage): string =>
  unescapeText((message.blocks === undefined ? [message.text] : message.blocks.flatMap(linesOf)).join('\n'));

/** All that was said, one message after the other, as people see it. */
export const transcriptOf = (messages: readonly Posted[], { channels, people }: Workspace): string => {
  const nameOf = (id: string) => people.find((person) => person.id === id)?.realName.split(' ')[0] ?? id;
  return messages
    .map(({ channel, onlyFor, by, ...message }) => {
      const where = channels.find(({ id }) => id === channel)?.name ?? 'direct message';
      const who = by === 'bot' ? 'Samrejse' : nameOf(by);
      return `#${where} ${who}${onlyFor === null ? '' : ` (only ${nameOf(onlyFor)})`}: ${readable(message)}`;
    })
    .join('\n');
};

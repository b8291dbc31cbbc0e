import type { Session } from '@samrejse/model/session/session';
import type { OutcomeOf } from '../conversation/outcome.ts';
import { actions, type Message, openButton, type Setting, section } from './blocks.ts';
import { boardTitle } from './link.ts';

const MINUTE_MS = 60_000;

/** Slack writes the time in each reader's own time zone; the fallback is for clients that cannot. */
const clockTime = (at: number): string => {
  const iso = new Date(at).toISOString();
  return `<!date^${Math.floor(at / 1000)}^{time}|${iso.slice(11, 16)} UTC>`;
};

const sessionLine = (session: Session, setting: Setting): string => {
  const { words } = setting;
  switch (session.state) {
    case 'idle':
      return words.session.idle;
    case 'running':
      return words.session.running(boardTitle(session.title, setting), clockTime(session.endsAt));
    case 'paused': {
      const left = words.minutes(Math.max(1, Math.round(session.remainingMs / MINUTE_MS)));
      return words.session.paused(boardTitle(session.title, setting), left);
    }
    case 'ended':
      return words.session.ended(boardTitle(session.title, setting));
  }
};

export const status = ({ title, session }: OutcomeOf<'status'>, setting: Setting): Message => {
  const said = setting.words.status(boardTitle(title, setting));
  const line = sessionLine(session, setting);
  return {
    text: `${said} ${line}`.replaceAll('*', ''),
    blocks: [section(`${said}\n${line}`), ...actions(openButton(setting))],
  };
};

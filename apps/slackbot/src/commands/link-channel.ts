import type { Snapshot } from '@samrejse/model/records/snapshot-schema';
import { isSameOrigin, readBoardLink } from '../grammar/board-link.ts';
import { journeyOf } from '../grammar/place.ts';
import type { Outcome, StepLabel } from '../conversation/outcome.ts';
import { BoardUnreachable, type Visit } from '../server-api.ts';
import { findLink, saveLink } from '../store/links.ts';
import type { Entry } from '../store/requests.ts';
import { type Deps, visitOf } from './board-access.ts';

type Refused = Extract<Outcome, { is: 'link-refused' }>['why'];

/**
 * The least that is enough: from a facilitator's link the bot takes the participants', so that nobody in the channel
 * gets the facilitator's rights with the button that opens the board.
 */
const participantToken = async (deps: Deps, visit: Visit): Promise<string | null> => {
  const links = await deps.api.links(visit);
  if (!links.ok || links.value.participant === undefined) return null;
  return readBoardLink(links.value.participant)?.token ?? null;
};

/** One from the middle: the first of all is the least typical. */
const exampleStep = (board: Snapshot): StepLabel | null => {
  const { steps } = journeyOf(board);
  const step = steps[Math.floor(steps.length / 2)];
  return step === undefined ? null : { number: step.number, step: step.title, phase: step.phaseName };
};

export const linkChannel = async (deps: Deps, entry: Entry, text: string): Promise<Outcome> => {
  const refused = (why: Refused): Outcome => ({ is: 'link-refused', why, host: deps.publicUrl });
  const given = readBoardLink(text);
  if (given === null) return refused('unreadable');
  const known = [deps.publicUrl, deps.serverUrl];
  if (given.origin !== null && !known.some((url) => isSameOrigin(url, given.origin ?? url))) return refused('foreign');
  try {
    const visit = await visitOf(deps, entry, given);
    const access = await deps.api.access(visit);
    if (!access.ok) return refused('unknown');
    if (access.value.role === 'viewer') return refused('viewer');
    const token = access.value.role === 'facilitator' ? await participantToken(deps, visit) : given.token;
    if (token === null) return refused('unknown');
    const board = await deps.api.board({ ...visit, token });
    if (!board.ok) return refused('unknown');
    const before = findLink(deps.db, entry);
    saveLink(deps.db, {
      team: entry.team,
      channel: entry.channel,
      board: given.board,
      token,
      origin: given.origin ?? deps.publicUrl,
      language: board.value.language,
      title: board.value.title,
      linkedBy: entry.user,
      linkedAt: deps.clock.now(),
    });
    const instead = before !== null && before.board !== given.board ? before.title : null;
    return { is: 'linked', title: board.value.title, instead, step: exampleStep(board.value) };
  } catch (error) {
    if (error instanceof BoardUnreachable) return refused('unreachable');
    throw error;
  }
};

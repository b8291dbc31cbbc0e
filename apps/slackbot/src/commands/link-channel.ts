import type { Outline } from '@samrejse/model/api/http';
import type { Outcome, StepLabel } from '../conversation/outcome.ts';
import { isSameOrigin, readBoardLink } from '../grammar/board-link.ts';
import { journeyOf } from '../grammar/place.ts';
import { BoardUnreachable, type Visit } from '../server-api.ts';
import { findLink, saveLink } from '../store/links.ts';
import type { StoredRequest } from '../store/requests.ts';
import { visitOf } from './board-access.ts';
import type { CommandContext } from './command-context.ts';

type Refused = Extract<Outcome, { is: 'link-refused' }>['why'];

/**
 * The participants' token, asked for with a facilitator's link. The bot keeps no more than it needs: the button that
 * opens the board must not give the facilitator's rights to everybody in the channel.
 */
const participantToken = async (context: CommandContext, visit: Visit): Promise<string | null> => {
  const links = await context.api.links(visit);
  if (!links.ok || links.value.participant === undefined) return null;
  return readBoardLink(links.value.participant)?.token ?? null;
};

/** A step from the middle of the journey: the first of all is the least typical. */
const exampleStep = (outline: Outline): StepLabel | null => {
  const { steps } = journeyOf(outline);
  const step = steps[Math.floor(steps.length / 2)];
  return step === undefined ? null : { number: step.number, step: step.title, phase: step.phaseName };
};

export const linkChannel = async (context: CommandContext, stored: StoredRequest, text: string): Promise<Outcome> => {
  const refused = (why: Refused): Outcome => ({ is: 'link-refused', why, host: context.publicUrl });
  const given = readBoardLink(text);
  if (given === null) return refused('unreadable');
  const known = [context.publicUrl, context.serverUrl];
  if (given.origin !== null && !known.some((url) => isSameOrigin(url, given.origin ?? url))) return refused('foreign');
  try {
    const visit = await visitOf(context, stored, given);
    const access = await context.api.access(visit);
    if (!access.ok) return refused('unknown');
    if (access.value.role === 'viewer') return refused('viewer');
    const token = access.value.role === 'facilitator' ? await participantToken(context, visit) : given.token;
    if (token === null) return refused('unknown');
    const outline = await context.outlines.read({ ...visit, token });
    if (!outline.ok) return refused('unknown');
    const { title, language } = outline.value;
    const before = findLink(context.db, stored);
    saveLink(context.db, {
      team: stored.team,
      channel: stored.channel,
      board: given.board,
      token,
      origin: given.origin ?? context.publicUrl,
      language,
      title,
      linkedBy: stored.user,
      linkedAt: context.clock.now(),
    });
    const instead = before !== null && before.board !== given.board ? before.title : null;
    return { is: 'linked', title, instead, step: exampleStep(outline.value) };
  } catch (error) {
    if (error instanceof BoardUnreachable) return refused('unreachable');
    throw error;
  }
};

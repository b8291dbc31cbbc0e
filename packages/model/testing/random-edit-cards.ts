/**
 * Random edits of the records that everybody works with: cards, feelings, links, comments, tags, and introducing
 * oneself.
 */

import type { Destination } from '../src/edits/card-places.ts';
import { addCard, moveCard } from '../src/edits/cards.ts';
import { clearFeeling, type FeelingAt, setFeeling } from '../src/edits/feelings.ts';
import { addTag } from '../src/edits/library.ts';
import { addLink, rehangLink } from '../src/edits/links.ts';
import { introduce } from '../src/edits/people.ts';
import { remove, restore, setCardDetails, setFields } from '../src/edits/records.ts';
import { addComment, replyTo, resolve } from '../src/edits/threads.ts';
import type { CardId, ChannelId, CommentId, LaneId, LinkId, PersonaId, StepId, TagId } from '../src/records/ids.ts';
import type { LinkEnd } from '../src/records/records.ts';
import { CARD_KINDS } from '../src/words/cards.ts';
import { CHANNELS } from '../src/words/channels.ts';
import { EVIDENCE_LEVELS } from '../src/words/evidence.ts';
import { FEELING_KINDS } from '../src/words/feelings.ts';
import { PAIN_CATEGORIES, SEVERITIES } from '../src/words/improvements.ts';
import { LINK_KINDS } from '../src/words/steps.ts';
import { TOUCHPOINT_OWNERS } from '../src/words/touchpoints.ts';
import { anyId, type Editor, type RandomEdit, someIds, word } from './editor.ts';

const CONTENT = ['cards', 'links', 'comments', 'tags'] as const;

const destination = (e: Editor): Destination => {
  const [step, lane] = [anyId<StepId>(e, 'steps'), anyId<LaneId>(e, 'lanes')];
  return step === undefined || lane === undefined || e.random.chance(0.15) ? 'inbox' : { step, lane };
};

const linkEnd = (e: Editor): LinkEnd | undefined => {
  if (e.random.chance(0.6)) {
    const id = anyId<StepId>(e, 'steps');
    return id === undefined ? undefined : { in: 'steps', id };
  }
  const id = anyId<CardId>(e, 'cards');
  return id === undefined ? undefined : { in: 'cards', id };
};

const feelingAt = (e: Editor): FeelingAt | undefined => {
  const [step, persona] = [anyId<StepId>(e, 'steps'), anyId<PersonaId>(e, 'personas')];
  const kind = e.random.pick(FEELING_KINDS);
  if (step === undefined || persona === undefined || kind === undefined) return undefined;
  return { step, persona, kind, voter: e.random.chance(0.3) ? e.author.person : null };
};

const setCard: RandomEdit = (e) => {
  const id = anyId<CardId>(e, 'cards');
  if (id === undefined) return;
  const { board, author, random } = e;
  switch (random.below(6)) {
    case 0:
      return setFields(board, author, 'cards', id, { channel: (random.pick(CHANNELS) ?? 'phone') as ChannelId });
    case 1:
      return setFields(board, author, 'cards', id, { tags: someIds<TagId>(e, 'tags') });
    case 2:
      return setFields(board, author, 'cards', id, {
        evidenceLevel: random.pick(EVIDENCE_LEVELS) ?? null,
        colour: null,
      });
    case 3:
      return setCardDetails(board, author, id, 'pain', {
        severity: random.pick(SEVERITIES) ?? null,
        ...(random.chance(0.5) ? { category: random.pick(PAIN_CATEGORIES) ?? null } : {}),
      });
    case 4:
      return setCardDetails(board, author, id, 'touchpoint', { owner: random.pick(TOUCHPOINT_OWNERS) ?? null });
    default:
      return setCardDetails(board, author, id, 'content', {
        effects: random.chance(0.5) ? ['trust'] : ['loyalty', 'trust'],
      });
  }
};

const talk: Readonly<Record<string, RandomEdit>> = {
  addComment: (e) => {
    const target = linkEnd(e);
    if (target !== undefined) addComment(e.board, e.author, { target, text: word(e), mentions: [e.author.person] });
  },
  answer: (e) => {
    const id = anyId<CommentId>(e, 'comments');
    if (id !== undefined) replyTo(e.board, e.author, id, { text: word(e) });
  },
  resolve: (e) => {
    const id = anyId<CommentId>(e, 'comments');
    if (id !== undefined) resolve(e.board, e.author, id, e.random.chance(0.7));
  },
};

export const CARD_EDITS: Readonly<Record<string, RandomEdit>> = {
  ...talk,
  addCard: (e) =>
    void addCard(e.board, e.author, {
      to: destination(e),
      kind: e.random.pick(CARD_KINDS) ?? 'note',
      text: word(e),
      index: e.random.below(4),
    }),
  moveCard: (e) => {
    const id = anyId<CardId>(e, 'cards');
    if (id !== undefined) moveCard(e.board, e.author, id, destination(e), e.random.below(4));
  },
  setCard,
  addTag: (e) => void addTag(e.board, e.author, { name: word(e), group: word(e) }),
  addLink: (e) => {
    const [from, to, kind] = [linkEnd(e), linkEnd(e), e.random.pick(LINK_KINDS)];
    if (from !== undefined && to !== undefined && kind !== undefined) {
      addLink(e.board, e.author, { kind, from, to, contextCarried: e.random.chance(0.5) });
    }
  },
  rehangLink: (e) => {
    const [id, from, to] = [anyId<LinkId>(e, 'links'), linkEnd(e), linkEnd(e)];
    if (id !== undefined && from !== undefined && to !== undefined) rehangLink(e.board, e.author, id, { from, to });
  },
  setFeeling: (e) => {
    const at = feelingAt(e);
    if (at === undefined) return;
    const valence = e.random.next() * 5 - 2.5;
    const comment = e.random.chance(0.2) ? { comment: word(e) } : {};
    setFeeling(e.board, e.author, at, e.random.chance(0.5) ? { valence } : { valence, word: word(e), ...comment });
  },
  clearFeeling: (e) => {
    const at = feelingAt(e);
    if (at !== undefined) clearFeeling(e.board, e.author, at);
  },
  introduce: (e) => introduce(e.board, e.author, { id: e.author.person, name: word(e), colour: e.random.below(12) }),
  removeContent: (e) => {
    const collection = e.random.pick(CONTENT) ?? 'cards';
    const id = anyId(e, collection);
    if (id !== undefined) remove(e.board, e.author, collection, id);
  },
  restoreContent: (e) => {
    const collection = e.random.pick(CONTENT) ?? 'cards';
    const id = anyId(e, collection);
    if (id !== undefined) restore(e.board, e.author, collection, id);
  },
};

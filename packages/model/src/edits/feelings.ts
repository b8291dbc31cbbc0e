import type { Author, Board } from '../document/board.ts';
import { feelingKey, readFeeling } from '../document/reads.ts';
import { write } from '../document/write.ts';
import type { PersonaId, PersonId, StepId } from '../records/ids.ts';
import { clip, TEXT_LIMITS } from '../records/limits.ts';
import { MAX_COMMENT } from '../records/records.ts';
import type { FeelingKind } from '../words/feelings.ts';

/** The coordinates of a feeling: without a voter, the one the team agreed on. */
export interface FeelingAt {
  readonly step: StepId;
  readonly persona: PersonaId;
  readonly kind: FeelingKind;
  /** The author themselves; nobody votes for another person. */
  readonly voter?: PersonId | null;
}

const keyAt = ({ step, persona, kind, voter = null }: FeelingAt): string => feelingKey(step, persona, kind, voter);

/**
 * Sets a point of a feeling curve, clamped to −2…+2 and rounded to tenths. `word` and `comment` stay as they are if not
 * given.
 */
export const setFeeling = (
  board: Board,
  author: Author,
  at: FeelingAt,
  to: { readonly valence: number; readonly word?: string; readonly comment?: string },
): void => {
  const key = keyAt(at);
  const standing = readFeeling(board, key);
  // −0 becomes 0, because it would count as another value.
  const valence = Math.round(Math.max(-2, Math.min(2, to.valence)) * 10) / 10 || 0;
  const word = clip(to.word ?? standing?.word ?? '', TEXT_LIMITS.title);
  const comment = clip(to.comment ?? standing?.comment ?? '', MAX_COMMENT);
  const isSame = standing?.valence === valence && standing.word === word && standing.comment === comment;
  if (isSame && standing.setBy === author.person) return;
  write(board, author, (w) =>
    w.put('feelings', key, {
      step: at.step,
      persona: at.persona,
      kind: at.kind,
      ...(at.voter == null ? {} : { voter: at.voter }),
      valence,
      word,
      ...(comment === '' ? {} : { comment }),
      setBy: w.person,
      setAt: w.now,
    }),
  );
};

/** Removes a point from the curve. The step is then a gap in the curve, not a zero. */
export const clearFeeling = (board: Board, author: Author, at: FeelingAt): void =>
  write(board, author, (w) => w.put('feelings', keyAt(at), undefined));

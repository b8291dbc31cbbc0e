import type { Author, Board } from '../document/board.ts';
import { feelingKey, readFeeling } from '../document/reads.ts';
import { write } from '../document/write.ts';
import type { PersonaId, PersonId, StepId } from '../records/ids.ts';
import { clip, TEXT_LIMITS } from '../records/limits.ts';
import { MAX_COMMENT } from '../records/records.ts';
import type { FeelingKind } from '../words/enumerations.ts';

/** Where a feeling is: without a voter, what the team agreed on. */
export interface FeelingAt {
  readonly step: StepId;
  readonly persona: PersonaId;
  readonly kind: FeelingKind;
  /** Only oneself: nobody votes for others. */
  readonly voter?: PersonId | null;
}

const keyAt = ({ step, persona, kind, voter = null }: FeelingAt): string => feelingKey(step, persona, kind, voter);

/** Sets a point of a feeling curve, clamped to −2…+2 and rounded to tenths; `word` and `comment` stay where they are not given. */
export const setFeeling = (
  board: Board,
  author: Author,
  at: FeelingAt,
  to: { readonly valence: number; readonly word?: string; readonly comment?: string },
): void => {
  const key = keyAt(at);
  const standing = readFeeling(board, key);
  // −0 is 0: it would read as another value.
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

/** Takes a point off the curve: the step is then a gap in the line, not a zero. */
export const clearFeeling = (board: Board, author: Author, at: FeelingAt): void =>
  write(board, author, (w) => w.put('feelings', keyAt(at), undefined));

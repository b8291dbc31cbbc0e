/** The message for each outcome. Every outcome has exactly one. */
import type { Language } from '@samrejse/model/words/language';
import type { Outcome } from '../conversation/outcome.ts';
import { messagesIn } from '../text/messages.ts';
import type { Message } from './blocks.ts';
import { cardAdded } from './card-added.ts';
import { cardKept } from './card-kept.ts';
import { cardRepeated } from './card-repeated.ts';
import { cardUndone, nothingToUndo, undoRefused } from './card-undone.ts';
import { help, nothingToAdd, unknown } from './help.ts';
import { boardGone, boardSilent, linked, linkRefused, unlinked } from './link.ts';
import { failed, notLinked, notSaved, tooLong } from './not-saved.ts';
import { status } from './status.ts';

export interface Reader {
  readonly language: Language;
  readonly boardUrl: string | null;
}

export const render = (outcome: Outcome, { language, boardUrl }: Reader): Message => {
  const setting = { words: messagesIn(language), boardUrl, language };
  switch (outcome.is) {
    case 'added':
      return cardAdded(outcome, setting);
    case 'saving':
    case 'kept':
      return cardKept(outcome, setting);
    case 'repeated':
      return cardRepeated(outcome, setting);
    case 'undone':
      return cardUndone(outcome, setting);
    case 'undo-refused':
      return undoRefused(outcome, setting);
    case 'nothing-to-undo':
      return nothingToUndo(setting);
    case 'nothing-to-add':
      return nothingToAdd(outcome, setting);
    case 'not-linked':
      return notLinked(outcome, setting);
    case 'too-long':
      return tooLong(outcome, setting);
    case 'not-saved':
      return notSaved(outcome, setting);
    case 'linked':
      return linked(outcome, setting);
    case 'link-refused':
      return linkRefused(outcome, setting);
    case 'unlinked':
      return unlinked(outcome, setting);
    case 'status':
      return status(outcome, setting);
    case 'board-silent':
      return boardSilent(outcome, setting);
    case 'board-gone':
      return boardGone(outcome, setting);
    case 'help':
      return help(outcome, setting);
    case 'unknown':
      return unknown(outcome, setting);
    case 'failed':
      return failed(outcome, setting);
  }
};

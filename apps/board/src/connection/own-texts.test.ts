import { openBoard } from '@samrejse/model/document/board';
import { applyTo, encodeReplica } from '@samrejse/model/document/replica';
import { writeText } from '@samrejse/model/document/text';
import { addCard } from '@samrejse/model/edits/cards';
import type { BoardId } from '@samrejse/model/records/ids';
import { smallBoard } from '@samrejse/model/testing/small-board';
import { beforeEach, expect, test } from 'vitest';
import { useFreshStorage } from '../../testing/browser-storage.ts';
import { noteRefused, readRefused } from '../storage/refused.ts';
import { OwnTexts } from './own-texts.ts';

beforeEach(useFreshStorage);

const BOARD = 'board-1' as BoardId;
const OTHERS = 'x'.repeat(3_000);

test('[C15] on a large board the texts edited here are stored, however old their cards are', () => {
  const { board: remote, author, steps, lanes } = smallBoard();
  const cards = Array.from({ length: 401 }, () =>
    addCard(remote, author, { kind: 'touchpoint', to: { step: steps.look, lane: lanes.touchpoints }, text: OTHERS }),
  );
  const board = openBoard();
  const texts = new OwnTexts(board);
  applyTo(board.doc, encodeReplica(remote.doc), 'server');
  const [old] = cards;
  writeText(board, author, { in: 'cards', id: String(old), field: 'text' }, 'mine');
  noteRefused(BOARD, 'too-large', texts.last());
  expect(readRefused(BOARD)?.texts.at(-1)).toEqual([`cards/${old}/text`, 'mine']);
});

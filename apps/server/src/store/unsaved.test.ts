import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BoardId, PersonId } from '@samrejse/model/records/ids';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createMemoryLog, type MemoryLog } from '../../testing/memory-log.ts';
import { boardDocument, type LogEntry, type NewLogEntry } from './board-log.ts';
import { keepUnsaved, takeUpUnsaved } from './unsaved.ts';

const BOARD = 'AAAAAAAAAAAAAAAA' as BoardId;
let folder: string;
let log: MemoryLog;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'samrejse-test-'));
  log = createMemoryLog(BOARD, Uint8Array.of(1));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const newEntry = (byte: number): NewLogEntry => ({
  ...boardDocument(BOARD),
  update: Uint8Array.of(byte, 0, 255),
  author: 'anna' as PersonId,
  at: 7,
  receipt: byte === 3 ? { key: 'k', request: 'r', answer: 'a' } : null,
  owned: [{ client: byte, person: 'anna' as PersonId }],
});
const entry = (seq: number, byte: number): LogEntry => ({ ...newEntry(byte), seq });
const logged = () => log.entries.slice(1).map(({ update }) => update[0]);

test('[R28] what could not be saved is taken up by the next start, whole and in order, and then forgotten', async () => {
  keepUnsaved(folder, [entry(2, 2), entry(3, 3)]);
  await takeUpUnsaved(folder, log);
  expect(log.entries.slice(1)).toEqual([entry(2, 2), entry(3, 3)]);
  expect(readdirSync(folder)).toEqual([]);
  await takeUpUnsaved(folder, log);
  expect(logged()).toEqual([2, 3]);
});

test('[R28] what got into the log after all is not put there twice; what another took the number of comes after it', async () => {
  keepUnsaved(folder, [entry(2, 2), entry(3, 3), entry(4, 4)]);
  await log.append([newEntry(2), newEntry(99)]);
  await takeUpUnsaved(folder, log);
  expect(logged()).toEqual([2, 99, 3, 4]);
});

test('nothing to keep leaves nothing behind', () => {
  keepUnsaved(folder, []);
  expect(readdirSync(folder)).toEqual([]);
});

// The defect of y-sweet, which writes over the board in place: a crash in the middle cuts it off.
test('a file that was not finished is none: the one before it, or nothing, is taken up', async () => {
  keepUnsaved(folder, [entry(2, 2)]);
  writeFileSync(join(folder, 'unsaved.jsonl.tmp'), '{"board":"AAAAAAAAAAAAAAAA","seq":2,"upd');
  await takeUpUnsaved(folder, log);
  expect(logged()).toEqual([2]);
});

test('while it cannot be taken up the server does not start, and the file stays', async () => {
  keepUnsaved(folder, [entry(2, 2)]);
  const full = { ...log, append: () => Promise.reject(new Error('the disk is full')) };
  await expect(takeUpUnsaved(folder, full)).rejects.toThrow('Make room on the disk');
  expect(existsSync(join(folder, 'unsaved.jsonl'))).toBe(true);
});

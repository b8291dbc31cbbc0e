import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { smallBoard } from '../../testing/small-board.ts';
import { setCardDetails } from '../edits/records.ts';
import type { CardId } from '../records/ids.ts';
import { SCHEMA_VERSION } from '../records/records.ts';
import { beginBoard, openBoard } from './board.ts';
import { MIGRATIONS, migrate } from './migrations.ts';
import { readBoardFile, readRecord, readSnapshot } from './reads.ts';
import { writeText } from './text.ts';

const document = (name: string): Uint8Array =>
  readFileSync(new URL(`../../testing/documents/${name}`, import.meta.url));

/**
 * A document of each older version, written by that version. Each migration adds one. They are stored as bytes, because
 * today's verbs make today's documents.
 */
const OLD_DOCUMENTS: readonly Uint8Array[] = [document('version-1.update')];

interface OldSnapshot {
  readonly steps: readonly { readonly id: string; readonly milestones: string[]; readonly refersTo: string | null }[];
  readonly cards: readonly {
    readonly id: string;
    readonly details: Readonly<Record<string, unknown>>;
    readonly kind: string;
  }[];
}

/** The snapshot that version 1 read from that document. */
const OLD: OldSnapshot = JSON.parse(Buffer.from(document('version-1.snapshot.json')).toString());

const opened = (...updates: Uint8Array[]) => {
  const board = openBoard();
  for (const update of updates) Y.applyUpdate(board.doc, update);
  return board;
};

const at = (version: unknown) => {
  const { board } = smallBoard();
  board.meta.set('schemaVersion', version);
  return board;
};

describe('migrations', () => {
  test('[M1] there is one from each version to the next', () => {
    expect(MIGRATIONS).toHaveLength(SCHEMA_VERSION - 1);
  });

  test('[M3] every migration has run: a document of each older version becomes one of today’s, once', () => {
    expect(OLD_DOCUMENTS).toHaveLength(MIGRATIONS.length);
    for (const [i, bytes] of OLD_DOCUMENTS.entries()) {
      const board = opened(bytes);
      expect(board.meta.get('schemaVersion') ?? 1).toBe(i + 1);
      expect(migrate(board, 'test')).toBe(true);
      expect(board.meta.get('schemaVersion')).toBe(SCHEMA_VERSION);
      expect(migrate(board, 'test')).toBe(false);
    }
  });

  test('[M2] a document of today, of a newer server, or empty is left as it is', () => {
    for (const version of [SCHEMA_VERSION, SCHEMA_VERSION + 1]) {
      const board = at(version);
      const before = Y.encodeStateAsUpdate(board.doc);
      expect(migrate(board, 'test')).toBe(false);
      expect(Y.encodeStateAsUpdate(board.doc)).toEqual(before);
    }
    expect(migrate(openBoard(), 'test')).toBe(SCHEMA_VERSION > 1);
  });

  test('[M2] a version that cannot be read is taken for the first', () => {
    for (const version of ['2', -1, 1.5, null, Number.NaN])
      expect(migrate(at(version), 'test')).toBe(SCHEMA_VERSION > 1);
  });

  test('[M4] a document reads the same before it is migrated and after, but for the links it gets', () => {
    const board = opened(document('version-1.update'));
    const { schemaVersion: _, links: none, ...before } = readSnapshot(board);
    migrate(board, 'test');
    const { schemaVersion: now, links: _links, ...after } = readSnapshot(board);
    expect(after).toEqual(before);
    expect(now).toBe(SCHEMA_VERSION);
    expect(none).toEqual([]);
    expect(readBoardFile(board).links).not.toEqual([]);
  });

  test('[M3] all that version 1 said is said still', () => {
    const board = opened(document('version-1.update'));
    migrate(board, 'test');
    const { steps, cards } = readSnapshot(board);
    // If a step leads back to a deleted one, the link is hidden with it.
    const { links } = readBoardFile(board);
    expect(steps.map((s) => s.id)).toEqual(OLD.steps.map((s) => s.id));
    expect(steps.map((s) => s.milestones)).toEqual(OLD.steps.map((s) => s.milestones.toSorted()));
    for (const old of OLD.steps.filter((step) => step.refersTo !== null)) {
      expect(links).toContainEqual(
        expect.objectContaining({
          kind: 'refers_to',
          ends: { from: { in: 'steps', id: old.id }, to: { in: 'steps', id: old.refersTo } },
        }),
      );
    }
    expect(cards.map((c) => [c.id, c.kind])).toEqual(OLD.cards.map((c) => [c.id, c.kind]));
    for (const [i, { details, kind }] of OLD.cards.entries()) {
      const { channel, valence, device, owner, category, severity } = details;
      expect(cards[i]).toMatchObject({ channel, valence });
      if (kind === 'touchpoint') expect(cards[i]?.details).toMatchObject({ device, owner });
      if (kind === 'pain') expect(cards[i]?.details).toMatchObject({ category, severity });
    }
  });

  test('[M4] what version 1 wrote off line counts whenever it comes, and is migrated the next time', () => {
    const [late, early] = [opened(document('version-1.update')), opened(document('version-1.update'))];
    Y.applyUpdate(early.doc, document('version-1-offline.update'));
    migrate(early, 'test');
    migrate(late, 'test');
    Y.applyUpdate(late.doc, document('version-1-offline.update'));
    const { links: before, ...read } = readSnapshot(late);
    const { links: _, ...whole } = readSnapshot(early);
    expect(read).toEqual(whole);
    expect(migrate(late, 'test')).toBe(true);
    expect(migrate(late, 'test')).toBe(false);
    expect(readSnapshot(late)).toEqual(readSnapshot(early));
    expect(readSnapshot(late).links.length).toBe(before.length + 1);
  });

  test('[M4] in a record that version 1 made off line people can type all that they can in others', () => {
    const { board, author } = smallBoard();
    beginBoard(board, {});
    board.records.phases.set(
      'late',
      new Y.Map<unknown>([
        ['name', new Y.Text('Late')],
        ['rank', 'a9'],
      ]),
    );
    const goal = { in: 'phases', id: 'late', field: 'goal' } as const;
    expect(writeText(board, author, goal, 'to be on time')).toBe(false);
    expect([migrate(board, 'test'), migrate(board, 'test')]).toEqual([true, false]);
    expect(writeText(board, author, goal, 'to be on time')).toBe(true);
    expect(readRecord(board, 'phases', 'late')).toMatchObject({ name: 'Late', goal: 'to be on time' });
  });

  test('[M4] an edit of today counts over what version 1 said of the same record', () => {
    const board = opened(document('version-1.update'));
    const pain = OLD.cards.find((card) => card.kind === 'pain');
    const id = pain?.id as CardId;
    const { author } = smallBoard();
    setCardDetails(board, author, id, 'pain', { severity: 'trivial' });
    expect(readRecord(board, 'cards', id)).toMatchObject({
      details: { severity: 'trivial', category: pain?.details.category },
    });
  });
});

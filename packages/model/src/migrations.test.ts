import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { smallBoard } from '../testing/small-board.ts';
import { openBoard } from './board.ts';
import { MIGRATIONS, migrate } from './migrations.ts';
import { SCHEMA_VERSION } from './records.ts';

/**
 * A document of each older version, the first of version 1, as that version wrote it; with each migration comes one.
 * Bytes, since the verbs of today make documents of today.
 */
const OLD_DOCUMENTS: readonly Uint8Array[] = [];

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
      const board = openBoard();
      Y.applyUpdate(board.doc, bytes);
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
});

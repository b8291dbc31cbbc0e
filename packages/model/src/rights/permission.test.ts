import { describe, expect, test } from 'vitest';
import { ROLES } from '../words/roles.ts';
import {
  ACTIONS,
  type Action,
  type Actor,
  type BoardAction,
  can,
  may,
  OPEN_RIGHTS,
  RIGHTS,
  type Right,
} from './permission.ts';

const EXPECTED: Readonly<Record<BoardAction, readonly string[]>> = {
  read: ['facilitator', 'participant', 'viewer'],
  edit: ['facilitator', 'participant'],
  'command-session': ['facilitator'],
  'hand-on-facilitator-link': ['facilitator'],
  'hand-on-participant-link': ['facilitator', 'participant'],
};

const SCAFFOLD = ['meta', 'phases', 'steps', 'lanes', 'personas', 'channels'];
const CONTENT = ['cards', 'links', 'tags', 'feelings'];

const actor = (role: Actor['role'], rights: readonly Right[] = RIGHTS): Actor => ({
  person: 'bo',
  role,
  rights: new Set(rights),
});

/** The rights of which any one lets a participant do this to a record of their own, or of another person. */
const rightsFor = (action: Action, inRoot: string, maker: string): readonly string[] =>
  RIGHTS.filter((right) => can(actor('participant', [right]), action, { in: inRoot, maker }));

describe('permission', () => {
  test.each(Object.keys(EXPECTED) as BoardAction[])('[P1] who may %s', (action) => {
    expect(ROLES.filter((role) => may(role, action))).toEqual(EXPECTED[action]);
  });

  test('[P1] a facilitator may do with a board all that anybody may', () => {
    for (const action of Object.keys(EXPECTED) as BoardAction[]) expect(may('facilitator', action)).toBe(true);
  });

  test('[P13] the scaffold is shaped by facilitators alone, whoever made it', () => {
    for (const root of [...SCAFFOLD, 'what no table knows']) {
      for (const action of ACTIONS) {
        for (const maker of ['bo', 'anna', null]) {
          expect(can(actor('facilitator', []), action, { in: root, maker })).toBe(true);
          expect(can(actor('participant'), action, { in: root, maker })).toBe(false);
        }
      }
    }
  });

  test.each([
    ['add', ['add'], []],
    ['change', ['edit-own', 'edit-all'], ['edit-all']],
    ['move', ['edit-own', 'move'], ['move']],
    ['remove', ['edit-own', 'remove'], ['remove']],
  ] as const)('[P14] to %s content takes one right or another, by whose it is', (action, own, others) => {
    for (const root of CONTENT) {
      expect(rightsFor(action, root, 'bo')).toEqual(own);
      expect(rightsFor(action, root, 'anna')).toEqual(others);
      expect(can(actor('facilitator', []), action, { in: root, maker: 'anna' })).toBe(true);
    }
  });

  test('[P15] comments are written where the step says so, corrected by their authors, and resolved by all who may comment', () => {
    expect(rightsFor('add', 'comments', 'bo')).toEqual(['comment']);
    expect(rightsFor('change', 'comments', 'bo')).toEqual(['edit-own', 'comment']);
    expect(rightsFor('remove', 'comments', 'bo')).toEqual(['edit-own', 'comment']);
    expect(rightsFor('resolve', 'comments', 'anna')).toEqual(['comment']);
    for (const action of ['change', 'remove'] as const) {
      expect(rightsFor(action, 'comments', 'anna')).toEqual([]);
      expect(can(actor('facilitator', []), action, { in: 'comments', maker: 'anna' })).toBe(true);
    }
  });

  test('[P16] a vote is its voter’s; a facilitator may only take it away', () => {
    for (const action of ['add', 'change', 'remove'] as const) {
      expect(rightsFor(action, 'votes', 'bo')).toEqual(['add', 'vote']);
      expect(rightsFor(action, 'votes', 'anna')).toEqual([]);
    }
    expect(can(actor('facilitator'), 'change', { in: 'votes', maker: 'anna' })).toBe(false);
    expect(can(actor('facilitator', []), 'remove', { in: 'votes', maker: 'anna' })).toBe(true);
  });

  test('[P18] who somebody is, they say themselves, whatever the step allows', () => {
    for (const role of ['facilitator', 'participant'] as const) {
      expect(can(actor(role, []), 'change', { in: 'people', maker: 'bo' })).toBe(true);
      expect(can(actor(role), 'change', { in: 'people', maker: 'anna' })).toBe(false);
    }
  });

  test('[P19] a viewer does nothing, be it their own', () => {
    for (const root of [...SCAFFOLD, ...CONTENT, 'comments', 'votes', 'people']) {
      for (const action of ACTIONS) {
        expect(can({ ...actor('viewer'), rights: OPEN_RIGHTS }, action, { in: root, maker: 'bo' })).toBe(false);
      }
    }
  });
});

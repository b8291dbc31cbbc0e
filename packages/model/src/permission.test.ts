import { describe, expect, test } from 'vitest';
import { ROLES } from './enumerations.ts';
import { type Action, can } from './permission.ts';

const EXPECTED: Readonly<Record<Action, readonly string[]>> = {
  read: ['facilitator', 'participant', 'viewer'],
  edit: ['facilitator', 'participant'],
  'command-session': ['facilitator'],
  'hand-on-facilitator-link': ['facilitator'],
  'hand-on-participant-link': ['facilitator', 'participant'],
};

describe('permission', () => {
  test.each(Object.keys(EXPECTED) as Action[])('[P1] who may %s', (action) => {
    expect(ROLES.filter((role) => can(role, action))).toEqual(EXPECTED[action]);
  });

  test('[P1] a facilitator may do all that anybody may', () => {
    for (const action of Object.keys(EXPECTED) as Action[]) expect(can('facilitator', action)).toBe(true);
  });
});

import { IDLE } from '@samrejse/model/session/session';
import { ROLES } from '@samrejse/model/words/roles';
import { expect, test } from 'vitest';
import { Rights } from './rights.svelte.ts';

test('facilitators shape and lead, participants edit, viewers look', () => {
  const offered = ROLES.map((role) => {
    const { mayEdit, mayShape, mayLead } = new Rights('person', role, () => IDLE);
    return [role, mayEdit, mayShape, mayLead];
  });
  expect(offered).toEqual([
    ['facilitator', true, true, true],
    ['participant', true, false, false],
    ['viewer', false, false, false],
  ]);
});

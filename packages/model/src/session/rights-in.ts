import { OPEN_RIGHTS, type Right } from '../rights/permission.ts';
import type { Session } from './session.ts';

/**
 * What participants may do on the board while the session is as it is. Server and board both ask here. Today every
 * right is open; an agenda item will give its own while it runs.
 */
export const rightsIn = (_session: Session): ReadonlySet<Right> => OPEN_RIGHTS;

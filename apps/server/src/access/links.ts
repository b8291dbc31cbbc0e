/**
 * Capability links: whoever has one has its role on its board. The token is derived from a secret outside the
 * database, so that a link can be shown again and a database that leaks opens nothing. It is looked up by its hash,
 * so no comparison takes longer the nearer a guess comes.
 */
import { createHash, createHmac } from 'node:crypto';
import type { Links as LinkUrls } from '@samrejse/model/api/http';
import type { BoardId } from '@samrejse/model/records/ids';
import { may } from '@samrejse/model/rights/permission';
import { ROLES, type Role } from '@samrejse/model/words/enumerations';
import type { Database } from '../store/sqlite/database.ts';
import { linkFinder, liveLinks, type NewLink, replaceLink } from '../store/sqlite/links.ts';

const TOKEN_BYTES = 24;

/** What a link gives to whoever holds it. */
export interface Access {
  readonly board: BoardId;
  readonly role: Role;
  /** Hash of the link's token. */
  readonly link: string;
}

interface Deps {
  readonly db: Database;
  readonly secret: Buffer;
  readonly publicUrl: () => string;
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

export class Links {
  readonly #deps: Deps;
  readonly #find: ReturnType<typeof linkFinder>;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#find = linkFinder(deps.db);
  }

  /** The first links of a new board. */
  first(board: BoardId): readonly NewLink[] {
    return ROLES.map((role) => this.#link(board, role, 1));
  }

  /** What a token opens; null for a stranger. */
  async access(token: string): Promise<Access | null> {
    const tokenHash = hashOf(token);
    const link = await this.#find(tokenHash);
    return link === null ? null : { board: link.board, role: link.role, link: tokenHash };
  }

  /** Whether a link that was good still is. */
  async isGood(access: Access): Promise<boolean> {
    return (await this.#find(access.link)) !== null;
  }

  /** The links that a role may hand on. */
  async handOn(board: BoardId, role: Role): Promise<LinkUrls> {
    const { facilitator, participant, viewer } = await this.urls(board);
    return {
      ...(may(role, 'hand-on-facilitator-link') ? { facilitator } : {}),
      ...(may(role, 'hand-on-participant-link') ? { participant } : {}),
      viewer,
    };
  }

  async urls(board: BoardId): Promise<Record<Role, string>> {
    const urls = { facilitator: '', participant: '', viewer: '' };
    for (const { role, serial } of await liveLinks(this.#deps.db, board))
      urls[role] = `${this.#deps.publicUrl()}/b/${board}#token=${this.#token(board, role, serial)}`;
    return urls;
  }

  /** Ends a role's link and makes a new one. Gives back the hash of the old, whose connections must be closed. */
  async revoke(board: BoardId, role: Role, now: number): Promise<string | null> {
    const old = (await liveLinks(this.#deps.db, board)).find((link) => link.role === role);
    if (old === undefined) return null;
    await replaceLink(this.#deps.db, old.tokenHash, this.#link(board, role, old.serial + 1), now);
    return old.tokenHash;
  }

  #link(board: BoardId, role: Role, serial: number): NewLink {
    return { board, role, serial, tokenHash: hashOf(this.#token(board, role, serial)) };
  }

  #token(board: BoardId, role: Role, serial: number): string {
    const mac = createHmac('sha256', this.#deps.secret).update(`${board}:${role}:${serial}`).digest();
    return mac.subarray(0, TOKEN_BYTES).toString('base64url');
  }
}

/**
 * Capability links: whoever has a link has its role on its board. The token is derived from a secret outside the database,
 * so that a link can be shown again, and a database that leaks opens no board. A token is looked up by its hash, so that
 * the time of the look-up says nothing about how near a guess comes.
 */
import { createHash, createHmac } from 'node:crypto';
import type { Links as LinkUrls } from '@samrejse/model/api/http';
import type { BoardId } from '@samrejse/model/records/ids';
import { may } from '@samrejse/model/rights/permission';
import { ROLES, type Role } from '@samrejse/model/words/roles';
import type { LinkStore, NewLink } from '../store/links.ts';

const TOKEN_BYTES = 24;

/** What a link gives to whoever has it. */
export interface Access {
  readonly board: BoardId;
  readonly role: Role;
  /** Hash of the link's token. */
  readonly link: string;
}

interface LinksOptions {
  readonly store: LinkStore;
  /** The tokens are derived from it. */
  readonly secret: Buffer;
  /** Where people reach the server, without a slash at the end. */
  readonly publicUrl: () => string;
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

export class Links {
  readonly #store: LinkStore;
  readonly #secret: Buffer;
  readonly #publicUrl: () => string;

  constructor({ store, secret, publicUrl }: LinksOptions) {
    this.#store = store;
    this.#secret = secret;
    this.#publicUrl = publicUrl;
  }

  /** The first links of a new board. */
  first(board: BoardId): readonly NewLink[] {
    return ROLES.map((role) => this.#link(board, role, 1));
  }

  /** The access that a token gives; null if no link has it. */
  async access(token: string): Promise<Access | null> {
    const tokenHash = hashOf(token);
    const link = await this.#store.find(tokenHash);
    return link === null ? null : { board: link.board, role: link.role, link: tokenHash };
  }

  /** Whether the link that gave this access has not been revoked since. */
  async isGood(access: Access): Promise<boolean> {
    return (await this.#store.find(access.link)) !== null;
  }

  /** The links that somebody with this role may hand on. */
  async handOn(board: BoardId, role: Role): Promise<LinkUrls> {
    const { facilitator, participant, viewer } = await this.urls(board);
    return {
      ...(may(role, 'hand-on-facilitator-link') ? { facilitator } : {}),
      ...(may(role, 'hand-on-participant-link') ? { participant } : {}),
      viewer,
    };
  }

  /** The link of each role as a URL; empty for a role that has none. */
  async urls(board: BoardId): Promise<Record<Role, string>> {
    const urls = { facilitator: '', participant: '', viewer: '' };
    for (const { role, serial } of await this.#store.live(board))
      urls[role] = `${this.#publicUrl()}/b/${board}#token=${this.#token(board, role, serial)}`;
    return urls;
  }

  /**
   * Revokes a role's link and makes a new one. Gives back the hash of the old one, so that its connections can be
   * closed; null if there was none.
   */
  async revoke(board: BoardId, role: Role, now: number): Promise<string | null> {
    const old = (await this.#store.live(board)).find((link) => link.role === role);
    if (old === undefined) return null;
    await this.#store.replace(old.tokenHash, this.#link(board, role, old.serial + 1), now);
    return old.tokenHash;
  }

  #link(board: BoardId, role: Role, serial: number): NewLink {
    return { board, role, serial, tokenHash: hashOf(this.#token(board, role, serial)) };
  }

  #token(board: BoardId, role: Role, serial: number): string {
    const mac = createHmac('sha256', this.#secret).update(`${board}:${role}:${serial}`).digest();
    return mac.subarray(0, TOKEN_BYTES).toString('base64url');
  }
}

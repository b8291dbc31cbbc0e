/** Everyone else on the board: where they are, what they have in hand. */

import { COLOURS } from '@samrejse/model/records/limits';
import type { Person } from '@samrejse/model/records/records';
import type { Presence } from '@samrejse/model/wire/presence';
import { SvelteMap } from 'svelte/reactivity';
import type { PeerChanges } from '../connection/peers.ts';

const ALL_COLOURS = Array.from({ length: COLOURS }, (_, colour) => colour);

/** What of somebody is seen on a card. */
const gist = ({ person, typing }: Presence): string => `${person.name}/${person.colour}/${typing}`;

const samePerson = (a: Person | undefined, b: Person | undefined): boolean =>
  a?.id === b?.id && a?.name === b?.name && a?.colour === b?.colour;

export class Company {
  /** By connection: one person may have several. Changes with every cursor. */
  readonly peers = new SvelteMap<number, Presence>();
  /** Who they are. Apart from `peers`, because cursors move all the time and people do not come and go. */
  readonly people = new SvelteMap<number, Person>();
  /** Who has which card selected; likewise. */
  readonly attention = new SvelteMap<string, readonly Presence[]>();

  /** True if somebody came or went, or is called otherwise now. */
  meet(changes: PeerChanges): boolean {
    const cards = new Set<string>();
    let isNews = false;
    for (const [slot, presence] of changes) {
      const before = this.peers.get(slot);
      if (presence === null) this.peers.delete(slot);
      else this.peers.set(slot, presence);
      if (!samePerson(before?.person, presence?.person)) {
        isNews = true;
        if (presence === null) this.people.delete(slot);
        else this.people.set(slot, presence.person);
      }
      for (const card of this.#cardsConcerned(before, presence)) cards.add(card);
    }
    for (const card of cards) this.#gather(card);
    return isNews;
  }

  /** A colour nobody else here has. Of two people with the same, the one whose id comes later takes a free one. */
  colourFor(person: Person): number {
    const others = [...this.people.values()].filter((other) => other.id !== person.id);
    if (!others.some((other) => other.colour === person.colour && other.id < person.id)) return person.colour;
    return ALL_COLOURS.find((colour) => !others.some((other) => other.colour === colour)) ?? person.colour;
  }

  /** The cards on which somebody is to be shown, or no longer, or otherwise. */
  #cardsConcerned(before: Presence | undefined, after: Presence | null): string[] {
    if (before !== undefined && after !== null && before.selected === after.selected && gist(before) === gist(after)) {
      return [];
    }
    return [before?.selected, after?.selected].filter((card) => typeof card === 'string');
  }

  #gather(card: string): void {
    const here = [...this.peers.values()].filter((presence) => presence.selected === card);
    if (here.length === 0) this.attention.delete(card);
    else this.attention.set(card, here);
  }
}

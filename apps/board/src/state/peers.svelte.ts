/** The other people on the board as runes: who they are, where their cursors are, which card each has selected. */

import { COLOURS } from '@samrejse/model/records/limits';
import type { Person } from '@samrejse/model/records/records';
import type { Presence } from '@samrejse/model/wire/presence';
import { SvelteMap } from 'svelte/reactivity';
import type { PeerChanges } from '../connection/peers.ts';

const ALL_COLOURS = Array.from({ length: COLOURS }, (_, colour) => colour);

/** What of somebody's presence is drawn on the card they have selected. */
const drawnOnCard = ({ person, typing }: Presence): string => `${person.name}/${person.colour}/${typing}`;

const samePerson = (a: Person | undefined, b: Person | undefined): boolean =>
  a?.id === b?.id && a?.name === b?.name && a?.colour === b?.colour;

export class LivePeers {
  /** By slot: one person may have several connections. Changes with every cursor. */
  readonly bySlot = new SvelteMap<number, Presence>();
  /** Who they are. Apart from `bySlot`, because cursors move all the time and people seldom come and go. */
  readonly people = new SvelteMap<number, Person>();
  /** Who has which card selected. Apart from `bySlot` for the same reason. */
  readonly selectedBy = new SvelteMap<string, readonly Presence[]>();

  /** True if somebody came, left, or has another name or colour. */
  update(changes: PeerChanges): boolean {
    const cards = new Set<string>();
    let peopleChanged = false;
    for (const [slot, presence] of changes) {
      const before = this.bySlot.get(slot);
      if (presence === null) this.bySlot.delete(slot);
      else this.bySlot.set(slot, presence);
      if (!samePerson(before?.person, presence?.person)) {
        peopleChanged = true;
        if (presence === null) this.people.delete(slot);
        else this.people.set(slot, presence.person);
      }
      for (const card of this.#cardsConcerned(before, presence)) cards.add(card);
    }
    for (const card of cards) this.#gather(card);
    return peopleChanged;
  }

  /** A colour nobody else here has. Of two people with the same colour, the one whose id comes later takes a free one. */
  colourFor(person: Person): number {
    const others = [...this.people.values()].filter((other) => other.id !== person.id);
    if (!others.some((other) => other.colour === person.colour && other.id < person.id)) return person.colour;
    return ALL_COLOURS.find((colour) => !others.some((other) => other.colour === colour)) ?? person.colour;
  }

  /** The cards on which this change of somebody's presence is drawn. */
  #cardsConcerned(before: Presence | undefined, after: Presence | null): string[] {
    const isSame =
      before !== undefined &&
      after !== null &&
      before.selected === after.selected &&
      drawnOnCard(before) === drawnOnCard(after);
    return isSame ? [] : [before?.selected, after?.selected].filter((card) => typeof card === 'string');
  }

  #gather(card: string): void {
    const here = [...this.bySlot.values()].filter((presence) => presence.selected === card);
    if (here.length === 0) this.selectedBy.delete(card);
    else this.selectedBy.set(card, here);
  }
}

/** Everyone else on the board: where they are, what they have in hand. */
import type { Presence } from '@samrejse/model/presence';
import type { Person } from '@samrejse/model/records';
import { SvelteMap } from 'svelte/reactivity';
import type { Peer } from '../connection/connection.ts';

const COLOURS = Array.from({ length: 12 }, (_, colour) => colour);

const gist = (people: readonly Presence[] = []): string =>
  people.map((p) => `${p.person.name}/${p.person.colour}/${p.typing}`).join();

export class Company {
  /** By connection: one person may have several. */
  readonly peers = new SvelteMap<number, Peer>();
  /** Who has which card selected. Apart from `peers`, because cursors move all the time and selections do not. */
  readonly attention = new SvelteMap<string, readonly Presence[]>();

  meet(peers: readonly Peer[]): void {
    const here = new Set(peers.map((peer) => peer.clientId));
    for (const id of this.peers.keys()) if (!here.has(id)) this.peers.delete(id);
    for (const peer of peers) {
      // Only what has changed: each entry that is set wakes whoever reads the map.
      if (JSON.stringify(this.peers.get(peer.clientId)) !== JSON.stringify(peer)) this.peers.set(peer.clientId, peer);
    }
    const attention = Map.groupBy(
      peers.map((peer) => peer.presence),
      (presence) => presence.selected ?? '',
    );
    attention.delete('');
    for (const card of this.attention.keys()) if (!attention.has(card)) this.attention.delete(card);
    for (const [card, people] of attention) {
      if (gist(people) !== gist(this.attention.get(card))) this.attention.set(card, people);
    }
  }

  /** A colour nobody else here has. Of two people with the same, the one whose id comes later takes a free one. */
  colourFor(person: Person): number {
    const others = [...this.peers.values()].map((p) => p.presence.person).filter((other) => other.id !== person.id);
    if (!others.some((other) => other.colour === person.colour && other.id < person.id)) return person.colour;
    return COLOURS.find((colour) => !others.some((other) => other.colour === colour)) ?? person.colour;
  }
}

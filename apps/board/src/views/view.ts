/** What a view of the board is. */
import type { Component } from 'svelte';
import type { Key } from '../commands/keys.ts';
import type { Messages } from '../i18n/en.ts';
import type { LiveBoard } from '../state/live.svelte.ts';

/**
 * One way to draw the journey. All views draw the same records: a view holds nothing of its own that others should
 * see, and what is edited in it is an edit of those records. It fills the space below the top bar, finds the open
 * board by `workspaceOf()`, and hears its own pointers and keys. To add a view takes its component and a line in
 * `views.ts`.
 */
export interface View {
  readonly id: string;
  /** Its name in the choice of views. */
  readonly title: (t: Messages) => string;
  /** The key that shows it; null where it has none. */
  readonly key: Key | null;
  /** Whether the board holds what this view draws, such as a persona; the view is offered only then. */
  readonly hasWhatItNeeds: (live: LiveBoard) => boolean;
  readonly component: Component;
}

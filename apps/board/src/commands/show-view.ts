/** A command for each view of the board: it shows that view. */
import type { Messages } from '../i18n/en.ts';
import type { LiveBoard } from '../state/live.svelte.ts';
import type { Workspace } from '../state/workspace.svelte.ts';
import type { Command } from './command.ts';
import type { Key } from './keys.ts';

/** A view, as far as a command needs it: `views/` imports this folder. */
interface ShownView {
  readonly id: string;
  readonly title: (t: Messages) => string;
  readonly key: Key | null;
  readonly hasWhatItNeeds: (live: LiveBoard) => boolean;
}

export const showViewCommands = (views: readonly ShownView[]): Command<Workspace>[] =>
  views.map(({ id, title, key, hasWhatItNeeds }) => ({
    id: `view.${id}`,
    words: title,
    keys: key === null ? [] : [key],
    allowed: ({ live }) => hasWhatItNeeds(live),
    run: (workspace) => workspace.show(id),
  }));

import { createContext } from 'svelte';
import type { Workspace } from './workspace.svelte.ts';

/** The open board, for every component below `BoardScreen`. */
export const [workspaceOf, provideWorkspace] = createContext<Workspace>();

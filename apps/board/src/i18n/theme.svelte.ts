import { readStored, writeStored } from '../storage/stored.ts';

const KEY = 'samrejse:theme';
const CHOICES = ['system', 'light', 'dark'] as const;
type ThemeChoice = (typeof CHOICES)[number];

const stored = (): ThemeChoice => CHOICES.find((choice) => choice === readStored(KEY)) ?? 'system';

class Theme {
  #choice = $state<ThemeChoice>(stored());
  readonly #dark = matchMedia('(prefers-color-scheme: dark)');

  constructor() {
    this.#dark.addEventListener('change', () => this.show());
  }

  get choice(): ThemeChoice {
    return this.#choice;
  }

  set choice(choice: ThemeChoice) {
    this.#choice = choice;
    writeStored(KEY, choice);
    this.show();
  }

  show(): void {
    const dark = this.#choice === 'dark' || (this.#choice === 'system' && this.#dark.matches);
    document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  }
}

export const theme = new Theme();
export const THEME_CHOICES = CHOICES;

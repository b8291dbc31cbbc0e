/** A person at a browser: what they do and what they see, in the product's words. */
import { type CreatedBoard, createdBoardSchema } from '@samrejse/model/api/http';
import { type Snapshot, snapshotSchema } from '@samrejse/model/records/snapshot-schema';
import type { Language } from '@samrejse/model/words/language';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright';
import * as v from 'valibot';
import { expect } from 'vitest';
import { launchOptions } from '../../../scripts/chromium.ts';
import type { SavedWord } from '../src/connection/saving.ts';

export const launch = (): Promise<Browser> => chromium.launch(launchOptions());

/** Tests wait this long for a fact: two cores and a browser are slow at times. */
export const WAIT = { timeout: 20_000 } as const;

export interface TestBoard {
  readonly id: string;
  readonly links: CreatedBoard['links'];
  readonly snapshot: () => Promise<Snapshot>;
}

export const createTestBoard = async (url: string, template: string, language: Language): Promise<TestBoard> => {
  const response = await fetch(`${url}/api/boards`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ template, language }),
  });
  const { id, links } = v.parse(createdBoardSchema, await response.json());
  const token = new URL(links.viewer).hash.replace('#token=', '');
  const snapshot = async () => {
    const answer = await fetch(`${url}/api/boards/${id}`, { headers: { authorization: `Bearer ${token}` } });
    return v.parse(snapshotSchema, await answer.json());
  };
  return { id, links, snapshot };
};

export interface PersonOptions {
  readonly name: string;
  readonly colour?: number;
  readonly language?: Language;
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly dark?: boolean;
}

export class TestPerson {
  readonly page: Page;
  readonly context: BrowserContext;
  /** The exceptions that the page did not catch. */
  readonly complaints: string[] = [];

  private constructor(context: BrowserContext, page: Page) {
    this.context = context;
    this.page = page;
    page.on('pageerror', (error) => this.complaints.push(error.message));
  }

  /** Opens a browser window in which the person is known by name already. */
  static async openAs(browser: Browser, options: PersonOptions): Promise<TestPerson> {
    const context = await browser.newContext({
      viewport: options.viewport ?? { width: 1280, height: 800 },
      locale: options.language ?? 'en',
      colorScheme: options.dark === true ? 'dark' : 'light',
      hasTouch: (options.viewport?.width ?? 1280) < 500,
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const person = { name: options.name, colour: options.colour ?? 0 };
    await context.addInitScript((stored) => {
      // Only the first time: after a reload the same person is there, with the secret that the page has stored.
      if (stored.name === '' || localStorage.getItem('samrejse:person') !== null) return;
      localStorage.setItem('samrejse:person', JSON.stringify(stored));
    }, person);
    return new TestPerson(context, await context.newPage());
  }

  /** Opens a board by its link; `through` is the address of a relay to the server. */
  async open(link: string, through?: string): Promise<void> {
    const url = new URL(link);
    await this.page.goto(through === undefined ? link : `${through}${url.pathname}${url.hash}`);
    await this.page.getByTestId('canvas').waitFor(WAIT);
  }

  card(text: string): Locator {
    return this.page.getByTestId('card').filter({ hasText: text });
  }

  status(): Locator {
    return this.page.getByTestId('save-status');
  }

  async expectWord(word: SavedWord): Promise<void> {
    await expect.poll(() => this.status().getAttribute('data-word'), WAIT).toBe(word);
  }

  /** Opens a card for typing and puts the caret at its end. */
  async edit(text: string): Promise<Locator> {
    await this.card(text).first().dblclick();
    const field = this.page.locator('[data-card] textarea');
    await field.waitFor(WAIT);
    return field;
  }

  /** Adds a card to the cell of this name (its lane and number), and types into it. */
  async add(cell: RegExp, text: string): Promise<void> {
    const target = this.page.getByRole('gridcell', { name: cell });
    await target.focus();
    await this.page.keyboard.press('n');
    const field = this.page.locator('[data-card] textarea');
    await field.waitFor(WAIT);
    await this.page.keyboard.type(text);
    await this.page.keyboard.press('Escape');
  }

  /** The texts of all cards that are rendered, sorted. */
  async texts(): Promise<string[]> {
    const texts = await this.page.getByTestId('card').locator('p').allTextContents();
    return texts.sort();
  }

  async leave(): Promise<void> {
    await this.context.close();
  }
}

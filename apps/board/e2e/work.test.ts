import AxeBuilder from '@axe-core/playwright';
import type { Locator } from 'playwright';
import { describe, expect, test } from 'vitest';
import { createTestBoard, TestPerson, WAIT } from './people.ts';
import { serverAndBrowser } from './setup.ts';

describe('one person at work', () => {
  const setup = serverAndBrowser();

  const openBoard = async (template: string, options: Partial<Parameters<typeof TestPerson.openAs>[1]> = {}) => {
    const board = await createTestBoard(setup.server.url, template, options.language ?? 'en');
    const person = await TestPerson.openAs(setup.browser, { name: 'Ida', ...options });
    await person.open(board.links.facilitator);
    return { board, person, page: person.page };
  };

  const boxOf = async (locator: Locator) => {
    const box = await locator.boundingBox();
    if (box === null) throw new Error('not on screen');
    return box;
  };

  test('adds by double click, drags with the mouse, undoes each on its own', async () => {
    // High enough that no lane lies at the edge, where a held card pans the board.
    const { board, person, page } = await openBoard('four', { viewport: { width: 1280, height: 1000 } });
    const cell = await boxOf(page.getByRole('gridcell', { name: /Pain points, 1\.1/ }));
    await page.mouse.dblclick(cell.x + cell.width / 2, cell.y + 20);
    await page.keyboard.type('The queue has no end');
    await page.keyboard.press('Escape');
    const card = person.card('The queue has no end');
    const from = await boxOf(card);
    const to = await boxOf(page.getByRole('gridcell', { name: /Opportunities, 2\.1/ }));
    await page.mouse.move(from.x + 40, from.y + 15);
    await page.mouse.down();
    await page.mouse.move(to.x + 50, to.y + 20, { steps: 8 });
    await page.mouse.up();
    await person.expectWord('saved');
    const placed = async () => {
      const { cards, steps, lanes } = await board.snapshot();
      const moved = cards.find((c) => c.text === 'The queue has no end');
      const step = steps.findIndex((s) => s.id === moved?.place?.step);
      return `${step}/${lanes.find((l) => l.id === moved?.place?.lane)?.type}/${moved?.kind}`;
    };
    await expect.poll(placed, WAIT).toBe('1/opportunities/opportunity');
    await page.keyboard.press('Control+z');
    await expect.poll(placed, WAIT).toBe('0/pains/pain');
    await page.keyboard.press('Control+z');
    await person.card('Empty card').waitFor(WAIT);
    await page.keyboard.press('Control+z');
    await expect.poll(() => page.getByTestId('card').count(), WAIT).toBe(0);
    await page.keyboard.press('Control+Shift+z');
    await page.keyboard.press('Control+Shift+z');
    await card.waitFor(WAIT);
    expect(person.complaints).toEqual([]);
    await person.leave();
  });

  test('does everything with a card by keyboard alone', async () => {
    const { board, person, page } = await openBoard('five');
    await person.add(/Touchpoints, 1\.1/, 'A letter');
    await person.card('A letter').focus();
    await page.keyboard.press('Alt+ArrowRight');
    await page.keyboard.press('Alt+ArrowDown');
    const where = async () => {
      const { cards, steps, lanes } = await board.snapshot();
      const card = cards.find((c) => c.text === 'A letter');
      return `${steps.findIndex((s) => s.id === card?.place?.step)}/${lanes.find((l) => l.id === card?.place?.lane)?.type}`;
    };
    await expect.poll(where, WAIT).toBe('1/expected_action');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toMatch(/A letter/);
    await page.keyboard.press('m');
    await page.getByTestId('move-step').selectOption({ label: '3.1 Unnamed step' });
    await page.getByTestId('move-lane').selectOption({ label: 'Pain points' });
    await page.getByRole('button', { name: 'Move here' }).click();
    await expect.poll(where, WAIT).toBe('2/pains');
    await person.card('A letter').focus();
    await page.keyboard.press('Delete');
    await expect.poll(() => page.getByTestId('card').count(), WAIT).toBe(0);
    await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
    await person.card('A letter').waitFor(WAIT);
    await person.leave();
  });

  test('keys are heard on the grid, and some while nothing has the focus; ? lists them', async () => {
    const { person, page } = await openBoard('four');
    const cell = /Pain points, 1\.1/;
    await person.add(cell, 'First');
    await page.keyboard.press('n');
    await page.locator('[data-card] textarea').waitFor(WAIT);
    await page.keyboard.type('Second');
    await page.keyboard.press('Escape');
    await person.card('First').focus();
    await page.keyboard.press('Delete');
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
    await expect.poll(focused, WAIT).toMatch(/Second/);
    const zoom = () => page.getByTitle('Back to 100').textContent();
    await page.keyboard.press('+');
    await expect.poll(zoom, WAIT).toMatch(/120/);
    await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
    await page.keyboard.press('0');
    await expect.poll(zoom, WAIT).toMatch(/100/);
    await page.keyboard.press('?');
    const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await list.getByText('Delete the card').waitFor(WAIT);
    await page.keyboard.press('-');
    expect(await zoom()).toMatch(/100/);
    await page.keyboard.press('Escape');
    await list.waitFor({ ...WAIT, state: 'hidden' });
    expect(person.complaints).toEqual([]);
    await person.leave();
  });

  test('cards of a deleted step wait in the inbox, and come back with it', async () => {
    const { board, person, page } = await openBoard('membership-loop');
    await page.getByRole('button', { name: 'Options for “Doubt”' }).click();
    await page.getByRole('button', { name: 'Delete step' }).click();
    const waiting = async () => (await board.snapshot()).cards.filter((c) => c.place?.step === null).length;
    await expect.poll(waiting, WAIT).toBeGreaterThan(2);
    await person.card('Pictures show only experts').waitFor(WAIT);
    await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
    await expect.poll(waiting, WAIT).toBe(0);
    await person.leave();
  });

  test('a feeling is set by keyboard and by dragging its point', async () => {
    const { board, person, page } = await openBoard('membership-loop');
    const handle = page.getByRole('slider', { name: /Doubt, Nour, Actual/ });
    await handle.focus();
    await page.keyboard.press('ArrowUp');
    const valence = async () => {
      const { steps, feelings } = await board.snapshot();
      const step = steps.find((s) => s.title === 'Doubt')?.id;
      return feelings.find((f) => f.step === step && f.kind === 'actual')?.valence ?? null;
    };
    await expect.poll(valence, WAIT).toBe(-0.5);
    const at = await boxOf(handle);
    const [x, y] = [at.x + at.width / 2, at.y + at.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x, y - 300, { steps: 5 });
    await page.mouse.up();
    await expect.poll(valence, WAIT).toBe(2);
    await handle.focus();
    await page.keyboard.press('Delete');
    await expect.poll(valence, WAIT).toBeNull();
    expect(await page.getByTestId('curve').count()).toBeGreaterThan(1);
    await person.leave();
  });

  test('headers stay in view while the board is panned and zoomed', async () => {
    const { person, page } = await openBoard('b2b-purchase');
    await page.mouse.move(700, 500);
    await page.mouse.wheel(900, 400);
    await page.getByText('Action', { exact: true }).first().waitFor(WAIT);
    const canvas = await boxOf(page.getByTestId('canvas'));
    const phase = await boxOf(page.getByRole('button', { name: 'Phase: Consideration' }));
    expect(phase.y).toBeLessThan(canvas.y + 60);
    await page.getByRole('button', { name: 'Show the whole journey' }).click();
    await page.getByRole('button', { name: 'Phase: Delight' }).waitFor(WAIT);
    const last = await boxOf(page.getByRole('button', { name: 'Phase: Delight' }));
    expect(last.x + last.width).toBeLessThan(1280);
    await person.leave();
  });

  test.each([
    { theme: 'light', dark: false, language: 'en', viewport: { width: 1280, height: 800 } },
    { theme: 'dark', dark: true, language: 'da', viewport: { width: 1280, height: 800 } },
    { theme: 'light', dark: false, language: 'sv', viewport: { width: 390, height: 844 } },
  ] as const)('axe finds nothing: $theme, $language, $viewport.width px', async ({ dark, language, viewport }) => {
    const { person, page } = await openBoard('membership-loop', { dark, language, viewport });
    await page.waitForTimeout(300);
    const findings = async () => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      return violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 160)).join(' | ')}`);
    };
    expect(await findings()).toEqual([]);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(viewport.width);
    await page.goto(setup.server.url);
    await page.getByTestId('template-travel').waitFor(WAIT);
    expect(await findings()).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(viewport.width);
    await person.leave();
  });
});

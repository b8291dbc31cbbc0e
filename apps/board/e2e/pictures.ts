/** `npm run pictures`: photographs the product as people see it, into docs/pictures. Look at them after every change of the interface. */
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { startServerProcess } from '../../../scripts/testing/server-process.ts';
import { createTestBoard, launch, TestPerson } from './people.ts';

const FOLDER = fileURLToPath(new URL('../../../docs/pictures/', import.meta.url));
const SETTLE_MS = 700;

const server = await startServerProcess();
const browser = await launch();

const photograph = async (person: TestPerson, name: string) => {
  await person.page.waitForTimeout(SETTLE_MS);
  await person.page.screenshot({ path: `${FOLDER}${name}.png` });
};

try {
  await mkdir(FOLDER, { recursive: true });
  const board = await createTestBoard(server.url, 'membership-loop', 'en');
  const danish = await createTestBoard(server.url, 'b2b-purchase', 'da');

  const lead = await TestPerson.sitDown(browser, {
    name: 'Astrid Holm',
    colour: 7,
    viewport: { width: 1440, height: 900 },
  });
  await lead.open(board.links.facilitator);
  const guest = await TestPerson.sitDown(browser, { name: 'Jonas', colour: 0, viewport: { width: 1440, height: 900 } });
  await guest.open(board.links.participant);
  await lead.page.getByRole('button', { name: 'Start a timed step' }).click();
  await photograph(lead, 'clock-form');
  await lead.page.getByLabel('What to do').fill('Write touchpoints');
  await lead.page.getByRole('button', { name: 'Start', exact: true }).click();
  await guest.card('Thoughts at home').click();
  await guest.edit('Three kinds of card, no advice');
  await guest.page.mouse.move(720, 640);
  await guest.page.mouse.move(760, 660);
  await lead.page.mouse.move(560, 470);
  await lead.page.mouse.move(590, 480);
  await photograph(lead, 'board');
  await photograph(guest, 'two-people');
  await guest.page.keyboard.press('Escape');
  await photograph(guest, 'selected');
  await lead.page.getByRole('button', { name: 'Share' }).click();
  await photograph(lead, 'share');
  await lead.page.keyboard.press('Escape');
  await lead.page.goto(server.url);
  await photograph(lead, 'home');

  const anders = { name: 'Anders Ørsted', colour: 3, language: 'da' } as const;
  const dark = await TestPerson.sitDown(browser, { ...anders, dark: true, viewport: { width: 1440, height: 900 } });
  await dark.open(danish.links.facilitator);
  await photograph(dark, 'board-dark-danish');
  await dark.page.getByRole('button', { name: 'Vis hele rejsen' }).click();
  await photograph(dark, 'whole-journey-dark-danish');

  const phone = await TestPerson.sitDown(browser, { ...anders, viewport: { width: 390, height: 844 } });
  await phone.open(danish.links.participant);
  await photograph(phone, 'phone');
  await phone.page.goto(server.url);
  await photograph(phone, 'phone-home');
} finally {
  await browser.close();
  await server.dispose();
}

/** `npm run pictures`: photographs the product as people see it, into docs/pictures. Look at them after every change of the interface. */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startServerProcess } from '../../../scripts/testing/server-process.ts';
import { createTestBoard, launch, TestPerson } from './people.ts';

const FOLDER = fileURLToPath(new URL('../../../docs/pictures/', import.meta.url));
const DEMO = fileURLToPath(new URL('../../slackbot/demo/main.ts', import.meta.url));
const SETTLE_MS = 700;

const server = await startServerProcess();
const browser = await launch();

/** The Slack demo as `npm run slack:demo` starts it. */
const startDemo = async (): Promise<{ url: string; stop: () => void }> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'samrejse-demo-'));
  const child = spawn(process.execPath, [DEMO], {
    env: { ...process.env, SLACK_DEMO_PORT: '0', DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      const found = /http:\/\/\S+/.exec(chunk.toString());
      if (found !== null) resolve(found[0]);
    });
    child.once('exit', () => reject(new Error('the demo did not start')));
  });
  return { url, stop: () => child.kill('SIGTERM') };
};

const photograph = async (person: TestPerson, name: string) => {
  await person.page.waitForTimeout(SETTLE_MS);
  await person.page.screenshot({ path: `${FOLDER}${name}.png` });
};

try {
  await mkdir(FOLDER, { recursive: true });
  const board = await createTestBoard(server.url, 'membership-loop', 'en');
  const danish = await createTestBoard(server.url, 'b2b-purchase', 'da');

  const lead = await TestPerson.openAs(browser, {
    name: 'Astrid Holm',
    colour: 7,
    viewport: { width: 1440, height: 900 },
  });
  await lead.open(board.links.facilitator);
  const guest = await TestPerson.openAs(browser, { name: 'Jonas', colour: 0, viewport: { width: 1440, height: 900 } });
  await guest.open(board.links.participant);
  await lead.page.getByRole('button', { name: 'Start an item' }).click();
  await photograph(lead, 'clock-form');
  await lead.page.getByLabel('What to do').fill('Write touchpoints');
  await lead.page.getByRole('button', { name: 'Start', exact: true }).click();
  await guest.card('Thoughts at home').click();
  await guest.edit('Thoughts at home');
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
  const dark = await TestPerson.openAs(browser, { ...anders, dark: true, viewport: { width: 1440, height: 900 } });
  await dark.open(danish.links.facilitator);
  await photograph(dark, 'board-dark-danish');
  await dark.page.getByRole('button', { name: 'Vis hele rejsen' }).click();
  await photograph(dark, 'whole-journey-dark-danish');

  const phone = await TestPerson.openAs(browser, { ...anders, viewport: { width: 390, height: 844 } });
  await phone.open(danish.links.participant);
  await photograph(phone, 'phone');
  await phone.page.goto(server.url);
  await photograph(phone, 'phone-home');

  const demo = await startDemo();
  const chatter = await TestPerson.openAs(browser, {
    name: 'Astrid Holm',
    colour: 7,
    viewport: { width: 1500, height: 900 },
  });
  await chatter.page.goto(`${demo.url}/?lang=en`);
  const line = chatter.page.locator('#line');
  const frame = chatter.page.frameLocator('#board');
  await frame.getByRole('button', { name: 'Show the whole journey' }).click();
  for (const text of [
    '/pain 1.2 nobody answers on Fridays via phone :(',
    '/touchpoint Bring someone: a guest pass in the app via app',
  ]) {
    await line.fill(text);
    await line.press('Enter');
    await chatter.page.waitForTimeout(SETTLE_MS);
  }
  await photograph(chatter, 'slack-demo');
  demo.stop();
} finally {
  await browser.close();
  await server.dispose();
}

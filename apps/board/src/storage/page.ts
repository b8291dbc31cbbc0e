/** The page itself, which the service worker keeps in this browser, and how to load the newest version of it. */
import { registerSW } from 'virtual:pwa-register';

const RELOAD_ANYWAY_MS = 10_000;
let asked = false;
let takeNewest: ((reload?: boolean) => Promise<void>) | undefined;

/** Keeps a copy of the page in this browser, so that it opens without a network. */
export const keepPage = (): void => {
  takeNewest = registerSW({
    // Another tab may have asked for the newest version: then this one is not reloaded in the middle of a sentence.
    onNeedReload: () => {
      if (asked) location.reload();
    },
  });
};

/** Loads the newest page. A waiting worker must take over first: the old one would answer with the old page. */
export const reloadNewest = async (): Promise<void> => {
  setTimeout(() => location.reload(), RELOAD_ANYWAY_MS);
  const registration = await navigator.serviceWorker?.getRegistration();
  await registration?.update();
  const coming = registration?.installing;
  if (coming) {
    await new Promise<void>((resolve) =>
      coming.addEventListener('statechange', () => {
        if (coming.state !== 'installing') resolve();
      }),
    );
  }
  // The worker reloads this page when it has taken over.
  asked = true;
  await takeNewest?.(true);
};

/** The page itself, as the service worker keeps it: how to get the newest one. */
import { registerSW } from 'virtual:pwa-register';

const RELOAD_ANYWAY_MS = 10_000;
let asked = false;
let takeNewest: ((reload?: boolean) => Promise<void>) | undefined;

/** Keeps a copy of the page in this browser, so that it opens without a network. */
export const keepPage = (): void => {
  takeNewest = registerSW({
    // Another tab may have called for it; this one is not to be reloaded in the middle of a sentence.
    onNeedReload: () => {
      if (asked) location.reload();
    },
  });
};

/** Loads the newest page: lets a waiting worker take over first, or the old copy would come again. */
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
  // It reloads this page when it has taken over.
  asked = true;
  await takeNewest?.(true);
};

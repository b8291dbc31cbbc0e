/** The page itself, as the service worker keeps it: how to get the newest one. */
import { registerSW } from 'virtual:pwa-register';

const RELOAD_ANYWAY_MS = 3_000;
let takeNewest: ((reload?: boolean) => Promise<void>) | undefined;

/** Keeps a copy of the page in this browser, so that it opens without a network. */
export const keepPage = (): void => {
  takeNewest = registerSW();
};

/** Loads the newest page: lets a waiting worker take over first, or the old copy would come again. */
export const reloadNewest = async (): Promise<void> => {
  setTimeout(() => location.reload(), RELOAD_ANYWAY_MS);
  const registration = await navigator.serviceWorker?.getRegistration();
  await registration?.update();
  await takeNewest?.(true);
};

import type { WebsocketProvider } from 'y-websocket';

/** Calls back when the browser has reason to believe that the network is there again. Returns how to stop. */
const onWake = (wake: () => void): (() => void) => {
  const onVisible = () => {
    if (document.visibilityState === 'visible') wake();
  };
  window.addEventListener('online', wake);
  document.addEventListener('visibilitychange', onVisible);
  return () => {
    window.removeEventListener('online', wake);
    document.removeEventListener('visibilitychange', onVisible);
  };
};

/** Connects at once then, instead of after the pause that many failures have earned. Returns how to stop. */
export const reconnectOnWake = (provider: WebsocketProvider): (() => void) =>
  onWake(() => {
    if (provider.wsconnected || !provider.shouldConnect) return;
    provider.wsUnsuccessfulReconnects = 0;
    if (provider.ws === null) provider.connect();
  });

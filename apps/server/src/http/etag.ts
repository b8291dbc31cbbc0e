/**
 * Whether a client's `If-None-Match` names this version. Compared weakly, as a GET must be: proxies that compress an
 * answer mark its ETag with `W/`.
 */
export const isKnown = (ifNoneMatch: string | undefined, etag: string): boolean =>
  ifNoneMatch?.split(',').some((named) => [etag, `W/${etag}`, '*'].includes(named.trim())) ?? false;

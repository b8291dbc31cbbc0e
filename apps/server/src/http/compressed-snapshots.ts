import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Context } from 'hono';
import { accepts } from 'hono/accepts';
import type { StoredSnapshot } from '../store/board-log.ts';

/** Those that a snapshot is compressed in, the one that makes it smallest first. */
const ENCODINGS = ['br', 'gzip'] as const;
export type Encoding = (typeof ENCODINGS)[number];

export type Compress = (bytes: Uint8Array) => Promise<Uint8Array<ArrayBuffer>>;

/** Node compresses on its own threads, beside the event loop. */
const COMPRESS: Readonly<Record<Encoding, Compress>> = {
  br: async (bytes) =>
    new Uint8Array(await promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })),
  gzip: async (bytes) => new Uint8Array(await promisify(gzip)(bytes)),
};

/** Snapshots as they are sent, each compressed once for as long as it is in memory. */
export class CompressedSnapshots {
  readonly #compress: Readonly<Record<Encoding, Compress>>;
  readonly #kept = new WeakMap<StoredSnapshot, Map<Encoding, Promise<Uint8Array<ArrayBuffer>>>>();

  /** `compress`: for tests. */
  constructor(compress = COMPRESS) {
    this.#compress = compress;
  }

  in(encoding: Encoding, snapshot: StoredSnapshot): Promise<Uint8Array<ArrayBuffer>> {
    const kept = this.#kept.get(snapshot) ?? new Map<Encoding, Promise<Uint8Array<ArrayBuffer>>>();
    this.#kept.set(snapshot, kept);
    const known = kept.get(encoding);
    if (known !== undefined) return known;
    const bytes = this.#compress[encoding](snapshot.state);
    kept.set(encoding, bytes);
    // Whoever asked hears of the failure; whoever asks next has it compressed anew.
    bytes.catch(() => kept.delete(encoding));
    return bytes;
  }
}

/** The encoding that the client likes best, of several the smallest; null if it takes none of ours. */
export const encodingFor = (c: Context): Encoding | null => {
  const best = accepts(c, {
    header: 'Accept-Encoding',
    supports: [...ENCODINGS],
    default: 'identity',
    match: (accepted, { supports }) => {
      const qualityOf = (encoding: string): number =>
        (accepted.find(({ type }) => type.toLowerCase() === encoding) ?? accepted.find(({ type }) => type === '*'))
          ?.q ?? 0;
      const [first] = supports
        .filter((encoding) => qualityOf(encoding) > 0)
        .sort((a, b) => qualityOf(b) - qualityOf(a));
      return first ?? 'identity';
    },
  });
  return ENCODINGS.find((encoding) => encoding === best) ?? null;
};

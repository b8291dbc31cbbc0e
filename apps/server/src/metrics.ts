/** What Prometheus reads of the server: counts and times, never the contents of a board. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Counters } from './rooms/counters.ts';

/** How a peer is connected: with our own client, or with another one that speaks y-websocket. */
export type PeerKind = 'own' | 'stock';

/** Values that are read each time somebody asks for the metrics. */
interface Sources {
  readonly rooms: () => number;
  readonly isSaving: () => boolean;
  readonly isDraining: () => boolean;
}

const COMMIT_SECONDS = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1, 5];
const TICK_EDITS = [1, 2, 5, 10, 20, 50, 100, 200, 500];

export class Metrics {
  readonly #registry = new Registry();
  readonly #peers: Gauge<'kind'>;
  readonly #bytes: Counter<'direction'>;
  readonly #commits: Histogram;
  readonly #tickEdits: Histogram;
  readonly #failedCommits: Counter;
  readonly #httpErrors: Counter<'code'>;
  /** The counters that rooms raise. */
  readonly counters: Counters;

  constructor() {
    const registers = [this.#registry];
    const named = (name: string, help: string) => ({ name: `samrejse_${name}`, help, registers });
    this.#peers = new Gauge({ ...named('peers', 'Open lines to boards.'), labelNames: ['kind'] });
    this.#bytes = new Counter({
      ...named('socket_bytes_total', 'Bytes of WebSocket messages.'),
      labelNames: ['direction'],
    });
    this.#commits = new Histogram({
      ...named('commit_seconds', 'From the beginning of a commit until its edits are durable.'),
      buckets: COMMIT_SECONDS,
    });
    this.#tickEdits = new Histogram({
      ...named('commit_edits', 'Edits that shared a commit.'),
      buckets: TICK_EDITS,
    });
    this.#failedCommits = new Counter(named('commits_failed_total', 'Commits that failed and are tried again.'));
    this.#httpErrors = new Counter({
      ...named('http_errors_total', 'Requests answered by an error, by its code.'),
      labelNames: ['code'],
    });
    const refused = new Counter({
      ...named('edits_refused_total', 'Edits refused, by reason.'),
      labelNames: ['reason'],
    });
    const presence = new Counter(named('presence_frames_total', 'Frames of presence sent.'));
    this.counters = {
      refused: (reason) => refused.inc({ reason }),
      presence: (frames) => presence.inc(frames),
    };
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** All metrics in Prometheus' text format. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }

  /** Adds the values that are read each time the metrics are asked for. */
  watch({ rooms, isSaving, isDraining }: Sources): void {
    const looked = (name: string, help: string, look: () => number) =>
      new Gauge({
        name: `samrejse_${name}`,
        help,
        registers: [this.#registry],
        collect() {
          this.set(look());
        },
      });
    looked('rooms', 'Boards in memory.', rooms);
    looked('saving', '1 while every board in memory can be saved.', () => Number(isSaving()));
    looked('draining', '1 while the server goes away.', () => Number(isDraining()));
  }

  /** Memory, CPU and event-loop delay of the process. Idempotency a process: it measures until the end. */
  watchProcess(): void {
    collectDefaultMetrics({ register: this.#registry, eventLoopMonitoringPrecision: 10 });
  }

  peerCame(kind: PeerKind): void {
    this.#peers.inc({ kind });
  }

  peerLeft(kind: PeerKind): void {
    this.#peers.dec({ kind });
  }

  received(bytes: number): void {
    this.#bytes.inc({ direction: 'in' }, bytes);
  }

  sent(bytes: number): void {
    this.#bytes.inc({ direction: 'out' }, bytes);
  }

  committed(edits: number, seconds: number): void {
    this.#commits.observe(seconds);
    this.#tickEdits.observe(edits);
  }

  commitFailed(): void {
    this.#failedCommits.inc();
  }

  httpError(code: string): void {
    this.#httpErrors.inc({ code });
  }
}

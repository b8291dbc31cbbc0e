/** Every bound on what a board and its peers may take, each with its reason. Never by address: a workshop sits behind one. */
export const LIMITS = {
  /** A whole journey is 100 to 300 kB; this is twenty of them, and still loads in a second. */
  boardBytes: 6_000_000,
  /** One edit, or all edits of a long time offline. A paste of a hundred full cards is under half of it. */
  updateBytes: 1_000_000,
  /** What the socket accepts at all: far over the above, so that too large an edit is refused in words, not by a cut line. */
  frameBytes: 8_000_000,
  /** What a client may send before its board is loaded. */
  earlyBytes: 9_000_000,
  /** New boards, of everybody together: making one needs no link. A class of 200 may start at once. */
  newBoards: { perSecond: 20, burst: 200 },
  /** The largest workshop we have heard of is under 200 people. */
  peersPerBoard: 250,

  /** Document frames of one peer. A fast typist makes 15 a second; a script that fills a board makes a burst. */
  frames: { perSecond: 200, burst: 400 },
  /** Questions for all that is new (SyncStep1). Each may cost a whole board; a client asks once a connection. */
  questions: { perSecond: 2, burst: 20 },
  /** Frames of any kind. Stock clients echo everybody's presence: 20 ticks a second. Beyond this it is no client. */
  anyFrames: { perSecond: 2_000, burst: 6_000 },
  /** After edits were refused as too fast, ask for what was missed when the peer has had time to calm down. */
  resyncAfterMs: 1_500,

  /** Over this much unsent, a peer gets no presence: it is stale before it arrives. */
  presenceBufferedBytes: 64_000,
  /** Over this, no edits: it catches up from the log when it has drained. A slow peer costs the others nothing. */
  documentBufferedBytes: 512_000,
  /** Over this it is cut off. A whole board fits below it. */
  maxBufferedBytes: 8_000_000,
  /** Not a byte taken for so long: the line is dead. */
  stuckMs: 30_000,
  /** How often a peer that is behind is looked at. */
  catchUpMs: 100,

  /** To stock clients alone: y-websocket gives up on a line that was silent for 30 s, and drops a person not renewed for 30 s. */
  heartbeatMs: 10_000,
  /** Clock values over this are no counter of edits. */
  maxPresenceClock: 2 ** 40,
  /** Who left is remembered, so that they can come back with a lower clock; the oldest are forgotten. */
  departed: 5_000,

  /** Edits of a tick share a commit and a frame. From 16 ms for a few peers to 50 ms at 200: nobody sees the difference. */
  tickMs: { fewest: 16, most: 50, mostAtPeers: 200 },
  /** Pauses between attempts while commits fail. */
  retryMs: { first: 100, longest: 5_000 },
  /** A request waits so long for its commit; then the sender is told to try again. */
  commitWaitMs: 5_000,

  /** A room nobody is in stays loaded for so long: people reload. */
  idleMs: 30_000,
  /** Edits since the last snapshot; reading more than that makes joining slow. */
  snapshotEvery: 200,

  /** ws pings. One unanswered until the next is due: gone. So a pulled cable is noticed within 18 s. */
  pingMs: 9_000,

  /** A drain ends by then, saved or not: an orchestrator kills at 30 s at the latest. */
  drainMs: 10_000,
  /** Lines that are being closed get so long to say goodbye. */
  goodbyeMs: 500,
  /** Clients come back spread over this, so that they do not all come at once. */
  comeBackMs: { least: 500, most: 5_000 },
} as const;

type Widen<T> = { readonly [K in keyof T]: T[K] extends number ? number : Widen<T[K]> };

/** The same bounds with other numbers, for tests. */
export type Limits = Widen<typeof LIMITS>;

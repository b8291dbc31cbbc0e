/** Every bound on what a board and its peers may take, each with its reason. No bound is by address: a workshop sits behind one. */
export const LIMITS = {
  /** A whole journey is 100 to 300 kB; this is twenty of them, and still loads in a second. */
  boardBytes: 6_000_000,
  /** From here on the board says that it is nearly full: time to begin another one, or to take old cards away. */
  softBoardBytes: 4_000_000,
  /** One edit, or all edits of a long time offline. A paste of a thousand full cards is under it. */
  updateBytes: 4_000_000,
  /** One message. Our own client sends more in parts; a stock client that pastes more than this is cut off. */
  frameBytes: 1_100_000,
  /** All parts of one frame: an edit, and a little. */
  partsBytes: 4_100_000,
  /** All frames that are being put together on one board: ten people who come back at once, each after a day offline. */
  boardPartsBytes: 41_000_000,
  /** From the first part to the last: four megabytes up a bad hotel network. Then the parts are dropped. */
  partsMs: 60_000,
  /** What a client may send before its board is loaded: what it wrote offline, in parts. */
  earlyBytes: 5_000_000,
  /** New boards, of everybody together: making one needs no link. A class of 200 may start at once. */
  newBoards: { perSecond: 20, burst: 200 },
  /** And over a day. Each is a few hundred kB on the disk for good, so a script fills half a gigabyte a day at most. */
  newBoardsADay: { perSecond: 2_000 / 86_400, burst: 2_000 },
  /** The largest workshop we have heard of is under 200 people. */
  peersPerBoard: 250,

  /** Document frames of one person. A fast typist makes 15 a second; a script that fills a board makes a burst. */
  frames: { perSecond: 1_000, burst: 2_000 },
  /**
   * Requests that write to a board, counted by link and by board. A channel in Slack has one link for everybody in it: 200
   * people may send a line at once. `most` links and boards are counted at the same time.
   */
  requests: { perLink: { perSecond: 20, burst: 200 }, perBoard: { perSecond: 50, burst: 500 }, most: 10_000 },
  /** Document frames of everybody on a board. 250 people who all type at once make half of it; the other boards want to live. */
  boardFrames: { perSecond: 10_000, burst: 20_000 },
  /** Questions for all that is new (SyncStep1). The answer may be a whole board; a client asks once on each connection. */
  questions: { perSecond: 2, burst: 20 },
  /** Frames of any kind. Stock clients echo everybody's presence: 20 ticks a second. What sends more is no client. */
  anyFrames: { perSecond: 2_000, burst: 6_000 },
  /** Pauses before a peer is asked again for what is missing: it may not have it, and one that was too fast must calm down first. */
  resync: { firstMs: 1_500, longestMs: 60_000 },

  /** Over this much unsent, a peer gets no presence: it is stale before it arrives. */
  presenceBufferedBytes: 64_000,
  /** Over this, no edits: it catches up from the log when it has drained. A slow peer costs the others nothing. */
  documentBufferedBytes: 512_000,
  /** Over this it is cut off. A whole board fits below it. */
  maxBufferedBytes: 8_000_000,
  /** A connection that takes not a byte for so long is dead. */
  stuckMs: 30_000,
  /** How often a peer that is behind is looked at. */
  catchUpMs: 100,
  /** So much is read from the log at once for a peer that is behind: it is held until that connection has taken it. A peer that lacks more edits gets the snapshot. */
  catchUp: { edits: 1_000, bytes: 1_000_000 },

  /** To stock clients alone: y-websocket gives up on a connection that was silent for 30 s, and drops a person not renewed for 30 s. */
  heartbeatMs: 10_000,
  /** A clock of awareness counts changes; a value over this counts none. */
  maxPresenceClock: 2 ** 40,
  /** Clients that left are remembered, so that they can come back with a lower clock; the oldest are forgotten. */
  departed: 5_000,

  /**
   * Edits of a tick share a commit and a frame. The larger the room, the more frames a tick saves: up to 50 ms at 200 peers,
   * which nobody sees. The more edits there are, of all rooms, the more commits: up to 16 ms at 400 a second. A few people
   * at work hardly wait.
   */
  tickMs: { most: 50, mostAtPeers: 200, busy: 16, busyAtEditsPerSecond: 400 },
  /** How far back "edits a second" looks. */
  busyWindowMs: 500,
  /** Pauses between attempts while the log can be neither written nor read. */
  retry: { firstMs: 100, longestMs: 5_000 },
  /**
   * Edits that wait for their commit, in bytes, on one board and on all of them together; and edits that wait for one board
   * to be read. They are in memory alone, so they must not grow without end while the log cannot be used. A workshop of twenty types this
   * much in two hours; a script does in seconds. Over it edits are refused as `not-saving`.
   */
  pendingBytes: { board: 16_000_000, server: 256_000_000 },
  /** Document frames of one connection that wait for their acknowledgement. A fast typist makes them in twenty minutes; then the connection is closed. */
  unacknowledgedFrames: 20_000,
  /** A request waits so long for its commit; then the sender is told to try again. */
  commitWaitMs: 5_000,

  /** How often the server looks for rows that it need not keep. A row more or less does no harm for so long. */
  forgetEveryMs: 60 * 60 * 1_000,
  /** A request with an Idempotency-Key is not sent again after a week; Slack gives up within the hour. */
  receiptsMs: 7 * 24 * 60 * 60 * 1_000,
  /**
   * Owners of Yjs clients that are kept of a document: a row for each page from which somebody has edited it, all read when
   * it is loaded. 20,000 are 200 people who reload twenty times on five days, and 2 MB.
   */
  ownersPerDocument: 20_000,

  /** An empty room stays in memory for so long: people reload. To load it again costs one read of the log. */
  idleMs: 10_000,
  /**
   * A board's bytes stay in memory for so long after somebody joined: people join together, and reading a large board again
   * costs some ms. Small ones are dropped almost at once: of five thousand boards that open within seconds they would be
   * a sixth of the memory.
   */
  bytesIdle: { leastMs: 20, mostMs: 300, bytesPerMs: 5_000 },
  /** Boards whose outline is kept to be answered again: a few kB each, and building one anew costs the board's document. */
  outlines: 1_000,
  /** The document of a board that nobody edits stays in memory for so long: building it blocks everybody, up to half a second. */
  documentIdleMs: 60_000,
  /**
   * When a snapshot is due: after `edits`, if their bytes are a quarter of the last snapshot's, and after `mostEdits` in any
   * case, but not sooner than `pauseMs` after the board was opened or last looked at. A longer tail makes joining slow;
   * writing a large board for a few edits wears out the disk; and in a storm of edits, such as when everybody comes back,
   * the server would do nothing but make snapshots.
   */
  snapshots: { edits: 500, share: 0.25, mostEdits: 1_000, pauseMs: 5_000 },
  /** After so many rooms, documents or boards' bytes were dropped, garbage is collected once it has been quiet for so long. */
  tidy: { released: 20, afterMs: 2_000 },
  /** A compaction that takes longer hangs: the largest board takes three seconds. */
  compactionMs: 60_000,
  /** Boards that wait for that thread, their bytes in memory. The others look again later. */
  waitingCompactions: 100,
  /** The thread that compacts ends when it had nothing to do for so long, and gives its memory back. */
  workerIdleMs: 10_000,
  /** The memory of that thread: the largest board takes a fifth of it. */
  workerMegabytes: 512,

  /** How often WebSockets are pinged. One that has not answered when the next ping is due is gone: a pulled cable is noticed within 18 s. */
  pingMs: 9_000,

  /** A drain ends by then, saved or not: an orchestrator kills at 30 s at the latest. */
  drainMs: 10_000,
  /** Connections that are being closed get so long to say goodbye. */
  goodbyeMs: 500,
  /** Clients come back spread over this, so that they do not all come at once. */
  comeBackMs: { least: 500, most: 5_000 },
} as const;

type Widen<T> = { readonly [K in keyof T]: T[K] extends number ? number : Widen<T[K]> };

/** The same bounds with other numbers, for tests. */
export type Limits = Widen<typeof LIMITS>;

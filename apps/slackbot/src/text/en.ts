/** The bot's words, English being the source. Arguments come escaped; `*…*` is bold in Slack. */
export const en = {
  added: (what: string, where: string): string => `${what} added to ${where}.`,
  addedToInbox: (what: string): string => `${what} added to the board’s inbox, where anyone can place it.`,
  placedNear: (wrote: string): string => `You wrote “${wrote}”.`,
  placedInPhase: (phase: string): string => `The first step of ${phase}.`,
  placedLast: 'The same step as your last one. Begin with another step’s name or number to place it elsewhere.',
  howToPlace: (example: string): string => `To place it next time, begin with a step’s number or name: ${example}`,
  ambiguous: (wrote: string): string => `“${wrote}” fits more than one step:`,
  via: (channel: string): string => `Channel: ${channel}`,
  saving: 'Saving… I will answer here in a moment.',
  kept: 'The board is not answering. Your text is kept, and I will add it as soon as the board is back.',
  keptUndo: 'The board is not answering. I will remove the card as soon as it is back.',
  repeated: 'You just added this, so I did not add it twice.',
  undone: (what: string): string => `${what} removed from the board.`,
  undoRefused: {
    'not-yours': 'Only its author or the facilitator can remove this card.',
    'link-gone': 'This channel is no longer linked to that board, so I cannot remove the card from here.',
  },
  nothingToUndo: 'You have added nothing here that can be undone.',
  notLinked: 'This channel is not linked to a board yet.',
  howToLink: 'Open Share on the board, copy a link and type',
  linkPlaceholder: '<board link>',
  yourText: 'Your text, so that it is not lost:',
  tooLong: (length: number, limit: number): string =>
    `That is ${length} characters, and one line holds ${limit}. Nothing was added. Shorten it, or write it on the board.`,
  notSaved: {
    'link-dead':
      'The board’s link no longer works, so nothing was added. Ask the facilitator for a new one and link it again.',
    'link-changed': 'This channel was linked to another board in the meantime, so nothing was added.',
    forbidden: 'The board takes no cards right now, so nothing was added.',
    'board-full': 'The board is full, so nothing was added.',
    'not-accepted': 'The board did not take this, so nothing was added.',
  },
  linked: (title: string): string => `This channel is now linked to *${title}*. Everyone here can add cards:`,
  linkedInstead: (title: string): string => `It was linked to *${title}* before.`,
  linkRefused: {
    unreadable: 'I cannot read that as a board’s link. It looks like',
    foreign: 'That link leads to another server. I only know boards on',
    viewer: 'That is a viewer’s link, which can add nothing. Copy the participants’ link from Share on the board.',
    unknown: 'The board does not know that link. It may have been withdrawn, or part of it is missing. Copy it again.',
    unreachable: 'The board is not answering, so I could not check the link. Try again in a minute.',
  },
  unlinked: (title: string): string =>
    `This channel is no longer linked to *${title}*. Cards already added stay on the board.`,
  status: (title: string): string => `This channel is linked to *${title}*.`,
  session: {
    idle: 'No session is running.',
    running: (title: string, until: string): string => `*${title}* is running until ${until}.`,
    paused: (title: string, left: string): string => `*${title}* is paused with ${left} left.`,
    ended: (title: string): string => `*${title}* has ended.`,
  },
  untitled: 'untitled',
  minutes: (minutes: number): string => (minutes === 1 ? '1 minute' : `${minutes} minutes`),
  boardSilent: (title: string): string =>
    `The board *${title}* is not answering right now. What you add is kept until it does.`,
  boardGone: (title: string): string => `The link to *${title}* no longer works. Ask the facilitator for a new one.`,
  help: 'One line becomes a card on the board.',
  helpPlace: 'Begin with a step’s number or name, end with the channel or a feeling. You can leave any of it out.',
  helpAlso: 'Also',
  helpCommands: {
    link: 'link this channel to a board',
    unlink: 'take the link away',
    status: 'which board, and whether a session is running',
    undo: 'remove the last card you added here',
  },
  emptyAdd: (what: string): string => `${what}: write it in one line, for example`,
  unknown: (word: string, closest: string): string => `I do not know “${word}”. Did you mean ${closest}?`,
  unknownExamples: 'For example',
  failed: (errorId: string): string => `Something went wrong on my side (error ${errorId}). Try again.`,
  undo: 'Undo',
  putBack: 'Restore',
  addAgain: 'Add again',
  openBoard: 'Open board',
  undoLabel: (text: string): string => `Undo: ${text}`,
  againLabel: (text: string): string => `Add again: ${text}`,
  /** The step in examples, as long as no real step is known. */
  exampleStep: 'Checkout',
  examples: {
    pain: (number: string, step: string): readonly [string, string] => [
      `${number} the form loses my data :(`,
      `${step}: no receipt via email`,
    ],
    touchpoint: (number: string, step: string): readonly [string, string] => [
      `${number} confirmation via email`,
      `${step}: parcel tracking via app :)`,
    ],
  },
};

export type Messages = typeof en;

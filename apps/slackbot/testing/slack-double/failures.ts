/** What went wrong, kept until the end of the test: a bot that catches an error must not hide it. */
export interface Failure {
  readonly what: string;
  readonly detail: string;
}

export interface Failures {
  readonly record: (what: string, detail?: string) => void;
  /** Gives all so far and forgets them: the test says that it expected them. */
  readonly take: () => readonly Failure[];
}

export const createFailures = (): Failures => {
  let recorded: Failure[] = [];
  return {
    record: (what, detail = '') => {
      recorded = [...recorded, { what, detail }];
    },
    take: () => {
      const taken = recorded;
      recorded = [];
      return taken;
    },
  };
};

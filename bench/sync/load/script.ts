/** Edits made before a measurement, so that making them does not burden it, and sent during it. */
import type { Client } from './client.ts';
import type { Deliveries } from './deliveries.ts';
import type { Stream } from './pace.ts';
import { type RealEdit, Writer, type WriterOptions } from './writer.ts';

/** Edits enough for so long at a rate, although nobody keeps to a beat. */
export const enough = (perSecond: number, ms: number): number => Math.ceil((ms / 1_000) * perSecond * 1.1) + 3;

/** `count` edits of one person. Marks that an edit does not use are not lost: the next one has them. */
export const writeEdits = (options: WriterOptions, count: number, deliveries: Deliveries): RealEdit[] => {
  const writer = new Writer(options);
  const edits: RealEdit[] = [];
  let mark = deliveries.mark();
  for (let i = 0; i < count; i++) {
    const edit = writer.edit(mark);
    edits.push(edit);
    if (edit.mark !== null && i < count - 1) mark = deliveries.mark();
  }
  return edits;
};

export interface Script {
  readonly client: Client;
  readonly edits: readonly RealEdit[];
}

/** What has been sent of it. */
export interface Sending extends Stream {
  readonly sent: readonly RealEdit[];
}

/** One person's edits, one after the other, at a rate. */
export const sending = ({ client, edits }: Script, perSecond: number, deliveries: Deliveries): Sending => {
  const sent: RealEdit[] = [];
  return {
    perSecond,
    sent,
    send: () => {
      const edit = edits[sent.length];
      if (edit === undefined) return false;
      if (edit.mark !== null) deliveries.sent(edit.mark, client.self.index);
      client.sendUpdate(edit.update);
      sent.push(edit);
      return true;
    },
  };
};

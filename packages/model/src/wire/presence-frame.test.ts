import fc from 'fast-check';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { idSchema } from '../records/ids.ts';
import { MESSAGE_PRESENCE } from './messages.ts';
import { NOTHING_SHOWN, type Shown, type ShownChange, shownChange, TOOLS } from './presence.ts';
import { encodeShown, encodeSlot, frameOfSlots, readShown, readSlots } from './presence-frame.ts';

/** A decoder behind the type number, as the receiver has it. */
const arrived = (bytes: Uint8Array): decoding.Decoder => {
  const decoder = decoding.createDecoder(bytes);
  expect(decoding.readVarUint(decoder)).toBe(MESSAGE_PRESENCE);
  return decoder;
};

const coordinate = fc.integer({ min: -1e6, max: 1e6 });
const at = fc.record({ x: coordinate, y: coordinate });
const id = fc.stringMatching(/^[0-9A-Za-z_:.-]{1,64}$/).filter((text) => v.is(idSchema, text));
const hand = fc.oneof(fc.constant({ held: null, hang: null }), fc.record({ held: id, hang: at }));
const length = fc.integer({ min: 0, max: 1e6 });
const view = fc.record({ x: coordinate, y: coordinate, width: length, height: length });
const shown: fc.Arbitrary<Shown> = fc
  .record({
    cursor: fc.option(at),
    selected: fc.option(id),
    tool: fc.constantFrom(...TOOLS),
    view,
    hidden: fc.boolean(),
    hand,
  })
  .map(({ hand: { held, hang }, ...rest }) => ({ ...rest, held, hang }));

const applied = (before: Shown, change: ShownChange | null): Shown => ({ ...before, ...change });

describe('presence on the wire', () => {
  test('[W10] what changed arrives, and what did not stays as it was', () => {
    fc.assert(
      fc.property(shown, shown, (before, now) => {
        const change = shownChange(before, now);
        if (change === null) expect(now).toEqual(before);
        else expect(applied(before, readShown(arrived(encodeShown(change, now))))).toEqual(now);
      }),
    );
    expect(shownChange(NOTHING_SHOWN, NOTHING_SHOWN)).toBeNull();
  });

  test('[W10] everybody’s changes arrive in one frame, each with its slot', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat({ max: 0xffff }), shown)), (people) => {
        const all = people.flatMap(([slot, now]) => {
          const change = shownChange(NOTHING_SHOWN, now);
          return change === null ? [] : [{ slot, change, shown: now }];
        });
        const read = readSlots(arrived(frameOfSlots(all.map(encodeSlot))));
        expect(read?.map(({ slot, change }) => [slot, applied(NOTHING_SHOWN, change)])).toEqual(
          all.map((one) => [one.slot, one.shown]),
        );
      }),
    );
  });

  test('[W10] a cursor that moves costs six bytes up and at most seven down', () => {
    const now: Shown = { ...NOTHING_SHOWN, cursor: { x: 3_210, y: 1_234 }, selected: 'card-1' };
    const change = { cursor: now.cursor };
    expect(encodeShown(change, now).byteLength).toBe(6);
    const [few, many] = [[7], [7, 190]].map((slots) =>
      frameOfSlots(slots.map((slot) => encodeSlot({ slot, change, shown: now }))),
    );
    expect([few?.byteLength, many?.byteLength]).toEqual([7, 14]);
  });

  test('[W11] whatever bytes come, reading them never throws, and what is read can be shown', () => {
    const sound = (change: ShownChange | null) => {
      for (const point of [change?.cursor, change?.hang, change?.view]) {
        if (point) expect(Math.max(Math.abs(point.x), Math.abs(point.y))).toBeLessThanOrEqual(1e6);
      }
      if (change?.tool !== undefined) expect(TOOLS).toContain(change.tool);
      for (const name of [change?.selected, change?.held]) if (name) expect(v.is(idSchema, name)).toBe(true);
    };
    const hostile = (bytes: Uint8Array) => {
      sound(readShown(decoding.createDecoder(bytes)));
      for (const { change } of readSlots(decoding.createDecoder(bytes)) ?? []) sound(change);
    };
    fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), hostile), { numRuns: 2_000 });
    // Good frames with one byte changed, cut off, or with bytes added.
    const damaged = fc.tuple(shown, fc.nat(), fc.nat({ max: 255 }), fc.nat()).map(([now, place, byte, cut]) => {
      const bytes = encodeShown(shownChange(NOTHING_SHOWN, now) ?? { cursor: null }, now).slice(1);
      bytes[place % bytes.length] = byte;
      return bytes.slice(0, 1 + (cut % bytes.length));
    });
    fc.assert(fc.property(damaged, hostile), { numRuns: 2_000 });
  });

  test('[W11] what is too far away, no id, no register of ours or followed by more is no presence', () => {
    const frame = (write: (encoder: encoding.Encoder) => void) => {
      const encoder = encoding.createEncoder();
      write(encoder);
      return readShown(decoding.createDecoder(encoding.toUint8Array(encoder)));
    };
    const far = (encoder: encoding.Encoder) => {
      encoding.writeUint8(encoder, 1);
      encoding.writeVarInt(encoder, 1_000_001);
      encoding.writeVarInt(encoder, 0);
    };
    const noId = (encoder: encoding.Encoder) => {
      encoding.writeUint8(encoder, 2);
      encoding.writeVarString(encoder, '<b>Anna</b>');
    };
    const unknown = (encoder: encoding.Encoder) => encoding.writeUint8(encoder, 128);
    const nothing = (encoder: encoding.Encoder) => encoding.writeUint8(encoder, 0);
    const more = (encoder: encoding.Encoder) => {
      encoding.writeUint8(encoder, 64);
      encoding.writeUint8(encoder, 0);
    };
    expect([far, noId, unknown, nothing, more, () => {}].map(frame)).toEqual([null, null, null, null, null, null]);
    const tool = frame((encoder) => {
      encoding.writeUint8(encoder, 16);
      encoding.writeUint8(encoder, 16 + 9);
    });
    // Sent by a newer client.
    expect(tool).toEqual({ tool: 'pointer', hidden: true });
  });

  test('[W11] what we encode ourselves can always be read', () => {
    const wild: Shown = {
      ...NOTHING_SHOWN,
      cursor: { x: Number.NaN, y: 1e12 },
      view: { x: 0.4, y: -0.4, width: Number.POSITIVE_INFINITY, height: -3 },
    };
    expect(readShown(arrived(encodeShown({ cursor: wild.cursor, view: wild.view }, wild)))).toEqual({
      cursor: { x: 0, y: 1e6 },
      view: { x: 0, y: 0, width: 0, height: 3 },
    });
  });
});

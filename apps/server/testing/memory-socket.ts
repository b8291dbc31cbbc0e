import type { Socket } from '../src/rooms/peers/outbox.ts';

export interface MemorySocket extends Socket {
  /** What was sent and the other side has taken. */
  readonly delivered: Uint8Array[];
  /** While true, nothing is taken. */
  stalled: boolean;
  readonly closedWith: () => number | 'terminated' | null;
  /** The other side takes so many frames; all where not said. */
  readonly drain: (frames?: number) => void;
}

/** A socket inside the process, that can be made slow. */
export const createMemorySocket = (): MemorySocket => {
  const waiting: Uint8Array[] = [];
  let holds = 0;
  let closed: number | 'terminated' | null = null;
  const socket: MemorySocket = {
    delivered: [],
    stalled: false,
    closedWith: () => closed,
    buffered: () => waiting.reduce((sum, frame) => sum + frame.byteLength, 0),
    send: (frame) => {
      if (closed !== null) return;
      waiting.push(frame);
      if (!socket.stalled && holds === 0) socket.drain();
    },
    cork: () => {
      holds++;
    },
    uncork: () => {
      holds--;
      if (holds === 0 && closed === null && !socket.stalled) socket.drain();
    },
    drain: (frames = waiting.length) => void socket.delivered.push(...waiting.splice(0, frames)),
    close: (code) => {
      closed ??= code;
    },
    terminate: () => {
      closed ??= 'terminated';
    },
  };
  return socket;
};

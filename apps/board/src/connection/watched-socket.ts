import { encodeFrameParts, MAX_PART_BYTES } from '@samrejse/model/wire/frame-parts';
import { MESSAGE_SYNC, SYNC_STEP_1, SYNC_STEP_2 } from '@samrejse/model/wire/messages';

/**
 * A WebSocket that tells when a document frame leaves, so that acknowledgements can be matched to edits, and that sends
 * a large one (a paste, or what was written offline) in parts.
 */
export const watchedSocket = (onDocumentFrame: (whole: boolean) => void): typeof WebSocket =>
  class extends WebSocket {
    override send(data: string | ArrayBufferLike | Blob | ArrayBufferView<ArrayBufferLike>): void {
      const isDocument = data instanceof Uint8Array && data[0] === MESSAGE_SYNC && data[1] !== SYNC_STEP_1;
      if (isDocument) onDocumentFrame(data[1] === SYNC_STEP_2);
      if (!isDocument || data.length <= MAX_PART_BYTES) super.send(data as ArrayBufferView<ArrayBuffer>);
      else for (const part of encodeFrameParts(data)) super.send(part);
    }
  };

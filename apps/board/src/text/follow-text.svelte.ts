/**
 * Binds a field to a shared text. What is typed in the field is written as the smallest change; what others type appears
 * in the field, and the caret stays between the letters it stood between. During composition (an IME, a dead key) the
 * field is left alone.
 */
import { caretAfter, type Splice, spliceBetween } from '@samrejse/model/document/text';
import type { Attachment } from 'svelte/attachments';
import type { SharedText } from '../state/texts.ts';

type Field = HTMLTextAreaElement | HTMLInputElement;

/** `before` after a splice. */
const spliced = (before: string, { at, remove, insert }: Splice): string =>
  before.slice(0, at) + insert + before.slice(at + remove);

/** `changed` reads the text's reactive copy, so that the field looks at the document again when the text changes. */
export const followText =
  ({ read, type }: SharedText, changed: () => unknown): Attachment<Field> =>
  (field) => {
    // The field's text when it and the document last agreed.
    let shown = read();
    let composing = false;
    field.value = shown;
    // Marks a field whose undo is the board's: the browser's own undo knows nothing of the others who type here.
    field.dataset.shared = '';

    const takeIn = () => {
      const next = read();
      if (next === field.value) {
        shown = next;
        return;
      }
      if (composing) return;
      const splice = spliceBetween(field.value, next);
      const start = caretAfter(field.selectionStart ?? next.length, splice);
      const end = caretAfter(field.selectionEnd ?? next.length, splice);
      field.value = next;
      shown = next;
      if (document.activeElement === field) field.setSelectionRange(start, end);
    };

    const onInput = () => {
      const mine = spliceBetween(shown, field.value, field.selectionStart ?? field.value.length);
      const theirs = spliceBetween(shown, read());
      shown = field.value;
      // Others may have typed during our composition: our change goes where its neighbouring letters are now.
      const at = caretAfter(mine.at, theirs);
      type(spliced(read(), { ...mine, at }), at + mine.insert.length);
      if (!composing) takeIn();
    };
    const onStart = () => {
      composing = true;
    };
    const onEnd = () => {
      composing = false;
      takeIn();
    };
    field.addEventListener('input', onInput);
    field.addEventListener('compositionstart', onStart);
    field.addEventListener('compositionend', onEnd);
    $effect(() => {
      changed();
      takeIn();
    });
    return () => {
      field.removeEventListener('input', onInput);
      field.removeEventListener('compositionstart', onStart);
      field.removeEventListener('compositionend', onEnd);
    };
  };

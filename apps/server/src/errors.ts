import { type ApiError, ERROR_STATUS, type ErrorCode } from '@samrejse/model/api/http';
import { SESSION_REFUSAL_WORDS } from '@samrejse/model/session/refusal-words';
import type { SessionRefusal } from '@samrejse/model/session/session';
import type { Language } from '@samrejse/model/words/language';
import { ERROR_WORDS } from './error-words.ts';

/**
 * An error that a user may cause or must hear of. It leaves the server as JSON: its code, and words in the reader's
 * language.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  /** The names of the fields that failed validation, or why a session command was refused. */
  readonly details: { readonly fields?: readonly string[]; readonly reason?: SessionRefusal };

  constructor(code: ErrorCode, details: AppError['details'] = {}) {
    super(code);
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }

  get status(): (typeof ERROR_STATUS)[ErrorCode] {
    return ERROR_STATUS[this.code];
  }

  /** The error as the API answers it. */
  in(language: Language): ApiError {
    const { fields, reason } = this.details;
    const words = ERROR_WORDS[language];
    if (reason !== undefined)
      return { error: { code: this.code, message: SESSION_REFUSAL_WORDS[reason][language], reason } };
    const message = fields === undefined || fields.length === 0 ? words[this.code] : words.fields(fields.join(', '));
    return { error: { code: this.code, message } };
  }
}

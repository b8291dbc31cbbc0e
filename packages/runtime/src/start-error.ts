/** Why a process cannot start: lines for the person who starts it, each saying what is wrong and what to do. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

/** The server's log is the one of packages/runtime. Tokens never reach it: links carry them in the fragment. */
export { createLog, type Log } from '@samrejse/runtime/log';

/** The bot as `src/main.ts` runs it, with short pauses: between attempts at the board, and until it gives Slack up. */
import { LIMITS } from '../src/limits.ts';
import { runSlackbot } from '../src/run.ts';

runSlackbot({ ...LIMITS, firstRetryMs: 50, longestRetryMs: 200, slackRetries: 1, slackFirstRetryMs: 50 });

import { runSlackbot } from './run.ts';

runSlackbot();

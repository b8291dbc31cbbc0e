import { coldOpen } from './cold-open.ts';
import { fanOut } from './fan-out.ts';
import { growthByPeers, growthByRooms } from './growth.ts';
import { kill } from './kill.ts';
import { manyRooms } from './many-rooms.ts';
import { presence } from './presence.ts';
import { saturation } from './saturation.ts';
import type { Scenario } from './scenario.ts';
import { slowConsumer } from './slow-consumer.ts';

export const SCENARIOS = {
  S1: fanOut,
  S2: saturation,
  S3: manyRooms,
  S4: coldOpen,
  S5: kill,
  S6: slowConsumer,
  S7: presence,
  G1: growthByPeers,
  G2: growthByRooms,
} as const satisfies Record<string, Scenario>;

export type ScenarioId = keyof typeof SCENARIOS;

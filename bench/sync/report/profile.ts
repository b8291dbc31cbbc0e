/** Where a server's time went: V8's CPU profile, summed up by function. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Of Node's .cpuprofile, what is looked at here. */
interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

const SHOWN = 20;
/** V8's names for time in which no JavaScript ran: nothing to do, and not of the loop. */
const IDLE: readonly string[] = ['(idle)', '(root)'];

/** `node_modules/ws/lib/sender.js` or `rooms/room.ts`; never where the repository lies. */
const placeOf = (url: string, line: number): string => {
  if (url === '') return '';
  const path = url.replace(/^file:\/\//, '');
  const from = path.lastIndexOf('node_modules/');
  const short = from === -1 ? path.split('/').slice(-2).join('/') : path.slice(from + 'node_modules/'.length);
  return `${short}:${line + 1}`;
};

const summarise = (profile: CpuProfile): string => {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node.callFrame]));
  const selfUs = new Map<string, number>();
  let busyUs = 0;
  for (const [i, id] of profile.samples.entries()) {
    const frame = nodes.get(id);
    if (frame === undefined || IDLE.includes(frame.functionName)) continue;
    const us = profile.timeDeltas[i] ?? 0;
    const name = `${frame.functionName || '(anonymous)'} ${placeOf(frame.url, frame.lineNumber)}`.trim();
    selfUs.set(name, (selfUs.get(name) ?? 0) + us);
    busyUs += us;
  }
  const top = [...selfUs].sort(([, a], [, b]) => b - a).slice(0, SHOWN);
  return top.map(([name, us]) => `${((us / busyUs) * 100).toFixed(1).padStart(6)} %  ${name}`).join('\n');
};

/** Each profile in a folder as its most costly functions, by the share of the busy time that they themselves took. */
export const readProfiles = async (folder: string): Promise<string[]> => {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.cpuprofile')).sort();
  const texts: string[] = [];
  for (const name of names) {
    const profile = JSON.parse(await readFile(join(folder, name), 'utf8')) as CpuProfile;
    texts.push(`${name}\n${summarise(profile)}`);
  }
  return texts;
};

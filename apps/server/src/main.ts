import { systemClock } from '@samrejse/runtime/clock';
import { createLog } from '@samrejse/runtime/log';
import { StartError } from '@samrejse/runtime/start-error';
import { readSecret } from './access/secret.ts';
import { readConfig } from './config.ts';
import { ensureExample, greeting } from './example.ts';
import { createServer } from './server.ts';
import { openStore } from './store/sqlite/open.ts';
import { keepUnsaved, takeUpUnsaved } from './store/unsaved.ts';

const start = async (): Promise<void> => {
  const config = readConfig(process.env);
  const clock = systemClock;
  const log = createLog(config.LOG_LEVEL);
  const { store, close } = openStore(config.DATA_DIR, clock);
  const secret = readSecret(config.DATA_DIR, { mayCreate: !(await store.links.hasAny()) });
  const { SERVICE_TOKEN: serviceToken, PUBLIC_URL: publicUrl, FRAME_ANCESTORS: frameAncestors } = config;
  await takeUpUnsaved(config.DATA_DIR, store.log);
  const server = createServer({
    store,
    secret,
    clock,
    log,
    serviceToken,
    publicUrl,
    frameAncestors,
    keepUnsaved: (entries) => keepUnsaved(config.DATA_DIR, entries),
  });
  server.metrics.watchProcess();
  const end = async () => {
    const saved = await server.drain();
    close();
    process.exit(saved ? 0 : 1);
  };
  // Before the server listens: until there is a handler, a signal ends the process without a drain.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void end());

  const url = await server.listen({ host: config.HOST, port: config.PORT });
  log.info({ url }, 'listening');
  const made = { boards: store.boards, links: server.links };
  await ensureExample({ ...made, clock }, config.LANG);
  process.stdout.write(
    await greeting({ ...made, boardLog: store.log }, { url, hasServiceToken: serviceToken !== undefined }),
  );
};

start().catch((error: unknown) => {
  process.stderr.write(
    error instanceof StartError ? `${error.message}\n` : `${String(error instanceof Error ? error.stack : error)}\n`,
  );
  process.exit(1);
});

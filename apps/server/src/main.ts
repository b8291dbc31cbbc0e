import { systemClock } from '@samrejse/runtime/clock';
import { StartError } from '@samrejse/runtime/start-error';
import { readSecret } from './access/secret.ts';
import { readConfig } from './config.ts';
import { ensureExample, greeting } from './example.ts';
import { createLog } from './log.ts';
import { createServer } from './server.ts';
import { openDatabase } from './store/sqlite/database.ts';
import { hasLinks } from './store/sqlite/links.ts';
import { createBoardLog } from './store/sqlite/log.ts';
import { forgetOldReceipts } from './store/sqlite/receipts.ts';
import { keepUnsaved, takeUpUnsaved } from './store/unsaved.ts';

const start = async (): Promise<void> => {
  const config = readConfig(process.env);
  const clock = systemClock;
  const log = createLog(config.LOG_LEVEL);
  const { db, close } = openDatabase(config.DATA_DIR);
  const secret = readSecret(config.DATA_DIR, { mayCreate: !hasLinks(db) });
  forgetOldReceipts(db, clock.now());
  const { SERVICE_TOKEN: serviceToken, PUBLIC_URL: publicUrl } = config;
  const boardLog = createBoardLog(db, clock);
  await takeUpUnsaved(config.DATA_DIR, boardLog);
  const server = createServer({
    db,
    secret,
    clock,
    log,
    serviceToken,
    publicUrl,
    boardLog,
    keepUnsaved: (entries) => keepUnsaved(config.DATA_DIR, entries),
  });
  server.metrics.watchProcess();
  const end = async () => {
    const saved = await server.drain();
    close();
    process.exit(saved ? 0 : 1);
  };
  // Before anybody can know that we run: a signal that comes first would end us without a word.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void end());

  const url = await server.listen({ host: config.HOST, port: config.PORT });
  log.info({ url }, 'listening');
  const deps = { db, links: server.links, clock, boardLog };
  await ensureExample(deps, config.LANG);
  process.stdout.write(await greeting(deps, { url, hasServiceToken: serviceToken !== undefined }));
};

start().catch((error: unknown) => {
  process.stderr.write(
    error instanceof StartError ? `${error.message}\n` : `${String(error instanceof Error ? error.stack : error)}\n`,
  );
  process.exit(1);
});

import { toJsonSchema } from '@valibot/to-json-schema';
import { expect, test } from 'vitest';
import { boardFileSchema } from '../records/snapshot-schema.ts';

test('[D19] the published JSON Schema is that of today’s board file', async () => {
  const schema = toJsonSchema(boardFileSchema, {
    // JSON Schema has no words for checks beyond types, such as "plain JSON", and does not need them.
    errorMode: 'ignore',
  });
  const published = {
    ...schema,
    $id: 'https://samrejse.example/schema/board-file-2.json',
    title: 'Samrejse board file, version 2',
  };
  await expect(`${JSON.stringify(published, null, 2)}\n`).toMatchFileSnapshot('../../schema/board-file.schema.json');
});

/** Block Kit as far as the bot uses it, with Slack's limits. Strict: an unknown block, element or field is an error. */
import * as v from 'valibot';

const text = (limit: number) =>
  v.pipe(
    v.string(),
    v.check((s) => s.trim() !== '', 'empty text'),
    v.maxLength(limit, (issue) => `text of ${String(issue.received)} letters, ${limit} allowed`),
  );

/** Signs that Slack would read as markup must be escaped, or be one of the forms the bot means to use. */
const ALLOWED_MARKUP = /<!date\^\d+\^[^|<>]+\|[^<>|]+>/g;
const mrkdwnText = (limit: number) =>
  v.pipe(
    text(limit),
    v.check((s) => !/[<>]/.test(s.replace(ALLOWED_MARKUP, '').replace(/^>/gm, '')), 'unescaped < or >'),
    v.check((s) => !/&(?!(?:amp|lt|gt);)/.test(s), 'unescaped &'),
  );

const plainText = (limit: number) =>
  v.strictObject({ type: v.literal('plain_text'), text: text(limit), emoji: v.optional(v.boolean()) });
const mrkdwn = (limit: number) =>
  v.strictObject({ type: v.literal('mrkdwn'), text: mrkdwnText(limit), verbatim: v.optional(v.boolean()) });

const textObject = (limit: number) => v.variant('type', [plainText(limit), mrkdwn(limit)]);

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(255));
const blockId = v.optional(id);

const buttonSchema = v.strictObject({
  type: v.literal('button'),
  action_id: id,
  text: plainText(75),
  value: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(2_000))),
  url: v.optional(v.pipe(v.string(), v.url(), v.maxLength(3_000))),
  style: v.optional(v.picklist(['primary', 'danger'])),
  accessibility_label: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(75))),
});
export type ShownButton = v.InferOutput<typeof buttonSchema>;

const uniqueActionIds = (elements: ShownButton[]): boolean =>
  new Set(elements.map((element) => element.action_id)).size === elements.length;

const sectionSchema = v.pipe(
  v.strictObject({
    type: v.literal('section'),
    block_id: blockId,
    text: v.optional(textObject(3_000)),
    fields: v.optional(v.pipe(v.array(textObject(2_000)), v.minLength(1), v.maxLength(10))),
  }),
  v.check((block) => block.text !== undefined || block.fields !== undefined, 'a section needs text or fields'),
);
const contextSchema = v.strictObject({
  type: v.literal('context'),
  block_id: blockId,
  elements: v.pipe(v.array(textObject(3_000)), v.minLength(1), v.maxLength(10)),
});
const actionsSchema = v.strictObject({
  type: v.literal('actions'),
  block_id: blockId,
  elements: v.pipe(
    v.array(buttonSchema),
    v.minLength(1),
    v.maxLength(25),
    v.check(uniqueActionIds, 'an action_id twice in one block'),
  ),
});
const dividerSchema = v.strictObject({ type: v.literal('divider'), block_id: blockId });
const headerSchema = v.strictObject({ type: v.literal('header'), block_id: blockId, text: plainText(150) });

const SCHEMAS = {
  section: sectionSchema,
  context: contextSchema,
  actions: actionsSchema,
  divider: dividerSchema,
  header: headerSchema,
} as const;

export type ShownBlock = {
  [Type in keyof typeof SCHEMAS]: v.InferOutput<(typeof SCHEMAS)[Type]>;
}[keyof typeof SCHEMAS];

/** Each block by the schema of its own type, so that the complaint is about what is wrong with it. */
const blockSchema = v.lazy((input: unknown) => {
  const type = typeof input === 'object' && input !== null && 'type' in input ? String(input.type) : '';
  const schema = Object.entries(SCHEMAS).find(([name]) => name === type)?.[1];
  return (schema ?? v.never(`unknown block type "${type}"`)) as v.GenericSchema<unknown, ShownBlock>;
});

const uniqueBlockIds = (blocks: ShownBlock[]): boolean => {
  const ids = blocks.flatMap((block) => block.block_id ?? []);
  return new Set(ids).size === ids.length;
};

export const blocksSchema = v.pipe(
  v.array(blockSchema),
  v.maxLength(50, 'more than 50 blocks'),
  v.check(uniqueBlockIds, 'a block_id twice'),
);

/** The fields that every way of sending a message shares. */
export const messageEntries = {
  text: v.pipe(
    mrkdwnText(40_000),
    v.check((s) => s.trim() !== '', 'no top-level text'),
  ),
  blocks: v.optional(blocksSchema),
};
export const messageSchema = v.strictObject(messageEntries);
export type ShownMessage = v.InferOutput<typeof messageSchema>;

/** What is wrong with a value, in one line each. */
export const complaints = (schema: v.GenericSchema, value: unknown): string[] => {
  const checked = v.safeParse(schema, value);
  if (checked.success) return [];
  return checked.issues.map((issue) => {
    const path = issue.path?.map((item) => String(item.key)).join('.') ?? '';
    return path === '' ? issue.message : `${path}: ${issue.message}`;
  });
};

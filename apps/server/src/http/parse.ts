import { errorSchema } from '@samrejse/model/api/http';
import { describeRoute, resolver, validator } from 'hono-openapi';
import type { GenericSchema } from 'valibot';
import { AppError } from '../errors.ts';

/** The names of the fields that do not fit the schema, with dots where they are nested. */
const fieldsOf = (issues: readonly { readonly path?: readonly unknown[] | undefined }[]): string[] => {
  const names = issues.map((issue) =>
    (issue.path ?? [])
      .map((part) => (typeof part === 'object' && part !== null && 'key' in part ? part.key : part))
      .join('.'),
  );
  return [...new Set(names)].filter((name) => name !== '');
};

/**
 * Reads the JSON body, or the query, as the schema says. Throws `bad-request` with the names of the fields that do not
 * fit, and never their values.
 */
export const parse = <const Target extends 'json' | 'query', Schema extends GenericSchema>(
  target: Target,
  schema: Schema,
) =>
  validator(target, schema, (result) => {
    if (!result.success) throw new AppError('bad-request', { fields: fieldsOf(result.error) });
  });

const json = (schema: GenericSchema) => ({ 'application/json': { schema: resolver(schema) } });

/** Describes a route in the OpenAPI document. `schema` is null for an answer without a body. */
export const describe = (summary: string, status: 200 | 201 | 204, schema: GenericSchema | null) =>
  describeRoute({
    summary,
    responses: {
      [status]: schema === null ? { description: 'done' } : { description: 'done', content: json(schema) },
      default: { description: 'refused', content: json(errorSchema) },
    },
  });

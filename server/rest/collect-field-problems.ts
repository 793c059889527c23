import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Locale } from '../../shared/errors.ts';
import type { FieldProblem } from '../platform/app-error.ts';
import { fieldProblems, MAX_FIELD_PROBLEMS } from '../platform/to-app-error.ts';

const ERROR_MAPS = { 'zh-CN': z.locales.zhCN().localeError, en: z.locales.en().localeError };

/** In the order in which Fastify checks them. */
const PARTS = ['params', 'body', 'querystring', 'headers'] as const;

/**
 * Every failing field of `request`, in REST names and in `locale`, when its part `firstFailing` was refused. Fastify
 * stops there; a caller should not have to send the request again to learn of the next part.
 */
export function collectFieldProblems(
  request: FastifyRequest,
  firstFailing: string,
  locale: Locale,
): FieldProblem[] {
  const schemas = request.routeOptions.schema ?? {};
  const values = {
    params: request.params,
    // Without a body every required field is missing.
    body: request.body ?? {},
    querystring: request.query,
    headers: request.headers,
  };
  const start = PARTS.findIndex((part) => part === firstFailing);
  const problems = PARTS.slice(Math.max(0, start)).flatMap((part) => {
    const schema = schemas[part];
    if (!(schema instanceof z.ZodType)) return [];
    const parsed = schema.safeParse(values[part], { error: ERROR_MAPS[locale] });
    return parsed.error ? fieldProblems(parsed.error) : [];
  });
  return problems.slice(0, MAX_FIELD_PROBLEMS);
}

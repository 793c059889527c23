import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { exportAccount } from '../account/export-account.ts';
import { LOCALES } from '../../shared/errors.ts';
import { exportTransactions } from '../credits/export-transactions.ts';
import { businessDate } from '../platform/business-date.ts';
import { requireCaller } from './file-caller.ts';
import { nameFile } from './name-file.ts';

const instantSchema = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .optional();

/** Instants, inclusive `from`, exclusive `to`; and the language, because a link in a page sends no headers of its own. */
const transactionsQuerySchema = z.strictObject({
  from: instantSchema,
  to: instantSchema,
  locale: z.enum(LOCALES).optional(),
});

/** Serves what a user may take away: the ledger as a CSV file, and everything as one JSON document. */
export function registerExports(app: FastifyInstance): void {
  app.get('/exports/transactions.csv', (request, reply) => {
    const { context, actor } = requireCaller(request.fileCaller);
    const { from, to, locale = context.locale } = transactionsQuerySchema.parse(request.query);
    const chunks = exportTransactions(context.services, actor, {
      locale,
      ...(from && { from }),
      ...(to && { to }),
    });
    return nameExport(request, reply, 'transactions', 'csv')
      .type('text/csv; charset=utf-8')
      .header('content-language', locale)
      .header('vary', 'Accept-Language')
      .send(Readable.from(chunks));
  });

  app.get('/exports/account.json', (request, reply) => {
    const { context, actor } = requireCaller(request.fileCaller);
    return nameExport(request, reply, 'account', 'json')
      .type('application/json; charset=utf-8')
      .send(Readable.from(exportAccount(context.services, actor)));
  });
}

function nameExport(
  request: FastifyRequest,
  reply: FastifyReply,
  what: string,
  extension: string,
): FastifyReply {
  const { db, config } = requireCaller(request.fileCaller).context.services;
  const date = businessDate(db.now(), config.businessTimeZone);
  return nameFile(reply, 'attachment', `creator-studio-${what}-${date}.${extension}`);
}

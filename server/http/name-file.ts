import type { FastifyReply } from 'fastify';

/** Says whether to show or to save an answer, and under which name (ASCII without quotes). */
export function nameFile(reply: FastifyReply, how: 'inline' | 'attachment', fileName: string): FastifyReply {
  return reply.header('content-disposition', `${how}; filename="${fileName.replaceAll(/[^\w.-]/g, '_')}"`);
}

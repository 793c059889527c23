import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { AppError } from '../platform/app-error.ts';
import { errorEnvelope } from './error-envelope.ts';
import { BARE_HEADERS } from './security-headers.ts';

/**
 * Answers what is not HTTP, or not in time, with the envelope of every other refusal, and hangs up. Nothing of it is
 * logged: what was sent may hold a token in the clear.
 */
export function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  // The parser has given up on this connection, so the answer is written by hand; an answer that was under way cannot be mended.
  if (socket.writable && !hasBegunToAnswer(socket)) {
    const requestId = randomUUID();
    const body = JSON.stringify(errorEnvelope(new AppError('VALIDATION_FAILED'), requestId, 'zh-CN'));
    const headers = {
      ...BARE_HEADERS,
      'x-request-id': requestId,
      'content-type': 'application/json; charset=utf-8',
      'content-language': 'zh-CN',
      'content-length': Buffer.byteLength(body),
      connection: 'close',
    };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(`HTTP/1.1 400 Bad Request\r\n${lines.join('')}\r\n${body}`);
  }
  socket.destroy(error);
}

/** Node keeps the answer under way on the connection (`_http_server.js`, `socketOnError` asks the same). */
function hasBegunToAnswer(socket: Socket): boolean {
  const { _httpMessage: answer } = socket as Socket & { _httpMessage?: { headersSent?: boolean } | null };
  return answer?.headersSent === true;
}

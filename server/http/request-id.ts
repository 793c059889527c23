import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { ProxyTrust } from './proxy-trust.ts';

/** Makes the id that a request carries through log lines and answers: a trusted proxy's own, else a new one. */
export function createRequestIds(isTrusted: ProxyTrust): (request: IncomingMessage) => string {
  return (request) => {
    const given = request.headers['x-request-id'];
    const isUsable = typeof given === 'string' && /^[\w.-]{8,64}$/.test(given);
    return isUsable && isTrusted(request.socket.remoteAddress) ? given : randomUUID();
  };
}

import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyServerFactory } from 'fastify';
import { EMBEDDED_SECRET_HEADER } from '../../shared/contracts/embedded-server.ts';
import { isLoopback } from '../platform/config.ts';
import { hostNameOf } from './check-host.ts';

/**
 * Makes HTTP servers that hand on a request only when it shows `secret` and asks for this machine by a loopback name;
 * any other gets 403 without a word more. They stand before everything else, so that nothing is read, routed, counted
 * or written down for whoever does not know the secret, whatever they ask for.
 */
export function createSecretServers(secret: string): FastifyServerFactory {
  const isShown = createSecretCheck(secret);
  return (handler, options) => {
    const answer = guard(isShown, handler);
    // Fastify sets these on the servers that it makes itself.
    const server = createServer({
      keepAliveTimeout: options['keepAliveTimeout'] as number,
      requestTimeout: options['requestTimeout'] as number,
    });
    server.setTimeout(options['connectionTimeout'] as number);
    server.on('request', answer);
    // Node would answer these two itself, before anybody has asked for the secret.
    server.on('checkContinue', (request, response) => {
      if (isShown(request)) response.writeContinue();
      answer(request, response);
    });
    server.on('checkExpectation', answer);
    return server;
  };
}

/** Ends a connection on which something other than HTTP came, without answering. */
export function hangUp(_error: Error, socket: Socket): void {
  socket.destroy();
}

type Check = (request: IncomingMessage) => boolean;

function guard(isShown: Check, handler: RequestListener): RequestListener {
  return (request, response) => {
    if (!isShown(request)) {
      refuse(response);
      return;
    }
    // Nothing further on needs it, so nothing can let it out.
    request.headers[EMBEDDED_SECRET_HEADER] = undefined;
    handler(request, response);
  };
}

function createSecretCheck(secret: string): Check {
  const wanted = digest(secret);
  return ({ headers }) => {
    const shown = headers[EMBEDDED_SECRET_HEADER];
    // Hashes have one length, which is what a comparison in constant time needs.
    const isRight = timingSafeEqual(digest(typeof shown === 'string' ? shown : ''), wanted);
    const host = hostNameOf(headers.host);
    return isRight && host !== null && isLoopback(host);
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function refuse(response: ServerResponse): void {
  // What else the stranger sends is not waited for.
  response.writeHead(403, { 'content-length': 0, 'cache-control': 'no-store', connection: 'close' }).end();
}

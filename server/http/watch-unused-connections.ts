import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Watches the connections of `server`; the returned function closes those on which nothing has been asked yet, every
 * new one, and each other one after the answer under way. Browsers open some in advance, and keep the one of a stream,
 * on which they would ask again: Node counts both among the busy ones, so that they would hold up the end of the server.
 */
export function watchUnusedConnections(server: Server): () => void {
  const sockets = new Set<Socket>();
  let isClosing = false;
  server.on('connection', (socket) => {
    // The moment between the decision to end and the end of listening.
    if (isClosing) socket.destroy();
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    response.once('finish', () => {
      if (isClosing) socket.destroySoon();
    });
  });
  return () => {
    isClosing = true;
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
  };
}

import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Watches the connections of `server`; the returned function closes those on which nothing has been asked yet, and
 * every new one. Browsers
 * open some in advance, and Node counts them among the busy ones, so that they would hold up the end of the server.
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
  return () => {
    isClosing = true;
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
  };
}

import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** Somebody else's web site on this machine. */
export interface ForeignSite {
  /** Another origin of the same site: browsers send a lax cookie from here to the app, also when posting. */
  readonly sameSiteUrl: string;
  /** Another site altogether. */
  readonly crossSiteUrl: string;
  /** Ends it. */
  close(): Promise<void>;
}

/** Serves an empty page at every address, on a free port of 127.0.0.1, which is also reached as localhost. */
export async function openForeignSite(): Promise<ForeignSite> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end('<!doctype html><title>Foreign</title><link rel="icon" href="data:,"><p>Foreign</p>');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    sameSiteUrl: `http://127.0.0.1:${port}/`,
    crossSiteUrl: `http://localhost:${port}/`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

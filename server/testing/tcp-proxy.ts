import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Which way bytes go through a proxy. */
export type ProxyDirection = 'to-server' | 'to-client';

/** What becomes of bytes that arrive: passed on, or lost together with their connection. */
export type ProxyVerdict = 'pass' | 'cut';

/** A loopback proxy in front of a server, which can lose connections at any moment. */
export interface TcpProxy {
  readonly port: number;
  /** Decides about everything that passes; passes all until it is set. */
  judge: (bytes: Buffer, direction: ProxyDirection) => ProxyVerdict;
  /** Connections lost by a verdict so far. */
  readonly cuts: number;
  /** Loses every connection and refuses new ones until `accept()`. */
  refuse(): Promise<void>;
  /** Accepts again, on the same port. */
  accept(): Promise<void>;
  close(): Promise<void>;
}

/** Starts one in front of `target`. */
export async function startTcpProxy(target: { host: string; port: number }): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let cuts = 0;

  const serve = (client: Socket): void => {
    const upstream = connect(target);
    const cut = (): void => {
      client.destroy();
      upstream.destroy();
    };
    const relay = (from: Socket, to: Socket, direction: ProxyDirection): void => {
      sockets.add(from);
      from.setNoDelay(true);
      from.on('data', (bytes) => {
        if (proxy.judge(bytes, direction) === 'pass') to.write(bytes);
        else {
          cuts += 1;
          cut();
        }
      });
      from.on('end', () => to.end());
      from.on('error', cut);
      from.on('close', () => {
        sockets.delete(from);
        // Not destroyed: last words, such as why the server ends it, may still be on their way.
        to.end();
      });
    };
    relay(client, upstream, 'to-server');
    relay(upstream, client, 'to-client');
  };

  const server = createServer(serve);
  const listen = async (port: number): Promise<void> => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  const refuse = async (): Promise<void> => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const proxy: TcpProxy = {
    port,
    judge: () => 'pass',
    get cuts() {
      return cuts;
    },
    refuse,
    accept: () => listen(port),
    close: refuse,
  };
  return proxy;
}

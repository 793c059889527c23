import { once } from 'node:events';

interface Target {
  readonly type: string;
  readonly webSocketDebuggerUrl: string;
}

/** Loads every page again of the app whose DevTools answer at `port` of this machine. */
export async function reloadPages(port: number): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${port}/json/list`);
  const targets = (await response.json()) as Target[];
  await Promise.all(targets.filter(({ type }) => type === 'page').map(reloadPage));
}

async function reloadPage({ webSocketDebuggerUrl }: Target): Promise<void> {
  const socket = new WebSocket(webSocketDebuggerUrl);
  await once(socket, 'open');
  socket.send(JSON.stringify({ id: 1, method: 'Page.reload' }));
  await once(socket, 'message');
  socket.close();
}

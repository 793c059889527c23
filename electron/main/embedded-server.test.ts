import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ShellMessage } from '../../shared/contracts/embedded-server.ts';
import {
  createEmbeddedServer,
  MAX_RESTARTS,
  type EmbeddedServer,
  type ServerProcess,
} from './embedded-server.ts';

const START = {
  dataDir: '/data',
  webDir: '/web',
  locale: 'en',
  appVersion: '1.0.0',
  backupBeforeMigration: true,
} as const;
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A server process in the hands of a test. */
class FakeProcess implements ServerProcess {
  readonly sent: ShellMessage[] = [];
  isKilled = false;
  say: (message: unknown) => void = () => undefined;
  end: (code: number) => void = () => undefined;

  send(message: ShellMessage): void {
    this.sent.push(message);
  }

  kill(): void {
    this.isKilled = true;
    this.end(15);
  }

  onMessage(listener: (message: unknown) => void): void {
    this.say = listener;
  }

  onExit(listener: (code: number | null) => void): void {
    this.end = listener;
  }
}

describe('the embedded server', () => {
  let processes: FakeProcess[];
  let server: EmbeddedServer;
  beforeEach(() => {
    vi.useFakeTimers();
    processes = [];
    server = createEmbeddedServer({
      fork: () => {
        const made = new FakeProcess();
        processes.push(made);
        return made;
      },
      describeStart: () => START,
      log,
    });
  });
  afterEach(() => vi.useRealTimers());

  const last = (): FakeProcess => processes.at(-1)!;
  const fall = (): void => {
    last().end(1);
    vi.advanceTimersByTime(10_000);
  };

  it('is told everything by message, with a secret of its own for every process', () => {
    server.start();
    server.start();
    expect(processes).toHaveLength(1);
    expect(server.state).toEqual({ status: 'starting', attempt: 0 });
    expect(last().sent).toEqual([
      { type: 'start', secret: expect.stringMatching(/^[\w-]{43}$/) as string, ...START },
    ]);
    last().say({ type: 'listening', port: 4_000 });
    const first = server.address;
    expect([server.state.status, first?.port]).toEqual(['ready', 4_000]);
    fall();
    last().say({ type: 'listening', port: 4_001 });
    expect(server.address?.secret).not.toBe(first?.secret);
  });

  it('is started again when it falls, later each time, and at most five times in a row', () => {
    server.start();
    for (let attempt = 1; attempt <= MAX_RESTARTS; attempt += 1) {
      last().end(1);
      expect([server.state, server.address]).toEqual([{ status: 'starting', attempt }, null]);
      vi.advanceTimersByTime(250 * 2 ** (attempt - 1) - 1);
      expect(processes).toHaveLength(attempt);
      vi.advanceTimersByTime(1);
      expect(processes).toHaveLength(attempt + 1);
    }
    fall();
    expect(server.state).toMatchObject({ status: 'failed', reason: 'CRASHED' });
    expect(processes).toHaveLength(MAX_RESTARTS + 1);
    server.start();
    expect(processes).toHaveLength(MAX_RESTARTS + 2);
    expect(server.state).toEqual({ status: 'starting', attempt: 0 });
  });

  it('counts anew after a minute without a fall, and not before', () => {
    server.start();
    for (const [runsMs, attempt] of [
      [59_000, 1],
      [59_000, 2],
      [61_000, 1],
    ] as const) {
      last().say({ type: 'listening', port: 4_000 });
      vi.advanceTimersByTime(runsMs);
      last().end(1);
      expect(server.state).toEqual({ status: 'starting', attempt });
      vi.advanceTimersByTime(10_000);
    }
  });

  it('says why it cannot start, and is not started again by itself', () => {
    server.start();
    const message = { 'zh-CN': '已在使用。', en: 'It is in use.' };
    last().say({ type: 'failed', reason: 'IN_USE', message });
    fall();
    expect(server.state).toEqual({ status: 'failed', reason: 'IN_USE', message });
    expect(processes).toHaveLength(1);
  });

  it('is not believed what makes no sense', () => {
    server.start();
    for (const said of [
      null,
      'listening',
      { type: 'listening', port: 0 },
      { type: 'listening', port: '80' },
    ]) {
      last().say(said);
    }
    expect(server.state.status).toBe('starting');
  });

  it('is killed when it does not start in three minutes, which counts as a fall', () => {
    server.start();
    vi.advanceTimersByTime(180_000);
    expect(last().isKilled).toBe(true);
    expect(server.state).toEqual({ status: 'starting', attempt: 1 });
  });

  it('drains at the end, and is killed when that takes too long', async () => {
    server.start();
    last().say({ type: 'listening', port: 4_000 });
    const stopped = server.stop();
    expect(server.address).toBeNull();
    expect(last().sent.at(-1)).toEqual({ type: 'stop' });
    last().end(0);
    await stopped;
    expect(last().isKilled).toBe(false);

    server.start();
    const late = server.stop();
    vi.advanceTimersByTime(10_000);
    await late;
    expect(last().isKilled).toBe(true);
    vi.advanceTimersByTime(100_000);
    expect(processes).toHaveLength(2);
    await server.stop();
  });

  it('is not started again by a restart that was waiting when it was stopped', async () => {
    server.start();
    last().end(1);
    await server.stop();
    vi.advanceTimersByTime(10_000);
    expect(processes).toHaveLength(1);
    expect(server.state).toEqual({ status: 'unset' });
  });
});

import { existsSync, readdirSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { expect, inject, onTestFinished, test } from 'vitest';
import { startPostgresCluster } from './postgres-cluster.ts';

async function queryOne(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>({ text: sql });
    return Object.values(rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}

test('the cluster of a test run is durable, in UTF-8 and byte order, and listens on loopback only', async () => {
  const url = inject('postgresUrl');
  expect(new URL(url).hostname).toBe('127.0.0.1');
  expect(await queryOne(url, 'SHOW fsync')).toBe('on');
  expect(await queryOne(url, 'SHOW listen_addresses')).toBe('127.0.0.1');
  expect(await queryOne(url, 'SHOW server_encoding')).toBe('UTF8');
  expect(await queryOne(url, `SELECT datcollate FROM pg_database WHERE datname = 'postgres'`)).toBe('C');
});

test('a second cluster has its own port, and is gone without a trace after stop()', async () => {
  const listOwn = (): string[] =>
    readdirSync(tmpdir()).filter((name) => name.startsWith(`creator-studio-pg-${process.pid}-`));
  const cluster = await startPostgresCluster({ shared_buffers: '16MB' });
  expect(await queryOne(cluster.adminUrl, 'SHOW shared_buffers')).toBe('16MB');
  expect(new URL(cluster.adminUrl).port).not.toBe(new URL(inject('postgresUrl')).port);
  await cluster.stop();
  await cluster.stop();
  await expect(queryOne(cluster.adminUrl, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
  expect(listOwn()).toEqual([]);
});

test('what a killed process left behind is removed, what a living one uses is kept', async () => {
  // No process has the largest possible number; process 1 always lives.
  const dead = path.join(tmpdir(), 'creator-studio-pg-4194304999-dead');
  const alive = path.join(tmpdir(), 'creator-studio-pg-1-alive');
  await mkdir(path.join(dead, 'data'), { recursive: true });
  onTestFinished(() => rm(alive, { recursive: true }));
  await mkdir(alive, { recursive: true });
  const cluster = await startPostgresCluster();
  await cluster.stop();
  expect(existsSync(dead)).toBe(false);
  expect(existsSync(alive)).toBe(true);
});

import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { createTestDatabase } from '../testing/for-each-dialect.ts';
import { runKillRounds } from '../testing/kill-rounds.ts';
import { createSeededRandom } from '../testing/seeded-random.ts';

describe('servers killed without warning under load', () => {
  const seed = Number(process.env['FAULT_SEED'] ?? randomInt(2 ** 31));
  console.log(`servers killed with FAULT_SEED=${seed}`);

  it('nothing acknowledged is lost, retries have one effect, orphans are refunded (sqlite, one server)', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'studio-test-'));
    try {
      await runKillRounds({
        databaseUrl: `sqlite:${join(dataDir, 'studio.db')}`,
        dataDir,
        servers: 1,
        kills: 22,
        creators: 6,
        random: createSeededRandom(seed),
      });
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
  }, 240_000);

  it('nothing acknowledged is lost, retries have one effect, orphans are refunded (postgres, two servers)', async () => {
    const database = await createTestDatabase('postgres');
    try {
      await runKillRounds({
        databaseUrl: database.url,
        dataDir: database.dataDir,
        servers: 2,
        kills: 8,
        creators: 6,
        random: createSeededRandom(seed),
      });
    } finally {
      await database.destroy();
    }
  }, 240_000);
});

import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'vitest';
import { createTestDatabase } from '../testing/for-each-dialect.ts';
import { runKillRounds } from '../testing/kill-rounds.ts';
import { createSeededRandom } from '../testing/seeded-random.ts';

const ROUNDS = 20;

it('servers killed very many times under load lose nothing (sqlite, one server)', async () => {
  for (let round = 1; round <= ROUNDS; round += 1) {
    const seed = randomInt(2 ** 31);
    console.log(`round ${round}: 50 kills with FAULT_SEED=${seed}`);
    const dataDir = mkdtempSync(join(tmpdir(), 'studio-test-'));
    const databaseUrl = `sqlite:${join(dataDir, 'studio.db')}`;
    const random = createSeededRandom(seed);
    await runKillRounds({ databaseUrl, dataDir, servers: 1, kills: 50, creators: 8, random });
    rmSync(dataDir, { recursive: true, force: true });
  }
});

it('servers killed very many times under load lose nothing (postgres, two servers)', async () => {
  for (let round = 1; round <= ROUNDS; round += 1) {
    const seed = randomInt(2 ** 31);
    console.log(`round ${round}: 30 kills with FAULT_SEED=${seed}`);
    const database = await createTestDatabase('postgres');
    const { url: databaseUrl, dataDir } = database;
    const random = createSeededRandom(seed);
    await runKillRounds({ databaseUrl, dataDir, servers: 2, kills: 30, creators: 8, random });
    await database.destroy();
  }
});

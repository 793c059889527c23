import { benchGrowth } from './growth.bench.ts';
import { benchHttp } from './http.bench.ts';
import { benchPostgres } from './postgres.bench.ts';
import { benchSqlite } from './sqlite.bench.ts';
import { benchStartup } from './startup.bench.ts';

/** `npm run bench [-- SECTION [ROUNDS]]`: every figure with its baseline measured in the same run. */
const SECTIONS: Readonly<Record<string, (rounds: number) => Promise<void>>> = {
  sqlite: benchSqlite,
  postgres: benchPostgres,
  growth: benchGrowth,
  http: benchHttp,
  startup: benchStartup,
};

const [wanted, rounds = '7'] = process.argv.slice(2);
if (wanted !== undefined && !(wanted in SECTIONS)) {
  process.stderr.write(`There is no section ${wanted}: choose one of ${Object.keys(SECTIONS).join(', ')}.\n`);
  process.exit(2);
}
for (const [name, bench] of Object.entries(SECTIONS)) {
  if (wanted === undefined || wanted === name) await bench(Number(rounds));
}

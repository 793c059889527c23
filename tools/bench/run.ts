import { benchSqlite } from './sqlite.bench.ts';

const SECTIONS = { sqlite: benchSqlite } as const;

const [wanted = 'all', rounds = '5'] = process.argv.slice(2);
for (const [name, bench] of Object.entries(SECTIONS)) {
  if (wanted === 'all' || wanted === name) await bench(Number(rounds));
}

import { cp, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ESLint } from 'eslint';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLintConfig } from './lint/lint-config.ts';

interface Snippet {
  readonly title: string;
  readonly file: string;
  readonly code: string;
  /** Names of the rules that refuse it; none means that it is welcome. */
  readonly refusedBy: readonly string[];
}

const IMPORTS = '@typescript-eslint/no-restricted-imports';
const PATHS = 'import-x/no-restricted-paths';
const SYNTAX = 'no-restricted-syntax';
const TRANSACTION = 'studio/sequelize-transaction';

/** What the snippets import: one file of each kind, in a repository of the same shape. */
const SURROUNDINGS: Readonly<Record<string, string>> = {
  'shared/money.ts': '/** One. */\nexport const ONE = 1;\n',
  'server/app-router.ts':
    '/** Contract. */\nexport type AppRouter = string;\n/** Value. */\nexport const appRouter = 1;\n',
  'server/platform/clock.ts': '/** Now. */\nexport const NOW = 1;\n',
  'server/testing/fixed-clock.ts': 'export const FIXED = 1;\n',
  'server/credits/post-entries.ts': '/** Step. */\nexport const postEntries = 1;\n',
  'server/credits/credits.router.ts': '/** Edge. */\nexport const creditsRouter = 1;\n',
  'server/credits/credits.model.ts': [
    `import { Model } from 'sequelize';`,
    `import type { CreationOptional, InferAttributes, InferCreationAttributes } from 'sequelize';`,
    `/** A row. */`,
    `export class Entry extends Model<InferAttributes<Entry>, InferCreationAttributes<Entry>> {`,
    `  declare id: CreationOptional<number>;`,
    `  declare amount: number;`,
    `}`,
    '',
  ].join('\n'),
  'electron/main/window.ts': '/** Window. */\nexport const WINDOW = 1;\n',
};

const snippets: Snippet[] = [];

function add(title: string, file: string, code: string, ...refusedBy: string[]): void {
  snippets.push({ title, file, code, refusedBy });
}

function addImport(title: string, file: string, from: string, ...refusedBy: string[]): void {
  const name = exportOf(from);
  add(
    title,
    file,
    `import { ${name} } from '${from}';\n/** Uses it. */\nexport const used: unknown = ${name};\n`,
    ...refusedBy,
  );
}

function exportOf(from: string): string {
  const names: Record<string, string> = {
    'money.ts': 'ONE',
    'app-router.ts': 'appRouter',
    'clock.ts': 'NOW',
    'fixed-clock.ts': 'FIXED',
    'post-entries.ts': 'postEntries',
    'post-entries.js': 'postEntries',
    'credits.router.ts': 'creditsRouter',
    'credits.model.ts': 'Entry',
    'window.ts': 'WINDOW',
    'node:fs': 'readFileSync',
    zod: 'z',
    pg: 'Client',
    sequelize: 'Sequelize',
  };
  return names[path.posix.basename(from)] ?? 'unknown';
}

addImport('shared imports zod', 'shared/a.ts', 'zod');
addImport('shared imports no Node', 'shared/b.ts', 'node:fs', IMPORTS);
addImport('shared imports no other package', 'shared/c.ts', 'sequelize', IMPORTS);
addImport('shared imports nothing of the server', 'shared/d.ts', '../server/platform/clock.ts', PATHS);

add(
  'shared imports not even a type of the server',
  'shared/e.ts',
  `import type { AppRouter } from '../server/app-router.ts';\n/** Router. */\nexport type Router = AppRouter;\n`,
  PATHS,
);

addImport('a feature imports platform', 'server/orders/a.ts', '../platform/clock.ts');
addImport('orders imports steps of credits', 'server/orders/b.ts', '../credits/post-entries.ts');
addImport('auth imports no feature', 'server/auth/c.ts', '../credits/post-entries.ts', PATHS);
addImport('payment imports no feature', 'server/payment/c.ts', '../credits/post-entries.ts', PATHS);
addImport('account imports steps of every feature', 'server/account/d.ts', '../credits/post-entries.ts');
addImport(
  'a feature imports no model of another',
  'server/orders/d.ts',
  '../credits/credits.model.ts',
  PATHS,
);
addImport('statistics reads models', 'server/statistics/e.ts', '../credits/credits.model.ts');
addImport(
  'a feature imports no router of another',
  'server/orders/f.ts',
  '../credits/credits.router.ts',
  PATHS,
);
addImport('a feature does not import the root router', 'server/orders/g.ts', '../app-router.ts', PATHS);
addImport('platform imports no feature', 'server/platform/h.ts', '../credits/post-entries.ts', PATHS);
addImport('a test may import another feature', 'server/auth/i.test.ts', '../credits/credits.model.ts');
addImport(
  'production code imports nothing for tests',
  'server/credits/j.ts',
  '../testing/fixed-clock.ts',
  PATHS,
);
addImport('a test imports what is for tests', 'server/credits/j.test.ts', '../testing/fixed-clock.ts');
addImport('a relative import ends with .ts', 'server/credits/k.ts', './post-entries.js', IMPORTS);

for (const place of ['rest', 'jobs', 'cli', 'http']) {
  addImport(`${place} imports no model`, `server/${place}/a.ts`, '../credits/credits.model.ts', PATHS);
  addImport(`${place} imports commands`, `server/${place}/b.ts`, '../credits/post-entries.ts');
}
addImport(
  'a router imports no model, not even its own',
  'server/credits/l.router.ts',
  './credits.model.ts',
  PATHS,
);

addImport('the renderer imports shared', 'renderer/a.ts', '../shared/money.ts');
addImport('the renderer imports no Node', 'renderer/b.ts', 'node:fs', IMPORTS);
addImport('the renderer imports no server code', 'renderer/c.ts', '../server/platform/clock.ts', PATHS);
addImport(
  'the renderer imports no value of the root router',
  'renderer/d.ts',
  '../server/app-router.ts',
  IMPORTS,
);
add(
  'the renderer imports the type of the root router',
  'renderer/e.ts',
  `import type { AppRouter } from '../server/app-router.ts';\n/** Client. */\nexport type Client = AppRouter;\n`,
);
addImport(
  "electron's main imports no server code",
  'electron/main/a.ts',
  '../../server/platform/clock.ts',
  PATHS,
);
addImport('the preload imports no Node', 'electron/preload/a.ts', 'node:fs', IMPORTS);
addImport(
  'the preload imports no values of shared',
  'electron/preload/b.ts',
  '../../shared/money.ts',
  IMPORTS,
);
addImport(
  "the preload imports nothing of electron's main",
  'electron/preload/c.ts',
  '../main/window.ts',
  PATHS,
);

add(
  'a default export',
  'server/credits/m.ts',
  '/** It. */\nexport default 1;\n',
  'import-x/no-default-export',
);
add('a config file has a default export', 'x.config.ts', '/** It. */\nexport default 1;\n');
add(
  'an export without a docstring',
  'server/credits/n.ts',
  'export const n = 1;\n',
  'studio/exported-docstring',
);
add(
  'a schema and its type share a docstring',
  'server/credits/n2.ts',
  '/** It. */\nexport const Name = 1;\nexport type Name = typeof Name;\n',
);

const readEnv = (code: string): string => `/** Home. */\nexport const home: unknown = ${code};\n`;
add('process.env in a feature', 'server/credits/o.ts', readEnv(`process.env['HOME']`), SYNTAX);
add('globalThis.process.env in a feature', 'server/credits/o2.ts', readEnv('globalThis.process.env'), SYNTAX);
add('process.env taken apart', 'server/credits/o3.ts', `const { env } = process;\n${readEnv('env')}`, SYNTAX);
add(
  'env of node:process',
  'server/credits/o4.ts',
  `import { env } from 'node:process';\n${readEnv('env')}`,
  SYNTAX,
);
add('process.env in the configuration', 'server/platform/config.ts', readEnv(`process.env['HOME']`));

const model = `import type { Transaction } from 'sequelize';\nimport { Entry } from './credits.model.ts';\n`;
const inTx = (call: string): string =>
  `${model}/** Does it. */\nexport async function act(tx: Transaction): Promise<unknown> {\n  return [${call}, tx, new Entry()];\n}\n`;
const outside = (call: string): string =>
  `${model}/** Does it. */\nexport async function act(t: Transaction | null, entry: Entry): Promise<unknown> {\n  return [${call}, t, entry, new Entry()];\n}\n`;
const add2 = (name: string, code: string, ...refusedBy: string[]): void => {
  add(name, `server/credits/call-${snippets.length}.ts`, code, ...refusedBy);
};
add2('create with its transaction', inTx('Entry.create({ amount: 1 }, { transaction: tx })'));
add2('create without options', inTx('Entry.create({ amount: 1 })'), TRANSACTION);
add2(
  'create with an undefined transaction',
  outside('Entry.create({ amount: 1 }, { transaction: undefined })'),
  TRANSACTION,
);
add2('bulkCreate', outside('Entry.bulkCreate([{ amount: 1 }], { validate: true })'), TRANSACTION);
add2('update', outside('Entry.update({ amount: 1 }, { where: { id: 1 } })'), TRANSACTION);
add2('upsert', outside('Entry.upsert({ amount: 1 })'), TRANSACTION);
add2('increment', outside(`Entry.increment('amount', { where: { id: 1 } })`), TRANSACTION);
add2('destroy', outside('Entry.destroy({ where: { id: 1 } })'), TRANSACTION);
add2('destroy with its transaction', outside('Entry.destroy({ where: { id: 1 }, transaction: t })'));
add2('save of a row', outside('entry.save()'), TRANSACTION);
add2('a read outside of any transaction', outside('Entry.findAll({ where: { id: 1 } })'));
add2('a read that leaves its transaction', inTx('Entry.findAll({ where: { id: 1 } })'), TRANSACTION);
add2('a read in its transaction', inTx('Entry.findByPk(1, { transaction: tx })'));
add2('another create, not of Sequelize', inTx('Object.create({ tx })'));
add2('sync()', outside('Entry.sync()'), 'studio/sequelize-no-sync');
add2(
  'a sync() that is not of Sequelize',
  `/** Does it. */\nexport async function act(file: { sync(): Promise<void> }): Promise<void> {\n  await file.sync();\n}\n`,
);
for (const change of ['changeColumn', 'removeColumn', 'renameColumn']) {
  add2(
    change,
    `import type { QueryInterface } from 'sequelize';\n/** Does it. */\nexport async function up(schema: QueryInterface): Promise<void> {\n  await schema.${change}('a', 'b', 'c');\n}\n`,
    SYNTAX,
  );
}

const say = (body: string, signature = 'act(work: () => Promise<void>): void'): string =>
  `/** Does it. */\nexport function ${signature} {\n  ${body}\n}\n`;
add2('a floating promise', say('work();'), '@typescript-eslint/no-floating-promises');
add2(
  'a promise where none is awaited',
  say('[1].forEach(async () => work());'),
  '@typescript-eslint/no-misused-promises',
);
add2(
  'any',
  `const value: any = 1;\n${say('return value;', 'act(): unknown')}`,
  '@typescript-eslint/no-explicit-any',
);
add2('a thrown string', say(`throw 'no';`, 'act(): never'), '@typescript-eslint/only-throw-error');
add2(
  'an export without a return type',
  say('return 1;', 'act()'),
  '@typescript-eslint/explicit-module-boundary-types',
);
add2(
  'a switch that forgets a case',
  say(`switch (state) {\n    case 'a':\n      return 1;\n  }\n  return 2;`, `act(state: 'a' | 'b'): number`),
  '@typescript-eslint/switch-exhaustiveness-check',
);
add2('console in the server', say(`console.log('x');`, 'act(): void'), 'no-console');

let folder: string;
const messages = new Map<string, string[]>();

beforeAll(async () => {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), 'creator-studio-lint-')));
  const repository = path.resolve(import.meta.dirname, '..');
  await symlink(path.join(repository, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
  await cp(path.join(repository, 'tsconfig.json'), path.join(folder, 'tsconfig.json'));
  const files = [...Object.entries(SURROUNDINGS), ...snippets.map((s) => [s.file, s.code] as const)];
  for (const [file, code] of files) {
    await mkdir(path.join(folder, path.dirname(file)), { recursive: true });
    await writeFile(path.join(folder, file), code);
  }
  const eslint = new ESLint({
    cwd: folder,
    overrideConfigFile: true,
    overrideConfig: [
      ...createLintConfig(folder),
      // The snippets of rooms that tsconfig.json does not name yet are checked all the same.
      { languageOptions: { parserOptions: { projectService: false, project: 'tsconfig.lint.json' } } },
    ],
  });
  await writeFile(
    path.join(folder, 'tsconfig.lint.json'),
    JSON.stringify({ extends: './tsconfig.json', include: ['**/*.ts'], exclude: ['node_modules'] }),
  );
  for (const result of await eslint.lintFiles(['.'])) {
    const file = path.relative(folder, result.filePath).split(path.sep).join('/');
    messages.set(file, [...new Set(result.messages.map((m) => m.ruleId ?? m.message))]);
  }
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const cases = snippets.map((s) => [s.title, s.refusedBy.join(', ') || 'welcome', s] as const);

test.each(cases)('%s: %s', (_title, _verdict, { file, refusedBy }) => {
  expect(messages.get(file)).toEqual(refusedBy);
});

test('the surroundings of the snippets are clean', () => {
  for (const file of Object.keys(SURROUNDINGS)) expect([file, messages.get(file)]).toEqual([file, []]);
});

import js from '@eslint/js';
import type { Linter } from 'eslint';
import { defineConfig } from 'eslint/config';
import * as importX from 'eslint-plugin-import-x';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { exportedDocstring } from '../eslint-rules/exported-docstring.ts';
import { sequelizeNoSync } from '../eslint-rules/sequelize-no-sync.ts';
import { sequelizeTransaction } from '../eslint-rules/sequelize-transaction.ts';
import { listImportZones } from './import-zones.ts';
import {
  ENVIRONMENT,
  IMPORT_EXTENSION,
  PRELOAD_PACKAGES,
  PRELOAD_TYPES_ONLY,
  RENDERER_PACKAGES,
  RENDERER_TYPES_ONLY,
  SCHEMA_CHANGES,
  SERVER_PACKAGES,
  SHARED_PACKAGES,
  refuseImports,
  refuseSyntax,
} from './restrictions.ts';

const TYPESCRIPT = ['**/*.ts', '**/*.tsx'];
const TESTS = ['**/*.test.ts', '**/*.test.tsx', '**/*.soak.ts', '{server,renderer,electron}/testing/**'];
const CONFIG_FILES = ['*.config.ts', '*.config.js'];

/** The whole lint configuration for a repository at `rootDir`. Every rule is an error or absent. */
export function createLintConfig(rootDir: string): Linter.Config[] {
  return defineConfig([
    { ignores: ['node_modules/', 'data/', 'dist/', 'out/', 'coverage/', '.screenshots/'] },
    { linterOptions: { reportUnusedDisableDirectives: 'error' } },
    {
      files: ['**/*.js', '**/*.mjs'],
      extends: [js.configs.recommended],
      languageOptions: {
        globals: {
          AbortController: 'readonly',
          clearInterval: 'readonly',
          console: 'readonly',
          performance: 'readonly',
          setInterval: 'readonly',
          URL: 'readonly',
        },
      },
    },
    {
      files: TYPESCRIPT,
      extends: [js.configs.recommended, tseslint.configs.strictTypeChecked],
      languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: rootDir } },
    },
    ...createProductRules(rootDir),
    ...createPlaceRules(),
    {
      files: TESTS,
      rules: {
        '@typescript-eslint/explicit-module-boundary-types': 'off',
        'no-console': 'off',
      },
    },
  ]);
}

function createProductRules(rootDir: string): Parameters<typeof defineConfig> {
  return [
    {
      files: TYPESCRIPT,
      plugins: {
        'import-x': importX as never,
        studio: {
          rules: {
            'exported-docstring': exportedDocstring,
            'sequelize-no-sync': sequelizeNoSync,
            'sequelize-transaction': sequelizeTransaction,
          } as never,
        },
      },
      rules: {
        eqeqeq: 'error',
        'no-else-return': 'error',
        'no-restricted-syntax': refuseSyntax(SCHEMA_CHANGES),
        'object-shorthand': 'error',
        'prefer-const': 'error',
        'import-x/no-default-export': 'error',
        'import-x/no-duplicates': ['error', { 'prefer-inline': false }],
        'studio/sequelize-no-sync': 'error',
        'studio/sequelize-transaction': 'error',
        '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
        '@typescript-eslint/explicit-module-boundary-types': 'error',
        '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
        '@typescript-eslint/no-import-type-side-effects': 'error',
        '@typescript-eslint/no-restricted-imports': refuseImports(IMPORT_EXTENSION),
        // With every index unchecked, `!` is how code says that it knows: an index it has just counted to.
        '@typescript-eslint/no-non-null-assertion': 'off',
        '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
        // An adapter may promise what another adapter has to wait for.
        '@typescript-eslint/require-await': 'off',
        '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
        '@typescript-eslint/switch-exhaustiveness-check': [
          'error',
          { considerDefaultExhaustiveForUnions: false, requireDefaultForNonUnion: true },
        ],
      },
    },
    {
      files: TYPESCRIPT,
      ignores: TESTS,
      rules: {
        'import-x/no-restricted-paths': ['error', { basePath: rootDir, zones: listImportZones() }],
        'studio/exported-docstring': 'error',
      },
    },
    // tRPC infers the contract from what a router's function returns; a component returns what it renders.
    {
      files: ['**/*.router.ts', 'server/app-router.ts', '**/*.tsx'],
      rules: { '@typescript-eslint/explicit-module-boundary-types': 'off' },
    },
    { files: CONFIG_FILES, rules: { 'import-x/no-default-export': 'off' } },
  ];
}

function createPlaceRules(): Parameters<typeof defineConfig> {
  const imports = '@typescript-eslint/no-restricted-imports';
  const syntax = 'no-restricted-syntax';
  return [
    {
      files: ['shared/**/*.ts'],
      ignores: TESTS,
      rules: {
        [imports]: refuseImports(IMPORT_EXTENSION, SHARED_PACKAGES),
        [syntax]: refuseSyntax(SCHEMA_CHANGES, ...ENVIRONMENT),
      },
    },
    {
      files: ['server/**/*.ts'],
      ignores: TESTS,
      rules: {
        [imports]: refuseImports(IMPORT_EXTENSION, SERVER_PACKAGES),
        [syntax]: refuseSyntax(SCHEMA_CHANGES, ...ENVIRONMENT),
      },
    },
    { files: ['server/platform/config.ts'], rules: { [syntax]: refuseSyntax(SCHEMA_CHANGES) } },
    // Commands print their answer; everything else logs through the logger.
    { files: ['server/**/*.ts'], ignores: ['server/cli/**'], rules: { 'no-console': 'error' } },
    {
      files: ['renderer/**/*.ts', 'renderer/**/*.tsx'],
      ignores: TESTS,
      rules: {
        [imports]: refuseImports(IMPORT_EXTENSION, RENDERER_PACKAGES, RENDERER_TYPES_ONLY),
        [syntax]: refuseSyntax(SCHEMA_CHANGES, ...ENVIRONMENT),
      },
    },
    {
      files: ['renderer/**/*.ts', 'renderer/**/*.tsx'],
      plugins: { 'react-hooks': reactHooks as never },
      rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
    },
    {
      files: ['electron/preload/**/*.ts'],
      ignores: TESTS,
      rules: { [imports]: refuseImports(IMPORT_EXTENSION, PRELOAD_PACKAGES, PRELOAD_TYPES_ONLY) },
    },
  ];
}

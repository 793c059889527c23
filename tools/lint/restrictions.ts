import type { Linter } from 'eslint';

/** One pattern of `@typescript-eslint/no-restricted-imports`. */
export interface ImportPattern {
  readonly regex: string;
  readonly message: string;
  readonly allowTypeImports?: boolean;
}

/** One selector of `no-restricted-syntax`. */
export interface SyntaxPattern {
  readonly selector: string;
  readonly message: string;
}

/** Relative imports name the file as it is on disk, because Node runs it as it is. */
export const IMPORT_EXTENSION: ImportPattern = {
  regex: '^\\.{1,2}(/|$)(?!.*\\.(ts|tsx|mjs|json|css|svg|png|webp)(\\?\\w+)?$)',
  message: 'A relative import ends with the extension of the file, usually .ts.',
};

/** `shared/` runs everywhere and depends on zod alone. */
export const SHARED_PACKAGES: ImportPattern = {
  regex: '^(?!zod$|\\.{1,2}/)',
  message: 'shared/ imports zod only: no Node, no DOM, no other package.',
};

/** What the server never loads. */
export const SERVER_PACKAGES: ImportPattern = {
  regex: '^(electron|react|react-dom|antd|@trpc/client|@trpc/react-query)(/|$)',
  message: 'The server imports nothing of its clients.',
};

/** What a page never loads. */
export const RENDERER_PACKAGES: ImportPattern = {
  regex: '^(node:|electron(/|$))',
  message: 'The renderer runs in a page: no Node and no electron.',
};

/** What the renderer knows of the server and of the shell: types. */
export const RENDERER_TYPES_ONLY: ImportPattern = {
  regex: '(^|/)(server/app-router|electron/.*)\\.ts$',
  message: 'Import this as a type only.',
  allowTypeImports: true,
};

/** The preload loads electron alone. */
export const PRELOAD_PACKAGES: ImportPattern = {
  regex: '^(?!electron$|\\.{1,2}/)',
  message: 'The preload imports electron and types of shared.',
};

/** The preload knows types of `shared/` only, so that nothing of it is bundled into the sandbox. */
export const PRELOAD_TYPES_ONLY: ImportPattern = {
  regex: '/shared/.*\\.ts$',
  message: 'The preload imports types of shared, no values.',
  allowTypeImports: true,
};

/** Schema changes that Sequelize carries out on SQLite by copying the table, losing STRICT, CHECKs and triggers. */
export const SCHEMA_CHANGES: SyntaxPattern = {
  selector: 'CallExpression[callee.property.name=/^(changeColumn|removeColumn|renameColumn)$/]',
  message: 'This silently drops STRICT and triggers on SQLite: write explicit SQL per dialect.',
};

/** Configuration is read once, in `server/platform/config.ts`. */
export const ENVIRONMENT: readonly SyntaxPattern[] = [
  "MemberExpression[object.name='process'][property.name='env']",
  "MemberExpression[object.name='process'][property.value='env']",
  "MemberExpression[object.property.name='process'][property.name='env']",
  "VariableDeclarator[init.name='process'] > ObjectPattern > Property[key.name='env']",
  "ImportDeclaration[source.value=/^(node:)?process$/] > ImportSpecifier[imported.name='env']",
].map((selector) => ({ selector, message: 'Only server/platform/config.ts reads process.env.' }));

/** The rule entry that refuses these imports. A later block for the same file replaces it as a whole. */
export function refuseImports(...patterns: readonly ImportPattern[]): Linter.RuleEntry {
  return ['error', { patterns }];
}

/** The rule entry that refuses this syntax. A later block for the same file replaces it as a whole. */
export function refuseSyntax(...patterns: readonly SyntaxPattern[]): Linter.RuleEntry {
  return ['error', ...patterns];
}

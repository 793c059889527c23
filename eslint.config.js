import { createLintConfig } from './tools/lint/lint-config.ts';

export default createLintConfig(import.meta.dirname);

import { ESLintUtils } from '@typescript-eslint/utils';
import { findSequelizeCall } from './sequelize-call.ts';

const METHODS = new Set(['sync']);

/** Refuses `sync()` of Sequelize: the schema comes from migrations only. */
export const sequelizeNoSync = ESLintUtils.RuleCreator.withoutDocs({
  meta: {
    type: 'problem',
    schema: [],
    defaultOptions: [],
    messages: { sync: 'sync() drops STRICT, CHECKs and triggers: the schema comes from migrations only.' },
  },
  create(context) {
    return {
      CallExpression(node) {
        if (findSequelizeCall(context, node, METHODS) !== null) context.report({ node, messageId: 'sync' });
      },
    };
  },
});

import { AST_NODE_TYPES, ESLintUtils, type TSESTree } from '@typescript-eslint/utils';
import { findSequelizeCall } from './sequelize-call.ts';

// Method name to the position of its options argument, per receiver where they differ (model or instance).
const WRITES: ReadonlyMap<string, readonly number[]> = new Map([
  ['create', [1]],
  ['bulkCreate', [1]],
  ['update', [1]],
  ['upsert', [1]],
  ['increment', [1]],
  ['decrement', [1]],
  ['findOrCreate', [0]],
  ['destroy', [0]],
  ['truncate', [0]],
  ['restore', [0]],
  ['save', [0]],
]);

const READS: ReadonlyMap<string, readonly number[]> = new Map([
  ['findAll', [0]],
  ['findOne', [0]],
  ['findByPk', [1]],
  ['findAndCountAll', [0]],
  ['count', [0]],
  ['sum', [1]],
  ['min', [1]],
  ['max', [1]],
  ['aggregate', [2]],
  ['reload', [0]],
  ['query', [1]],
]);

const WRITE_NAMES = new Set(WRITES.keys());
const READ_NAMES = new Set(READS.keys());

/**
 * Refuses a Sequelize write without the `transaction` option, and a read without it inside a function that was
 * given a `tx`: such a call takes a second connection and waits for the lock its own caller holds.
 */
export const sequelizeTransaction = ESLintUtils.RuleCreator.withoutDocs({
  meta: {
    type: 'problem',
    schema: [],
    defaultOptions: [],
    messages: {
      write: '{{method}}() writes without its transaction: pass `{ transaction }` as an object literal.',
      read: '{{method}}() reads outside the transaction this function was given: pass `{ transaction }`.',
    },
  },
  create(context) {
    return {
      CallExpression(node) {
        const write = findSequelizeCall(context, node, WRITE_NAMES);
        if (write !== null) {
          if (!passesTransaction(node, WRITES.get(write.method) ?? [])) {
            context.report({ node, messageId: 'write', data: { method: write.method } });
          }
          return;
        }
        const read = findSequelizeCall(context, node, READ_NAMES);
        if (read === null || !isInsideTransaction(node)) return;
        if (!passesTransaction(node, READS.get(read.method) ?? [])) {
          context.report({ node, messageId: 'read', data: { method: read.method } });
        }
      },
    };
  },
});

function passesTransaction(node: TSESTree.CallExpression, positions: readonly number[]): boolean {
  return positions.some((position) => {
    const options = node.arguments[position];
    return (
      options?.type === AST_NODE_TYPES.ObjectExpression && options.properties.some(isTransactionProperty)
    );
  });
}

function isTransactionProperty(property: TSESTree.ObjectLiteralElement): boolean {
  if (property.type !== AST_NODE_TYPES.Property || property.key.type !== AST_NODE_TYPES.Identifier)
    return false;
  if (property.key.name !== 'transaction') return false;
  const isUndefined =
    property.value.type === AST_NODE_TYPES.Identifier && property.value.name === 'undefined';
  const isNull = property.value.type === AST_NODE_TYPES.Literal && property.value.value === null;
  return !isUndefined && !isNull;
}

function isInsideTransaction(node: TSESTree.Node): boolean {
  for (let at = node.parent; at?.parent; at = at.parent) {
    if (isFunction(at) && at.params.some(isNamedTx)) return true;
  }
  return false;
}

function isFunction(node: TSESTree.Node): node is TSESTree.FunctionLike {
  return (
    node.type === AST_NODE_TYPES.FunctionDeclaration ||
    node.type === AST_NODE_TYPES.FunctionExpression ||
    node.type === AST_NODE_TYPES.ArrowFunctionExpression
  );
}

function isNamedTx(parameter: TSESTree.Parameter): boolean {
  return parameter.type === AST_NODE_TYPES.Identifier && parameter.name === 'tx';
}

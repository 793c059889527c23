import { AST_NODE_TYPES, ESLintUtils, type TSESTree } from '@typescript-eslint/utils';
import type { RuleContext } from '@typescript-eslint/utils/ts-eslint';

/** A call of the form `object.method(...)` whose method is declared by Sequelize itself. */
export interface SequelizeCall {
  readonly method: string;
  readonly node: TSESTree.CallExpression;
}

const SEQUELIZE_FILE = /[\\/]node_modules[\\/]sequelize[\\/]/;

/** Finds out by its type whether a call goes to Sequelize; null means that it does not. */
export function findSequelizeCall(
  context: Readonly<RuleContext<string, readonly unknown[]>>,
  node: TSESTree.CallExpression,
  methods: ReadonlySet<string>,
): SequelizeCall | null {
  const callee = node.callee;
  if (callee.type !== AST_NODE_TYPES.MemberExpression) return null;
  const method = readPropertyName(callee);
  if (method === null || !methods.has(method)) return null;
  const services = ESLintUtils.getParserServices(context);
  const symbol = services.getSymbolAtLocation(callee.property);
  const declarations = symbol?.getDeclarations() ?? [];
  const isSequelize = declarations.some((declaration) =>
    SEQUELIZE_FILE.test(declaration.getSourceFile().fileName),
  );
  return isSequelize ? { method, node } : null;
}

function readPropertyName(callee: TSESTree.MemberExpression): string | null {
  if (!callee.computed && callee.property.type === AST_NODE_TYPES.Identifier) return callee.property.name;
  if (callee.property.type === AST_NODE_TYPES.Literal && typeof callee.property.value === 'string') {
    return callee.property.value;
  }
  return null;
}

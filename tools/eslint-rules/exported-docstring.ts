import { AST_NODE_TYPES, AST_TOKEN_TYPES, ESLintUtils, type TSESTree } from '@typescript-eslint/utils';

/** Asks for a docstring on every declaration a module exports, so that its promise can be read where it is made. */
export const exportedDocstring = ESLintUtils.RuleCreator.withoutDocs({
  meta: {
    type: 'suggestion',
    schema: [],
    defaultOptions: [],
    messages: { missing: 'An export says in one sentence (/** … */) what it promises.' },
  },
  create(context) {
    const seen = new Set<string>();
    return {
      ExportNamedDeclaration(node) {
        if (node.declaration === null || isInferredType(node.declaration)) return;
        const name = readName(node.declaration);
        // The second half of a pair of the same name (schema and its type, overloads) is explained by the first.
        if (name !== null && seen.has(name)) return;
        const comment = context.sourceCode.getCommentsBefore(node).at(-1);
        if (comment?.type === AST_TOKEN_TYPES.Block && comment.value.startsWith('*')) {
          if (name !== null) seen.add(name);
          return;
        }
        context.report({ node, messageId: 'missing' });
      },
    };
  },
});

/** `z.infer<typeof schema>` and `(typeof WORDS)[number]` say what the value they are read off already says. */
function isInferredType(declaration: TSESTree.NamedExportDeclarations): boolean {
  if (declaration.type !== AST_NODE_TYPES.TSTypeAliasDeclaration) return false;
  const { typeAnnotation } = declaration;
  if (typeAnnotation.type === AST_NODE_TYPES.TSIndexedAccessType) {
    return typeAnnotation.objectType.type === AST_NODE_TYPES.TSTypeQuery;
  }
  return (
    typeAnnotation.type === AST_NODE_TYPES.TSTypeReference &&
    typeAnnotation.typeArguments?.params[0]?.type === AST_NODE_TYPES.TSTypeQuery
  );
}

function readName(declaration: TSESTree.NamedExportDeclarations): string | null {
  if (declaration.type === AST_NODE_TYPES.VariableDeclaration) {
    const id = declaration.declarations[0].id;
    return id.type === AST_NODE_TYPES.Identifier ? id.name : null;
  }
  return declaration.id?.type === AST_NODE_TYPES.Identifier ? declaration.id.name : null;
}

/** What the JSON Schema knows about a place in the file: the keys and values that are allowed there. */
interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
  readonly allOf?: readonly SchemaNode[];
  readonly $ref?: string;
  readonly definitions?: Readonly<Record<string, SchemaNode>>;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly description?: string;
  readonly type?: string;
}

export interface SchemaHints {
  /** Keys that the object at `path` may have, in every variant. */
  keysAt(path: readonly PropertyKey[]): string[];
  /** The fixed values that `path` may take, where it takes fixed ones only. */
  valuesAt(path: readonly PropertyKey[]): unknown[];
  /** What the schema says about `path`. */
  descriptionAt(path: readonly PropertyKey[]): string | undefined;
  /** Whether more than fixed values is allowed at `path`. */
  isOpenAt(path: readonly PropertyKey[]): boolean;
}

export function schemaHints(jsonSchema: Record<string, unknown>): SchemaHints {
  const root = jsonSchema as SchemaNode;
  const at = (path: readonly PropertyKey[]): SchemaNode[] =>
    path.reduce<SchemaNode[]>(
      (nodes, part) => nodes.flatMap((node) => variants(root, childNode(node, part))),
      variants(root, root),
    );
  return {
    keysAt: (path) => [...new Set(at(path).flatMap((node) => Object.keys(node.properties ?? {})))],
    valuesAt: (path) => at(path).flatMap((node) => node.enum ?? (node.const === undefined ? [] : [node.const])),
    descriptionAt: (path) => at(path).find((node) => node.description !== undefined)?.description,
    isOpenAt: (path) =>
      at(path).some((node) => node.type !== undefined && node.enum === undefined && node.const === undefined),
  };
}

function childNode(node: SchemaNode, part: PropertyKey): SchemaNode | undefined {
  if (typeof part === 'number') return node.items;
  const named = node.properties?.[String(part)];
  return named ?? (typeof node.additionalProperties === 'object' ? node.additionalProperties : undefined);
}

/** The node and whatever it is a choice of, with references followed. */
function variants(root: SchemaNode, node: SchemaNode | undefined): SchemaNode[] {
  if (!node) return [];
  if (node.$ref !== undefined) return variants(root, root.definitions?.[node.$ref.replace('#/definitions/', '')]);
  const choices = [...(node.anyOf ?? []), ...(node.oneOf ?? []), ...(node.allOf ?? [])];
  return [node, ...choices.flatMap((choice) => variants(root, choice))];
}

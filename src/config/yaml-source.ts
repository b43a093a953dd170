import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import type { ConfigProblem } from './problems';

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A parsed connector.yaml that still knows where each value stands. */
export interface YamlSource {
  /** Plain data; undefined when the text is not YAML. */
  readonly data: unknown;
  readonly syntaxProblems: readonly ConfigProblem[];
  /** Where the key or item of a path stands; of a missing one, what should have held it. */
  positionOf(path: readonly PropertyKey[]): Position;
}

/** Anchors, aliases and merge keys (`<<`) may be used, so that routes can share rules. */
export function parseYaml(text: string): YamlSource {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false, merge: true });
  const positionAt = (offset: number): Position => {
    const { line, col } = lineCounter.linePos(offset);
    return { line, column: col };
  };
  const syntaxProblems = document.errors.map((error) => syntaxProblem(error.message, positionAt(error.pos[0])));
  const positionOf = (path: readonly PropertyKey[]): Position => positionAt(offsetOf(document, path));
  if (syntaxProblems.length > 0) return { data: undefined, syntaxProblems, positionOf };
  try {
    return { data: document.toJS(), syntaxProblems, positionOf };
  } catch (error) {
    // Aliases that lead nowhere, or that would grow without bounds, show only here.
    const reason = error instanceof Error ? error.message : 'it cannot be expanded';
    return { data: undefined, syntaxProblems: [syntaxProblem(reason, positionAt(0))], positionOf };
  }
}

const syntaxProblem = (reason: string, position: Position): ConfigProblem => ({
  path: '(whole file)',
  ...position,
  message: `not valid YAML: ${reason.replace(/\.$/, '')}`,
  fix: 'Correct the line, and look at the indentation around it',
});

function offsetOf(document: Document.Parsed, path: readonly PropertyKey[]): number {
  let node: Node | null | undefined = document.contents;
  let offset = node?.range?.[0] ?? 0;
  for (const part of path) {
    if (isAlias(node)) node = node.resolve(document);
    const child = childOf(node, part);
    if (!child) break;
    offset = child.offset;
    node = child.node;
  }
  return offset;
}

function childOf(node: unknown, part: PropertyKey): { offset: number; node: Node | null } | undefined {
  if (isMap<Node, Node | null>(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
    return pair ? { offset: pair.key.range?.[0] ?? 0, node: pair.value } : undefined;
  }
  const item = isSeq<Node>(node) ? node.items[Number(part)] : undefined;
  return item ? { offset: item.range?.[0] ?? 0, node: item } : undefined;
}

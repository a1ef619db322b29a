/** A scenario file's text, YAML or JSON, as plain data that still knows where each value stood. */
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, type YAMLMap } from "yaml";
import { LIMITS, spellCount } from "./limits.ts";
import type { Path, Place, Problem } from "./problems.ts";

export interface Source {
  /** Tables (objects without a prototype), lists, words, numbers, booleans, null. */
  readonly data: unknown;
  /** What is wrong with the text as YAML; the data is of no use then. */
  readonly problems: readonly Problem[];
  /** Where a problem is; for a path that is not in the file, where its nearest ancestor is. */
  placeOf(problem: Problem): Place;
}

/** Words that mean something to JavaScript itself, and so are no keys. */
export const RESERVED: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/**
 * Reads a text as YAML 1.2, which JSON is a part of.
 *
 * @param base the path the text's value will have, for a part of a file.
 */
export function readSource(text: string, base: Path = []): Source {
  const lines = new LineCounter();
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const refuse = (message: string, offset = 0): Source => ({
    data: null,
    problems: [{ path: [], text: message, offset }],
    placeOf: () => ({ line: 1, column: 1 }),
  });
  const size = Buffer.byteLength(text);
  if (size > LIMITS.fileBytes) return refuse(`found ${spellCount(size)} bytes, expected at most 1 MiB`);
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    // The reader below does this itself: the library's way takes the square of a table's size.
    uniqueKeys: false,
    // Any quieter, and a second document is passed over in silence.
    logLevel: "error",
  });
  const all = [...document.errors, ...document.warnings];
  // What follows from a stack that ended is no news.
  const exhausted = all.find((fault) => fault.code === "RESOURCE_EXHAUSTION");
  const faults = exhausted === undefined ? all : [exhausted];
  if (faults.length > 0) {
    return {
      data: null,
      problems: faults.map((fault) => ({
        path: [],
        text: syntaxText(fault.code, fault.message),
        offset: fault.pos[0],
      })),
      placeOf: (problem) => placeAt(problem.offset ?? 0),
    };
  }
  const reader = new Reader();
  const data = reader.read(document.contents, base);
  return {
    data,
    problems: reader.problems,
    placeOf: (problem) => placeAt(problem.offset ?? reader.offsetOf(document.contents, problem)),
  };
}

function syntaxText(code: string, message: string): string {
  if (code === "RESOURCE_EXHAUSTION") return `nested too deeply, expected at most ${LIMITS.levels} levels`;
  if (code === "MULTIPLE_DOCS") return "found a second document, expected one scenario in a file";
  const first = (message.split("\n")[0] ?? "").trim();
  return `not valid YAML: ${first.charAt(0).toLowerCase()}${first.slice(1)}`;
}

/** Walks a document's nodes in file order, so that an alias finds the last anchor of its name before it. */
class Reader {
  readonly problems: Problem[] = [];
  readonly #anchors = new Map<string, Node>();
  readonly #targets = new Map<Node, Node>();
  readonly #open = new Set<Node>();
  readonly #pairs = new Map<YAMLMap, ReadonlyMap<string, Pair>>();
  #values = 0;

  read(node: unknown, path: Path, nesting = 0): unknown {
    if (node === null || node === undefined) return null;
    if (this.#values++ >= LIMITS.values) {
      if (this.#values === LIMITS.values + 1) {
        this.#refuse(path, `more than ${spellCount(LIMITS.values)} values`, node);
      }
      return null;
    }
    if (isAlias(node)) return this.#follow(node, path, nesting);
    if (path.length > LIMITS.levels) return this.#refuse(path, `more than ${LIMITS.levels} levels`, node);
    const known = node as Node;
    const anchor = (isScalar(node) || isMap(node) || isSeq(node)) && node.anchor;
    if (anchor) this.#anchors.set(anchor, known);
    this.#open.add(known);
    const data = this.#valueOf(node, path, nesting);
    this.#open.delete(known);
    return data;
  }

  #valueOf(node: unknown, path: Path, nesting: number): unknown {
    if (isScalar(node)) return this.#scalar(node.value, node.source, path, node);
    if (isSeq(node)) {
      const last = path[path.length - 1];
      const depth = last === "steps" || last === "offload" ? nesting + 1 : nesting;
      if (depth > LIMITS.nesting) {
        return this.#refuse(path, `steps nested more than ${LIMITS.nesting} deep`, node);
      }
      return node.items.map((item, index) => this.read(item, [...path, index], depth));
    }
    if (!isMap(node)) return this.#refuse(path, "expected a plain value", node);
    const table = Object.create(null) as Record<string, unknown>;
    for (const { key: keyNode, value } of node.items) {
      const key = isScalar(keyNode) ? String(keyNode.value) : undefined;
      if (key === undefined || (isScalar(keyNode) && keyNode.value === null)) {
        this.#refuse(path, "expected a word as the key", keyNode ?? node);
      } else if (RESERVED.has(key)) {
        this.#refuse([...path, key], "this word cannot be a key", keyNode);
      } else if (Object.hasOwn(table, key)) {
        this.#refuse([...path, key], "the key is there twice", keyNode);
      } else {
        table[key] = this.read(value, [...path, key], nesting);
      }
    }
    return table;
  }

  #scalar(value: unknown, source: string | undefined, path: Path, node: unknown): unknown {
    // 3.10 as a number is 3.1: a version is its text.
    const isVersion = path.length === 2 && path[0] === "python" && path[1] === "version";
    if (isVersion && typeof value === "number") return source ?? String(value);
    if (value === null || ["string", "number", "boolean"].includes(typeof value)) return value;
    return this.#refuse(path, "expected a plain value", node);
  }

  #follow(alias: { readonly source: string }, path: Path, nesting: number): unknown {
    const target = this.#anchors.get(alias.source);
    if (target === undefined) return this.#refuse(path, `nothing above is marked &${alias.source}`, alias);
    if (this.#open.has(target)) return this.#refuse(path, `*${alias.source} stands inside what it repeats`, alias);
    this.#targets.set(alias as unknown as Node, target);
    return this.read(target, path, nesting);
  }

  #refuse(path: Path, text: string, node: unknown): null {
    const range = (node as { readonly range?: readonly number[] | null }).range;
    this.problems.push({ path, text, offset: range?.[0] ?? 0 });
    return null;
  }

  /** A table's pairs by key, made once: a file may have as many problems as keys. */
  #pairsOf(map: YAMLMap): ReadonlyMap<string, Pair> {
    let pairs = this.#pairs.get(map);
    if (pairs === undefined) {
      const keyed = map.items.flatMap((item) => (isScalar(item.key) ? [[String(item.key.value), item] as const] : []));
      // The first of two keys that are the same is the one that was read.
      pairs = new Map(keyed.reverse());
      this.#pairs.set(map, pairs);
    }
    return pairs;
  }

  /** The offset of a problem's place, as near as the file has it. */
  offsetOf(root: unknown, problem: Problem): number {
    let node = root;
    let offset = rangeStart(root) ?? 0;
    for (const [depth, part] of problem.path.entries()) {
      node = isAlias(node) ? this.#targets.get(node) : node;
      const isLast = depth === problem.path.length - 1;
      if (isMap(node)) {
        const pair = this.#pairsOf(node).get(String(part));
        if (pair === undefined) return offset;
        const keyAt = rangeStart(pair.key) ?? offset;
        const valueAt = rangeStart(pair.value);
        offset = isLast && problem.at === "key" ? keyAt : (valueAt ?? keyAt);
        node = pair.value;
      } else if (isSeq(node)) {
        node = typeof part === "number" ? node.items[part] : undefined;
        offset = rangeStart(node) ?? offset;
      } else {
        return offset;
      }
    }
    return offset;
  }
}

function rangeStart(node: unknown): number | undefined {
  return (node as { readonly range?: readonly number[] | null } | null | undefined)?.range?.[0];
}

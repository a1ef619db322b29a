/** What a program for a workload has to say, before it is put into a language: its functions, and what the main program does when. */
import type { Ns } from "../../base/time.ts";
import { isBlock, type LeafStep, leavesOf, type Step, type StepKind } from "../workload/steps.ts";
import type { Workload } from "../workload/workload.ts";

/** Tasks that do the same: calls of one function. */
export interface Kind {
  /** Names without their numbers, each once, in file order. */
  readonly names: readonly string[];
  readonly steps: readonly Step[];
  readonly leaves: readonly LeafStep[];
}

/** Calls of one function that begin together, or one after the other in even steps. */
export interface Start {
  readonly type: "start";
  readonly at: Ns;
  /** Between one and the next; zero where they begin together. */
  readonly every: number;
  readonly kind: number;
  readonly count: number;
}

interface Cancel {
  readonly type: "cancel";
  readonly at: Ns;
  readonly name: string;
  /** How many tasks were started before this one. */
  readonly place: number;
}

export type Action = Start | Cancel;

export interface Outline {
  readonly workload: Workload;
  readonly kinds: readonly Kind[];
  /** By task. */
  readonly kindOf: readonly number[];
  /** What the main program starts at once. */
  readonly first: readonly Start[];
  /** What it does afterwards, in the order of time. */
  readonly later: readonly Action[];
  /** The kinds of step there are anywhere. */
  readonly has: ReadonlySet<StepKind>;
  readonly locks: readonly string[];
}

export function outlineOf(workload: Workload): Outline {
  const { kinds, kindOf } = kindsOf(workload);
  const actions = actionsOf(workload, kindOf);
  const isFirst = (action: Action): action is Start => action.type === "start" && action.at === 0 && action.every === 0;
  const begun = actions.findIndex((action) => !isFirst(action));
  const first = (begun < 0 ? actions : actions.slice(0, begun)).filter(isFirst);
  const leaves = kinds.flatMap((kind) => kind.leaves);
  return {
    workload,
    kinds,
    kindOf,
    first,
    later: actions.slice(first.length),
    has: new Set([...leaves.map((leaf) => leaf.kind), ...kinds.flatMap((kind) => blocksOf(kind.steps))]),
    locks: [...new Set(leaves.flatMap((leaf) => (leaf.kind === "lock" ? [leaf.lock] : [])))],
  };
}

function blocksOf(steps: readonly Step[]): readonly StepKind[] {
  return steps.flatMap((step) => (isBlock(step) ? [step.kind, ...blocksOf(step.steps)] : []));
}

/** The names of a count are `Bob 1`, `Bob 2`: without the number they are one. */
const withoutNumber = (name: string): string => name.replace(/[ .]?\d+$/, "") || name;

function kindsOf(workload: Workload): { readonly kinds: readonly Kind[]; readonly kindOf: readonly number[] } {
  const known = new Map<readonly Step[], number>();
  const spelt = new Map<string, number>();
  const names: Set<string>[] = [];
  const stepsOf: (readonly Step[])[] = [];
  const kindOf = workload.tasks.map(({ steps, name }) => {
    let kind = known.get(steps);
    if (kind === undefined) {
      const text = JSON.stringify(steps);
      kind = spelt.get(text) ?? stepsOf.push(steps) - 1;
      spelt.set(text, kind);
      known.set(steps, kind);
    }
    const own = names[kind] ?? new Set();
    names[kind] = own.add(withoutNumber(name));
    return kind;
  });
  const kinds = stepsOf.map((steps, kind) => ({ names: [...(names[kind] ?? [])], steps, leaves: leavesOf(steps) }));
  return { kinds, kindOf };
}

function actionsOf(workload: Workload, kindOf: readonly number[]): readonly Action[] {
  const order = workload.tasks.map((task, index) => ({ task, index }));
  order.sort((a, b) => a.task.arrival - b.task.arrival || a.index - b.index);
  const starts: Start[] = [];
  for (const { task, index } of order) {
    const kind = kindOf[index] as number;
    const last = starts.at(-1);
    const gap = last === undefined ? 0 : task.arrival - (last.at + last.every * (last.count - 1));
    if (last !== undefined && last.kind === kind && (last.count === 1 || gap === last.every)) {
      starts[starts.length - 1] = { ...last, every: gap, count: last.count + 1 };
    } else {
      starts.push({ type: "start", at: task.arrival, every: 0, kind, count: 1 });
    }
  }
  const cancels = order.flatMap(({ task, index }, place): Cancel[] =>
    task.cancelAt === null
      ? []
      : [{ type: "cancel", at: task.cancelAt, name: workload.tasks[index]?.name ?? "", place }],
  );
  return inOrder([...starts.flatMap(singly).flatMap((start) => cutAt(start, cancels)), ...cancels]);
}

/** Two are no stream. */
function singly(start: Start): readonly Start[] {
  if (start.every === 0 || start.count > 2) return [start];
  return Array.from({ length: start.count }, (_, index) => {
    const at = (start.at + index * start.every) as Ns;
    return { ...start, at, every: 0, count: 1 };
  });
}

/** A stream goes on after somebody else's request to stop: it is written in two pieces. */
function cutAt(start: Start, cancels: readonly Cancel[]): readonly Start[] {
  if (start.every === 0) return [start];
  const pieces: Start[] = [];
  let rest = start;
  for (const { at } of [...cancels].sort((a, b) => a.at - b.at)) {
    const before = Math.ceil((at - rest.at) / rest.every);
    if (before <= 0 || before >= rest.count) continue;
    pieces.push({ ...rest, count: before });
    rest = { ...rest, at: (rest.at + before * rest.every) as Ns, count: rest.count - before };
  }
  return [...pieces, rest];
}

function inOrder(actions: readonly Action[]): readonly Action[] {
  return actions
    .map((action, index) => ({ action, index }))
    .sort((a, b) => a.action.at - b.action.at || a.index - b.index)
    .map(({ action }) => action);
}

/** Steps of a file as steps of a plan, and what they add up to. */
import type { Ns } from "../../base/time.ts";
import type { FileStep } from "./step-schema.ts";
import { DEFAULT_DEVICE, type Step } from "./steps.ts";

/** Numbers the leaves in the file's order, from 0; an increment is three of them. */
export function buildSteps(steps: readonly FileStep[]): readonly Step[] {
  let leaves = 0;
  const next = () => ({ leaf: leaves++ });
  const all = (list: readonly FileStep[]): readonly Step[] => list.flatMap(one);
  const one = (step: FileStep): Step | readonly Step[] => {
    if ("cpu" in step) return { ...next(), kind: "cpu", for: step.cpu };
    if ("native" in step) return { ...next(), kind: "native", for: step.native };
    if ("sleep" in step) return { ...next(), kind: "sleep", for: step.sleep };
    if ("io" in step) {
      const io = typeof step.io === "number" ? { for: step.io } : step.io;
      return { ...next(), kind: "io", for: io.for, on: io.on ?? DEFAULT_DEVICE, blocking: io.blocking ?? false };
    }
    if ("lock" in step) return { ...next(), kind: "lock", lock: step.lock };
    if ("unlock" in step) return { ...next(), kind: "unlock", lock: step.unlock };
    if ("read" in step) return { ...next(), kind: "read", variable: step.read };
    if ("write" in step) return { ...next(), kind: "write", variable: step.write };
    if ("add" in step) return { ...next(), kind: "add", amount: step.add };
    if ("increment" in step) {
      return [
        { ...next(), kind: "read", variable: step.increment },
        { ...next(), kind: "add", amount: 1 },
        { ...next(), kind: "write", variable: step.increment },
      ];
    }
    if ("call" in step) return { ...next(), kind: "call", into: step.call };
    if ("put" in step) return { ...next(), kind: "put", queue: step.put };
    if ("get" in step) return { ...next(), kind: "get", queue: step.get };
    if ("yield" in step) return { ...next(), kind: "yield" };
    if ("segfault" in step) return { ...next(), kind: "segfault" };
    if ("raise" in step) return { ...next(), kind: "raise", error: step.raise };
    if ("offload" in step) return { kind: "offload", steps: all(step.offload) };
    if ("parallel" in step) return { kind: "parallel", ways: step.parallel.ways, steps: all(step.parallel.steps) };
    return { kind: "repeat", times: step.repeat, steps: all(step.steps) };
  };
  return all(steps);
}

/** The steps inside a block, how often the task does them itself, and into how many subtasks they are split. */
function blockOf(step: FileStep): {
  readonly steps: readonly FileStep[];
  readonly times: number;
  readonly ways: number;
} {
  if ("offload" in step) return { steps: step.offload, times: 1, ways: 0 };
  if ("parallel" in step) return { steps: step.parallel.steps, times: step.parallel.ways, ways: step.parallel.ways };
  if ("repeat" in step) return { steps: step.steps, times: step.repeat, ways: 0 };
  return { steps: [], times: 0, ways: 0 };
}

const sum = (steps: readonly FileStep[], amount: (step: FileStep) => number): number =>
  steps.reduce((total, step) => total + amount(step), 0);

/** The steps written, blocks and what is in them. */
export function countSteps(steps: readonly FileStep[]): number {
  return sum(steps, (step) => 1 + countSteps(blockOf(step).steps));
}

/** The subtasks a task is split into in its life. */
export function subtasksOf(steps: readonly FileStep[]): number {
  return sum(steps, (step) => {
    const block = blockOf(step);
    return block.ways + block.times * subtasksOf(block.steps);
  });
}

/** All durations together, in nanoseconds, repeats and subtasks included; costs are not. May be beyond what is exact. */
export function durationOf(steps: readonly FileStep[]): number {
  return sum(steps, (step) => {
    const block = blockOf(step);
    return ownDuration(step) + (block.steps.length === 0 ? 0 : block.times * durationOf(block.steps));
  });
}

function ownDuration(step: FileStep): Ns | 0 {
  if ("cpu" in step) return step.cpu;
  if ("native" in step) return step.native;
  if ("sleep" in step) return step.sleep;
  if ("io" in step) return typeof step.io === "number" ? step.io : step.io.for;
  return 0;
}

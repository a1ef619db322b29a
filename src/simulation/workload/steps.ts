/** The steps of a task, in the field's words; leaves are numbered so that a run can say where a task stands. */
import { formatDuration, type Ns, ZERO } from "../../base/time.ts";
import type { StepFacts } from "../../trace/trace.ts";

interface Leaf {
  /** Position among the leaves of its task, in the order of the file; the index of the task's step table. */
  readonly leaf: number;
}

export type LeafStep = Leaf &
  (
    | { readonly kind: "cpu" | "native" | "sleep"; readonly for: Ns }
    | { readonly kind: "io"; readonly for: Ns; readonly on: string; readonly blocking: boolean }
    | { readonly kind: "lock" | "unlock"; readonly lock: string }
    | { readonly kind: "read" | "write"; readonly variable: string }
    | { readonly kind: "add"; readonly amount: number }
    | { readonly kind: "call"; readonly into: "c" | "python" }
    | { readonly kind: "put" | "get"; readonly queue: string }
    | { readonly kind: "yield" | "segfault" }
    | { readonly kind: "raise"; readonly error: string }
  );

export type ParallelStep = { readonly kind: "parallel"; readonly ways: number; readonly steps: readonly Step[] };

export type BlockStep =
  | { readonly kind: "repeat"; readonly times: number; readonly steps: readonly Step[] }
  | ParallelStep
  | { readonly kind: "offload"; readonly steps: readonly Step[] };

export type Step = LeafStep | BlockStep;
export type StepKind = Step["kind"];

/** What an `io` step waits for where the file does not say. */
export const DEFAULT_DEVICE = "network";

export const isBlock = (step: Step): step is BlockStep =>
  step.kind === "repeat" || step.kind === "parallel" || step.kind === "offload";

/** Every leaf once, in file order: position i has `leaf` i. */
export function leavesOf(steps: readonly Step[]): readonly LeafStep[] {
  return steps.flatMap((step) => (isBlock(step) ? leavesOf(step.steps) : [step]));
}

/** The step table of a task, for the trace. */
export function factsOf(steps: readonly Step[]): readonly StepFacts[] {
  return leavesOf(steps).map((step) => ({
    kind: step.kind,
    text: textOf(step),
    amount: "for" in step ? step.for : ZERO,
  }));
}

/** A leaf in words: `cpu 40 ms`, `io 30 ms on network`, `lock fryer`. */
export function textOf(step: LeafStep): string {
  switch (step.kind) {
    case "cpu":
    case "native":
    case "sleep":
      return `${step.kind} ${formatDuration(step.for)}`;
    case "io":
      return `io ${formatDuration(step.for)} on ${step.on}${step.blocking ? ", blocking" : ""}`;
    case "lock":
    case "unlock":
      return `${step.kind} ${step.lock}`;
    case "read":
    case "write":
      return `${step.kind} ${step.variable}`;
    case "add":
      return `add ${step.amount}`;
    case "call":
      return step.into === "c" ? "call into C" : "call a function";
    case "put":
    case "get":
      return `${step.kind} ${step.queue}`;
    case "raise":
      return `raise ${step.error}`;
    case "yield":
    case "segfault":
      return step.kind;
  }
}

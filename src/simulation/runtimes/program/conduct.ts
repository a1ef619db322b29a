import type { Ns } from "../../../base/time.ts";
import { ZERO } from "../../../base/time.ts";
import * as events from "../../../trace/event.ts";
import type { Act, Thread } from "../../kernel/thread.ts";
import { isBlock, type LeafStep, type Step } from "../../workload/steps.ts";
import { type Run, type Task, TaskFailure } from "./run.ts";

type StepOf<Kind extends Step["kind"]> = Extract<Step, { kind: Kind }>;

/** How one model performs each kind of step. All are called on the thread that executes the task. */
export interface Conduct {
  cpu(thread: Thread, task: Task, amount: Ns): Act;
  native(thread: Thread, task: Task, amount: Ns): Act;
  io(thread: Thread, task: Task, step: StepOf<"io">): Act;
  sleep(thread: Thread, task: Task, amount: Ns): Act;
  lock(thread: Thread, task: Task, name: string): Act;
  unlock(thread: Thread, task: Task, name: string): Act;
  /** One bytecode that touches no shared variable itself; its cost and the check points round it. */
  bytecode(thread: Thread, task: Task): Act;
  call(thread: Thread, task: Task, into: "c" | "python"): Act;
  /** The jump back at the end of a loop's body. */
  backEdge(thread: Thread, task: Task): Act;
  put(thread: Thread, task: Task, queue: string): Act;
  get(thread: Thread, task: Task, queue: string): Act;
  yieldNow(thread: Thread, task: Task): Act;
  parallel(thread: Thread, task: Task, step: StepOf<"parallel">): Act;
  offload(thread: Thread, task: Task, step: StepOf<"offload">): Act;
  /** A segmentation fault: the thread's process dies. Does not come back. */
  segfault(thread: Thread, task: Task): Act;
}

/** Executes steps in order. @throws TaskFailure where a step raises. */
export function* execute(run: Run, how: Conduct, thread: Thread, task: Task, steps: readonly Step[], turn = 1): Act {
  for (let index = 0; index < steps.length; index++) {
    const step = steps[index] as Step;
    if (step.kind === "repeat") {
      for (let count = 1; count <= step.times; count++) {
        yield* execute(run, how, thread, task, step.steps, count);
        yield* how.backEdge(thread, task);
      }
    } else if (step.kind === "parallel") {
      yield* how.parallel(thread, task, step);
    } else if (step.kind === "offload") {
      yield* how.offload(thread, task, step);
    } else {
      const amount = "for" in step ? step.for : ZERO;
      run.kernel.by(thread, events.taskStepped, task.id, step.leaf, turn, amount);
      thread.expected = COMPUTES.has(step.kind) ? amount : burstAhead(steps, index + 1);
      yield* perform(run, how, thread, task, step);
    }
  }
}

/** What a leaf does, as a piece of the thread's program. */
function perform(run: Run, how: Conduct, thread: Thread, task: Task, step: LeafStep): Act {
  switch (step.kind) {
    case "cpu":
      return how.cpu(thread, task, step.for);
    case "native":
      return how.native(thread, task, step.for);
    case "sleep":
      return how.sleep(thread, task, step.for);
    case "io":
      return how.io(thread, task, step);
    case "lock":
      return how.lock(thread, task, step.lock);
    case "unlock":
      return how.unlock(thread, task, step.lock);
    case "read":
    case "add":
    case "write":
      return touch(run, how, thread, task, step);
    case "call":
      return how.call(thread, task, step.into);
    case "put":
      return how.put(thread, task, step.queue);
    case "get":
      return how.get(thread, task, step.queue);
    case "yield":
      return how.yieldNow(thread, task);
    case "segfault":
      return how.segfault(thread, task);
    case "raise":
      throw new TaskFailure(step.error);
  }
}

type Touch = Extract<LeafStep, { kind: "read" | "add" | "write" }>;

function* touch(run: Run, how: Conduct, thread: Thread, task: Task, step: Touch): Act {
  yield* how.bytecode(thread, task);
  if (step.kind === "add") task.register += step.amount;
  else if (step.kind === "read") run.memory.read(thread, task, step.variable);
  else run.memory.write(thread, task, step.variable);
}

const COMPUTES: ReadonlySet<Step["kind"]> = new Set<Step["kind"]>(["cpu", "native"]);
const WAITS: ReadonlySet<Step["kind"]> = new Set<Step["kind"]>(["io", "sleep", "get", "put", "yield"]);

/** For shortest job first: the length of the next stretch of computing from a step on; zero where the task waits before. */
export function burstAhead(steps: readonly Step[], from = 0): Ns {
  for (let index = from; index < steps.length; index++) {
    const step = steps[index] as Step;
    if (step.kind === "cpu" || step.kind === "native") return step.for;
    if (isBlock(step)) return burstAhead(step.steps);
    if (WAITS.has(step.kind)) return ZERO;
  }
  return ZERO;
}

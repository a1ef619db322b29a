import type { Ns } from "../../../base/time.ts";
import { ZERO } from "../../../base/time.ts";
import * as events from "../../../trace/event.ts";
import type { Act, Thread } from "../../kernel/thread.ts";
import { isBlock, type LeafStep, type Step } from "../../workload/steps.ts";
import { type Run, type Task, TaskFailure } from "./run.ts";

type StepOf<Kind extends Step["kind"]> = Extract<Step, { kind: Kind }>;

/** Who executes a task's steps: a thread, or a goroutine, which goes from thread to thread. */
export type Carrier = Pick<Thread, "cause" | "expected" | "process">;

/** How one model performs each kind of step. All are called with the one that executes the task. */
export interface Conduct<By extends Carrier = Thread> {
  cpu(by: By, task: Task, amount: Ns): Act;
  native(by: By, task: Task, amount: Ns): Act;
  io(by: By, task: Task, step: StepOf<"io">): Act;
  sleep(by: By, task: Task, amount: Ns): Act;
  lock(by: By, task: Task, name: string): Act;
  unlock(by: By, task: Task, name: string): Act;
  /** How long interpreted code of a length takes; left out where it takes just that. */
  stretched?(amount: Ns): Ns;
  /**
   * The bytecode that loads or stores a shared variable: gets hold of it and then does `access`. Left out: one `bytecode`, and
   * nobody else's cache has it.
   */
  touch?(by: By, task: Task, variable: string, stores: boolean, access: () => void): Act;
  /** One bytecode that touches no shared variable itself; its cost and the check points round it. */
  bytecode(by: By, task: Task): Act;
  call(by: By, task: Task, into: "c" | "python"): Act;
  /** The jump back at the end of a loop's body. */
  backEdge(by: By, task: Task): Act;
  put(by: By, task: Task, queue: string): Act;
  get(by: By, task: Task, queue: string): Act;
  yieldNow(by: By, task: Task): Act;
  parallel(by: By, task: Task, step: StepOf<"parallel">): Act;
  offload(by: By, task: Task, step: StepOf<"offload">): Act;
  /** A segmentation fault: the thread's process dies. Does not come back. */
  segfault(by: By, task: Task): Act;
}

/** Executes steps in order. @throws TaskFailure where a step raises. */
export function* execute<By extends Carrier>(
  run: Run,
  how: Conduct<By>,
  by: By,
  task: Task,
  steps: readonly Step[],
  turn = 1,
): Act {
  for (let index = 0; index < steps.length; index++) {
    const step = steps[index] as Step;
    if (step.kind === "repeat") {
      for (let count = 1; count <= step.times; count++) {
        yield* execute(run, how, by, task, step.steps, count);
        yield* how.backEdge(by, task);
      }
    } else if (step.kind === "parallel") {
      yield* how.parallel(by, task, step);
    } else if (step.kind === "offload") {
      yield* how.offload(by, task, step);
    } else {
      const amount = lengthOf(how, step);
      run.kernel.by(by, events.taskStepped, task.id, step.leaf, turn, amount);
      by.expected = COMPUTES.has(step.kind) ? amount : burstAhead(steps, index + 1);
      yield* perform(run, how, by, task, step);
    }
  }
}

/** What a leaf does, as a piece of the thread's program. */
function perform<By extends Carrier>(run: Run, how: Conduct<By>, by: By, task: Task, step: LeafStep): Act {
  switch (step.kind) {
    case "cpu":
      return how.cpu(by, task, step.for);
    case "native":
      return how.native(by, task, step.for);
    case "sleep":
      return how.sleep(by, task, step.for);
    case "io":
      return how.io(by, task, step);
    case "lock":
      return how.lock(by, task, step.lock);
    case "unlock":
      return how.unlock(by, task, step.lock);
    case "read":
    case "add":
    case "write":
      return touch(run, how, by, task, step);
    case "call":
      return how.call(by, task, step.into);
    case "put":
      return how.put(by, task, step.queue);
    case "get":
      return how.get(by, task, step.queue);
    case "yield":
      return how.yieldNow(by, task);
    case "segfault":
      return how.segfault(by, task);
    case "raise":
      throw new TaskFailure(step.error);
  }
}

type Touch = Extract<LeafStep, { kind: "read" | "add" | "write" }>;

function* touch<By extends Carrier>(run: Run, how: Conduct<By>, by: By, task: Task, step: Touch): Act {
  if (step.kind === "add") {
    yield* how.bytecode(by, task);
    task.register += step.amount;
    return;
  }
  const { variable } = step;
  const stores = step.kind === "write";
  const access = () => (stores ? run.memory.write(by, task, variable) : run.memory.read(by, task, variable));
  if (how.touch !== undefined) {
    yield* how.touch(by, task, variable, stores, access);
    return;
  }
  yield* how.bytecode(by, task);
  access();
}

function lengthOf<By extends Carrier>(how: Conduct<By>, step: LeafStep): Ns {
  if (!("for" in step)) return ZERO;
  return step.kind === "cpu" ? (how.stretched?.(step.for) ?? step.for) : step.for;
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

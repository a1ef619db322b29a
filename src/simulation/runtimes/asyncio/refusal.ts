/** What asyncio cannot run, in a sentence. */
import { isBlock, type Step } from "../../workload/steps.ts";
import type { Workload } from "../../workload/workload.ts";

/** Why a workload cannot run on an event loop, or null where it can. */
export function refusalOf(workload: Workload): string | null {
  const { version } = workload.python;
  const [major = 3, minor = 0] = version.split(".").map(Number);
  if (major < 3 || minor < 4) return `CPython ${version} has no asyncio; 3.4 was the first`;
  const onLoop = new Set<string>();
  const inThreads = new Set<string>();
  // The tasks of a count share their steps.
  for (const steps of new Set(workload.tasks.map((task) => task.steps))) collect(steps, onLoop, inThreads);
  for (const name of onLoop) {
    if (inThreads.has(name)) {
      return `${name} is used by coroutines and inside offload; asyncio's locks and queues are not thread-safe, a thread needs its own`;
    }
  }
  return null;
}

/** Locks and queues by where they are used. */
function collect(steps: readonly Step[], onLoop: Set<string>, inThreads: Set<string>): void {
  for (const step of steps) {
    if (isBlock(step)) collect(step.steps, step.kind === "offload" ? inThreads : onLoop, inThreads);
    else if (step.kind === "lock" || step.kind === "unlock") onLoop.add(`lock ${step.lock}`);
    else if (step.kind === "put" || step.kind === "get") onLoop.add(`queue ${step.queue}`);
  }
}

/** How a process comes to life, and what that costs: Lib/multiprocessing/context.py, popen_fork.py, popen_spawn_posix.py. */
import type { Ns } from "../../../base/time.ts";
import type { StartMethod } from "../../../trace/event.ts";
import type { Run } from "../program/run.ts";

export interface StartPlan {
  readonly method: StartMethod;
  /** In the parent. */
  readonly call: Ns;
  /** In the child, before its own first line. */
  readonly boot: Ns;
  /** Memory of its own. */
  readonly bytes: number;
}

/** The workload's start method, or the version's default on Linux: fork up to 3.13, forkserver from 3.14 on. */
export function startPlanOf(run: Run): StartPlan {
  const { costs, kernel, pythonVersion } = run;
  const { memory } = kernel.profile;
  const [major, minor] = pythonVersion;
  const method = run.workload.python.startMethod ?? (major === 3 && minor >= 14 ? "forkserver" : "fork");
  switch (method) {
    case "fork":
      return { method, call: costs.forkCall, boot: costs.forkBoot, bytes: memory.forkedChild };
    case "spawn":
      return { method, call: costs.spawnCall, boot: costs.spawnBoot, bytes: memory.process };
    case "forkserver":
      return { method, call: costs.forkserverCall, boot: costs.forkserverBoot, bytes: memory.process };
  }
}

/** The kernel's counting semaphore, on threads of its own. */
import { expect, test } from "vitest";
import { ms, NEVER, type Ns } from "../../../src/base/time.ts";
import { Kernel } from "../../../src/simulation/kernel/kernel.ts";
import { QueuedScheduler } from "../../../src/simulation/kernel/scheduler/queued.ts";
import { Semaphore } from "../../../src/simulation/kernel/sync.ts";
import type { Act, Thread } from "../../../src/simulation/kernel/thread.ts";
import { ideal } from "../../../src/simulation/profiles/profile.ts";
import { emptyTables } from "../../../src/trace/trace.ts";

/** Threads that each hold one of `count` for 10 ms, on as many cores. @returns when each of them had it. */
function holders(count: number, threads: number): readonly Ns[] {
  const kernel = new Kernel({
    cores: threads,
    mostCores: threads,
    threadsPerCore: 1,
    profile: ideal,
    seed: 1,
    tables: emptyTables(),
    overrides: [],
    writesChoices: false,
    scheduler: (cores, online, now) =>
      new QueuedScheduler({ cores, online, now, policy: "fifo", quantum: ms(10), preemptOnWake: false }),
    until: NEVER,
    maxEvents: 10_000,
  });
  const semaphore = new Semaphore(kernel, count, "lock");
  const process = kernel.createProcess("program", null, "none", -1);
  const since: Ns[] = [];
  function* body(thread: Thread): Act {
    yield* semaphore.acquire(thread);
    since.push(kernel.now);
    yield kernel.compute(thread, ms(10), "native");
    semaphore.release(thread, thread.cause);
  }
  for (let index = 0; index < threads; index++) {
    kernel.spawn(process, { name: `T${index}`, role: "task", task: null }, null, body);
  }
  expect(kernel.run()).toBe("idle");
  return since;
}

test("as many at a time as it counts, the others as places come free", () => {
  expect(holders(2, 5)).toEqual([ms(0), ms(0), ms(10), ms(10), ms(20)]);
  expect(holders(1, 3)).toEqual([ms(0), ms(10), ms(20)]);
});

test("none to be had: nobody gets it, and nothing is left to happen", () => {
  expect(holders(0, 2)).toEqual([]);
});

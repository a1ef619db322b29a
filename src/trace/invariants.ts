/**
 * What is true of every run, whichever model and scenario made it: each event against the world before it, then the totals.
 *
 * Knows the vocabulary and nothing of kernels or models, so that a recording of a real program can be held to it too.
 */
import { apply } from "./apply.ts";
import { follows, onlineLaw, order, schedulerLaw } from "./laws/cores.ts";
import type { Law } from "./laws/law.ts";
import { gilLaw, locks } from "./laws/locks.ts";
import { memoryLaw } from "./laws/memory.ts";
import { devices, loops } from "./laws/outside.ts";
import { procLaw } from "./laws/procs.ts";
import { taskLaw } from "./laws/tasks.ts";
import { acting, computing, processes } from "./laws/threads.ts";
import { totalViolations } from "./laws/totals.ts";
import type { Trace } from "./trace.ts";
import { initialWorld } from "./world.ts";

/** Enough to see what is wrong; a broken run can break a law at every event. */
const MOST = 20;

/**
 * The laws that a run breaks, a sentence each, with the event's number, kind and instant where there is one.
 *
 * @returns an empty list for a run that obeys; totals are looked at only where every event does.
 */
export function violations(trace: Trace): readonly string[] {
  const { log, header, tables } = trace;
  const laws: readonly Law[] = [
    order,
    follows(),
    processes,
    acting,
    computing(header.machine.threadsPerCore),
    schedulerLaw(),
    onlineLaw(),
    gilLaw(tables),
    locks,
    devices,
    loops,
    taskLaw(tables),
    memoryLaw(tables),
    procLaw(tables),
  ];
  const world = initialWorld(header, tables);
  const found: string[] = [];
  for (let seq = 0; seq < log.length && found.length < MOST; seq++) {
    const event = log.at(seq);
    for (const law of laws) {
      const wrong = law(event, world);
      if (wrong !== null) found.push(`#${seq} ${event.kind} at ${event.time}: ${wrong}`);
    }
    apply(world, event);
  }
  return found.length > 0 ? found : totalViolations(tables, world);
}

/** Which floor plan a model has. To add one: a file and a line. */
import { counterPlan } from "./counter.ts";
import { countersPlan } from "./counters.ts";
import { crowdPlan } from "./crowd.ts";
import { officePlan } from "./office.ts";
import type { FloorPlan } from "./plan.ts";
import { poolPlan } from "./pool.ts";
import { queuePlan } from "./queue.ts";
import { roofPlan, streetPlan } from "./street.ts";
import { waiterPlan } from "./waiter.ts";

const PLANS: Readonly<Record<string, FloorPlan>> = {
  blocking: queuePlan,
  threads: crowdPlan,
  "free-threaded": crowdPlan,
  "threads-gil": counterPlan,
  "threads-gil-legacy": counterPlan,
  "thread-pool": poolPlan,
  asyncio: waiterPlan,
  gevent: waiterPlan,
  goroutines: countersPlan,
  multiprocessing: streetPlan,
  subinterpreters: roofPlan,
  "process-pool": officePlan,
};

export const planOf = (model: string): FloorPlan => PLANS[model] ?? crowdPlan;

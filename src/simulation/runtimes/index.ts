/** Every concurrency model there is. To add one: a folder with a `Runtime`, and a line here. */
import { Registry } from "../../base/registry.ts";
import { asyncio } from "./asyncio/asyncio.ts";
import { blocking } from "./blocking/blocking.ts";
import { freeThreaded } from "./free-threaded/free-threaded.ts";
import { gevent } from "./gevent/gevent.ts";
import { goroutines } from "./goroutines/goroutines.ts";
import { multiprocessing } from "./multiprocessing/multiprocessing.ts";
import { processPool } from "./process-pool/process-pool.ts";
import type { Runtime } from "./runtime.ts";
import { subinterpreters } from "./subinterpreters/subinterpreters.ts";
import { threadPool } from "./thread-pool/thread-pool.ts";
import { threads } from "./threads/threads.ts";
import { threadsGil } from "./threads-gil/threads-gil.ts";
import { threadsGilLegacy } from "./threads-gil-legacy/threads-gil-legacy.ts";

export const runtimes = new Registry<Runtime>("model", [
  blocking,
  threads,
  threadsGil,
  threadsGilLegacy,
  freeThreaded,
  subinterpreters,
  asyncio,
  gevent,
  goroutines,
  multiprocessing,
  threadPool,
  processPool,
]);

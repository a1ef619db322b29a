/**
 * The measured costs of a machine, as data: what each is, and where the figure comes from.
 *
 * `measured` is a 2-core KVM guest (AMD EPYC, Linux 6.18, EEVDF, HZ=250, timer slack 50 us) running CPython 2.7 to 3.13.
 * Marks: M measured there, S taken from a source, R recalled from well-known material and not re-checked.
 */
import { ms, type Ns, ns, us } from "../../base/time.ts";

interface Cost {
  readonly value: Ns;
  readonly what: string;
  readonly mark: "M" | "S" | "R";
}

const cost = (value: Ns, mark: Cost["mark"], what: string): Cost => ({ value, mark, what });

/** Every cost a scenario may set under `costs:`; each is a duration. The preset `none` makes all of them zero. */
export const COSTS = {
  contextSwitch: cost(us(2), "M", "direct cost of changing threads on a core (pipe hop 2.1 us, same core)"),
  cacheRefill: cost(
    us(5),
    "M",
    "indirect cost of a switch to a thread that others displaced (2.5 us a hop with 64 KiB)",
  ),
  migration: cost(us(10), "R", "extra cost when a thread resumes on another core"),
  wakeShallow: cost(us(8), "M", "median latency until a core that went idle a moment ago runs a woken thread"),
  wakeDeep: cost(us(18), "M", "median latency of waking a core that has been idle for up to half a millisecond"),
  wakeDeeper: cost(
    us(5.7),
    "M",
    "added to it for each doubling of the idle time (timed waits of 0.5, 5 and 50 ms: +73, +92, +115 us)",
  ),
  timerSlack: cost(us(50), "M", "a sleep or timed wait ends this much late (Linux default slack)"),
  interruptLatency: cost(
    us(13),
    "M",
    "mean delay of a timer interrupt on a busy core, evenly spread from none to twice that (ticks of a pinned thread: 0 to 28 us)",
  ),
  idlePull: cost(us(12), "M", "a core that just went idle takes this long to pull a queued thread"),
  lockStep: cost(us(3), "M", "the kernel's part of handing a lock to a sleeping thread"),
  gilLinger: cost(ns(340), "M", "after asking for the GIL a waiter is still awake this long, and may take it at once"),
  futexWake: cost(
    us(3),
    "M",
    "waking a thread that waits for a semaphore, in the thread that does it (fits runs of CPython 2.7)",
  ),
  futexCall: cost(
    us(2),
    "M",
    "the same call where nobody is asleep, but other cores have touched the semaphore (fits runs of CPython 2.7)",
  ),
  syscall: cost(ns(250), "M", "entering and leaving the kernel (write to /dev/null 0.24 us)"),
  bytecode: cost(ns(40), "M", "one bytecode of a plain loop"),
  cacheTransfer: cost(
    ns(60),
    "R",
    "touching a variable that another core wrote last: its cache line comes over (40 to 150 ns inside a socket)",
  ),
  call: cost(ns(45), "M", "a function call"),
  checkGap: cost(ns(500), "M", "ordinary bytecode reaches a check point at least this often"),
  threadStart: cost(us(32), "M", "starting a thread, in the thread that starts it"),
  threadExit: cost(us(5), "M", "the end of a thread"),
  forkCall: cost(us(650), "M", "Process.start() by fork, in the parent"),
  forkBoot: cost(us(600), "M", "a forked child until its first own line"),
  spawnCall: cost(us(690), "M", "Process.start() by spawn, in the parent"),
  spawnBoot: cost(ms(40), "M", "a spawned child until its first own line: interpreter and imports"),
  forkserverCall: cost(ms(2.3), "M", "Process.start() by forkserver, in the parent"),
  forkserverBoot: cost(ms(30), "M", "a child of the fork server until its first own line"),
  processExit: cost(us(500), "M", "the end of a process until its parent hears of it"),
  pickle: cost(us(15), "M", "pickling and writing one small message to a pipe"),
  unpickle: cost(us(15), "M", "reading and unpickling one small message"),
  loopIteration: cost(ns(900), "M", "one turn of an event loop: select, timers, bookkeeping"),
  callback: cost(ns(900), "M", "running one callback of the ready queue (0.93 us a step with 100 tasks)"),
  taskCreate: cost(ns(2200), "M", "creating an asyncio task"),
  hubTurn: cost(
    us(1.4),
    "M",
    "a greenlet blocks and is switched to again by gevent's hub (a bare switch takes 0.12 us)",
  ),
  greenletSpawn: cost(us(8.2), "M", "gevent.spawn (11 us with the join, less two turns of the hub)"),
  interpreterCreate: cost(ms(6.9), "M", "creating a subinterpreter with its own GIL (7.2 ms in 3.12, 6.8 in 3.13)"),
  interpreterDestroy: cost(ms(1.3), "M", "destroying it"),
  interpreterQueue: cost(ns(350), "M", "one attempt to put something on a queue between interpreters, or to get it"),
  executorSubmit: cost(us(6), "M", "putting one call on a pool's queue"),
  executorTake: cost(us(4), "M", "taking one call off it"),
  futureWait: cost(us(4), "M", "Future.result() that has to wait (6.9 us of CPU with the switch, 0.6 without a wait)"),
  poolCreate: cost(us(290), "M", "ProcessPoolExecutor(): its pipes, semaphores and queues"),
  forkFaults: cost(
    us(200),
    "M",
    "what a parent touches next after a fork is copied: the first submission to a pool of two takes 0.4 ms more than forks and threads do",
  ),
  poolTurn: cost(
    us(15),
    "M",
    "a turn of a process pool's manager: select over its pipes 9.8 us, looking for wake-ups 4.8 us",
  ),
  poolWakeup: cost(us(8), "M", "reading one wake-up off its pipe"),
  poolFeed: cost(us(3), "M", "the manager's part of putting one call on the call queue"),
  messageSend: cost(us(9), "M", "pickling one small call or result (7 us) and writing it to a pipe in use (1.6 us)"),
  messageReceive: cost(us(6.5), "M", "reading one off the pipe (2.3 us) and unpickling it (4.1 us)"),
  goStart: cost(ns(80), "M", "a go statement (starting, running and ending an empty goroutine takes 0.12 to 0.18 us)"),
  goExit: cost(ns(20), "M", "the end of a goroutine, as part of the same"),
  goSwitch: cost(ns(50), "M", "from one goroutine to the next on the same P (runtime.Gosched)"),
  goChannel: cost(ns(50), "M", "one send or receive (0.10 us from goroutine to goroutine, with the switch)"),
  goTimer: cost(ns(250), "R", "putting a timer into a P's heap, or running one"),
  goSteal: cost(ns(200), "R", "a thread without work looks through the run queues of all Ps"),
  goCall: cost(ns(1), "R", "a function call in compiled code"),
  goInstruction: cost(ns(1), "R", "a load, a store, an addition or a jump in compiled code"),
} as const satisfies Record<string, Cost>;

export type CostName = keyof typeof COSTS;
export const COST_NAMES = Object.keys(COSTS) as readonly CostName[];

/** Every cost by name, in nanoseconds. */
export type CostTable = Readonly<Record<CostName, Ns>>;

const table = (pick: (cost: Cost) => Ns): CostTable =>
  Object.fromEntries(COST_NAMES.map((name) => [name, pick(COSTS[name])])) as CostTable;

/** The presets a scenario names under `costs:`. */
export const PRESETS = {
  default: table((each) => each.value),
  none: table(() => ns(0)),
} as const;
export type Preset = keyof typeof PRESETS;

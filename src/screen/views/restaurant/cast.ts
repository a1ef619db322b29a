/** Who stands for what, model by model, and where the story stops being true. */

export interface Cast {
  /** Figures of the story and what they really are; the most important first. */
  readonly legend: readonly (readonly [figure: string, real: string])[];
  /** One sentence: what no restaurant would do. */
  readonly breaks: string;
  /** Why somebody had to leave a cook or the counter. */
  readonly force: string;
}

const TIME_UP = "because time was up";
const PREEMPTED = "by force (preempted)";

const COMMON = [
  ["fries", "I/O"],
  ["burger", "Python"],
] as const;

const HOST = ["host", "the main thread"] as const;
const REREAD = ["ticket re-read", "context switch"] as const;
const GRILL = ["grill", "C code without the GIL"] as const;

const CASTS: Readonly<Record<string, Cast>> = {
  blocking: {
    legend: [
      ["waiter", "the one thread"],
      ["cook", "core"],
      ["queue", "calls that wait"],
      ...COMMON,
      ["kitchen", "the kernel and the machine"],
    ],
    breaks:
      "Where the story breaks: a real waiter would take the next order while the fries fry; a blocking call cannot.",
    force: PREEMPTED,
  },
  threads: {
    legend: [
      ["guest", "thread"],
      ["cook", "core"],
      ["burger", "code"],
      ["fries", "I/O"],
      HOST,
      REREAD,
      ["empty plate", "runnable"],
    ],
    breaks:
      "Where the story breaks: guests share one memory, so two of them can write the same ticket at once and lose a line.",
    force: PREEMPTED,
  },
  "threads-gil": {
    legend: [
      ["waiter", "the GIL"],
      ["guest", "thread"],
      ["cook", "core"],
      ...COMMON,
      HOST,
      REREAD,
      GRILL,
      ["5 ms of patience", "the switch interval"],
    ],
    breaks:
      "Where the story breaks: the waiter carries nothing and helps nobody; it is a lock that keeps reference counts right.",
    force: TIME_UP,
  },
  "threads-gil-legacy": {
    legend: [
      ["waiter", "the old GIL"],
      ["guest", "thread"],
      ["cook", "core"],
      ...COMMON,
      HOST,
      REREAD,
      ["100 bites", "the check interval"],
      ["called in vain", "a futile wake-up"],
    ],
    breaks:
      "Where the story breaks: no guest would leave the counter every 100 bites and be first in line again at once.",
    force: PREEMPTED,
  },
  "free-threaded": {
    legend: [["guest", "thread"], ["cook", "core"], ["shelf with a lock", "object"], ...COMMON, HOST, REREAD],
    breaks: "Where the story breaks: every plate carries its own lock now, and using one costs a little each time.",
    force: PREEMPTED,
  },
  subinterpreters: {
    legend: [
      ["kitchen", "interpreter"],
      ["its waiter", "its own GIL"],
      ["cook", "core"],
      ["roof", "the one process"],
      ...COMMON,
      ["host", "the main interpreter"],
    ],
    breaks: "Where the story breaks: several kitchens under one roof share the walls; if one burns, all of them do.",
    force: PREEMPTED,
  },
  asyncio: {
    legend: [
      ["waiter", "the event loop"],
      ["buzzer", "a future"],
      ["cook", "core"],
      ...COMMON,
      ["sitting down", "await"],
    ],
    breaks:
      "Where the story breaks: this waiter cooks every burger in person, so one long burger and nobody else is served.",
    force: PREEMPTED,
  },
  gevent: {
    legend: [
      ["waiter", "the hub, one thread"],
      ["guest", "greenlet"],
      ["cook", "core"],
      ...COMMON,
      ["sitting down", "a patched blocking call"],
    ],
    breaks:
      "Where the story breaks: nobody says that they wait; it just happens inside a call that looks like any other.",
    force: PREEMPTED,
  },
  multiprocessing: {
    legend: [
      ["restaurant", "process"],
      ["its waiter", "its own GIL"],
      ["cook", "core"],
      ...COMMON,
      ["host", "the parent process"],
      ["opening", "fork or spawn"],
      ["parcel", "pickled data"],
    ],
    breaks:
      "Where the story breaks: a restaurant is built for one guest and torn down after the meal, and all share the cooks.",
    force: PREEMPTED,
  },
  "process-pool": {
    legend: [
      ["restaurant", "worker process"],
      ["rail", "pending calls"],
      ["cook", "core"],
      ["post", "pipes"],
      ["parcel", "pickled data"],
      ...COMMON,
      ["postman", "the call queue's feeder"],
    ],
    breaks:
      "Where the story breaks: every ticket and every plate has to be packed and posted; for small orders that is the work.",
    force: PREEMPTED,
  },
  "thread-pool": {
    legend: [["crew", "workers"], ["rail", "the pool's queue"], ["waiter", "the GIL"], ["cook", "core"], ...COMMON],
    breaks:
      "Where the story breaks: a crew member who waits for fries holds the place and does nothing else meanwhile.",
    force: PREEMPTED,
  },
  goroutines: {
    legend: [
      ["ticket", "goroutine (G)"],
      ["counter", "P"],
      ["staff", "thread (M)"],
      ["cook", "core"],
      ["cellar", "system call"],
      ["inspector", "the system monitor"],
      ["burger", "Go code"],
      ["fries", "I/O"],
      ["rail", "run queue"],
    ],
    breaks:
      "Where the story breaks: no staff would steal half of a neighbour's tickets; Go's do, and so nobody stands idle.",
    force: PREEMPTED,
  },
};

const OTHERS: Cast = {
  legend: [["guest", "task"], ["cook", "core"], ["burger", "code"], ["fries", "I/O"], REREAD],
  breaks:
    "Where the story breaks: burgers need a cook all the time, fries only the fryer; look at both before you judge.",
  force: PREEMPTED,
};

export const castOf = (model: string): Cast => CASTS[model] ?? OTHERS;

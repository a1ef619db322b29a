/** Each law can be broken: a lawful run, one event of which is taken out, changed or repeated, and what is said of it. */
import { expect, test } from "vitest";
import type { Ns } from "../../src/base/time.ts";
import { runtimes } from "../../src/simulation/runtimes/index.ts";
import { simulate } from "../../src/simulation/simulate.ts";
import { loadScenario } from "../../src/simulation/workload/load.ts";
import { definitionNamed, type EventDefinition } from "../../src/trace/definition.ts";
import type { EventKind, TraceEvent } from "../../src/trace/event.ts";
import { violations } from "../../src/trace/invariants.ts";
import { EventLog, NO_CAUSE } from "../../src/trace/log.ts";
import type { Trace } from "../../src/trace/trace.ts";
import { eventsOf } from "../support/check-run.ts";

const WORK = `{machine: {cores: 2}, python: {maxWorkers: 2}, shared: {x: 0}, queues: {q: 1}, tasks: [
  {name: Ann, steps: [{lock: a}, {cpu: 12ms}, {unlock: a}, {increment: x}, {put: q}]},
  {name: Bob, steps: [{lock: a}, {io: 5ms}, {unlock: a}, {increment: x}, {cpu: 6ms}, {get: q}]},
  {name: Cat, at: 1ms, steps: [{offload: [{native: 3ms}]}, {sleep: 2ms}, {cpu: 7ms}]},
  {name: Dan, at: 1ms, steps: [{offload: [{native: 2ms}]}]}]}`;

const runs = new Map(
  ["threads-gil", "asyncio", "multiprocessing", "goroutines"].map((model) => [
    model,
    simulate(loadScenario(WORK, "test"), runtimes.get(model)),
  ]),
);

type Events = readonly TraceEvent[];
type Edit = (events: Events) => Events;
type Loose = Readonly<Record<string, unknown>>;

/** The place of the nth event of a kind that looks so. */
function placeOf(events: Events, kind: EventKind, looks: Loose, nth: number): number {
  const places = events.flatMap((event, place) => {
    const matches =
      event.kind === kind && Object.entries(looks).every(([key, value]) => (event as Loose)[key] === value);
    return matches ? [place] : [];
  });
  expect(places.length, `there is a ${kind}`).toBeGreaterThan(nth);
  return places[nth] as number;
}

const without =
  (kind: EventKind, looks: Loose = {}, nth = 0): Edit =>
  (events) =>
    events.toSpliced(placeOf(events, kind, looks, nth), 1);
const twice =
  (kind: EventKind, looks: Loose = {}, nth = 0): Edit =>
  (events) => {
    const place = placeOf(events, kind, looks, nth);
    return events.toSpliced(place, 0, events[place] as TraceEvent);
  };
const changed =
  (kind: EventKind, change: (event: Loose) => Loose, looks: Loose = {}, nth = 0): Edit =>
  (events) => {
    const place = placeOf(events, kind, looks, nth);
    const event = events[place] as TraceEvent;
    return events.with(place, { ...event, ...change(event as Loose) } as TraceEvent);
  };

function edited(trace: Trace, edit: Edit): Trace {
  const log = new EventLog();
  for (const { kind, time, cause, ...fields } of edit(eventsOf(trace))) {
    const definition = definitionNamed(kind) as EventDefinition;
    const values = definition.fields.map(({ name }) => (fields as Loose)[name]);
    log.append(definition, time as Ns, cause !== null && cause < log.length ? cause : NO_CAUSE, ...values);
  }
  return { ...trace, log };
}

test.each([...runs])("the run under %s is lawful, and stays so when it is put together again", (_, trace) => {
  expect(violations(trace)).toEqual([]);
  expect(violations(edited(trace, (events) => events))).toEqual([]);
});

const later = (event: Loose) => ({ time: (event["time"] as number) + 1000 });
const other = (value: unknown) => (value === 0 ? 1 : 0);

test.each<[law: string, model: string, edit: Edit, says: RegExp]>([
  ["time goes on", "threads-gil", changed("io.completed", () => ({ time: 1 })), /time goes back/],
  ["the end is the end", "threads-gil", twice("run.ended"), /the run has ended/],
  [
    "a wait that ran out wakes",
    "threads-gil",
    (events) => events.toSpliced(placeOf(events, "thread.timed-out", {}, 0) + 1, 1),
    /wait ran out, and it is not woken/,
  ],
  [
    "who parks leaves",
    "threads-gil",
    without("sched.switched", { reason: "blocked", to: null }),
    /parked, and is still there/,
  ],
  ["who leaves as blocked has parked", "threads-gil", without("thread.parked"), /did not park/],
  [
    "a core has one thread",
    "threads-gil",
    changed("sched.switched", ({ from }) => ({ from: other(from) }), { reason: "blocked" }),
    /runs thread/,
  ],
  ["a thread is on one core", "threads-gil", twice("sched.switched", { reason: "idle" }, 1), /core \d runs thread \d/],
  ["a change of core is said", "threads-gil", without("sched.migrated"), /left core \d unsaid/],
  ["a change of core happens", "threads-gil", twice("sched.migrated"), /migrates, and it does not run/],
  ["only a thread on a core acts", "threads-gil", changed("io.submitted", () => ({ thread: 1 })), /thread 1 is exited/],
  ["who is awake is not woken", "threads-gil", twice("sched.woken", {}, 2), /it is runnable/],
  [
    "computing takes its time",
    "threads-gil",
    changed("cpu.stopped", ({ remaining }) => ({ remaining: (remaining as number) + 7 })),
    /is computed in|is left/,
  ],
  ["computing begins once", "threads-gil", twice("cpu.started"), /it computes already/],
  ["computing that ends has begun", "threads-gil", twice("cpu.stopped"), /it does not compute/],
  ["a process is born once", "multiprocessing", twice("process.forked", {}, 1), /it is starting/],
  [
    "threads live in living processes",
    "multiprocessing",
    (events) => {
      const place = placeOf(events, "process.exited", {}, 0);
      const created = placeOf(events, "thread.created", { process: 1 }, 0);
      const exited = { ...(events[place] as TraceEvent), process: 1, time: (events[created] as TraceEvent).time };
      return events.toSpliced(created, 0, exited as TraceEvent);
    },
    /process 1 is exited/,
  ],
  ["a GIL has one holder", "threads-gil", without("gil.released", {}, 2), /holds it/],
  [
    "Python runs with the GIL",
    "threads-gil",
    changed("cpu.started", () => ({ code: "python" }), { code: "native" }),
    /has no GIL/,
  ],
  ["the GIL is asked for", "threads-gil", without("gil.requested", {}, 3), /did not ask/],
  [
    "hand-overs are told",
    "threads-gil",
    changed("gil.acquired", ({ switched }) => ({ switched: !switched })),
    /held it last/,
  ],
  [
    "nobody is forced without a request",
    "threads-gil",
    changed("gil.released", () => ({ forced: true }), { forced: false }),
    /nobody asked for it/,
  ],
  [
    "a request names the holder",
    "threads-gil",
    changed("gil.drop-requested", ({ holder }) => ({ holder: other(holder) })),
    /holds it/,
  ],
  ["a lock has one holder", "threads-gil", without("lock.released"), /holds it/],
  ["a lock is asked for", "threads-gil", without("lock.requested", {}, 1), /did not ask/],
  [
    "a device is on time",
    "threads-gil",
    changed("io.submitted", ({ due }) => ({ due: (due as number) + 1 })),
    /it is due at/,
  ],
  ["what is done was begun", "threads-gil", without("io.submitted"), /it is not under way/],
  [
    "a timer is not early",
    "threads-gil",
    changed("timer.set", ({ due }) => ({ due: (due as number) * 3 })),
    /it is due at/,
  ],
  [
    "a ready queue is first in, first out",
    "asyncio",
    changed("callback.started", ({ task }) => ({ task: other(task) })),
    /is first/,
  ],
  ["an iteration knows its callbacks", "asyncio", changed("loop.iterated", () => ({ ready: 9 })), /are ready/],
  ["iterations are counted", "asyncio", changed("loop.iterated", () => ({ iteration: 7 })), /was the last/],
  ["a task is created once", "asyncio", twice("task.created"), /has been created already/],
  ["a task starts once", "asyncio", twice("task.started"), /has been started already/],
  ["a task ends once", "asyncio", twice("task.finished"), /it has finished/],
  ["a task is begun before it steps", "asyncio", without("task.started"), /has not been started/],
  ["a step is in the table", "asyncio", changed("task.stepped", () => ({ step: 99 })), /it has no step 99/],
  [
    "code runs on the thread of its task",
    "asyncio",
    changed("cpu.started", ({ task }) => ({ task: other(task) }), { task: 0 }),
    /carries task/,
  ],
  ["a queue is counted", "asyncio", changed("queue.put", () => ({ length: 2 })), /there were 0 in it/],
  [
    "a pool is first in, first out",
    "asyncio",
    changed("executor.taken", ({ item }) => ({ item: other(item) })),
    /is first/,
  ],
  ["a load sees the last store", "asyncio", changed("variable.read", () => ({ value: 5 })), /its value is 0/],
  ["a lost update is counted", "asyncio", changed("variable.written", () => ({ lost: 1 })), /it throws away 0/],
  [
    "a value says what it builds on",
    "asyncio",
    changed("variable.written", () => ({ updates: 9 })),
    /its value builds on \d/,
  ],
  ["who completed has no task open", "asyncio", without("task.finished"), /1 tasks are open/],
  [
    "who is stuck has",
    "asyncio",
    changed("run.ended", () => ({ outcome: "deadlocked" })),
    /no task and no thread is open/,
  ],
  [
    "a crash is of the first process",
    "asyncio",
    changed("run.ended", () => ({ outcome: "crashed" })),
    /the first process exited/,
  ],
  ["Go code runs with a P", "goroutines", without("proc.acquired"), /does not have P0/],
  [
    "a P has one thread",
    "goroutines",
    changed("proc.acquired", () => ({ proc: 1 }), { proc: 0 }, 1),
    /another thread has it/,
  ],
  ["a thread has one P", "goroutines", twice("proc.acquired"), /has P0/],
  ["a goroutine is in one queue", "goroutines", twice("goroutine.queued"), /it is in a queue already/],
  ["who is chosen waited", "goroutines", without("goroutine.queued", { where: "runnext" }), /it is not first/],
  [
    "half a queue is stolen",
    "goroutines",
    changed("goroutine.stolen", () => ({ count: 9 })),
    /there were 1|nothing to/,
  ],
  ["a run ends", "asyncio", without("run.ended"), /the run has no end/],
  [
    "who could run is not left",
    "asyncio",
    (events) => {
      const last = events.findLastIndex(({ kind }) => kind === "thread.exited");
      return events.filter((event, place) => place !== last && !(place > last && event.kind === "sched.switched"));
    },
    /1 threads could run/,
  ],
])("%s (%s)", (_, model, edit, says) => {
  const found = violations(edited(runs.get(model) as Trace, edit));
  expect(found.join("\n")).toMatch(says);
});

test("what is said names the event", () => {
  const [first] = violations(edited(runs.get("asyncio") as Trace, changed("task.stepped", later)));
  expect(first).toMatch(/^#\d+ [a-z]+\.[a-z-]+ at \d+: time goes back from \d+$/);
});

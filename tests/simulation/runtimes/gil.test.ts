/** The GIL of CPython 3.2 and later, from the events: who asks, who leaves, who gets it, and how long it all takes. */
import { describe, expect, test } from "vitest";
import { ms, us } from "../../../src/base/time.ts";
import { percentile } from "../../../src/trace/metrics.ts";
import { type CheckedRun, eventsOf, runYaml, taskNamed } from "../../support/check-run.ts";

const run = (text: string): CheckedRun => runYaml("threads-gil", text);

const hogs = (count: number, cores: number, { interval = "5ms", seed = 1, cpu = "100ms" } = {}) =>
  run(
    `{seed: ${seed}, machine: {cores: ${cores}}, python: {switchInterval: ${interval}}, tasks: [{name: Hog, count: ${count}, steps: [{cpu: ${cpu}}]}]}`,
  );

const medianOf = (values: readonly number[]) =>
  percentile(
    [...values].sort((a, b) => a - b),
    0.5,
  );
const overSeeds = (measure: (seed: number) => number) => medianOf([1, 2, 3, 4, 5].map(measure));

describe("a request is not a hand-over", () => {
  const { trace, history } = hogs(4, 2, { cpu: "150ms" });
  const gil = eventsOf(trace, "gil.drop-requested", "gil.released", "gil.acquired");

  test("the holder keeps it until it comes to a check point, and leaves because of the request", () => {
    for (const [index, event] of gil.entries()) {
      if (event.kind !== "gil.drop-requested") continue;
      const next = gil.slice(index + 1).find((each) => each.kind !== "gil.drop-requested");
      expect(next).toMatchObject({ kind: "gil.released", thread: event.holder });
      const computes = history.worldAt(event.seq).threads[event.holder as number]?.burst != null;
      if (computes) expect((next?.time ?? 0) - event.time).toBeLessThanOrEqual(us(1));
    }
    const forced = eventsOf(trace, "gil.released").filter((event) => event.forced);
    expect(forced.length).toBeGreaterThan(50);
    expect(forced.every(({ cause }) => trace.log.at(cause as number).kind === "gil.drop-requested")).toBe(true);
  });

  test("who asks is not always who gets it", () => {
    const owners = gil.flatMap((event, index) => {
      if (event.kind !== "gil.acquired") return [];
      const asked = gil.slice(0, index).findLast((each) => each.kind === "gil.drop-requested");
      return asked === undefined ? [] : [asked.thread === event.thread];
    });
    expect(owners).toContain(true);
    expect(owners).toContain(false);
  });

  test("who was forced out does not get it back before another has had it", () => {
    for (const [index, event] of gil.entries()) {
      if (event.kind !== "gil.released" || !event.forced) continue;
      const next = gil.slice(index + 1).find((each) => each.kind === "gil.acquired");
      expect(next?.thread).not.toBe(event.thread);
    }
  });
});

test("a waiter's clock starts anew when the GIL has changed hands: it asks for nothing then", () => {
  const { trace } = hogs(3, 2, { cpu: "150ms" });
  const waiting = new Map<number, number>();
  let handovers = 0;
  let stale = 0;
  const events = eventsOf(trace, "thread.parked", "gil.acquired", "gil.timed-out", "gil.drop-requested");
  for (const [index, event] of events.entries()) {
    if (event.kind === "gil.acquired" && event.switched) handovers++;
    if (event.kind === "thread.parked" && event.on === "gil") waiting.set(event.thread, handovers);
    if (event.kind !== "gil.timed-out") continue;
    expect(event.stale).toBe(waiting.get(event.thread) !== handovers);
    if (event.stale) stale++;
    const next = events[index + 1];
    expect(next?.kind === "gil.drop-requested" && next.thread === event.thread).toBe(!event.stale);
  }
  expect(stale).toBeGreaterThan(10);
});

test("at most one forced hand-over in a switch interval, however many wait", () => {
  const { trace } = hogs(6, 4, { cpu: "60ms" });
  const forced = eventsOf(trace, "gil.released").filter((event) => event.forced);
  const gaps = forced.slice(1).map((event, index) => event.time - (forced[index]?.time ?? 0));
  expect(gaps.length).toBeGreaterThan(30);
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(ms(5));
});

test("alone, a thread is asked once: by the main thread, which needs the GIL to come back from start()", () => {
  const { metrics, trace } = run("{costs: none, tasks: [{name: Ann, steps: [{cpu: 100ms}]}]}");
  expect(eventsOf(trace, "gil.drop-requested")).toMatchObject([{ thread: 0, holder: 1, time: ms(5) }]);
  expect(metrics.makespan).toBe(ms(100));
});

describe("how long a thread keeps it, as measured", () => {
  test.each([
    [2, "5ms", 5.09, 0.03],
    [2, "500us", 0.573, 0.03],
    [2, "50ms", 50.1, 0.03],
    [1, "5ms", 7.97, 0.05],
    [1, "500us", 3.96, 0.05],
  ])("%i cores, a switch interval of %s: %f ms", (cores, interval, target, share) => {
    const cpu = interval === "50ms" ? "400ms" : "150ms";
    const p50 = overSeeds((seed) => hogs(2, cores, { interval, seed, cpu }).metrics.gils[0]?.runs?.p50 ?? 0);
    expect(p50 / 1e6).toBeGreaterThan(target * (1 - share));
    expect(p50 / 1e6).toBeLessThan(target * (1 + share));
  });
});

describe("the convoy", () => {
  const latency = (cores: number, hog: string, version = "3.12") => {
    const text = (seed: number) =>
      `{seed: ${seed}, machine: {cores: ${cores}}, python: {version: "${version}"}, tasks: [{name: Hog, steps: [{${hog}: 400ms}]}, {name: Sleeper, steps: [{repeat: 40, steps: [{sleep: 1ms}]}]}]}`;
    return overSeeds((seed) => {
      const { trace } = run(text(seed));
      const turns = eventsOf(trace, "task.stepped").filter(({ task }) => task === taskNamed(trace, "Sleeper"));
      return medianOf(turns.slice(1).map((turn, index) => turn.time - (turns[index]?.time ?? 0)));
    });
  };

  test.each([
    [1, "3.12"],
    [2, "3.12"],
    [2, "3.6"],
  ])("%i cores, CPython %s: a sleep of 1 ms beside a hog takes 6.14 ms", (cores, version) => {
    expect(latency(cores, "cpu", version) / 6.14e6).toBeGreaterThan(0.97);
    expect(latency(cores, "cpu", version) / 6.14e6).toBeLessThan(1.03);
  });

  test("beside C code that has let go of the GIL it takes 1.1 ms", () => {
    expect(latency(2, "native") / 1e6).toBeLessThan(1.2);
  });
});

describe("what lets go of it", () => {
  const parallel = (steps: string) =>
    run(`{machine: {cores: 2}, costs: none, tasks: [{name: Both, count: 2, steps: [${steps}]}]}`).metrics;

  test.each([
    ["C code that says so", "{native: 20ms}", true, 20],
    ["waiting for a device", "{io: 20ms}", false, 20],
    ["sleeping", "{sleep: 20ms}", false, 20],
    ["nothing else", "{cpu: 20ms}", false, 40],
  ])("%s", (_, steps, together, length) => {
    const { makespan, parallel: ran } = parallel(steps);
    expect(ran).toBe(together);
    expect(makespan / 1e6).toBeCloseTo(length, 1);
  });

  test("waiting for a lock", () => {
    const { metrics } = run(`{machine: {cores: 2}, costs: none, tasks: [
      {name: Ann, steps: [{lock: a}, {io: 20ms}, {unlock: a}]},
      {name: Bob, at: 1ms, steps: [{lock: a}, {unlock: a}]},
      {name: Cat, at: 2ms, steps: [{cpu: 10ms}]}]}`);
    expect(metrics.tasks[2]?.finished).toBe(ms(12));
    expect(metrics.tasks[1]?.waiting).toMatchObject({ lock: ms(19), gil: 0 });
  });
});

test("more cores do not make Python code faster", () => {
  const makespan = (cores: number) => hogs(4, cores, { cpu: "50ms" }).metrics.makespan;
  expect(makespan(8) / makespan(1)).toBeGreaterThan(0.97);
});

/** CPython 2.7's GIL: released every hundred ticks, handed to nobody. Figures are of CPython 2.7.18 on one and two cores. */
import { describe, expect, test } from "vitest";
import { ms, us } from "../../../src/base/time.ts";
import { runtimes } from "../../../src/simulation/runtimes/index.ts";
import { simulate } from "../../../src/simulation/simulate.ts";
import { loadScenario } from "../../../src/simulation/workload/load.ts";
import { History } from "../../../src/trace/history.ts";
import { measure, percentile } from "../../../src/trace/metrics.ts";
import { type CheckedRun, eventsOf, runYaml, taskNamed } from "../../support/check-run.ts";

const run = (text: string): CheckedRun => runYaml("threads-gil-legacy", text);
const hogs = (count: number, cores: number, cpu = "40ms", more = "") =>
  run(`{machine: {cores: ${cores}}, ${more} tasks: [{name: Hog, count: ${count}, steps: [{cpu: ${cpu}}]}]}`);

describe("one core", () => {
  const { trace, metrics } = hogs(2, 1, "120ms");

  test("the releaser has it again at once; it changes hands at the scheduler's tick and nowhere else", () => {
    const [gil] = metrics.gils;
    expect(gil?.runs?.p50).toBeGreaterThan(ms(3.82));
    expect(gil?.runs?.p50).toBeLessThan(ms(4.14));
    expect((gil?.handoffs ?? 0) / (metrics.makespan / 1e9)).toBeGreaterThan(215);
    expect((gil?.handoffs ?? 0) / (metrics.makespan / 1e9)).toBeLessThan(275);
  });

  test("two take as long as one after the other", () => {
    expect(metrics.makespan / ms(240)).toBeGreaterThan(0.99);
    expect(metrics.makespan / ms(240)).toBeLessThan(1.03);
    expect(trace.log.length).toBeLessThan(2000);
  });
});

describe("two cores: the battle for the GIL", () => {
  const { trace, metrics } = hogs(2, 2, "60ms");
  const perSecond = (count: number) => count / (metrics.makespan / 1e9);

  test("two threads take half as long again as one after the other", () => {
    expect(metrics.makespan / ms(120)).toBeGreaterThan(1.46);
    expect(metrics.makespan / ms(120)).toBeLessThan(1.65);
  });

  test("ownership lasts for some tens of microseconds", () => {
    const [gil] = metrics.gils;
    expect(gil?.runs?.p50).toBeGreaterThan(us(34));
    expect(gil?.runs?.p50).toBeLessThan(us(37));
    expect(gil?.runs?.p90).toBeGreaterThan(us(80));
    expect(perSecond(gil?.handoffs ?? 0)).toBeGreaterThan(18_100);
    expect(perSecond(gil?.handoffs ?? 0)).toBeLessThan(23_200);
  });

  test("most wake-ups are futile, and nobody is made to leave", () => {
    const missed = eventsOf(trace, "gil.missed").length;
    expect(missed).toBeGreaterThan(metrics.gils[0]?.handoffs ?? 0);
    expect(perSecond(metrics.switches.voluntary)).toBeGreaterThan(50_000);
    expect(eventsOf(trace, "gil.released").some(({ forced }) => forced)).toBe(false);
    expect(eventsOf(trace, "gil.drop-requested", "gil.timed-out")).toEqual([]);
  });

  test("waits have no deadline", () => {
    const waits = eventsOf(trace, "thread.parked").filter(({ on }) => on === "gil");
    expect(waits.length).toBeGreaterThan(1000);
    expect(waits.every(({ until }) => until === Number.MAX_SAFE_INTEGER)).toBe(true);
  });

  test("four threads lose still more", () => {
    expect(hogs(4, 2, "30ms").metrics.makespan).toBeGreaterThan(metrics.makespan);
  });
});

test("who comes back from a wait gets it within a tenth of a millisecond: no convoy", () => {
  const steps = "steps: [{repeat: 30, steps: [{sleep: 1ms}]}]";
  for (const [cores, low, high] of [
    [1, 1.005, 1.134],
    [2, 1.064, 1.2],
  ] as const) {
    const { trace } = run(
      `{machine: {cores: ${cores}}, tasks: [{name: Hog, steps: [{cpu: 60ms}]}, {name: Sleeper, ${steps}}]}`,
    );
    const sleeper = taskNamed(trace, "Sleeper");
    const turns = eventsOf(trace, "task.stepped").filter(({ task }) => task === sleeper);
    const lengths = turns.slice(1).map((event, index) => event.time - (turns[index]?.time ?? 0));
    const median = percentile(
      lengths.sort((a, b) => a - b),
      0.5,
    );
    expect(median).toBeGreaterThan(ms(low));
    expect(median).toBeLessThan(ms(high));
  }
});

test("alone, a thread leaves no trace of its ten thousand releases", () => {
  const { metrics } = hogs(1, 2);
  expect(metrics.gils[0]?.acquisitions).toBeLessThan(10);
});

test("it is 2.7 whatever is asked for, and has no switch interval", () => {
  const { trace } = hogs(2, 2, "1ms", 'python: {version: "3.13", switchInterval: 1ms},');
  expect(trace.header.python).toEqual({ version: "2.7", switchInterval: null });
});

test("with every cost zero the releaser is always first on two cores", () => {
  const { metrics } = run("{machine: {cores: 2}, costs: none, tasks: [{name: Hog, count: 2, steps: [{cpu: 2ms}]}]}");
  expect(metrics.makespan).toBe(ms(4));
});

describe("x = x + 1 loses updates in every body: a tick ends before almost every opcode", () => {
  const bodies = {
    "x += 1": "{increment: x}",
    "inc()": "{call: python}, {increment: x}, {call: c}",
    "x = x + one()": "{read: x}, {call: python}, {add: 1}, {write: x}",
    "x = x + abs(1)": "{read: x}, {call: c}, {add: 1}, {write: x}",
  };
  const lossOf = (body: string, cores: number): number => {
    const text = `{machine: {cores: ${cores}}, shared: {x: 0}, tasks: [{name: Adder, count: 2, steps: [{repeat: 20000, steps: [${body}]}]}]}`;
    const trace = simulate(loadScenario(text, "test"), runtimes.get("threads-gil-legacy"));
    return 1 - (measure(new History(trace)).variables[0]?.values[0] ?? 0) / 40_000;
  };

  test.each(Object.entries(bodies))("%s", (_, body) => {
    const loss = lossOf(body, 2);
    expect(loss).toBeGreaterThan(0.1);
    expect(loss).toBeLessThanOrEqual(0.5);
  });

  test("not with a lock", () => {
    expect(lossOf("{lock: till}, {increment: x}, {unlock: till}", 2)).toBe(0);
  });
});

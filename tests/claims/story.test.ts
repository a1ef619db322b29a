/** Each idea the program is to show has a scenario that shows it, under the models that differ in it. */
import { expect, test } from "vitest";
import { on } from "../../src/claims/claim.ts";
import { runOf } from "../../src/cli/claims.ts";

const run = (scenario: string, model: string, settings: Readonly<Record<string, string>> = {}) =>
  runOf(on(scenario, model, settings));
const metricsOf = (...asked: Parameters<typeof run>) => run(...asked).metrics;
const task = (metrics: ReturnType<typeof metricsOf>, name: string) =>
  metrics.tasks.find((each) => each.name === name) ?? expect.fail(`no task ${name}`);

test("a crash takes the tasks of its process along, and no others", () => {
  const outcomes = (model: string) => metricsOf("one-crashes", model).tasks.map(({ outcome }) => outcome);
  for (const model of ["threads", "threads-gil", "subinterpreters"]) {
    expect(outcomes(model)).toEqual(["crashed", "crashed", "crashed"]);
  }
  expect(outcomes("multiprocessing")).toEqual(["finished", "crashed", "finished"]);
});

test.each([
  ["four-sums", "blocking", false, false],
  ["one-core", "threads", true, false],
  ["split-one-task", "threads", false, true],
  ["four-sums", "threads", true, true],
] as const)("the four quadrants: %s under %s", (scenario, model, concurrent, parallel) => {
  expect(metricsOf(scenario, model)).toMatchObject({ concurrent, parallel });
});

test("cooperative tasks are switched where they wait, pre-emptive ones anywhere", () => {
  // Two tasks with three computations each: as many stretches of CPU where nobody is interrupted.
  const forced = (model: string) => metricsOf("where-switches-fall", model).switches.involuntary;
  expect([forced("asyncio"), forced("gevent")]).toEqual([0, 0]);
  expect(forced("threads")).toBeGreaterThan(6);
});

test("interruptions cost the mathematician time and bring nothing", () => {
  const alone = metricsOf("interrupted-mathematician", "blocking");
  const interrupted = metricsOf("interrupted-mathematician", "threads");
  expect(interrupted.switches.involuntary).toBeGreaterThan(300);
  expect(interrupted.makespan).toBeGreaterThan(1.01 * alone.makespan);
});

test("a switch costs, and a migration costs more", () => {
  const usual = metricsOf("switching-costs", "threads");
  const ideal = metricsOf("switching-costs", "threads", { costs: "none" });
  const dear = metricsOf("switching-costs", "threads", { "costs.migration": "200us" });
  expect(ideal.makespan).toBeLessThan(usual.makespan);
  expect(usual.switches.migrations).toBeGreaterThan(100);
  expect(dear.makespan).toBeGreaterThan(usual.makespan);
});

test("a blocking library stops the loop, and a thread of its own frees it", () => {
  const ends = (scenario: string) => task(metricsOf(scenario, "asyncio"), "Heartbeat").finished ?? 0;
  expect(ends("blocking-in-asyncio")).toBeGreaterThan(ends("to-thread") + 50e6);
});

test("eight cores for work that waits are hardly used", () => {
  const metrics = metricsOf("wasted-cores", "multiprocessing");
  expect(metrics.utilization / metrics.cores.length).toBeLessThan(0.1);
  expect(metrics.makespan).toBeGreaterThan(metricsOf("wasted-cores", "asyncio", { "machine.cores": "1" }).makespan);
});

test("messages cost more between processes; memory is shared among threads and not among processes", () => {
  const passing = (model: string) => metricsOf("message-passing", model).makespan;
  expect(passing("multiprocessing")).toBeGreaterThan(passing("threads"));
  expect(metricsOf("shared-memory", "threads-gil").variables[0]?.values).toEqual([400]);
  expect(metricsOf("shared-memory", "multiprocessing").variables[0]?.values).toEqual([200, 200]);
});

test("asked to stop: a task does at its next await, a process at once, a thread never", () => {
  const report = (model: string) => task(metricsOf("cancelling", model), "Report");
  expect(report("threads-gil")).toMatchObject({ outcome: "finished" });
  const [cancelled, killed] = [report("asyncio"), report("multiprocessing")];
  expect([cancelled.outcome, killed.outcome]).toEqual(["cancelled", "cancelled"]);
  expect(killed.finished).toBeLessThan(32e6);
  expect(cancelled.finished).toBeGreaterThan(45e6);
});

test("two locks: hardly ever once, on every seed in a loop", () => {
  const once = { "tasks[0].steps[0].repeat": "1", "tasks[1].steps[0].repeat": "1" };
  for (const seed of ["1", "2", "3", "4", "5", "6"]) {
    expect(metricsOf("two-locks-looping", "threads-gil", { ...once, seed }).outcome).toBe("completed");
    expect(metricsOf("two-locks-looping", "threads-gil", { seed }).outcome).toBe("deadlocked");
  }
});

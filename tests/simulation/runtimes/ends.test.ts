/** How a run ends under each model: crashes, exceptions, cancelling, deadlocks, budgets, refusals. */
import { describe, expect, test } from "vitest";
import { UserError } from "../../../src/base/errors.ts";
import { ms } from "../../../src/base/time.ts";
import { runtimes } from "../../../src/simulation/runtimes/index.ts";
import { type SimulateOptions, simulate } from "../../../src/simulation/simulate.ts";
import { loadScenario } from "../../../src/simulation/workload/load.ts";
import { eventsOf, runYaml } from "../../support/check-run.ts";

/** The outcome of the run, then of each task. */
function endsOf(model: string, text: string, options: SimulateOptions = {}): readonly string[] {
  const { world, metrics } = runYaml(model, text, options);
  return [String(world.outcome), ...metrics.tasks.map(({ outcome }) => outcome)];
}

const FRIENDS = (ann: string) =>
  `{costs: none, tasks: [{name: Ann, steps: [{cpu: 1ms}, ${ann}, {cpu: 1ms}]}, {name: Bob, steps: [{io: 5ms}, {cpu: 1ms}]}]}`;

describe("a segmentation fault takes its process with it", () => {
  test.each([
    ["blocking", ["crashed", "crashed", "crashed"]],
    ["threads", ["crashed", "crashed", "crashed"]],
    ["threads-gil", ["crashed", "crashed", "crashed"]],
    ["asyncio", ["crashed", "crashed", "crashed"]],
    ["multiprocessing", ["completed", "crashed", "finished"]],
    ["thread-pool", ["crashed", "crashed", "crashed"]],
    ["process-pool", ["completed", "crashed", "failed"]],
  ])("%s", (model, ends) => {
    expect(endsOf(model, FRIENDS("{segfault: true}"))).toEqual(ends);
  });
});

describe("when the program has crashed", () => {
  const late =
    "{costs: none, tasks: [{name: Ann, steps: [{cpu: 1ms}, {segfault: true}]}, {name: Bob, at: 50ms, cancelAt: 60ms, steps: [{cpu: 1ms}]}]}";

  const inOneProcess = runtimes.ids.filter((id) => id !== "multiprocessing" && id !== "process-pool");
  test.each(inOneProcess)("%s: nobody arrives any more", (model) => {
    const { world, metrics } = runYaml(model, late);
    expect(world).toMatchObject({ outcome: "crashed", time: ms(1) });
    expect(metrics.tasks.map(({ outcome }) => outcome)).toEqual(["crashed", "stuck"]);
  });
});

describe("what nobody waits for any more does not make a run longer", () => {
  test.each([
    ["asyncio", "{io: 900ms}"],
    ["asyncio", "{sleep: 900ms}"],
    ["multiprocessing", "{io: 900ms}"],
    ["multiprocessing", "{sleep: 900ms}"],
  ])("%s, cancelled in %s", (model, wait) => {
    const { metrics, world } = runYaml(
      model,
      `{costs: none, tasks: [{name: Ann, cancelAt: 2ms, steps: [${wait}]}, {name: Bob, steps: [{cpu: 5ms}]}]}`,
    );
    expect(metrics.makespan).toBe(ms(5));
    expect(
      [...world.io.values(), ...world.timers.values()].filter(
        ({ thread }) => world.threads[thread]?.state !== "exited",
      ),
    ).toEqual([]);
  });
});

describe("an exception ends its task and nothing else", () => {
  test.each(runtimes.ids)("%s", (model) => {
    expect(endsOf(model, FRIENDS("{raise: ValueError}"))).toEqual(["completed", "failed", "finished"]);
  });

  test.each(runtimes.ids)("%s: giving back a lock that nobody holds is one", (model) => {
    const twice = FRIENDS("{lock: a}, {unlock: a}, {unlock: a}");
    expect(endsOf(model, twice)).toEqual(["completed", "failed", "finished"]);
  });
});

describe("a request to stop is heard where the model can", () => {
  const text = "{costs: none, tasks: [{name: Ann, cancelAt: 4ms, steps: [{cpu: 1ms}, {io: 10ms}, {cpu: 1ms}]}]}";

  test.each([
    ["blocking", "finished", ms(12)],
    ["threads", "finished", ms(12)],
    ["threads-gil", "finished", ms(12)],
    ["asyncio", "cancelled", ms(4)],
    ["multiprocessing", "cancelled", ms(4)],
  ])("%s: %s", (model, outcome, finished) => {
    const { metrics, trace } = runYaml(model, text);
    expect(metrics.tasks[0]).toMatchObject({ outcome, finished });
    const [request] = eventsOf(trace, "task.cancel-requested");
    expect(request).toMatchObject({ time: ms(4), heard: outcome === "cancelled" });
  });

  test.each(runtimes.ids)("%s: who has ended is not asked", (model) => {
    const { trace } = runYaml(model, "{costs: none, tasks: [{name: Ann, cancelAt: 4ms, steps: [{cpu: 1ms}]}]}");
    expect(eventsOf(trace, "task.cancel-requested")).toEqual([]);
  });
});

describe("two locks in two orders", () => {
  const text = `{costs: none, tasks: [
    {name: Ann, steps: [{lock: a}, {io: 5ms}, {lock: b}, {unlock: b}, {unlock: a}]},
    {name: Bob, steps: [{lock: b}, {io: 5ms}, {lock: a}, {unlock: a}, {unlock: b}]},
    {name: Cat, steps: [{io: 20ms}]}]}`;

  test.each([
    ["blocking", ["completed", "finished", "finished", "finished"]],
    ["threads", ["deadlocked", "stuck", "stuck", "finished"]],
    ["threads-gil", ["deadlocked", "stuck", "stuck", "finished"]],
    ["asyncio", ["deadlocked", "stuck", "stuck", "finished"]],
    ["multiprocessing", ["deadlocked", "stuck", "stuck", "finished"]],
  ])("%s", (model, ends) => {
    expect(endsOf(model, text)).toEqual(ends);
  });

  test.each(runtimes.ids)("%s: in one order, nobody is stuck", (model) => {
    const same = text.replace(
      "{lock: b}, {io: 5ms}, {lock: a}, {unlock: a}, {unlock: b}",
      "{lock: a}, {lock: b}, {unlock: b}, {unlock: a}",
    );
    expect(endsOf(model, same)[0]).toBe("completed");
  });
});

describe("other ways to be stuck", () => {
  test.each(runtimes.ids)("%s: a lock taken twice by its holder", (model) => {
    expect(endsOf(model, "{tasks: [{name: Ann, steps: [{lock: a}, {lock: a}]}]}")).toEqual(["deadlocked", "stuck"]);
  });

  test.each(runtimes.ids)("%s: a queue that nobody fills", (model) => {
    expect(endsOf(model, "{queues: {q: 1}, tasks: [{name: Ann, steps: [{get: q}]}]}")).toEqual(["deadlocked", "stuck"]);
  });

  test("blocking: the one that waits for somebody behind it", () => {
    const text = "{queues: {q: 1}, tasks: [{name: Ann, steps: [{get: q}]}, {name: Bob, steps: [{put: q}]}]}";
    expect(endsOf("blocking", text)).toEqual(["deadlocked", "stuck", "stuck"]);
    expect(endsOf("threads", text)).toEqual(["completed", "finished", "finished"]);
  });

  test("asyncio: a call in a full pool that waits for another one in it", () => {
    const text = (workers: number) =>
      `{python: {maxWorkers: ${workers}}, queues: {q: 1}, tasks: [{name: Ann, steps: [{offload: [{get: q}]}]}, {name: Bob, steps: [{offload: [{put: q}]}]}]}`;
    expect(endsOf("asyncio", text(1))).toEqual(["deadlocked", "stuck", "stuck"]);
    expect(endsOf("asyncio", text(2))).toEqual(["completed", "finished", "finished"]);
  });
});

describe("a budget", () => {
  test.each(runtimes.ids)("%s: of time", (model) => {
    const text = "{tasks: [{name: Ann, steps: [{cpu: 10ms}]}, {name: Bob, steps: [{cpu: 300ms}]}]}";
    const { world, metrics } = runYaml(model, text, { until: ms(150) });
    expect(world).toMatchObject({ outcome: "budget-exhausted", time: ms(150) });
    expect(metrics.tasks.map(({ outcome }) => outcome)).toEqual(["finished", "stuck"]);
  });

  test.each(runtimes.ids)("%s: of events, for a run that would never end", (model) => {
    const text = "{costs: none, tasks: [{name: Ann, steps: [{repeat: 10000000, steps: [{yield: true}, {cpu: 1us}]}]}]}";
    const { world, trace } = runYaml(model, text, { maxEvents: 5000 });
    expect(world.outcome).toBe("budget-exhausted");
    expect(trace.log.length).toBeLessThan(5100);
  });

  test.each(runtimes.ids)("%s: of steps that leave no event and take no time", (model) => {
    const nothing = "{repeat: 10000000, steps: [{repeat: 10000000, steps: [{cpu: 0ms}]}]}";
    const empty = loadScenario(`{costs: none, tasks: [{name: Ann, steps: [${nothing}]}]}`, "test");
    const trace = simulate(empty, runtimes.get(model), { maxEvents: 2000 });
    expect(trace.log.at(trace.log.length - 1)).toMatchObject({ kind: "run.ended", outcome: "budget-exhausted" });
  });

  test.each(runtimes.ids)("%s: of every step that can take no time, by two in turns", (model) => {
    const loops = [
      "{yield: true}",
      "{lock: a}, {unlock: a}",
      "{put: q}, {get: q}",
      "{offload: [{native: 0ms}]}",
      "{sleep: 0ms}",
    ];
    for (const steps of loops) {
      const task = `count: 2, steps: [{repeat: 10000000, steps: [${steps}]}]`;
      const text = `{costs: none, queues: {q: 1}, tasks: [{name: Ann, ${task}}]}`;
      const { log } = simulate(loadScenario(text, "test"), runtimes.get(model), { maxEvents: 1000, until: ms(500) });
      expect(log.at(log.length - 1)).toMatchObject({ kind: "run.ended", outcome: "budget-exhausted" });
      expect(log.length).toBeLessThan(1100);
    }
  });
});

describe("a model refuses what it cannot run, before the run, in a sentence", () => {
  const old = (minor: string) =>
    loadScenario(`{python: {version: "${minor}"}, tasks: [{name: Ann, steps: [{cpu: 1ms}]}]}`, "test");

  test.each([
    ["threads-gil", "2.7"],
    ["asyncio", "2.7"],
    ["asyncio", "3.2"],
    ["multiprocessing", "2.7"],
    ["thread-pool", "2.7"],
    ["process-pool", "2.7"],
  ])("%s and CPython %s", (model, version) => {
    const runtime = runtimes.get(model);
    expect(runtime.refuses(old(version))).toContain(version);
    expect(() => simulate(old(version), runtime)).toThrow(UserError);
    expect(() => simulate(old(version), runtime)).toThrow(`${model} cannot run this scenario: `);
  });

  test.each(runtimes.ids)("%s runs every version from 3.4 to 3.14", (model) => {
    expect(["3.4", "3.9", "3.10", "3.14"].map((minor) => runtimes.get(model).refuses(old(minor)))).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });
});

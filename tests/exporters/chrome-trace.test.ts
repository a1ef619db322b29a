import fc from "fast-check";
import { expect, test } from "vitest";
import { chromeTrace } from "../../src/exporters/chrome-trace/chrome-trace.ts";
import type { ExportedRun } from "../../src/exporters/exporter.ts";
import { runtimes } from "../../src/simulation/runtimes/index.ts";
import { loadScenario } from "../../src/simulation/workload/load.ts";
import { schedWoken } from "../../src/trace/event.ts";
import { anyWorkload } from "../property/any-workload.ts";
import { threeFriends } from "../support/trace-builder.ts";
import { type FileSlice, readTraceFile, type TraceFile } from "../support/trace-file.ts";
import { exportedRun, exportedTrace, scenario } from "./exported.ts";

const fileOf = (...runs: readonly ExportedRun[]): TraceFile => readTraceFile([...chromeTrace(runs)].join(""));

const sum = (slices: readonly FileSlice[] = [], depth = 0): number =>
  slices.filter((each) => each.depth === depth).reduce((total, { from, to }) => total + to - from, 0);

/** A good file, and one that says what the run's own accounts say. */
function expectTrue(run: ExportedRun): void {
  const { problems, slices, arrows, counters } = fileOf(run);
  expect(problems).toEqual([]);
  const { trace, history, metrics } = run;
  const world = history.worldAt(trace.log.length - 1);
  expect(metrics.cores.map((_, id) => sum(slices.get(`machine/core ${id}`)))).toEqual(
    metrics.cores.map(({ busy }) => busy),
  );
  const all = [...slices.values()].flat();
  const total = (name: string): number =>
    all.filter((each) => each.name === name && "core" in each.args).reduce((a, { from, to }) => a + to - from, 0);
  expect(total("running")).toBe(world.threads.reduce((a, { running }) => a + running, 0));
  expect(world.threads.some(({ runnable }) => runnable > 0)).toBe(all.some(({ name }) => name === "runnable"));
  const held = [...slices].filter(([track]) => /\/GIL/.test(track)).reduce((a, [, each]) => a + sum(each), 0);
  expect(held).toBe(metrics.gils.reduce((a, gil) => a + gil.held, 0));
  const wakings = Array.from({ length: trace.log.length }, (_, seq) => seq).filter(
    (seq) => trace.log.codeAt(seq) === schedWoken.code && trace.log.operandAt(seq, 2) >= 0,
  );
  expect(arrows.length).toBeLessThanOrEqual(wakings.length);
  for (const counts of counters.values())
    expect(counts.every((count, at) => at === 0 || count !== counts[at - 1])).toBe(true);
}

const numRuns = Number(process.env.GILGRILL_RUNS ?? 40);

test.each(runtimes.ids)(
  "any run under %s: slices nest, arrows have both ends, everything has a name",
  { timeout: 60_000 },
  (id) => {
    const runtime = runtimes.get(id);
    fc.assert(
      fc.property(anyWorkload, (workload) => {
        fc.pre(runtime.refuses(workload) === null);
        expectTrue(exportedRun(workload, id, { maxEvents: 10_000 }));
      }),
      { numRuns, seed: 1 },
    );
  },
);

test.each(runtimes.ids)("the three friends under %s", (id) => {
  expectTrue(exportedRun(scenario("three-friends"), id, { maxEvents: 20_000 }));
});

test("three friends by hand: the tracks and what is on them", () => {
  const { slices, instants, arrows, counters, beside, problems } = fileOf(exportedTrace(threeFriends()));
  expect(problems).toEqual([]);
  expect([...slices.keys()].sort()).toEqual([
    "machine/core 0",
    "machine/core 1",
    "python/Ann",
    "python/Bob",
    "python/Cat",
    "python/GIL",
  ]);
  const drawn = (track: string): string[] =>
    (slices.get(track) ?? [])
      .toSorted((a, b) => a.from - b.from || a.depth - b.depth)
      .map(({ name, depth, from, to, args }) => {
        const time = `${Math.round(from / 1e6)}..${Math.round(to / 1e6)}`;
        return `${"  ".repeat(depth)}${time} ${name}${args.ended === undefined ? "" : ` (${args.ended})`}`;
      });
  expect(`\n${drawn("python/Cat").join("\n")}\n`).toBe(`
0..10 before its first step
  0..10 waits for the GIL (woken)
10..11 cpu 1 ms
  10..11 running (blocked)
    10..11 Python code
11..24 io 10 ms on network
  11..21 waits for network (woken)
  21..24 waits for the GIL (woken)
24..26 cpu 2 ms
  24..26 running (exited)
    24..26 Python code
`);
  expect(`\n${drawn("python/GIL").join("\n")}\n`).toBe(`
0..5 Ann
  5..5 asked to let go by Bob
5..10 Bob
  10..10 asked to let go by Cat
10..11 Cat
11..16 Ann
  16..16 asked to let go by Bob
16..21 Bob
21..24 Ann
24..26 Cat
`);
  const onGil = instants.filter(({ track }) => track === "python/GIL");
  expect(onGil.map(({ name }) => name)).toEqual([0, 1, 2].flatMap(() => ["drop request", "forced to let go"]));
  expect(onGil.slice(0, 2).map(({ sentence }) => sentence)).toEqual([
    "Bob asked Ann to let go: the GIL has not changed hands for 5 ms.",
    "Ann let go of the GIL at a check point, because Bob had asked.",
  ]);
  expect(instants.filter(({ track }) => track === "machine/findings").map(({ name }) => name)).toContain("quadrant");
  expect(arrows.map(({ from, to, time }) => `${time / 1e6} ${from} > ${to}`)).toEqual([
    "5.001 python/Ann > python/Bob",
    "5.001 python/Bob > python/Ann",
    "10.001 python/Bob > python/Cat",
    "10.001 python/Cat > python/Bob",
    "11 python/Cat > python/Ann",
    "16.001 python/Ann > python/Bob",
    "16.001 python/Bob > python/Ann",
    "21 python/Bob > python/Ann",
    "24 python/Ann > python/Cat",
  ]);
  expect(beside).toEqual([{ name: "network", from: 11_000_000, to: 21_020_000 }]);
  expect(Object.fromEntries(counters)).toEqual({
    "machine/busy cores": [1, 0],
    "python/waiting for the GIL": [1, 2, 1, 0, 1, 0],
  });
});

test("several runs lie on one time axis, each with processes of its own", () => {
  const models = ["threads-gil", "asyncio", "goroutines"];
  const runs = models.map((model) => exportedRun(scenario("three-friends"), model));
  const { problems, slices } = fileOf(...runs);
  expect(problems).toEqual([]);
  for (const run of runs) {
    const { model } = run.trace.header;
    expect(sum(slices.get(`${model}: machine/core 0`))).toBe(run.metrics.cores[0]?.busy);
  }
});

test("an event loop's iterations hold its callbacks; a pool's queue and Go's processors have their places", () => {
  const loop =
    fileOf(exportedRun(scenario("three-friends"), "asyncio")).slices.get("python/event loop: iterations") ?? [];
  expect(loop.filter(({ name, depth }) => name === "iteration" && depth === 0).length).toBeGreaterThan(3);
  expect(loop.filter(({ depth }) => depth === 1).map(({ name }) => name)).toContain("Ann: task-step");
  const pool = fileOf(exportedRun(scenario("three-friends"), "thread-pool", {}));
  expect([...pool.counters.keys()]).toContain("python/thread pool: busy workers");
  const go = fileOf(exportedRun(scenario("three-friends"), "goroutines"));
  const places = [...go.slices].filter(([track]) => /^machine\/P\d$/.test(track)).flatMap(([, each]) => each);
  expect(places.some(({ name, depth }) => name === "Ann" && depth === 1)).toBe(true);
});

test("a long run comes in pieces", () => {
  const run = exportedRun(scenario("ten-thousand-connections", "tasks=1000"), "asyncio");
  const pieces = [...chromeTrace([run])];
  expect(run.trace.log.length).toBeGreaterThan(10_000);
  expect(pieces.length).toBeGreaterThan(50);
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(70_000);
  expect(readTraceFile(pieces.join("")).problems).toEqual([]);
});

test("a core that goes and comes back is offline between, and what was done from outside is marked", () => {
  const text = `
title: Fewer
machine: {cores: 2}
costs: none
tasks: [{name: Ann, steps: [{cpu: 20ms}]}, {name: Bob, steps: [{cpu: 20ms}]}]
whatIf: [{at: 5ms, cores: 1}, {at: 15ms, cores: 2}]
`;
  const { problems, slices, instants } = fileOf(exportedRun(loadScenario(text, "fewer.yaml"), "threads"));
  expect(problems).toEqual([]);
  const core = (slices.get("machine/core 1") ?? []).filter(({ depth }) => depth === 0);
  expect(core.map(({ name, from, to }) => `${name} ${from / 1e6}..${to / 1e6}`)).toEqual([
    "Ann 0..5",
    "offline 5..15",
    "Bob 15..26",
  ]);
  expect(instants.filter(({ name }) => name.startsWith("core")).map(({ name }) => name)).toEqual([
    "core offlined",
    "core onlined",
  ]);
});

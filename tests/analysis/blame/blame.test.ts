/** Waits and who is to blame for them: laws over all models, and cases that can be worked out by hand. */
import { describe, expect, test } from "vitest";
import { blameOf, type Evidence } from "../../../src/analysis/blame/blame.ts";
import { waitsOf } from "../../../src/analysis/blame/waits.ts";
import { formatDuration, ms, type Ns } from "../../../src/base/time.ts";
import { runtimes } from "../../../src/simulation/runtimes/index.ts";
import { scenarioText } from "../../../src/simulation/scenarios/index.ts";
import { simulate } from "../../../src/simulation/simulate.ts";
import { loadScenario } from "../../../src/simulation/workload/load.ts";
import { History } from "../../../src/trace/history.ts";
import { measure, WAITING_PHASES } from "../../../src/trace/metrics.ts";
import { spansOf } from "../../../src/trace/spans.ts";
import type { Trace } from "../../../src/trace/trace.ts";
import { threeFriends } from "../../support/trace-builder.ts";

const evidenceOf = (trace: Trace): Evidence => ({ tables: trace.tables, spans: spansOf(trace), waits: waitsOf(trace) });

function run(scenario: string, model: string): Trace | null {
  const workload = loadScenario(scenarioText(scenario), scenario);
  const runtime = runtimes.get(model);
  return runtime.refuses(workload) === null ? simulate(workload, runtime, { maxEvents: 40_000 }) : null;
}

const SCENARIOS = [
  "three-friends",
  "ten-downloads",
  "full-pool",
  "two-locks",
  "one-core",
  "split-one-task",
  "one-crashes",
];

describe.each(SCENARIOS)("%s, under every model", (scenario) => {
  test("shares and rest make up each wait, at its end and in its middle; nobody is in his own way", () => {
    let seen = 0;
    for (const model of runtimes.ids) {
      const trace = run(scenario, model);
      if (trace === null) continue;
      const evidence = evidenceOf(trace);
      for (const [task, list] of evidence.waits.tasks.entries()) {
        for (let index = 0; index < list.length; index++) {
          const wait = list.at(index);
          const where = `${model}: task ${task}, wait ${index} for ${wait.kind}`;
          expect(wait.to, where).toBeGreaterThan(wait.from);
          if (index > 0) expect(wait.from, where).toBeGreaterThanOrEqual(list.at(index - 1).to);
          for (const to of [wait.to, Math.floor((wait.from + wait.to) / 2) as Ns]) {
            const { length, shares, nobody } = blameOf(evidence, task, wait, to);
            expect(length, where).toBe(to - wait.from);
            expect(nobody, where).toBeGreaterThanOrEqual(0);
            for (const share of shares) expect(share.time, where).toBeGreaterThan(0);
            for (const share of shares) expect(share.task, where).not.toBe(task);
            expect(shares.reduce((sum, { time }) => sum + time, 0) + nobody, where).toBe(length);
            if (shares.length > 0) seen++;
          }
        }
      }
    }
    expect(seen).toBeGreaterThan(0);
  });

  test("the waits of a task are as long as the run's figures say", () => {
    for (const model of runtimes.ids) {
      const trace = run(scenario, model);
      if (trace === null) continue;
      const { tasks } = waitsOf(trace);
      const figures = measure(new History(trace)).tasks;
      for (const [task, list] of tasks.entries()) {
        const sums = new Map<string, number>();
        for (let index = 0; index < list.length; index++) {
          const { kind, from, to } = list.at(index);
          sums.set(kind, (sums.get(kind) ?? 0) + to - from);
        }
        // A wait for the GIL includes the moments in which its thread looks whether it is free, and waits for a core for that.
        const exact = WAITING_PHASES.filter((kind) => kind !== "gil" && kind !== "core");
        const told = Object.fromEntries(exact.map((kind) => [kind, sums.get(kind) ?? 0]));
        const measured = Object.fromEntries(exact.map((kind) => [kind, figures[task]?.waiting[kind] ?? 0]));
        expect(told, `${model}: task ${task}`).toEqual(measured);
        expect(sums.get("gil") ?? 0).toBeGreaterThanOrEqual(figures[task]?.waiting.gil ?? 0);
      }
    }
  });
});

/** `26 ms for gil: Bob 25 ms, nobody 1 ms`. */
function told(trace: Trace, task: number, from = 0): string[] {
  const evidence = evidenceOf(trace);
  const list = evidence.waits.tasks[task];
  return Array.from({ length: list?.length ?? 0 }, (_, index) => list?.at(index))
    .filter((wait) => wait !== undefined && wait.from >= from)
    .map((wait) => {
      if (wait === undefined) return "";
      const { length, shares, nobody } = blameOf(evidence, task, wait);
      const who = shares.map(
        (share) => `${trace.tables.tasks[share.task ?? -1]?.name ?? "machinery"} ${formatDuration(share.time)}`,
      );
      const rest = nobody > 0 ? [`nobody ${formatDuration(nobody)}`] : [];
      return `${formatDuration(length)} for ${wait.kind}: ${[...who, ...rest].join(", ")}`;
    });
}

test("three friends by hand: who held the GIL", () => {
  expect(told(threeFriends(), 0)).toEqual(["6 ms for gil: Bob 5 ms, Cat 999 us", "5 ms for gil: Bob 5 ms"]);
});

test("an event loop: who had its thread", () => {
  const trace = run("three-friends", "asyncio");
  if (trace === null) throw new Error("asyncio refuses");
  expect(told(trace, 2)).toEqual([
    "6.6 us for start: nobody 6.6 us",
    "80 ms for loop: Ann 40 ms, Bob 40 ms, nobody 3.85 us",
    "30 ms for io: nobody 30 ms",
    "36.3 us for loop: nobody 36.3 us",
  ]);
});

test("a pool: whose calls its workers were busy with", () => {
  const trace = run("tiny-tasks", "thread-pool");
  if (trace === null) throw new Error("the pool refuses");
  expect(told(trace, 2)).toEqual(["1.14 ms for start: Sum 1 500 us, Sum 2 500 us, nobody 139 us"]);
});

test("one core: who had it", () => {
  const trace = run("one-core", "threads");
  if (trace === null) throw new Error("threads refuse");
  expect(told(trace, 1, ms(1)).slice(0, 2)).toEqual([
    "12 ms for core: Cat 8 ms, Ann 4 ms",
    "8 ms for core: Ann 4.01 ms, Cat 3.99 ms",
  ]);
});

test("who waits for a thread of its own was kept from it by whoever had the GIL, and by nobody where there is none", () => {
  const startOf = (model: string, task: number) => {
    const evidence = evidenceOf(run("three-friends", model) as Trace);
    const wait = evidence.waits.tasks[task]?.at(0);
    if (wait?.kind !== "start") throw new Error(`${model}: task ${task} waits first for ${wait?.kind}`);
    return blameOf(evidence, task, wait);
  };
  // The main thread has to make Bob's thread, and waits a whole interval for Ann.
  const [ann, ...others] = startOf("threads-gil", 1).shares;
  expect(ann?.task).toBe(0);
  expect(ann?.time).toBeGreaterThanOrEqual(ms(5));
  expect(others).toEqual([]);
  expect(
    startOf("threads-gil", 2)
      .shares.map(({ task }) => task)
      .sort(),
  ).toEqual([0, 1]);
  for (const model of ["threads", "free-threaded", "multiprocessing"]) expect(startOf(model, 1).shares).toEqual([]);
});

/** Who was first and why, from figures alone. */
import { expect, test } from "vitest";
import { type Contender, placesOf, speedUpOver } from "../../../src/analysis/verdict/standing.ts";
import { verdictOf } from "../../../src/analysis/verdict/verdict.ts";
import { ms } from "../../../src/base/time.ts";
import type { RunMetrics, WaitingPhase } from "../../../src/trace/metrics.ts";
import { sampleMetrics, sampleTask, waitingFor } from "../../exporters/sample-metrics.ts";

type Waits = Partial<Record<WaitingPhase, number>>;

/** One that took so many milliseconds, whose only task waited so many for this and that. */
function contender(label: string, makespan: number, waits: Waits = {}, more: Partial<RunMetrics> = {}): Contender {
  const waiting = waitingFor(
    Object.fromEntries(Object.entries(waits).map(([kind, time]) => [kind, ms(time)])) as Partial<
      RunMetrics["tasks"][number]["waiting"]
    >,
  );
  const metrics = sampleMetrics({ makespan: ms(makespan), tasks: [sampleTask({ waiting })], ...more });
  return { label, model: label, python: label !== "goroutines", metrics };
}

const PARALLEL = { parallel: true, utilization: 1.8 };

test("equal times share a place, and the next one is left out", () => {
  const places = placesOf([contender("a", 20), contender("b", 10), contender("c", 10), contender("d", 30)]);
  expect(places.map(({ place, contenders }) => [place, ...contenders.map(({ label }) => label)])).toEqual([
    [1, "b", "c"],
    [3, "a"],
    [4, "d"],
  ]);
});

test("what was not completed has no place and no speed-up", () => {
  const stuck = contender("stuck", 1, {}, { outcome: "deadlocked" });
  expect(placesOf([stuck, contender("a", 20)])).toHaveLength(1);
  expect(speedUpOver(stuck.metrics, contender("a", 20).metrics)).toBeNull();
});

test("the lock round the interpreter is told before what cost more", () => {
  const { reasons } = verdictOf([
    contender("blocking", 100, { start: 300 }),
    contender("threads-gil", 60, { gil: 50 }),
    contender("goroutines", 25, {}, PARALLEL),
  ]);
  expect(reasons).toEqual([
    "Goroutines won because it computed on several cores at once (1.8 of 2 on average).",
    "Threads-gil took 2.4x as long as the first: its tasks waited 50 ms for the GIL, which lets one thread run Python at a time.",
    "Blocking took 4.0x as long as the first: its tasks waited 300 ms to be begun, because threads and processes take time to start.",
  ]);
});

test("one after the other is what it is called where it is so", () => {
  const blocking = contender("blocking", 100, { start: 300 }, { concurrent: false });
  const { reasons } = verdictOf([blocking, contender("asyncio", 25, { io: 90 })]);
  expect(reasons).toEqual([
    "Asyncio won because its tasks waited outside at the same time (90 ms of waiting in 25 ms).",
    "Blocking took 4.0x as long as the first: its tasks waited 300 ms for their turn, because one comes after the other.",
  ]);
});

test("without a GIL wait there is no sentence about a GIL", () => {
  const { reasons } = verdictOf([contender("asyncio", 90, { loop: 80 }), contender("goroutines", 30, {}, PARALLEL)]);
  expect(reasons.join(" ")).not.toContain("GIL");
});

test("runs that are about as fast as each other have neither winner nor loser", () => {
  const { results, reasons } = verdictOf([contender("a", 100, { gil: 5 }), contender("b", 101, { gil: 60 })]);
  expect(results[0]).toBe("First: a, in 100 ms.");
  expect(reasons).toEqual([
    "All of them take about the same time: what sets the pace is none of what differs between them.",
  ]);
});

test("nothing is told of one alone, and the only one that ends is said to be that", () => {
  expect(verdictOf([contender("a", 100)])).toEqual({ results: [], reasons: [], own: new Map() });
  const stuck = contender("b", 50, {}, { outcome: "deadlocked" });
  expect(verdictOf([contender("a", 100), stuck]).results).toEqual(["Only a comes to an end, in 100 ms."]);
});

test("each has a reason of its own: the first why it won, the others where their time went; none who was hardly slower", () => {
  const { own, reasons } = verdictOf([
    contender("blocking", 100, { start: 300 }, { concurrent: false }),
    contender("asyncio", 60, { loop: 80 }),
    contender("threads", 25, {}, PARALLEL),
    contender("goroutines", 25.5, { core: 3 }, PARALLEL),
  ]);
  expect([...own.keys()]).toEqual(["threads", "asyncio", "blocking"]);
  expect(own.get("threads")).toBe(reasons[0]);
  expect(own.get("asyncio")).toMatch(
    /^Asyncio took 2.4x as long as the first: its tasks waited 80 ms for the event loop/,
  );
});

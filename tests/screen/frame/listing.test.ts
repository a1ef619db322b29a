/** Who stands on which line of the program. */
import { describe, expect, test } from "vitest";
import { ms } from "../../../src/base/time.ts";
import type { ListingFrame } from "../../../src/screen/frame/listing.ts";
import { PreparedRun } from "../../../src/screen/frame/prepared.ts";
import { runtimes } from "../../../src/simulation/runtimes/index.ts";
import { scenarios } from "../../../src/simulation/scenarios/index.ts";
import { simulate } from "../../../src/simulation/simulate.ts";
import { hasEnded } from "../../../src/trace/world.ts";
import { written } from "../../simulation/listings/every.ts";
import { frameAt, frameAtTime } from "../../support/drawing.ts";

function prepared(scenario: string, model: string, ...changes: readonly string[]): PreparedRun {
  const { workload, listing } = written(scenario, model, ...changes);
  return new PreparedRun(simulate(workload, runtimes.get(model), { maxEvents: 20_000 }), undefined, () => listing);
}

/** `spin(40)` of A and B, as `AB: spin(40)`; who runs in brackets. */
const told = (listing: ListingFrame | null): readonly string[] =>
  (listing?.people ?? []).map(({ line, running, waiting }) => {
    const letters = (tiles: typeof running) => tiles.map(({ letter }) => letter).join("");
    const runs = running.length === 0 ? "" : `[${letters(running)}]`;
    return `${letters(waiting)}${runs}: ${listing?.lines[line]?.trim()}`;
  });

const FEW: Readonly<Record<string, readonly string[]>> = { "ten-thousand-connections": ["tasks[0].count=30"] };

describe.each(runtimes.ids)("%s", (model) => {
  test("everybody who has begun and not ended is on one line, of their own function, and nobody else is on any", () => {
    for (const scenario of scenarios.ids) {
      const run = prepared(scenario, model, ...(FEW[scenario] ?? []));
      const { log } = run.trace;
      for (let part = 0; part <= 8; part++) {
        const frame = frameAt(run, Math.floor(((log.length - 1) * part) / 8));
        const people = frame.listing?.people ?? [];
        const there = people
          .flatMap(({ running, waiting }) => [...running, ...waiting])
          .flatMap(({ task }) => task ?? []);
        const begun = frame.tasks.filter(({ phase }) => phase !== "pending" && phase !== "start" && !hasEnded(phase));
        expect(
          [...there].sort((a, b) => a - b),
          `${scenario} at ${part}/8`,
        ).toEqual(begun.map(({ tile }) => tile.task));
        const running = people.flatMap((each) => each.running).flatMap(({ task }) => task ?? []);
        const onCores = frame.tasks.filter(({ phase }) => phase === "running").map(({ tile }) => tile.task);
        expect([...running].sort((a, b) => a - b)).toEqual(onCores);
      }
    }
  });
});

test("the GIL: one runs, the others stand where they were", () => {
  const run = prepared("three-friends", "threads-gil");
  expect(told(frameAtTime(run, ms(30)).listing)).toEqual([
    "A[B]: spin(40)",
    "C: time.sleep(0.03)  # fryer",
    "#: thread.start()",
  ]);
  expect(told(frameAtTime(run, ms(50)).listing).at(-1)).toBe("#: thread.join()");
});

test("an event loop: who awaits is on the line of the await; the main program holds the group open", () => {
  const run = prepared("to-thread", "asyncio");
  expect(told(frameAtTime(run, ms(35)).listing)).toEqual([
    "H: await asyncio.sleep(0.01)",
    "D: await asyncio.sleep(0.05)  # network",
    "R: await asyncio.to_thread(time.sleep, 0.06)  # database",
    "#: async with asyncio.TaskGroup() as group:",
  ]);
});

test("before a later arrival the main program waits for the instant", () => {
  const run = prepared("split-one-task", "threads");
  expect(told(frameAtTime(run, ms(50)).listing)).toEqual(["#: until(70);"]);
});

test("who split waits on the line of the join, the parts are in their own function", () => {
  const run = prepared("split-one-task", "threads");
  expect(told(frameAtTime(run, ms(8)).listing)).toEqual([
    "[1234]: spin(15);",
    "A: for (Thread part : parts) part.join();",
    "#: until(70);",
  ]);
});

test("a deadlock: each stands where it wants the other one's lock", () => {
  const run = prepared("two-locks", "threads-gil");
  const { listing } = frameAtTime(run, run.end);
  expect(told(listing)).toEqual(["A: with board:", "B: with knife:", "#: thread.join()"]);
});

test("a run that is nobody's program has none, and the program is written when it is first looked at", () => {
  const { workload, listing } = written("three-friends", "threads-gil");
  const trace = simulate(workload, runtimes.get("threads-gil"));
  expect(frameAt(new PreparedRun(trace), 10).listing).toBe(null);
  let times = 0;
  const run = new PreparedRun(trace, undefined, () => {
    times++;
    return listing;
  });
  const frame = frameAt(run, 10);
  expect(times).toBe(0);
  expect([frame.listing?.lines.length, frameAt(run, 20).listing?.lines.length]).toEqual([
    listing.lines.length,
    listing.lines.length,
  ]);
  expect(times).toBe(1);
});

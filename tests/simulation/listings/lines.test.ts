/** Every step of every task has its line, and the line says what the step does. */
import { expect, test } from "vitest";
import { seconds } from "../../../src/simulation/listings/numbers.ts";
import { runtimes } from "../../../src/simulation/runtimes/index.ts";
import { type LeafStep, leavesOf } from "../../../src/simulation/workload/steps.ts";
import { everyListing, written } from "./every.ts";

/** What a line must say of a step, in any language. */
function isTold(step: LeafStep, line: string): boolean {
  switch (step.kind) {
    case "cpu":
      return /spin[(,]/.test(line);
    case "native":
      return /(?:crunch|spin)[(,]/.test(line);
    case "io":
      return line.endsWith(` ${step.on}`) && /sleep|pause|blockThread/i.test(line);
    case "sleep":
      return /sleep|pause/i.test(line);
    case "lock":
    case "unlock":
      return line.includes(step.lock);
    case "read":
    case "write":
      return line.includes(step.variable);
    case "add":
      return /\+=|\+\+|-=/.test(line);
    case "call":
      return line.includes("call()");
    case "put":
    case "get":
      return line.includes(step.queue);
    case "segfault":
      return /string_at|crash/.test(line);
    case "raise":
    case "yield":
      return true;
  }
}

test.each(runtimes.ids)("each step has a line that tells it: %s", (model) => {
  const untold = everyListing([model]).flatMap(({ scenario, workload, listing }) =>
    workload.tasks.flatMap(({ name, steps }, task) => {
      const lines = listing.functions[listing.functionOf[task] as number];
      return leavesOf(steps)
        .filter((step) => !isTold(step, listing.lines[lines?.leaves[step.leaf] ?? -1] ?? ""))
        .map((step) => `${scenario}: ${name} step ${step.leaf} (${step.kind})`);
    }),
  );
  expect(untold).toEqual([]);
});

test.each(runtimes.ids)(
  "every line is somebody's: no two functions share one, and the main program has its own: %s",
  (model) => {
    for (const { scenario, listing } of everyListing([model])) {
      const owners = new Map<number, number>();
      for (const [index, { entry, leaves }] of listing.functions.entries()) {
        for (const line of [entry, ...leaves]) {
          expect(owners.get(line) ?? index, `${scenario} line ${line + 1}`).toBe(index);
          owners.set(line, index);
        }
      }
      const { start, join, arrivals } = listing.main;
      for (const line of [start, join, ...arrivals.map((each) => each.line)]) {
        expect(owners.has(line), `${scenario}: main, line ${line + 1}`).toBe(false);
        expect(listing.lines[line]?.trim()).toBeTruthy();
      }
    }
  },
);

test("tasks of a kind are calls of one function, and a loop is a loop", () => {
  for (const model of runtimes.ids) {
    const { listing, workload } = written("starved-pool", model);
    expect(new Set(workload.tasks.map((_, task) => listing.functionOf[task]))).toEqual(new Set([0]));
    // A scenario of thousands of steps is a page of code.
    expect(written("lost-update", model).listing.lines.length).toBeLessThan(80);
    expect(written("ten-thousand-connections", model).listing.lines.length).toBeLessThan(80);
  }
});

test("who waits for parts has a line of its own, round the parts' steps and before them", () => {
  for (const model of runtimes.ids) {
    const { listing } = written("full-pool", model);
    const [album] = listing.functions;
    const join = album?.around[1];
    expect(album?.around).toEqual([null, join, null]);
    expect(album?.next).toEqual([null, join, null, null]);
    expect(listing.lines[join ?? -1], model).toMatch(/join|gather|result|Wait|album_part\(\)/);
  }
});

test("the version decides the form", () => {
  const asyncio = (version: string) =>
    written("to-thread", "asyncio", `python.version="${version}"`).listing.lines.join("\n");
  expect(asyncio("3.12")).toContain("async with asyncio.TaskGroup() as group:");
  expect(asyncio("3.12")).toContain("await asyncio.to_thread(time.sleep, 0.06)  # database");
  expect(asyncio("3.8")).toContain("await asyncio.gather(*tasks)");
  expect(asyncio("3.8")).toContain("run_in_executor(None, time.sleep, 0.06)");
  expect(asyncio("3.4")).toContain("yield from asyncio.sleep(0.01)");
  const interpreters = (version: string) =>
    written("four-sums", "subinterpreters", `python.version="${version}"`).listing.lines;
  expect(interpreters("3.12")).toContain("import _xxsubinterpreters as interpreters");
  expect(interpreters("3.13")).toContain("import _interpreters as interpreters");
  expect(interpreters("3.14")).toContain("from concurrent import interpreters");
});

test("numbers in code are exact and have no exponent", () => {
  expect([0, 1, 100, 1500, 30e6, 1e9, 90.5e9].map(seconds)).toEqual([
    "0",
    "0.000000001",
    "0.0000001",
    "0.0000015",
    "0.03",
    "1",
    "90.5",
  ]);
});

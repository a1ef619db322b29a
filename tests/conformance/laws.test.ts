/** Each law once, for every model and every built-in scenario there is; a new one of either is held to all of them. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { eventLines } from "../../src/exporters/json/events.ts";
import { runtimes } from "../../src/simulation/runtimes/index.ts";
import { scenarios, scenarioText } from "../../src/simulation/scenarios/index.ts";
import { simulate } from "../../src/simulation/simulate.ts";
import { loadScenario } from "../../src/simulation/workload/load.ts";
import type { Workload } from "../../src/simulation/workload/workload.ts";
import { violations } from "../../src/trace/invariants.ts";
import { hasEnded } from "../../src/trace/world.ts";
import { checkRun } from "../support/check-run.ts";
import { projectRoot } from "../support/sources.ts";

/** Scenarios made for their size are looked at in a smaller one; once, below, in full. */
const SMALLER = new Map([["ten-thousand-connections", "200"]]);

function load(id: string): Workload {
  const tasks = SMALLER.get(id);
  const settings = tasks === undefined ? [] : [{ path: "tasks", value: tasks, option: `--tasks ${tasks}` }];
  return loadScenario(scenarioText(id), id, settings);
}

const pairs = scenarios.ids.flatMap((scenario) => runtimes.ids.map((model) => [scenario, model] as const));

test.each(pairs)("%s under %s obeys the laws", (scenario, model) => {
  const workload = load(scenario);
  const { world, metrics } = checkRun(workload, runtimes.get(model));
  expect(["completed", "deadlocked", "crashed"]).toContain(world.outcome);
  const ended = world.tasks.filter(({ phase }) => hasEnded(phase)).length;
  if (world.outcome !== "crashed") expect(ended === world.tasks.length).toBe(world.outcome === "completed");
  const whole = metrics.tasks.filter(({ parent }) => parent === null);
  expect(whole.map(({ name }) => name)).toEqual(workload.tasks.map(({ name }) => name));
});

test("ten thousand tasks in full obey them too", () => {
  const workload = loadScenario(scenarioText("ten-thousand-connections"), "full");
  const trace = simulate(workload, runtimes.get("asyncio"));
  expect(violations(trace)).toEqual([]);
  expect(trace.log.at(trace.log.length - 1)).toMatchObject({ kind: "run.ended", outcome: "completed" });
});

describe("another process, in another place and another language, gets the same bytes", () => {
  const bin = join(projectRoot, "bin/gilgrill.js");
  const env = { ...process.env, TZ: "Pacific/Kiritimati", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" };

  const hashOfAnother = (scenario: string, model: string) =>
    new Promise<string>((resolve, reject) => {
      const hash = createHash("sha256");
      const child = spawn(process.execPath, [bin, "run", scenario, "-m", model, "--format", "events"], { env });
      child.stdout.on("data", (bytes: Buffer) => hash.update(bytes));
      child.on("error", reject);
      child.on("close", (status) =>
        status === 0 ? resolve(hash.digest("hex")) : reject(new Error(`status ${status}`)),
      );
    });

  test.each(runtimes.ids)("%s", async (model) => {
    const workload = load("page-rendering");
    const hash = createHash("sha256");
    for (const piece of eventLines(simulate(workload, runtimes.get(model)))) hash.update(piece);
    expect(await hashOfAnother("page-rendering", model)).toBe(hash.digest("hex"));
  });
});

test("another seed gives another schedule where costs are drawn, and the same where there are none", () => {
  const bytes = (seed: number, costs: "default" | "none") => {
    const workload = { ...load("three-friends"), seed, costs: { preset: costs, changes: {} } };
    return [...eventLines(simulate(workload, runtimes.get("threads-gil")))].join("").replace(/"seed":\d+/, "");
  };
  expect(bytes(1, "default")).not.toBe(bytes(2, "default"));
  expect(bytes(1, "none")).toBe(bytes(2, "none"));
});

/**
 * Causes, waits and machinery of every model as drawings, in a file beside this one.
 *
 * After a wanted change: `GILGRILL_GOLDEN=write npx vitest run tests/screen/views/machinery.test.ts`, and read the difference.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Ns } from "../../../src/base/time.ts";
import { PreparedRun } from "../../../src/screen/frame/prepared.ts";
import { views } from "../../../src/screen/views/index.ts";
import { runtimes } from "../../../src/simulation/runtimes/index.ts";
import { scenarioText } from "../../../src/simulation/scenarios/index.ts";
import { simulate } from "../../../src/simulation/simulate.ts";
import { loadScenario } from "../../../src/simulation/workload/load.ts";
import { drawing, frameAtTime, mono } from "../../support/drawing.ts";

const FILE = new URL("machinery.golden", import.meta.url);
const ROOM = mono(80, 23);

/** Where there is something to see of each model: a scenario, and a share of its run. */
const PLACES: Readonly<Record<string, readonly [scenario: string, share: number]>> = {
  blocking: ["three-friends", 0.5],
  threads: ["one-core", 0.4],
  "threads-gil": ["three-friends", 0.64],
  "threads-gil-legacy": ["three-friends", 0.3],
  "free-threaded": ["two-locks", 0.9],
  subinterpreters: ["three-friends", 0.5],
  asyncio: ["blocking-in-asyncio", 0.42],
  gevent: ["ten-downloads", 0.85],
  goroutines: ["four-sums", 0.9],
  multiprocessing: ["three-friends", 0.5],
  "thread-pool": ["full-pool", 0.4],
  "process-pool": ["ten-downloads", 0.7],
};

function drawn(view: string, model: string): string {
  const [scenario, share] = PLACES[model] ?? ["three-friends", 0.5];
  const run = new PreparedRun(simulate(loadScenario(scenarioText(scenario), scenario), runtimes.get(model)));
  const shown = views.get(view);
  const frame = frameAtTime(run, Math.round(run.end * share) as Ns, { columns: shown.timelineColumns(ROOM) });
  return `== ${view}: ${scenario} under ${model} ==\n${drawing(shown, frame, ROOM)}\n`;
}

test("every model's causes, waits and machinery at 80x24", () => {
  expect(Object.keys(PLACES).sort()).toEqual([...runtimes.ids].sort());
  const all = runtimes.ids.flatMap((model) => [drawn("why", model), drawn("inside", model)]).join("\n");
  if (process.env["GILGRILL_GOLDEN"] === "write") writeFileSync(FILE, all);
  expect(all).toBe(readFileSync(FILE, "utf8"));
});

test("as waiters for the GIL come and go, no other row of it moves", () => {
  const run = new PreparedRun(
    simulate(loadScenario(scenarioText("three-friends"), "three-friends"), runtimes.get("threads-gil")),
  );
  const inside = views.get("inside");
  const rows = [0.01, 0.1, 0.205, 0.3, 0.5, 0.64, 0.9].map((share) =>
    drawing(inside, frameAtTime(run, Math.round(run.end * share) as Ns, { columns: 1 }), mono(120, 39)).split("\n"),
  );
  const waiting = new Set(rows.map((lines) => lines.filter((line) => line.includes("then it asks")).length));
  expect(waiting.size).toBeGreaterThan(1);
  for (const label of [" held by", " so far", " waiting"]) {
    const at = new Set(
      rows.map((lines) => lines.findIndex((line) => line.startsWith(label))).filter((row) => row >= 0),
    );
    expect(at.size, label).toBe(1);
  }
});

/**
 * Every example's output as a file beside this test: the text form of each scenario under the model it is best seen in, and the summary
 * of the first ones, which between them have everything a summary can hold. (The others' would be long to review and say nothing new.)
 *
 * After a wanted change: `GILGRILL_GOLDEN=write npx vitest run tests/golden`, and read the difference.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { findingsOf } from "../../src/analysis/insights/index.ts";
import { summarise } from "../../src/exporters/json/summary.ts";
import { runText } from "../../src/exporters/text/run.ts";
import { runtimes } from "../../src/simulation/runtimes/index.ts";
import { scenarios, scenarioText } from "../../src/simulation/scenarios/index.ts";
import { simulate } from "../../src/simulation/simulate.ts";
import { loadScenario } from "../../src/simulation/workload/load.ts";
import { History } from "../../src/trace/history.ts";
import { measure } from "../../src/trace/metrics.ts";

const writes = process.env.GILGRILL_GOLDEN === "write";
const PAGE = { columns: 100, unicode: false } as const;
/** A scenario made for its size is shown in a smaller one. */
const SMALLER = new Map([["ten-thousand-connections", "20"]]);
const DEFAULT_MODEL = "threads-gil";
/** From here on a scenario's text alone is kept. */
const TEXT_ONLY_FROM = scenarios.ids.indexOf("one-core");

const folder = new URL("./", import.meta.url);
const expected = new Set<string>();

function compare(name: string, text: string): void {
  expected.add(name);
  const file = new URL(name, folder);
  if (writes) writeFileSync(file, text);
  expect(existsSync(file), `${name} is there`).toBe(true);
  expect(text).toBe(readFileSync(file, "utf8"));
}

describe.each(scenarios.ids)("%s", (id) => {
  const tasks = SMALLER.get(id);
  const settings = tasks === undefined ? [] : [{ path: "tasks", value: tasks, option: `--tasks ${tasks}` }];
  const workload = loadScenario(scenarioText(id), id, settings);
  const model = runtimes.find(workload.bestModel ?? DEFAULT_MODEL) ?? runtimes.get(DEFAULT_MODEL);
  const trace = simulate(workload, model);
  const history = new History(trace);
  const metrics = measure(history);
  const findings = findingsOf(trace, metrics);

  test("as text", () => {
    compare(`${id}.golden`, `${runText(history, metrics, findings, PAGE).join("\n")}\n`);
  });

  if (scenarios.ids.indexOf(id) >= TEXT_ONLY_FROM) return;
  test("as a summary", () => {
    compare(`${id}.json`, `${JSON.stringify(summarise(trace, metrics, findings), null, 1)}\n`);
  });
});

afterAll(() => {
  const files = readdirSync(folder).filter((file) => /\.(?:golden|json)$/.test(file));
  expect(files.filter((file) => !expected.has(file))).toEqual([]);
});

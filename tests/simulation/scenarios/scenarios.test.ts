import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { UserError } from "../../../src/base/errors.ts";
import { scenarios, scenarioText } from "../../../src/simulation/scenarios/index.ts";
import { scenarioSummaries } from "../../../src/simulation/scenarios/summaries.ts";
import { loadScenario } from "../../../src/simulation/workload/load.ts";
import { leavesOf } from "../../../src/simulation/workload/steps.ts";

const MODELS = new Set(
  "blocking threads threads-gil threads-gil-legacy free-threaded subinterpreters asyncio gevent multiprocessing thread-pool process-pool goroutines".split(
    " ",
  ),
);
const load = (id: string) => loadScenario(scenarioText(id), id);
const kindsOf = (id: string) =>
  new Set(load(id).tasks.flatMap((task) => leavesOf(task.steps).map((step) => step.kind)));

describe.each(scenarios.ids)("%s", (id) => {
  it("loads, and says what it is about in words that fit a screen", () => {
    const { title, about, teaches, bestModel } = load(id);
    expect(title).toMatch(/^[A-Z].{4,59}$/);
    expect(about).toMatch(/^[A-Z].{20,200}\.$/);
    expect(teaches).toMatch(/^[A-Z].{20,99}\.$/);
    expect(MODELS).toContain(bestModel);
  });

  it("is written for somebody who will copy it", () => {
    const text = scenarioText(id);
    expect(text).toMatch(/^# /);
    expect(text.split("\n").every((line) => line.length <= 128 && !line.includes("\t"))).toBe(true);
  });
});

it("the files and the list are the same", () => {
  const folder = new URL("../../../src/simulation/scenarios/", import.meta.url);
  const files = readdirSync(folder).flatMap((file) => (file.endsWith(".yaml") ? [file.replace(".yaml", "")] : []));
  expect(files.sort()).toEqual([...scenarios.ids].sort());
});

it("an unknown one is told with its neighbour", () => {
  expect(() => scenarioText("three-freinds")).toThrow(UserError);
  expect(() => scenarioText("three-freinds")).toThrow(
    /^unknown scenario "three-freinds", did you mean three-friends\?/,
  );
  expect(() => scenarioText("../workload/load")).toThrow(UserError);
});

it("the summaries, which read only the heads of the files, are those of the files, in the order of the list", () => {
  const loaded = scenarios.all.map(({ id, group }) => {
    const { title, about, teaches, bestModel } = load(id);
    return { id, title, about, teaches, model: bestModel, group };
  });
  expect(scenarioSummaries()).toEqual(loaded);
});

describe("each makes its point with the steps it needs", () => {
  it.each([
    ["three-friends", ["cpu", "io"]],
    ["ten-downloads", ["cpu", "io"]],
    ["four-sums", ["cpu"]],
    ["convoy", ["cpu", "sleep"]],
    ["page-rendering", ["cpu", "io", "native"]],
    ["c-code", ["cpu", "native"]],
    ["lost-update", ["read", "call", "cpu", "add", "write"]],
    ["two-locks", ["lock", "io", "cpu", "unlock"]],
    ["one-core", ["cpu"]],
    ["split-one-task", ["cpu"]],
    ["hyper-threading", ["cpu"]],
    ["interrupted-mathematician", ["cpu"]],
    ["where-switches-fall", ["cpu", "io"]],
    ["one-crashes", ["cpu", "io", "segfault"]],
    ["message-passing", ["cpu", "put", "get"]],
    ["passing-test", ["read", "call", "cpu", "add", "write"]],
    ["two-locks-looping", ["lock", "call", "cpu", "unlock"]],
  ])("%s", (id, kinds) => {
    expect([...kindsOf(id)].sort()).toEqual([...kinds].sort());
  });

  it("ten thousand connections are ten thousand", () => {
    expect(load("ten-thousand-connections").tasks).toHaveLength(10_000);
  });
});

/** A run in figures: three friends by hand, added up by hand. */
import { expect, test } from "vitest";
import { ms, us } from "../../src/base/time.ts";
import { History } from "../../src/trace/history.ts";
import { measure, percentile } from "../../src/trace/metrics.ts";
import { runYaml } from "../support/check-run.ts";
import { threeFriends } from "../support/trace-builder.ts";

const metrics = measure(new History(threeFriends()));

test("tasks: when they came, ran and ended, what they computed, what they waited for", () => {
  expect(
    metrics.tasks.map(({ name, arrived, started, finished, cpu, outcome }) => [
      name,
      arrived,
      started,
      finished,
      cpu,
      outcome,
    ]),
  ).toEqual([
    ["Ann", 0, 0, ms(24), ms(13), "finished"],
    ["Bob", 0, us(20), ms(21), ms(10), "finished"],
    ["Cat", 0, us(40), ms(26), ms(3), "finished"],
  ]);
});

test("the machine: what was busy, and who was on two cores at once", () => {
  expect(metrics).toMatchObject({ outcome: "completed", makespan: ms(26), concurrent: true, parallel: false });
  expect(metrics.busy).toBe(metrics.cores.reduce((sum, core) => sum + core.busy, 0));
  expect(metrics.utilization).toBeCloseTo(metrics.busy / ms(26), 12);
});

test("native code on two cores is parallel, one task after the other is not even concurrent", () => {
  const two = "{machine: {cores: 2}, costs: none, tasks: [{name: Sum, count: 2, steps: [{native: 5ms}]}]}";
  const kinds = (model: string) => {
    const { concurrent, parallel, utilization } = runYaml(model, two).metrics;
    return [concurrent, parallel, utilization];
  };
  expect(kinds("threads-gil")).toEqual([true, true, 2]);
  expect(kinds("asyncio")).toEqual([false, false, 1]);
  expect(kinds("blocking")).toEqual([false, false, 1]);
});

test.each([
  [[], 0.5, 0],
  [[7], 0.9, 7],
  [[1, 2, 3, 4], 0.5, 3],
  [[1, 2, 3, 4], 0, 1],
  [[1, 2, 3, 4], 1, 4],
])("of %j below %f: %i", (sorted, share, value) => {
  expect(percentile(sorted, share)).toBe(value);
});

/** Two hardware threads a core, each at 0.62 of its speed while the other is busy (recalled, not measured): what each model gets out of them. */
import { describe, expect, test } from "vitest";
import { ms } from "../../../src/base/time.ts";
import { runtimes } from "../../../src/simulation/runtimes/index.ts";
import { runYaml } from "../../support/check-run.ts";

const WORK = 200;
const makespan = (model: string, cores: number, threadsPerCore: number, step = `cpu: ${WORK}ms`) =>
  runYaml(
    model,
    `{machine: {cores: ${cores}, threadsPerCore: ${threadsPerCore}}, tasks: [{name: Hog, count: ${2 * cores}, steps: [{${step}}]}]}`,
  ).metrics.makespan;
/** How much sooner it all ends than on cores without hyper-threading. */
const gain = (model: string, cores: number, step?: string) =>
  makespan(model, cores, 1, step) / makespan(model, cores, 2, step);

const PARALLEL = ["threads", "free-threaded", "multiprocessing", "goroutines", "subinterpreters"].filter((id) =>
  runtimes.ids.includes(id),
);
const SERIAL = ["threads-gil", "asyncio", "blocking", "gevent"].filter((id) => runtimes.ids.includes(id));

describe.each([1, 2])("%d cores with two hardware threads each", (cores) => {
  test.each(PARALLEL)("%s gains a quarter: twice 0.62", (model) => {
    expect(gain(model, cores)).toBeGreaterThan(1.15);
    expect(gain(model, cores)).toBeLessThan(1.29);
  });

  test.each(SERIAL)("%s gains nothing: one thread computes at a time", (model) => {
    expect(gain(model, cores)).toBeGreaterThan(0.93);
    expect(gain(model, cores)).toBeLessThan(1.03);
  });
});

test("the old GIL loses by them: they make one core a field for its battle", () => {
  expect(gain("threads-gil-legacy", 1, "cpu: 30ms")).toBeLessThan(0.8);
});

test("C code without the GIL gains as threads do", () => {
  expect(gain("threads-gil", 1, `native: ${WORK}ms`)).toBeGreaterThan(1.15);
});

test("a single thread has the core to itself", () => {
  const alone = runYaml(
    "threads",
    `{machine: {cores: 1, threadsPerCore: 2}, tasks: [{name: A, steps: [{cpu: ${WORK}ms}]}]}`,
  );
  expect(alone.metrics.makespan / ms(WORK)).toBeLessThan(1.01);
});

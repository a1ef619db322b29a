/** Plain races on real parallelism: what is lost depends on how a cache line goes to and fro. */
import { describe, expect, test } from "vitest";
import { runYaml } from "../../support/check-run.ts";

const TURNS = 1500;
/** They sleep first, so that they begin at about the same time, each on a core of its own. */
const adders = (model: string, { cores = 2, seed = 1, threads = 1, costs = "", body = "{increment: x}" } = {}) => {
  const { metrics } = runYaml(
    model,
    `{seed: ${seed}, machine: {cores: ${cores}, threadsPerCore: ${threads}}, ${costs} shared: {x: 0},
      tasks: [{name: Adder, count: 2, steps: [{sleep: 5ms}, {repeat: ${TURNS}, steps: [${body}]}]}]}`,
  );
  const [x] = metrics.variables;
  return { loss: 1 - (x?.values[0] ?? 0) / (2 * TURNS), makespan: metrics.makespan };
};

describe.each(["threads", "free-threaded"])("%s", (model) => {
  const SEEDS = [1, 2, 3, 4, 5, 6];
  const losses = SEEDS.map((seed) => adders(model, { seed }).loss);

  test("two threads lose up to half, and never the same", () => {
    expect(losses.some((loss) => loss > 0.05)).toBe(true);
    expect(losses.every((loss) => loss >= 0 && loss <= 0.5)).toBe(true);
    expect(new Set(losses).size).toBeGreaterThan(3);
  });

  test("on one core they hardly meet", () => {
    const alone = SEEDS.map((seed) => adders(model, { seed, cores: 1 }).loss);
    // A preemption between load and store throws away a whole slice of the other's work, and mostly there is none.
    expect(alone.filter((loss) => loss === 0).length).toBeGreaterThanOrEqual(3);
  });

  test("a lock saves every update", () => {
    expect(adders(model, { body: "{lock: a}, {increment: x}, {unlock: a}" }).loss).toBe(0);
  });
});

describe("what moving a cache line costs", () => {
  const dear = "costs: {cacheTransfer: 2us},";

  test("threads on two cores pay for it", () => {
    const cheap = adders("threads").makespan;
    expect(adders("threads", { costs: dear }).makespan - cheap).toBeGreaterThan(TURNS * 1000);
  });

  test("hardware threads of one core share its caches", () => {
    const one = { cores: 1, threads: 2 };
    expect(adders("threads", { ...one, costs: dear }).makespan).toBe(adders("threads", one).makespan);
  });

  test("under a GIL hand-overs are rare, and so are the moves", () => {
    const change = adders("threads-gil", { costs: dear }).makespan - adders("threads-gil").makespan;
    expect(Math.abs(change)).toBeLessThan(100_000);
  });
});

/** A run that would never end is stopped, whatever it is that it does for ever. */
import { expect, test } from "vitest";
import { runtimes } from "../../../src/simulation/runtimes/index.ts";
import { runYaml } from "../../support/check-run.ts";

const FOREVER: readonly (readonly [what: string, step: string])[] = [
  ["computing", "{cpu: 1us}"],
  ["steps that take no time", "{call: c}"],
  ["nothing at all", "{repeat: 0, steps: [{cpu: 1ms}]}"],
  ["letting others run", "{yield: true}"],
];

for (const model of runtimes.ids) {
  test.each(FOREVER)(`${model}: %s, for ever`, (_, step) => {
    const text = `{costs: none, tasks: [{name: A, steps: [{repeat: 10000000, steps: [{repeat: 100, steps: [${step}]}]}]}]}`;
    const { metrics, trace } = runYaml(model, text, { maxEvents: 1000 });
    expect(metrics.outcome).toBe("budget-exhausted");
    expect(metrics.tasks[0]?.outcome).toBe("stuck");
    expect(trace.log.length).toBeLessThan(1100);
  });
}

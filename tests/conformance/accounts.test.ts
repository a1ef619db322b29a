/** A task's life adds up: what it computed and what it waited for is all there is, where nothing costs anything. */
import { expect, test } from "vitest";
import { runtimes } from "../../src/simulation/runtimes/index.ts";
import { scenarios, scenarioText } from "../../src/simulation/scenarios/index.ts";
import { runYaml } from "../support/check-run.ts";

const SPLIT = `
machine: {cores: 2}
tasks:
  - name: Ann
    steps:
      - parallel: {ways: 3, steps: [{cpu: 2ms}, {io: 3ms}, {parallel: {ways: 2, steps: [{native: 1ms}, {sleep: 2ms}]}}]}
      - offload: [{io: {for: 4ms, blocking: true}}, {cpu: 1ms}]
      - cpu: 1ms
  - {name: Bob, at: 1ms, steps: [{cpu: 9ms}, {sleep: 1ms}, {yield: true}, {cpu: 2ms}]}
`;
/** On a hyper-threaded core a task computes for longer than what it is given: what it shares the core with is in no account. */
const LEFT_OUT = ["ten-thousand-connections", "hyper-threading"];
const small = scenarios.ids.filter((id) => !LEFT_OUT.includes(id));
const TEXTS: readonly (readonly [name: string, text: string])[] = [
  ["a task that splits", SPLIT],
  ...small.map((id) => [id, scenarioText(id)] as const),
];

for (const model of runtimes.ids) {
  test.each(TEXTS)(`${model}: %s`, (_, text) => {
    const { metrics } = runYaml(model, `${text}\ncosts: none\n`);
    const lost = metrics.tasks.flatMap(({ name, arrived, finished, cpu, waiting }) => {
      if (finished === null) return [];
      const waited = Object.values(waiting).reduce((sum, each) => sum + each, 0);
      const rest = finished - arrived - cpu - waited;
      return rest === 0 ? [] : [`${name}: ${rest} ns`];
    });
    expect(lost).toEqual([]);
  });
}

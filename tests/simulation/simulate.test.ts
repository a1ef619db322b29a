/** What a trace says of its run besides the events. */
import { expect, test } from "vitest";
import { runYaml } from "../support/check-run.ts";

const headerOf = (model: string, rest: string) =>
  runYaml(model, `{${rest} tasks: [{name: Ann, steps: [{cpu: 1ms}]}]}`).trace.header;

test.each([
  ["fair", 4_000_000],
  ["{policy: fair, quantum: 1ms}", 1_000_000],
  ["rr", 10_000_000],
  ["{policy: rr, quantum: 2ms}", 2_000_000],
  ["fifo", null],
  ["sjf", null],
])("the machine, with the scheduler %s", (scheduler, quantum) => {
  const { machine } = headerOf("threads", `machine: {cores: 2, threadsPerCore: 2, scheduler: ${scheduler}},`);
  expect(machine).toMatchObject({ cores: 2, threadsPerCore: 2, quantum, costs: "default" });
});

test.each([
  ["costs: none,", "none"],
  ["costs: default,", "default"],
  ["costs: {preset: none, call: 1us},", "custom"],
])("%s the cost table is called %s", (costs, name) => {
  expect(headerOf("threads", costs).machine.costs).toBe(name);
});

test("the interpreter, where there is one", () => {
  expect(headerOf("threads-gil", 'python: {version: "3.11", switchInterval: 2ms},').python).toEqual({
    version: "3.11",
    switchInterval: 2_000_000,
  });
  expect(headerOf("threads", "").python).toBeNull();
});

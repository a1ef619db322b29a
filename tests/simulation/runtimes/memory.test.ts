/** Shared variables: who loses what, and where copies are. */
import { expect, test } from "vitest";
import { eventsOf, runYaml } from "../../support/check-run.ts";

const lostIn = (model: string, tasks: string) => {
  const { trace } = runYaml(model, `{machine: {cores: 1}, costs: none, shared: {x: 0, y: 7}, tasks: [${tasks}]}`);
  return eventsOf(trace, "variable.written").map((event) => [trace.tables.variables[event.variable]?.name, event.lost]);
};

test("a store throws away what others stored since the task's load of that variable", () => {
  const ann = "{name: Ann, steps: [{read: x}, {sleep: 5ms}, {write: x}]}";
  const bob = "{name: Bob, at: 1ms, steps: [{repeat: 3, steps: [{increment: x}]}]}";
  expect(lostIn("threads", `${ann}, ${bob}`)).toEqual([
    ["x", 0],
    ["x", 0],
    ["x", 0],
    ["x", 3],
  ]);
});

test("one variable's loads say nothing of another's stores", () => {
  const ann = "{name: Ann, steps: [{increment: x}, {increment: x}, {read: y}, {write: x}, {read: x}, {write: y}]}";
  expect(lostIn("blocking", ann)).toEqual([
    ["x", 0],
    ["x", 0],
    ["x", 0],
    ["y", 0],
  ]);
});

test("a store without a load throws nothing away", () => {
  const bob = "{name: Bob, at: 1ms, steps: [{add: 3}, {write: x}]}";
  expect(lostIn("threads", `{name: Ann, steps: [{increment: x}]}, ${bob}`)).toEqual([
    ["x", 0],
    ["x", 0],
  ]);
});

import { describe, expect, it } from "vitest";
import { UserError } from "../../../src/base/errors.ts";
import { loadScenario } from "../../../src/simulation/workload/load.ts";
import { messageOf } from "./message-of.ts";

const message = (text: string): string => messageOf(() => loadScenario(text, "a.yaml"));
/** A file with these steps in the first and only task; they begin in column 30 of line 1. */
const withSteps = (steps: string): string => `tasks: [{name: Ann, steps: [ ${steps} ]}]`;
const DURATION = "a duration with its unit, such as 5ms (units: ns, us, ms, s)";
const TASK = "tasks: [{name: A, steps: [{cpu: 1ms}]}]";

it("tells all problems of a file in its order, in one message", () => {
  const text = `titel: Lunch
machine: {coers: 4, scheduler: fiar, threadsPerCore: 3}
python:
  switchInterval: 5
tasks:
  - name: Ann
    steps:
      - cpu: 5
      - io: {fro: 30ms, blocking: maybe}
  - nmae: Bob
    steps: []
  - name: Ann
    at: {evry: 1ms}
    steps: [{unlock: board}, {increment: burgers}]
`;
  expect(message(text)).toBe(`a.yaml:1:1: titel: unknown key, did you mean title?
a.yaml:2:11: machine.coers: unknown key, did you mean cores?
a.yaml:2:32: machine.scheduler: found "fiar", expected fair, rr, fifo or sjf, did you mean fair?
a.yaml:2:54: machine.threadsPerCore: found 3, expected 1 or 2
a.yaml:4:19: python.switchInterval: found 5, expected ${DURATION}
a.yaml:8:14: tasks[0].steps[0].cpu: found 5, expected ${DURATION}
a.yaml:9:13: tasks[0].steps[1].io: for is missing
a.yaml:9:14: tasks[0].steps[1].io.fro: unknown key, did you mean for?
a.yaml:9:35: tasks[0].steps[1].io.blocking: found "maybe", expected true or false
a.yaml:10:5: tasks[1]: name is missing
a.yaml:10:5: tasks[1].nmae: unknown key, did you mean name?
a.yaml:11:12: tasks[1].steps: found an empty list, expected at least one step
a.yaml:12:11: tasks[2].name: found "Ann" twice, expected a name of its own
a.yaml:13:9: tasks[2].at: every is missing
a.yaml:13:10: tasks[2].at.evry: unknown key, did you mean every?
a.yaml:14:22: tasks[2].steps[0].unlock: found "board", which no step locks
a.yaml:14:42: tasks[2].steps[1].increment: found "burgers", expected a name under shared, which has none`);
});

describe("a fork", () => {
  it.each([
    ["{at: 5ms, coers: 2}", "[0].coers: unknown change, did you mean cores?"],
    ["{at: 5ms}", "[0]: found a table, expected a fork such as {at: 46ms, cores: 2}"],
    ["{cores: 2}", "[0]: at is missing"],
    ["{at: 5ms, cores: 0}", "[0].cores: found 0, expected a whole number from 1 to 1024"],
    ["{at: 5ms, cores: 2, interval: 1ms}", "[0].interval: unknown key, expected one of at, cores"],
    ["{at: 5ms, interval: 1ns}", '[0].interval: found "1ns", expected a duration of at least 1us'],
    ["{at: 5ms, io: {fro: 1ms}}", "[0].io: for is missing"],
    ["{at: 5ms, io: {on: dsik, for: 1ms}}", '[0].io.on: found "dsik", which no step waits for, did you mean disk?'],
    ["{choice: 3}", "[0]: take is missing"],
    ["{choice: 3, take: A}, {choice: 3, take: B}", "[1].choice: found 3 twice, expected each choice once"],
  ])("%s", (fork, expected) => {
    const told = message(`tasks: [{name: A, steps: [{io: {on: disk, for: 1ms}}]}]\nwhatIf: [ ${fork} ]`);
    expect(told).toContain(`: whatIf${expected}`);
    expect(told).toMatch(/^a\.yaml:2:\d+: /);
  });
});

describe("a step", () => {
  it.each([
    ["{cpu: 5}", `.cpu: found 5, expected ${DURATION}`, 36],
    ["{cpu: -5ms}", `.cpu: found "-5ms", expected ${DURATION}`, 36],
    ["{cpu: 5 minutes}", `.cpu: found "5 minutes", expected ${DURATION}`, 36],
    ["{cpu: }", `.cpu: found nothing, expected ${DURATION}`, 36],
    ["{cpu: [5ms]}", `.cpu: found a list, expected ${DURATION}`, 36],
    ["{cpuu: 5ms}", ".cpuu: unknown step, did you mean cpu?", 31],
    ["{cpu: 5ms, io: 3ms}", '.io: a second action in one step, expected "- io:" as a step of its own', 41],
    ["{cpu: 5ms, on: disk}", ".on: unknown key, expected one of cpu", 41],
    ["yield", ': found "yield", expected a step such as {cpu: 5ms}, did you mean {yield: true}?', 30],
    [
      "cpu:5ms",
      ': found "cpu:5ms", expected a step such as {cpu: 5ms}, did you mean "cpu: 5ms" with a blank after the colon?',
      30,
    ],
    ["{}", ": found an empty table, expected a step such as {cpu: 5ms}", 30],
    ["7", ": found 7, expected a step such as {cpu: 5ms}", 30],
    ["[]", ": found an empty list, expected a step such as {cpu: 5ms}", 30],
    ["{repeat: 3}", ": steps is missing", 30],
    ["{repeat: 1.5, steps: [{cpu: 1ms}]}", ".repeat: found 1.5, expected a whole number from 0 to 10 000 000", 39],
    ["{repeat: 3, steps: {cpu: 1ms}}", ".steps: found a table, expected a list of steps", 49],
    [
      "{parallel: {ways: 0, steps: [{cpu: 1ms}]}}",
      ".parallel.ways: found 0, expected a whole number from 1 to 1024",
      48,
    ],
    ["{parallel: 4}", ".parallel: found 4, expected a table such as {ways: 4, steps: [...]}", 41],
    ["{offload: [{cpu: 1}]}", `.offload[0].cpu: found 1, expected ${DURATION}`, 47],
    ["{yield: yes}", '.yield: found "yes", expected true', 38],
    ["{call: rust}", '.call: found "rust", expected c or python', 37],
    ["{lock: 5}", ".lock: found 5, expected a text, which needs quotes here", 37],
    ["{add: 0.5}", ".add: found 0.5, expected a whole number", 36],
    ["{io: {for: 30}}", `.io.for: found 30, expected ${DURATION}`, 41],
    ["{io: 30}", `.io: found 30, expected ${DURATION}`, 35],
    ["{read: x}", '.read: found "x", expected a name under shared, which has none', 37],
    ["{put: q}", '.put: found "q", expected a name under queues, which has none', 36],
    ["{unlock: a}", '.unlock: found "a", which no step locks', 39],
  ])("%s", (step, problem, column) => {
    expect(message(withSteps(step))).toBe(`a.yaml:1:${column}: tasks[0].steps[0]${problem}`);
  });
});

describe("names that must agree", () => {
  it.each([
    [
      "shared: {burgers: 0}",
      "{read: burger}",
      'read: found "burger", expected a name under shared, did you mean burgers?',
    ],
    ["shared: {a: 0, b: 0}", "{write: total}", 'write: found "total", expected a name under shared, which has a, b'],
    ["queues: {orders: 1}", "{get: order}", 'get: found "order", expected a name under queues, did you mean orders?'],
    ["seed: 1", "{lock: fryer}, {unlock: freyr}", 'unlock: found "freyr", which no step locks, did you mean fryer?'],
  ])("%s with %s", (declared, steps, problem) => {
    expect(message(`${declared}\n${withSteps(steps)}`)).toSatisfy((text: string) => text.endsWith(problem));
  });

  it("are looked up inside blocks too", () => {
    const steps = "{repeat: 2, steps: [{parallel: {ways: 2, steps: [{offload: [{get: q}]}]}}]}";
    expect(message(withSteps(steps))).toContain("tasks[0].steps[0].steps[0].parallel.steps[0].offload[0].get: ");
  });

  it("may be unlocked by another task than the one that locks", () => {
    const text = "tasks: [{name: A, steps: [{lock: a}]}, {name: B, steps: [{unlock: a}]}]";
    expect(() => loadScenario(text, "a.yaml")).not.toThrow();
  });

  it("are told apart once counts are spelt out", () => {
    const text = "tasks: [{name: A 2, steps: [{cpu: 1ms}]}, {name: A, count: 2, steps: [{cpu: 1ms}]}]";
    expect(message(text)).toBe('a.yaml:1:50: tasks[1].name: found "A 2" twice, expected a name of its own');
  });
});

describe("a file", () => {
  it.each([
    ["", "1:1: found nothing, expected a scenario: a table with tasks"],
    ["# nothing\n", "1:1: found nothing, expected a scenario: a table with tasks"],
    ["[1]", "1:1: found a list, expected a scenario: a table with tasks"],
    ["hello", '1:1: found "hello", expected a scenario: a table with tasks'],
    ["title: T", "1:1: tasks is missing"],
    ["tasks: []", "1:8: tasks: found an empty list, expected at least one task"],
    ["tasks: {name: A}", "1:8: tasks: found a table, expected a list of tasks"],
    ["tasks: [Ann]", '1:9: tasks[0]: found "Ann", expected a task such as {name: Ann, steps: [{cpu: 5ms}]}'],
    [`title: 1\n${TASK}`, "1:8: title: found 1, expected a text, which needs quotes here"],
    [
      `title: "\\e[2J"\n${TASK}`,
      '1:8: title: found "\\u001b[2J", expected a text of 1 to 100 characters, without control characters',
    ],
    [`title: A\ntitle: B\n${TASK}`, "2:1: title: the key is there twice"],
    [`machine: {cores: 0}\n${TASK}`, "1:18: machine.cores: found 0, expected a whole number from 1 to 1024"],
    [`machine: {cores: .inf}\n${TASK}`, "1:18: machine.cores: found Infinity, expected a whole number from 1 to 1024"],
    [`machine: [4]\n${TASK}`, "1:10: machine: found a list, expected a table such as {cores: 4, scheduler: fair}"],
    [`shared: []\n${TASK}`, "1:9: shared: found an empty list, expected a table such as {burgers: 0}"],
    [`shared: {__proto__: 1}\n${TASK}`, "1:10: shared.__proto__: this word cannot be a key"],
    [`costs: free\n${TASK}`, '1:8: costs: found "free", expected default or none'],
    [`costs: {bytecod: 1ns}\n${TASK}`, "1:9: costs.bytecod: unknown key, did you mean bytecode?"],
    [
      `python: {switchInterval: 0ms}\n${TASK}`,
      '1:26: python.switchInterval: found "0ms", expected a duration of at least 1us',
    ],
    [`? [a]\n: b\n${TASK}`, "1:3: expected a word as the key"],
    [`a: !foo 1\n${TASK}`, "1:4: not valid YAML: unresolved tag: !foo"],
    [`${TASK}\n---\n${TASK}`, "2:1: found a second document, expected one scenario in a file"],
    ["tasks: *a", "1:8: tasks: nothing above is marked &a"],
    ["tasks: &a [*a]", "1:12: tasks[0]: *a stands inside what it repeats"],
    ["a: b: c", "1:4: not valid YAML: nested mappings are not allowed in compact mappings"],
    ["tasks:\n\t- name: A", "2:1: not valid YAML: tabs are not allowed as indentation"],
  ])("%j", (text, problem) => {
    expect(message(text)).toBe(`a.yaml:${problem}`);
  });

  it("that cancels a task before it arrives", () => {
    expect(message("tasks: [{name: A, at: 5ms, cancelAt: 4ms, steps: [{cpu: 1ms}]}]")).toBe(
      "a.yaml:1:38: tasks[0].cancelAt: found 4ms, expected no sooner than the arrival at 5ms",
    );
  });

  it("with more than twenty problems lists twenty", () => {
    const lines = message(Array.from({ length: 30 }, (_, index) => `zzz${index}: 1`).join("\n")).split("\n");
    expect(lines).toHaveLength(21);
    expect(lines[20]).toBe("and 11 more");
  });

  it("throws what the user sees as it is", () => {
    expect(() => loadScenario("", "a.yaml")).toThrow(UserError);
    expect(messageOf(() => loadScenario("", "\u001b[31mred.yaml"))).toMatch(/^\\u001b\[31mred\.yaml:1:1: /);
  });
});

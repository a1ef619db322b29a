import { describe, expect, it } from "vitest";
import { loadScenario } from "../../../src/simulation/workload/load.ts";
import { messageOf } from "./message-of.ts";

const message = (text: string) => messageOf(() => loadScenario(text, "a.yaml"));
const task = (rest: string) => `tasks: [{name: A, ${rest}}]`;
const nested = (depth: number) => `${"{repeat: 1, steps: [".repeat(depth - 1)}{cpu: 1ms}${"]}".repeat(depth - 1)}`;
const steps = (count: number) => task(`steps: [${Array.from({ length: count }, () => "{cpu: 1ms}").join(", ")}]`);
const parallel = (ways: number, inner = "{cpu: 1us}") => `{parallel: {ways: ${ways}, steps: [${inner}]}}`;

describe("what is just allowed, and one more", () => {
  it.each<[string, string, string, string]>([
    [
      "tasks",
      task("count: 100000, steps: [{cpu: 1us}]"),
      task("count: 100001, steps: [{cpu: 1us}]"),
      "tasks[0].count: found 100001, expected a whole number from 1 to 100 000",
    ],
    [
      "tasks together",
      "tasks: [{name: A, count: 99999, steps: [{cpu: 1us}]}, {name: B, steps: [{cpu: 1us}]}]",
      "tasks: [{name: A, count: 99999, steps: [{cpu: 1us}]}, {name: B, count: 2, steps: [{cpu: 1us}]}]",
      "tasks: found 100 001 tasks, counts and subtasks spelt out, expected at most 100 000",
    ],
    [
      "subtasks",
      task(`steps: [${parallel(300, parallel(300))}]`),
      task(`steps: [${parallel(316, parallel(316))}]`),
      "tasks: found 100 173 tasks, counts and subtasks spelt out, expected at most 100 000",
    ],
    [
      "subtasks of a repeat",
      task(`steps: [{repeat: 99999, steps: [${parallel(1)}]}]`),
      task(`steps: [{repeat: 100000, steps: [${parallel(1)}]}]`),
      "tasks: found 100 001 tasks, counts and subtasks spelt out, expected at most 100 000",
    ],
    ["steps", steps(10_000), steps(10_001), "tasks: found 10 001 steps, expected at most 10 000"],
    ["nesting", task(`steps: [${nested(32)}]`), task(`steps: [${nested(33)}]`), "steps nested more than 32 deep"],
    [
      "cores",
      `machine: {cores: 1024}\n${steps(1)}`,
      `machine: {cores: 1025}\n${steps(1)}`,
      "machine.cores: found 1025, expected a whole number from 1 to 1024",
    ],
    [
      "repeat",
      task("steps: [{repeat: 10000000, steps: [{cpu: 1us}]}]"),
      task("steps: [{repeat: 10000001, steps: [{cpu: 1us}]}]"),
      "repeat: found 10000001, expected a whole number from 0 to 10 000 000",
    ],
    [
      "ways",
      task(`steps: [${parallel(1024)}]`),
      task(`steps: [${parallel(1025)}]`),
      "ways: found 1025, expected a whole number from 1 to 1024",
    ],
    [
      "a duration",
      task("steps: [{cpu: 3600s}]"),
      task("steps: [{cpu: 3600.000000001s}]"),
      'cpu: found "3600.000000001s", expected a duration of at most 3600s',
    ],
    [
      "priority",
      task("priority: 19, steps: [{cpu: 1ms}]"),
      task("priority: 20, steps: [{cpu: 1ms}]"),
      "tasks[0].priority: found 20, expected a whole number from -20 to 19",
    ],
    [
      "the last arrival",
      task("count: 3601, at: {every: 1s}, steps: [{cpu: 1ms}]"),
      task("count: 3602, at: {every: 1s}, steps: [{cpu: 1ms}]"),
      "tasks[0].at: the last of 3602 would arrive after 3600s, expected before",
    ],
    [
      "all durations together",
      task("steps: [{repeat: 720, steps: [{io: 3600s}]}]"),
      task("steps: [{repeat: 721, steps: [{io: 3600s}]}]"),
      "tasks: all steps of all tasks together last longer than 30 days",
    ],
  ])("%s", (_, allowed, refused, problem) => {
    expect(message(allowed)).toBe("");
    expect(message(refused)).toSatisfy((text: string) => text.endsWith(problem) && !text.includes("\n"));
  });

  it("a file's size, in bytes", () => {
    const padded = (size: number) => `${steps(1)} # `.padEnd(size, "x");
    expect(message(padded(1024 * 1024))).toBe("");
    expect(message(padded(1024 * 1024 + 1))).toBe("a.yaml:1:1: found 1 048 577 bytes, expected at most 1 MiB");
    expect(message(`${padded(1024 * 1024 - 1)}é`)).toContain("bytes");
  });
});

describe("files made to exhaust the machine", () => {
  it.each<[string, string, RegExp]>([
    ["brackets", "[".repeat(100_000), /^a\.yaml:1:\d+: nested too deeply, expected at most 128 levels$/],
    ["braces", "{a: ".repeat(50_000), /^a\.yaml:1:\d+: nested too deeply, expected at most 128 levels$/],
    ["dashes", "- ".repeat(50_000), /^a\.yaml:1:\d+: nested too deeply, expected at most 128 levels$/],
    ["200 levels", "[".repeat(200) + "]".repeat(200), /more than 128 levels$/],
    ["a billion laughs", bomb(), /more than 200 000 values$/],
    ["many keys", Array.from({ length: 50_000 }, (_, index) => `k${index}: 1`).join("\n"), /\nand 49981 more$/],
    [
      "nested splits",
      task(`steps: [${Array.from({ length: 20 }).reduce<string>((inner) => parallel(1024, inner), "{cpu: 1us}")}]`),
      /found more than 10\^15 tasks/,
    ],
    [
      "nested repeats",
      task(
        `steps: [${Array.from({ length: 20 }).reduce<string>((inner) => `{repeat: 10000000, steps: [${inner}]}`, "{cpu: 1us}")}]`,
      ),
      /longer than 30 days$/,
    ],
    ["a long name", task(`steps: [{read: ${"x".repeat(100_000)}}]`), /expected/],
  ])("%s", (_, text, problem) => {
    const told = message(text);
    expect(told).toMatch(problem);
    expect(told.length).toBeLessThan(5000);
  });
});

/** Nine lists of ten, each of which repeats the one before. */
function bomb(): string {
  const names = [..."abcdefghi"];
  return names
    .map(
      (name, index) =>
        `${name}: &${name} [${Array.from({ length: 10 }, () => (index === 0 ? "1" : `*${names[index - 1]}`)).join(", ")}]`,
    )
    .join("\n");
}

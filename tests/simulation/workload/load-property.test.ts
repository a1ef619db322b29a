import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { UserError } from "../../../src/base/errors.ts";
import { type Ns, spellDuration } from "../../../src/base/time.ts";
import { loadScenario } from "../../../src/simulation/workload/load.ts";
import { leavesOf } from "../../../src/simulation/workload/steps.ts";
import { anyScenario } from "./any-scenario.ts";

/** Loads, or tells the user; anything else is a fault of ours. */
function survives(text: string, settings: Parameters<typeof loadScenario>[2] = []): void {
  try {
    loadScenario(text, "a.yaml", settings);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const lines = error.message.split("\n");
    expect(lines.length).toBeLessThanOrEqual(21);
    for (const line of lines) expect(line).toMatch(/^(a\.yaml:\d+:\d+: .|and \d+ more$|--set .)/);
  }
}

/** Words of the file format, so that random data gets past the first check now and then. */
const KEYS = [
  "tasks",
  "steps",
  "name",
  "machine",
  "scheduler",
  "python",
  "version",
  "costs",
  "shared",
  "queues",
  "count",
];
const STEPS = [
  "cpu",
  "io",
  "for",
  "repeat",
  "parallel",
  "ways",
  "offload",
  "read",
  "unlock",
  "at",
  "every",
  "cancelAt",
];
const key = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...KEYS, ...STEPS) }, fc.string({ maxLength: 5 }));
const leaf = fc.oneof(
  fc.constantFrom("5ms", "1us", "rr", "Ann", "none", "3.12", true, null, 0, 1, 4, 1e9, -1, 0.5),
  fc.string({ maxLength: 8, unit: "binary" }),
  fc.double(),
);
const { data } = fc.letrec((tie) => ({
  data: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    leaf,
    fc.array(tie("data"), { maxLength: 4 }),
    fc.dictionary(key, tie("data"), { maxKeys: 5 }),
  ),
}));
const likely = fc.record(
  {
    tasks: fc.array(
      fc.record(
        { name: leaf, steps: fc.array(fc.dictionary(key, data, { maxKeys: 2 })), at: data },
        { requiredKeys: [] },
      ),
    ),
    machine: data,
    shared: data,
    costs: data,
    python: data,
  },
  { requiredKeys: [] },
);

describe("the loader never fails in a way of its own", () => {
  it("on any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => survives(text)),
      { numRuns: 500 },
    );
  });

  it("on text of the characters that YAML cares about", () => {
    const unit = fc.constantFrom(
      ..."{}[]:,-?&*!|>'\"%#@` \n\tab1.",
      "tasks",
      "steps",
      "cpu",
      "5ms",
      "<<",
      "---",
      "!!set",
      "!!binary",
      "%YAML 1.1\n",
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 60 }), (text) => survives(text)),
      { numRuns: 400 },
    );
  });

  it("on any data", () => {
    fc.assert(
      fc.property(fc.oneof(data, likely), (value) => survives(JSON.stringify(value) ?? "")),
      { numRuns: 600 },
    );
  });

  it("on a valid file with one part broken", () => {
    fc.assert(
      fc.property(anyScenario, fc.nat(), fc.nat(30), fc.string({ maxLength: 3 }), ({ file }, at, length, put) => {
        const text = JSON.stringify(file, null, 1);
        const from = at % text.length;
        survives(text.slice(0, from) + put + text.slice(from + length));
      }),
      { numRuns: 400 },
    );
  });

  it("on any settings", () => {
    const part = fc.oneof(key, fc.constantFrom("[0]", "[1]", "0", "__proto__", "constructor", ""));
    const path = fc.array(part, { maxLength: 5 }).map((parts) => parts.join("."));
    const value = fc.oneof(
      leaf.map(String),
      data.map((each) => JSON.stringify(each) ?? ""),
    );
    const setting = fc.record({ path, value, option: fc.constant("--set x") });
    fc.assert(
      fc.property(anyScenario, fc.array(setting, { maxLength: 3 }), ({ file }, settings) =>
        survives(JSON.stringify(file), settings),
      ),
      { numRuns: 400 },
    );
  });
});

describe("a valid scenario", () => {
  it("means the same as YAML, as JSON, and as what it was made from", () => {
    fc.assert(
      fc.property(anyScenario, ({ file, workload }) => {
        expect(loadScenario(JSON.stringify(file), "a.json")).toEqual(workload);
        expect(loadScenario(stringify(file), "a.yaml")).toEqual(workload);
      }),
      { numRuns: 150 },
    );
  });

  it("has unique task names and leaves numbered from 0", () => {
    fc.assert(
      fc.property(anyScenario, fc.integer({ min: 1, max: 50 }), ({ file }, count) => {
        const setting = { path: "tasks", value: String(count), option: "--tasks" };
        const { tasks } = loadScenario(JSON.stringify({ ...file }), "a.json", [setting]);
        expect(new Set(tasks.map((task) => task.name)).size).toBe(tasks.length);
        for (const task of tasks) expect(leavesOf(task.steps).map((step, at) => step.leaf - at)).not.toContain(1);
      }),
      { numRuns: 150 },
    );
  });
});

it("a duration means the same in whatever unit it is spelt", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3_600_000_000_000 }), (time) => {
      const spelt = [spellDuration(time as Ns), `${time}ns`];
      for (const text of spelt) {
        const workload = loadScenario(`tasks: [{name: A, steps: [{cpu: ${text}}]}]`, "a.yaml");
        expect(workload.tasks[0]!.steps[0]).toEqual({ leaf: 0, kind: "cpu", for: time });
      }
    }),
  );
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { scenarios, scenarioText } from "../../../src/simulation/scenarios/index.ts";
import { scenarioJsonSchema } from "../../../src/simulation/workload/json-schema.ts";
import { STEP_NAMES } from "../../../src/simulation/workload/step-schema.ts";
import { anyScenario } from "./any-scenario.ts";
import { faultOf, type Schema } from "./json-schema-check.ts";

const schema = scenarioJsonSchema() as Schema;
const definitions = schema.$defs ?? {};
const fault = (value: unknown) => faultOf(value, schema, definitions);

it("is JSON, of the draft it names", () => {
  expect(schema.$schema).toBe("https://json-schema.org/draft/2020-12/schema");
  expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
});

it("knows every step, and says what each means", () => {
  const steps = definitions.step?.anyOf ?? [];
  expect(steps.map((step) => Object.keys(step.properties ?? {})[0])).toEqual(STEP_NAMES);
  for (const step of steps) {
    for (const property of Object.values(step.properties ?? {})) expect(property.description).toMatch(/\.$/);
    expect(step.additionalProperties).toBe(false);
  }
});

it("says what every key means", () => {
  const described = (each: Schema): boolean =>
    Object.entries(each.properties ?? {}).every(
      ([key, value]) => (value.description !== undefined || key === "steps") && described(value),
    );
  expect(described(schema)).toBe(true);
});

describe("agrees with the loader", () => {
  it.each(scenarios.ids)("on %s", (id) => {
    expect(fault(parse(scenarioText(id)))).toBeNull();
  });

  it("on any valid file", () => {
    fc.assert(
      fc.property(anyScenario, ({ file }) => {
        expect(fault(file)).toBeNull();
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ["an unknown key", { titel: "T" }],
    ["a number for a duration", { tasks: [{ name: "A", steps: [{ cpu: 5 }] }] }],
    ["a duration without a unit", { tasks: [{ name: "A", steps: [{ cpu: "5" }] }] }],
    ["no tasks", {}],
    ["an empty list of tasks", { tasks: [] }],
    ["an unknown step", { tasks: [{ name: "A", steps: [{ cpuu: "5ms" }] }] }],
    ["two actions in one step", { tasks: [{ name: "A", steps: [{ cpu: "5ms", io: "5ms" }] }] }],
    ["an unknown policy", { machine: { scheduler: "fiar" }, tasks: [{ name: "A", steps: [{ cpu: "5ms" }] }] }],
    ["too many cores", { machine: { cores: 1025 }, tasks: [{ name: "A", steps: [{ cpu: "5ms" }] }] }],
    ["a wrong step deep inside", { tasks: [{ name: "A", steps: [{ repeat: 1, steps: [{ offload: [{ x: 1 }] }] }] }] }],
  ])("on refusing %s", (_, file) => {
    expect(fault(file)).not.toBeNull();
  });
});

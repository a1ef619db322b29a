/** Registries and the errors they give. */
import { describe, expect, test } from "vitest";
import { InvariantError, nearest, UserError } from "../../src/base/errors.ts";
import { Registry } from "../../src/base/registry.ts";

const models = () => new Registry("model", [{ id: "threads" }, { id: "asyncio" }, { id: "blocking" }]);

test("keeps the order in which things were added", () => {
  const registry = models();
  registry.add({ id: "gevent" });
  expect(registry.ids).toEqual(["threads", "asyncio", "blocking", "gevent"]);
  expect(registry.all.map(({ id }) => id)).toEqual(registry.ids);
});

test("a name is taken once", () => {
  expect(() => models().add({ id: "threads" })).toThrow(InvariantError);
  expect(() => new Registry("model", [{ id: "a" }, { id: "a" }])).toThrow("two models are called a");
});

test("an unknown name is told with its neighbour and the list", () => {
  expect(models().find("treads")).toBeUndefined();
  expect(() => models().get("treads")).toThrow(UserError);
  expect(() => models().get("treads")).toThrow(
    'unknown model "treads", did you mean threads?\n  there are: threads, asyncio, blocking',
  );
  expect(() => models().get("zzz")).toThrow('unknown model "zzz"\n');
});

describe("the nearest name", () => {
  const names = ["cpu", "native", "sleep", "unlock", "lock"];

  test.each([
    ["cpi", "cpu"],
    ["natvie", "native"],
    ["Lock", "lock"],
    ["unlok", "unlock"],
    ["teleport", undefined],
    ["", undefined],
  ])("%j: %s", (name, found) => {
    expect(nearest(name, names)).toBe(found);
  });
});

test("a broken invariant says what reproduces it", () => {
  expect(new InvariantError("the queue is empty", { seed: 3, event: 9 }).message).toBe(
    "the queue is empty (seed 3, event 9)",
  );
});

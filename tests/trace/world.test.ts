/** Copies of a world: folding on in one of them leaves the others as they were. */
import { expect, test } from "vitest";
import { apply } from "../../src/trace/apply.ts";
import { copyWorld, initialWorld, type World, worldFrom } from "../../src/trace/world.ts";
import { threeFriends } from "../support/trace-builder.ts";

const trace = threeFriends();

function foldOn(world: World, to: number): World {
  while (world.events <= to) apply(world, trace.log.at(world.events));
  return world;
}
const fold = (to: number) => foldOn(initialWorld(trace.header, trace.tables), to);

test("a copy is not changed by its original's further events, nor the original by the copy's", () => {
  const last = trace.log.length - 1;
  const world = fold(40);
  const copy = copyWorld(world);
  foldOn(world, last);
  expect(copy).toEqual(fold(40));
  const second = worldFrom(copy);
  foldOn(second, 70);
  expect(copy).toEqual(fold(40));
  expect(second).toEqual(fold(70));
  expect(world).toEqual(fold(last));
});

test("what did not change is shared", () => {
  const world = fold(40);
  const copy = copyWorld(world);
  foldOn(world, 45);
  const changed = world.threads.filter((thread, id) => thread !== copy.threads[id]).length;
  expect(changed).toBeGreaterThan(0);
  expect(changed).toBeLessThan(world.threads.length);
});

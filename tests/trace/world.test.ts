/** Copies of a world: folding on in one of them leaves the others as they were. */
import { expect, test } from "vitest";
import { runtimes } from "../../src/simulation/runtimes/index.ts";
import { apply } from "../../src/trace/apply.ts";
import { copyWorld, initialWorld, type World, worldFrom } from "../../src/trace/world.ts";
import { runYaml } from "../support/check-run.ts";
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

test.each(runtimes.ids)("%s: what waits in queues of all kinds is the copy's own", (model) => {
  const text =
    "{machine: {cores: 2}, python: {maxWorkers: 2}, tasks: [{name: Guest, count: 6, steps: [{cpu: 6ms}, {io: 2ms}, {cpu: 6ms}]}]}";
  const { log, header, tables } = runYaml(model, text).trace;
  const copies: [copy: World, fresh: World][] = [];
  const world = initialWorld(header, tables);
  const marks = [1, 2, 3, 4, 5].map((part) => Math.floor((part * log.length) / 6));
  while (world.events < log.length) {
    apply(world, log.at(world.events));
    if (!marks.includes(world.events)) continue;
    const fresh = initialWorld(header, tables);
    while (fresh.events < world.events) apply(fresh, log.at(fresh.events));
    copies.push([copyWorld(world), fresh]);
  }
  for (const [copy, fresh] of copies) {
    const on = worldFrom(copy);
    while (on.events < log.length) apply(on, log.at(on.events));
    expect(on).toEqual(world);
    expect(copy).toEqual(fresh);
  }
});

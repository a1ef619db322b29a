/** What single events do to the world, where it is easily got wrong. */
import { expect, test } from "vitest";
import { NEVER } from "../../src/base/time.ts";
import { apply } from "../../src/trace/apply.ts";
import * as events from "../../src/trace/event.ts";
import { initialWorld, type World } from "../../src/trace/world.ts";
import { TraceBuilder } from "../support/trace-builder.ts";

/** Every event of a builder's run, applied. */
function worldOf(builder: TraceBuilder): World {
  const trace = builder.build();
  const world = initialWorld(trace.header, trace.tables);
  for (let seq = 0; seq < trace.log.length; seq++) apply(world, trace.log.at(seq));
  return world;
}

test("who is cancelled while waiting for a lock does not wait for it any more", () => {
  const builder = new TraceBuilder();
  builder.process();
  const knife = builder.lock("knife");
  const [ann, bob] = [builder.task("Ann"), builder.task("Bob")];
  const main = builder.thread("event loop", "main");
  builder.create(main, 0);
  builder.enter(main, 0, true);
  for (const task of [ann, bob]) {
    builder.add(events.taskCreated, task, null);
    builder.add(events.taskStarted, task, main);
    builder.add(events.lockRequested, knife, main, task);
    builder.add(events.taskSuspended, task, "lock", knife, NEVER);
  }
  builder.add(events.taskCancelled, ann);
  const world = worldOf(builder);
  expect(world.locks[knife]?.waiters).toEqual([{ thread: main, task: bob }]);
  expect(world.tasks.map((task) => task.phase)).toEqual(["cancelled", "lock"]);
});

test("who is killed while waiting for the GIL does not want it any more, nor a lock", () => {
  const builder = new TraceBuilder();
  builder.process();
  const gil = builder.gil();
  const knife = builder.lock("knife");
  const [ann, bob] = [builder.thread("Ann", "task"), builder.thread("Bob", "task")];
  for (const [core, thread] of [ann, bob].entries()) {
    builder.create(thread, core);
    builder.enter(thread, core, true);
  }
  builder.takeGil(gil, ann);
  builder.add(events.lockRequested, knife, bob, null);
  builder.awaitGil(gil, bob, 1);
  builder.at(1).add(events.threadExited, bob);
  const world = worldOf(builder);
  expect(world.gils[gil]).toMatchObject({ holder: ann, wanted: new Set() });
  expect(world.locks[knife]?.waiters).toEqual([]);
});

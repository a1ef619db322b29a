import { expect, test } from "vitest";
import { ms } from "../../src/base/time.ts";
import * as events from "../../src/trace/event.ts";
import { History } from "../../src/trace/history.ts";
import type { SpanTrack } from "../../src/trace/span-track.ts";
import { spansOf } from "../../src/trace/spans.ts";
import { step, TraceBuilder, threeFriends } from "../support/trace-builder.ts";

const told = (track: SpanTrack): string[] =>
  Array.from({ length: track.length }, (_, index) => {
    const { from, to, task, kind, end, forced } = track.at(index);
    return `${from / 1e6}..${to / 1e6} ${task ?? "-"} ${kind} ${end}${forced ? " forced" : ""}`;
  });

test("a core's spans are who computed what on it, and why they left", () => {
  const { cores } = spansOf(threeFriends());
  expect(told(cores[0] as SpanTrack)).toEqual([
    "0..5.001 0 python blocked forced",
    "10.001..11 2 python blocked",
    "11..16.001 0 python blocked forced",
    "21..24 0 python exited",
  ]);
});

test("a GIL's spans are its holders; a release on request is forced", () => {
  const { gils } = spansOf(threeFriends());
  expect(told(gils[0] as SpanTrack)).toEqual([
    "0..5.001 0 system yielded forced",
    "5.001..10.001 1 system yielded forced",
    "10.001..11 2 system yielded",
    "11..16.001 0 system yielded forced",
    "16.001..21 1 system yielded",
    "21..24 0 system yielded",
    "24..26 2 system yielded",
  ]);
});

test("a task's spans cover its life: computing, the GIL, what it waits for outside", () => {
  const { tasks } = spansOf(threeFriends());
  expect(told(tasks[2] as SpanTrack)).toEqual([
    "0.04..10.001 2 gil goes-on",
    "10.001..11 2 python blocked",
    "11..21.02 2 io goes-on",
    "21.02..24 2 gil goes-on",
    "24..26 2 python exited",
  ]);
});

test("the time of all cores' spans is the time the world books as busy", () => {
  const trace = threeFriends();
  const { cores } = spansOf(trace);
  const world = new History(trace).worldAt(trace.log.length - 1);
  cores.forEach((track, core) => {
    let sum = 0;
    for (let index = 0; index < track.length; index++) sum += track.toAt(index) - track.fromAt(index);
    expect(sum).toBe(world.cores[core]?.busy);
  });
});

test("the first span that ends after an instant", () => {
  const track = spansOf(threeFriends()).cores[0] as SpanTrack;
  expect([0, 5.001, 7, 11, 23.9, 24].map((time) => track.firstEndingAfter(ms(time)))).toEqual([0, 1, 1, 2, 3, 4]);
});

test("an answer that its event loop has not seen is a wait for the loop", () => {
  const b = new TraceBuilder({ model: "asyncio", modelTitle: "asyncio", cores: 1 });
  b.process();
  const loop = b.loop();
  const device = b.device("network");
  const task = b.task("Ann", [step("io", 2), step("cpu", 1)]);
  const main = b.thread("main", "main");
  b.add(events.processForked, 0, null, "none");
  b.create(main, 0);
  b.enter(main, 0, true);
  b.afresh().add(events.taskCreated, task, null);
  b.add(events.taskStarted, task, main);
  b.add(events.ioSubmitted, 0, device, task, main, ms(2), false);
  b.add(events.taskSuspended, task, "io", device, ms(2));
  b.compute(main, null, "python", 5);
  b.at(2).afresh().add(events.ioCompleted, 0, device, task);
  b.at(5).stop(main);
  b.add(events.taskReadied, task);
  b.add(events.callbackScheduled, loop, task, "task-step");
  b.add(events.callbackStarted, loop, task, "task-step");
  b.add(events.taskResumed, task, main);
  b.compute(main, task, "python", 1);
  b.at(6).stop(main);
  b.add(events.taskFinished, task);
  const { tasks, cores } = spansOf(b.end());
  expect(told(tasks[task] as SpanTrack)).toEqual(["0..2 0 io goes-on", "2..5 0 loop goes-on", "5..6 0 python exited"]);
  expect(told(cores[0] as SpanTrack)).toEqual(["0..5 - python goes-on", "5..6 0 python suspended"]);
});

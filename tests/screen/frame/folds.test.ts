/** A large run in few rows. */
import { expect, test } from "vitest";
import { ms, type Ns } from "../../../src/base/time.ts";
import { eventsOf } from "../../../src/screen/frame/concerns.ts";
import { listedAt } from "../../../src/screen/frame/listed.ts";
import { PreparedRun } from "../../../src/screen/frame/prepared.ts";
import { stateOf } from "../../../src/screen/frame/states.ts";
import { frameAt, frameAtTime } from "../../support/drawing.ts";
import { threeFriends } from "../../support/trace-builder.ts";

const run = new PreparedRun(threeFriends());
const last = run.trace.log.length - 1;
const NEAR = { columns: 40, lens: { span: ms(2), anchor: ms(12) } };

test("density counts every event once, and shows what part of the run the page is", () => {
  for (const columns of [2, 7, 40, 199]) {
    const { density } = frameAtTime(run, ms(12), { ...NEAR, columns });
    expect(density?.counts.reduce((sum, count) => sum + count, 0)).toBe(last + 1);
    const [from, to, cursor] = [density?.from ?? -1, density?.to ?? -1, density?.cursor ?? -1];
    expect(from <= cursor && cursor <= to).toBe(true);
    expect((to - from) / columns).toBeLessThan(0.2 + 2 / columns);
  }
});

test("there is none where the page shows all of a small run", () => {
  expect(frameAtTime(run, ms(12), { columns: 40, lens: { span: run.end } }).density).toBeNull();
  expect(frameAtTime(run, ms(12)).density).toBeNull();
});

test("marks stand on the page and in the whole run; those beyond its end are not there", () => {
  const marks = [1, 12, 4000].map((time) => ({ time: ms(time), note: `at ${time}` }));
  const frame = frameAtTime(run, ms(12), { ...NEAR, marks });
  expect(frame.marks.map(({ note }) => note)).toEqual(["at 12"]);
  expect(frame.marks[0]?.column).toBe(frame.timeline.cursor);
  expect(frame.density?.marks).toHaveLength(2);
});

test.each([
  ["bob", ["Bob"]],
  ["GIL", ["Bob"]],
  ["waiting", ["Bob", "Cat"]],
  ["parked network", ["Cat"]],
  ["run", ["Ann"]],
  ["n", ["Ann", "Bob", "Cat"]],
  ["ann gil", []],
])("the filter %s shows %j", (filter, names) => {
  const frame = frameAtTime(run, ms(15), { lens: { filter } });
  expect(frame.people.map(({ tile }) => tile.name)).toEqual(names);
  expect([...(frame.matches ?? [])]).toEqual(frame.people.map(({ tile }) => tile.task));
  // The list of all stays, each at its own index.
  expect(frame.tasks.map(({ tile }) => tile.task)).toEqual([0, 1, 2]);
  const seq = run.trace.log.lastAtOrBefore(ms(15));
  expect(listedAt(run, { seq, time: ms(15) }, filter).tasks).toEqual(frame.people.map(({ tile }) => tile.task));
});

test("a task that is followed stays in the list, whatever becomes of its state", () => {
  const names = (follow: boolean): readonly string[] =>
    frameAtTime(run, ms(15), { selectedTask: 0, lens: { filter: "gil", follow } }).people.map(({ tile }) => tile.name);
  expect(names(false)).toEqual(["Bob"]);
  expect(names(true)).toEqual(["Ann", "Bob"]);
});

test("a list begins with those that have not ended", () => {
  const at = (seq: number): number => listedAt(run, { seq, time: 0 as Ns }, "").ended;
  expect(at(-1)).toBe(0);
  expect(at(last)).toBe(3);
});

test("states over time add up to what the tasks do at the cursor", () => {
  for (let seq = 0; seq <= last; seq += 3) {
    const { stateCounts, tasks, timeline } = frameAt(run, seq, { columns: 30, lens: { fold: "state" } });
    // A task that is ready in no span of any length has no band.
    const bands = stateCounts.map(({ state }) => state);
    const inBands = tasks.filter(({ phase }) => bands.includes(stateOf(phase))).length;
    expect(stateCounts.reduce((sum, { now }) => sum + now, 0)).toBe(inBands);
    expect(bands).toEqual(["running", "waiting for the GIL", "waiting outside"]);
    for (const { counts, now } of stateCounts) {
      expect(counts).toHaveLength(timeline.cursor + 1);
      if (seq < last) expect(counts.at(-1)).toBe(now);
    }
  }
});

test("a process has its cores and its tasks", () => {
  const [fold, ...others] = frameAtTime(run, ms(7), { columns: 30, lens: { fold: "process" } }).folds;
  expect(others).toEqual([]);
  expect(fold).toMatchObject({ process: 0, busy: 1 });
  expect(fold?.tasks).toEqual([
    { state: "running", count: 1 },
    { state: "waiting for the GIL", count: 2 },
  ]);
});

test("the events that concern a task name it or its thread, whatever kind they are", () => {
  const { log } = run.trace;
  const own = eventsOf(run.trace, 2);
  expect(own).toEqual([...own].sort((a, b) => a - b));
  const kinds = new Set(own.map((seq) => log.at(seq).kind));
  for (const kind of [
    "task.started",
    "gil.acquired",
    "sched.switched",
    "io.submitted",
    "io.completed",
    "task.finished",
  ]) {
    expect(kinds, kind).toContain(kind);
  }
  for (const seq of own) {
    const event = JSON.stringify(log.at(seq));
    expect(event, event).toMatch(/"(task|thread|from|to)":2\b/);
  }
  expect(own.length).toBeLessThan(log.length / 2);
});

import { beforeAll, describe, expect, test } from "vitest";
import { findingsOf } from "../../../src/analysis/insights/index.ts";
import { ms, type Ns, us } from "../../../src/base/time.ts";
import type { Cell, Frame } from "../../../src/screen/frame/frame.ts";
import { PreparedRun } from "../../../src/screen/frame/prepared.ts";
import { frameAt, frameAtTime } from "../../support/drawing.ts";
import { threeFriends } from "../../support/trace-builder.ts";

/** A cell in one sign: the letter at the beginning of a run and `-` in it, with the seam before it. */
const signOf = (cell: Cell): string => {
  const seam = cell.seam === "forced" ? "!" : cell.seam === "voluntary" ? "|" : "";
  if (cell.tile === null) return seam + (cell.state === "empty" ? "_" : ".");
  return seam + (cell.first ? cell.tile.letter : "-");
};
const cellsOf = (cells: readonly Cell[]): string => cells.map(signOf).join("");

let run: PreparedRun;
let last: number;
beforeAll(() => {
  run = new PreparedRun(threeFriends());
  last = run.trace.log.length - 1;
});
const PAGE = { columns: 26, pageSpan: us(26_000) };

describe("lanes", () => {
  test("a cell shows what took most of it; seams stand in the first cell of what follows", () => {
    const { cores, gils, parked, taskLanes } = frameAt(run, last, PAGE);
    expect(cores.map((lane) => cellsOf(lane.cells))).toEqual([
      "A----!.....C|A----!.....A--|..",
      ".....B----!......B----|...C-",
    ]);
    expect(gils.map((lane) => cellsOf(lane.cells))).toEqual(["A----!B----!C|A----!B----|A--|C-"]);
    expect(parked.map((lane) => cellsOf(lane.cells))).toEqual(["___________C---------_____"]);
    expect(taskLanes.map((lane) => cellsOf(lane.cells))).toEqual([
      "A----!A-----A----!A----A--|__",
      "B----B----!B-----B----|_____",
      "C---------CC---------C--C-",
    ]);
  });

  test("beyond the cursor nothing is drawn, and its own cell shows the present", () => {
    const { cores, timeline } = frameAtTime(run, us(5_100), PAGE);
    expect(timeline.cursor).toBe(5);
    expect(cores.map((lane) => cellsOf(lane.cells))).toEqual([
      "A----!.____________________",
      ".....B____________________",
    ]);
  });

  test("a view without a timeline gets no cells, and all the rest", () => {
    const { cores, gils } = frameAt(run, last);
    expect(cores.map((lane) => lane.cells)).toEqual([[], []]);
    expect(gils[0]?.cells).toEqual([]);
  });
});

describe("what is to be learnt", () => {
  const told = (frame: Frame): readonly string[] =>
    frame.findings.map((phrases) => phrases.map(({ text }) => text).join(""));

  test("stands at the event where it shows first, and all of it at the end", () => {
    const all = findingsOf(run.trace);
    expect(run.findingEvents).toEqual([...new Set(all.map(({ seq }) => seq))].sort((a, b) => a - b));
    for (let seq = -1; seq < last; seq++) {
      const here = all.filter((finding) => finding.seq === seq).map(({ sentence }) => sentence);
      expect(told(frameAt(run, seq)), `event ${seq}`).toEqual(here);
    }
    expect(told(frameAt(run, last))).toEqual(all.map(({ sentence }) => sentence));
  });
});

describe("the present", () => {
  const at = (time: number): Frame => frameAtTime(run, ms(time), PAGE);

  test("who is on a core, and how busy it was", () => {
    const { cores } = at(8);
    expect(cores[0]).toMatchObject({ running: null, code: null, busy: 5.001 / 8 });
    expect(cores[1]).toMatchObject({ running: { letter: "B" }, code: "python" });
  });

  test("who holds the GIL, who may ask when, who has asked", () => {
    const [gil] = at(7).gils;
    expect(gil).toMatchObject({ label: "GIL", holder: { letter: "B" }, heldFor: us(1_999), dropRequestedBy: null });
    expect(gil?.waiters.map(({ tile, waited, asksIn }) => [tile.letter, waited, asksIn])).toEqual([
      ["C", us(6_960), 0],
      ["A", us(1_999), us(3_001)],
    ]);
    const asked = at(10).gils[0];
    expect(asked?.dropRequestedBy?.letter).toBe("C");
  });

  test("what is parked, on what, and how far it is", () => {
    expect(at(15).parked).toMatchObject([{ tile: { letter: "C" }, on: "network", done: ms(4), total: ms(10) }]);
    expect(at(5).parked).toMatchObject([{ tile: null, on: "", done: 0, total: 0 }]);
  });

  test("where the tasks stand", () => {
    const rows = at(15).tasks.map(({ tile, phase, core, holdsGil, code, waitsFor }) => [
      tile.letter,
      phase,
      core,
      holdsGil,
      code,
      waitsFor,
    ]);
    expect(rows).toEqual([
      ["A", "running", 0, true, "python", ""],
      ["B", "gil", 1, false, null, "the GIL"],
      ["C", "io", 0, false, null, "network"],
    ]);
    expect(at(15).tasks.map(({ step }) => [step?.number, step?.of, step?.done, step?.total])).toEqual([
      [1, 1, ms(9), ms(13)],
      [1, 1, ms(5), ms(10)],
      [2, 3, ms(4), ms(10)],
    ]);
  });

  test("the counts of the run so far", () => {
    expect(frameAt(run, -1).status).toMatchObject({ event: 0, switches: 0, cpu: 0, outcome: null, served: 0 });
    expect(frameAt(run, last).status).toMatchObject({ event: last + 1, forced: 3, outcome: "completed", served: 3 });
    expect(frameAt(run, last).status.cpu).toBeCloseTo(1, 2);
  });

  test("why: the event's own sentence, then its causes, each earlier than the one before", () => {
    const { why } = at(12);
    expect(why[0]?.depth).toBe(0);
    expect(why.every((each, index) => index === 0 || each.seq < (why[index - 1]?.seq ?? 0))).toBe(true);
    expect(frameAt(run, -1).why).toEqual([]);
  });

  test("the life of a task ends at the cursor", () => {
    const story = frameAtTime(run, ms(12), { selectedTask: 2 }).selectedStory;
    expect(story.length).toBeGreaterThan(2);
    expect(story.every((line) => line.time <= ms(12))).toBe(true);
    expect(frameAtTime(run, ms(12), { selectedTask: 99 }).selectedStory).toEqual([]);
  });
});

test("forward and back again is the same frame", () => {
  const options = { columns: 20, pageSpan: ms(9) };
  const forward = Array.from({ length: last + 1 }, (_, seq) => structuredClone(frameAt(run, seq, options)));
  for (let seq = last; seq >= 0; seq--) expect(frameAt(run, seq, options)).toEqual(forward[seq]);
  const other = new PreparedRun(threeFriends());
  for (const seq of [40, 3, 17, last, 0]) expect(frameAt(other, seq, options)).toEqual(forward[seq]);
});

test("time between two events moves what waits, and nothing else", () => {
  const seq = run.trace.log.lastAtOrBefore(ms(13));
  const options = { columns: 20 };
  const early = frameAt(run, seq, options, ms(13));
  const late = frameAt(run, seq, options, (ms(13) + ms(1)) as Ns);
  expect(late.parked[0]?.done).toBe(ms(3));
  expect(early.parked[0]?.done).toBe(ms(2));
  expect(late.why).toEqual(early.why);
  // A cursor before its own event is at that event.
  expect(frameAt(run, seq, options, ms(1))).toEqual(frameAt(run, seq, options));
});

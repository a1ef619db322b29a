/** What a lens shows, what it steps over, and marks. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ms, NEVER, type Ns, us } from "../../../src/base/time.ts";
import { isWhole } from "../../../src/screen/session/zoom.ts";
import { anyRun, type FakeRun, fakeRun, happened, KNOBS, open, press } from "./fake-run.ts";

/** A run of which its own page shows a tenth. */
const paged = fakeRun({ times: [0, 3, 40, 41, 42, 90], end: 100, page: 10, processes: 2, tasks: 12 });
const whole = fakeRun({ times: [0, 3, 40, 41, 42, 90], end: 100 });
const spans = (run: FakeRun, ...keys: string[]): (Ns | null)[] =>
  keys.map((_, index) => press(open(run), ...keys.slice(0, index + 1)).lens.span);

describe("zooming", () => {
  test("steps of 1, 2, 5 below what the run's own page shows; above it all of the run", () => {
    expect(spans(paged, "z", "z", "z", "Z")).toEqual([ms(5), ms(2), ms(1), ms(2)]);
    expect(spans(paged, "Z", "z", "z")).toEqual([NEVER, null, ms(5)]);
    expect(press(open(paged), "Z", "Z").message).toBe("all of the run is on this page");
    expect(press(open(whole), "Z").message).toBe("all of the run is on this page");
    expect(press(open(whole), "4", "z").lens.span).toBe(ms(5));
  });

  test("goes down to microseconds and no further", () => {
    const near = press(open(paged), "9", "9", "z");
    expect(near.lens.span).toBe(us(10));
    expect(press(near, "z").message).toBe("it goes no nearer");
    expect(press(near, "9", "9", "Z").lens.span).toBe(NEVER);
  });

  test("in and out again is where it was, after any number of steps", () => {
    fc.assert(
      fc.property(anyRun, fc.nat({ max: 12 }), fc.nat({ max: 12 }), fc.nat({ max: 30 }), (run, there, more, steps) => {
        const from = press(open(run), ...`${steps + 1}`, "l", ...(there === 0 ? [] : [...`${there}`, "z"]));
        const nearer = press(from, ..."z".repeat(more));
        const taken =
          nearer.lens.span === from.lens.span
            ? 0
            : [..."z".repeat(more)].findIndex((_, index) => {
                return press(from, ..."z".repeat(index + 1)).lens.span === nearer.lens.span;
              }) + 1;
        const back = press(nearer, ..."Z".repeat(taken));
        expect(back.lens).toEqual(from.lens);
        expect(back.cursor).toEqual(from.cursor);
      }),
      { numRuns: 200, seed: 7 },
    );
  });

  test("all of the run, and back to where it was", () => {
    const near = press(open(paged), "z", "z");
    const all = press(near, "a");
    expect(isWhole(paged, all.lens)).toBe(true);
    expect(press(all, "a").lens).toEqual(near.lens);
    expect(press(open(paged), "a", "a").lens).toEqual(open(paged).lens);
    expect(press(open(whole), "a").message).toBe("all of the run is on this page");
    expect(press(open(whole), "z", "a").lens.span).toBeNull();
  });

  test("the speed stays; where a page is over at once, it is said how to slow it", () => {
    const session = open(paged);
    const near = press(session, "4", "z");
    expect(near.speed).toBe(session.speed);
    expect(near.message).toBe("a page shows 500 us, which is over at once at this speed: 5[ plays it slower");
    const slower = press(near, "5", "[");
    expect(press(slower, "Z", "z").message).toBeNull();
  });
});

describe("a list longer than its room", () => {
  test("scrolls from where it stands to its ends", () => {
    const later = press(open(paged), "5", "l");
    expect(press(later, "J").lens.top).toBe(5);
    expect(press(later, "2", "K").lens.top).toBe(2);
    const end = press(later, "9", "9", "J");
    expect(end.lens.top).toBe(11);
    expect(press(end, "J").message).toBe("this is the end of the list");
    expect(press(end, "9", "9", "K", "K").message).toBe("this is the beginning of the list");
  });

  test("selecting goes over what is shown, and brings it into sight", () => {
    const filtered = press(open(paged), "/", "1", "enter");
    expect(filtered.lens.filter).toBe("1");
    expect(["j", "j", "j", "j"].map((_, index) => press(filtered, ..."j".repeat(index + 1)).selected)).toEqual([
      1, 10, 11, 11,
    ]);
    expect(press(filtered, "k", "k").selected).toBe(10);
    expect(press(filtered, "J", "j").lens.top).toBeNull();
    expect(press(filtered, "j", "escape").lens.filter).toBe("");
  });

  test("a selected task that is not shown any more gives way to its neighbours", () => {
    const session = press(open(paged, { selected: 5 }), "/", "1", "enter");
    expect(press(session, "j").selected).toBe(10);
    expect(press(session, "k").selected).toBe(1);
  });

  test("a filter that matches nothing says so", () => {
    expect(press(open(paged), "/", "x", "enter").message).toBe("at this moment nothing matches x: esc shows all");
    expect(press(open(paged), "/", "1", "enter", "/", "enter").lens.filter).toBe("");
  });

  test("folds by process only where there are several", () => {
    const folds = (run: FakeRun) => [1, 2, 3].map((times) => press(open(run), ..."t".repeat(times)).lens.fold);
    expect(folds(paged)).toEqual(["process", "state", "none"]);
    expect(folds(whole)).toEqual(["state", "none", "state"]);
  });
});

describe("following", () => {
  const run = fakeRun({
    times: [0, 1, 2, 3, 4, 5, 6, 7],
    concerns: [
      [1, 4, 6],
      [0, 7],
    ],
  });

  test("steps over the events of the task alone, n on and n back", () => {
    const session = press(open(run), "j", "f");
    const places = [1, 2, 3].map((steps) => press(session, ..."l".repeat(steps)).cursor.event);
    expect(places).toEqual([1, 4, 6]);
    expect(press(session, "l", "2", "l", "2", "h").cursor.event).toBe(1);
    expect(press(session, "9", "l", "l").message).toBe("nothing happens to this task any more");
    expect(press(session, "l", "h").message).toBe("nothing happened to this task before");
  });

  test("needs a task, goes on with another, and ends with the selection", () => {
    expect(press(open(run), "f").message).toBe("select a task with j or k first");
    const session = press(open(run), "j", "f", "j");
    expect(press(session, "l").cursor.event).toBe(0);
    expect(press(session, "escape").lens.follow).toBe(false);
    expect(press(session, "f", "l", "l").cursor.event).toBe(1);
  });

  test("from any of its events, n steps on and n back is where it was", () => {
    const anyPlace = anyRun
      .filter((any) => any.tasks > 0 && any.events > 6)
      .chain((any) => fc.tuple(fc.constant(any), fc.nat({ max: Math.min(2, any.tasks - 1) })))
      .chain(([any, task]) => {
        const own = Array.from(any.eventsOf(task));
        return fc.tuple(fc.constant({ any, task, own }), fc.nat({ max: own.length - 2 }));
      })
      .chain(([known, at]) =>
        fc.record({
          known: fc.constant(known),
          at: fc.constant(at),
          steps: fc.integer({ min: 1, max: known.own.length - 1 - at }),
        }),
      );
    fc.assert(
      fc.property(anyPlace, ({ known: { any, task, own }, at, steps }) => {
        const lens = { ...open(any).lens, follow: true };
        const from = press(open(any, { selected: task, lens }), ...`${(own[at] as number) + 1}`, "G");
        expect(from.cursor.event).toBe(own[at]);
        const there = press(from, ...`${steps}`, "l");
        expect(there.cursor.event).toBe(own[at + steps]);
        expect(press(there, ...`${steps}`, "h").cursor).toEqual(from.cursor);
      }),
      { numRuns: 200, seed: 7 },
    );
  });
});

describe("marks", () => {
  const run = fakeRun({ times: [0, 1, 5, 5, 9], end: 12 });
  const typed = (text: string): string[] => ["m", ...[...text].map((each) => (each === " " ? "space" : each)), "enter"];

  test("stand in the order of the run, with their notes", () => {
    const session = press(open(run), "3", "l", ...typed("here it is"), "g", ...typed(""));
    expect(session.marks).toEqual([
      { cursor: { event: -1, time: 0 }, note: "" },
      { cursor: { event: 2, time: ms(5) }, note: "here it is" },
    ]);
  });

  test("on a mark the note is changed; emptied, the mark is gone", () => {
    const marked = press(open(run), "l", ...typed("one"));
    expect(press(marked, "m").mode).toEqual({ kind: "prompt", asks: "note", text: "one" });
    expect(press(marked, ...typed("s")).marks.map(({ note }) => note)).toEqual(["ones"]);
    const gone = press(marked, "m", "backspace", "backspace", "backspace", "enter");
    expect(gone).toMatchObject({ marks: [], message: "the mark is gone" });
  });

  test("escape changes nothing", () => {
    const marked = press(open(run), "l", ...typed("one"));
    expect(press(marked, "m", "x", "escape").marks).toEqual(marked.marks);
  });

  test("are walked in order, and say which they are", () => {
    const session = press(open(run), "l", ...typed("one"), "2", "l", ...typed("two"), "g");
    const [first, second] = [press(session, "'"), press(session, "2", "'")];
    expect(first).toMatchObject({ cursor: { event: 0 }, message: "mark 1 of 2: one" });
    expect(second).toMatchObject({ cursor: { event: 2 }, message: "mark 2 of 2: two" });
    expect(press(second, "'").message).toBe("no mark after this place");
    expect(press(second, '"').cursor).toEqual(first.cursor);
    expect(press(open(run), "'").message).toBe("there are no marks: m sets one");
  });

  test("stay at their times in another run, also beyond its end", () => {
    const marked = press(open(run), "4", "l", ...typed("five"), "G", ...typed("twelve"));
    const short = fakeRun({ times: [0, 4], end: 6 });
    const other = happened(marked, { type: "loaded", run: short, knobs: KNOBS });
    expect(other.marks).toEqual([
      { cursor: { event: 1, time: ms(5) }, note: "five" },
      { cursor: { event: 1, time: ms(12) }, note: "twelve" },
    ]);
    expect(press(other, "g", "9", "'").cursor).toEqual({ event: 1, time: ms(5) });
    const again = happened(other, { type: "loaded", run, knobs: KNOBS });
    expect(again.marks[1]).toEqual(marked.marks[1]);
  });
});

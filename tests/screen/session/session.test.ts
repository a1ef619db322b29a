import { describe, expect, test } from "vitest";
import { ms } from "../../../src/base/time.ts";
import { reduce } from "../../../src/screen/session/session.ts";
import { fakeRun, happened, KNOBS, open, press } from "./fake-run.ts";

const run = fakeRun({
  times: [0, 0, 1, 5, 5, 9],
  end: 12,
  switches: [2, 4],
  handovers: [4],
  findings: [0, 3],
  causes: [null, 0, 1, null, 2, 4],
});

describe("stepping", () => {
  test("goes event by event, also through those of one instant", () => {
    const places = ["l", "l", "l", "right"].map(
      (_, index, keys) => press(open(run), ...keys.slice(0, index + 1)).cursor,
    );
    expect(places).toEqual([
      { event: 0, time: 0 },
      { event: 1, time: 0 },
      { event: 2, time: ms(1) },
      { event: 3, time: ms(5) },
    ]);
  });

  test("takes a count, and stops at the ends with a reason", () => {
    const end = press(open(run), "4", "0", "l");
    expect(end.cursor).toEqual({ event: 5, time: ms(9) });
    expect(press(end, "l").message).toBe("no event comes after this one");
    const start = press(end, "4", "0", "h");
    expect(start).toEqual(open(run));
    expect(press(start, "h").message).toBe("this is the beginning of the run");
  });

  test("from between two events and back is where it was", () => {
    const between = happened(open(run, { playing: true, speed: { label: "1", factor: 1 } }), {
      type: "elapsed",
      milliseconds: 3,
    });
    const paused = press(between, "space");
    expect(paused.cursor).toEqual({ event: 2, time: ms(3) });
    expect(press(paused, "3", "l", "3", "h")).toEqual(paused);
    expect(press(paused, "2", "h", "2", "l")).toEqual(paused);
    expect(press(paused, "h").cursor).toEqual({ event: 2, time: ms(1) });
  });
});

describe("jumping", () => {
  test.each<[string, string[], number, number]>([
    ["next switch", ["n"], 2, 1],
    ["second next switch", ["2", "n"], 4, 5],
    ["more than there are", ["9", "n"], 4, 5],
    ["previous switch", ["G", "N"], 4, 5],
    ["next hand-over", ["."], 4, 5],
    ["next finding", ["i"], 0, 0],
    ["second next finding", ["2", "i"], 3, 5],
    ["previous finding", ["G", "I", "I"], 0, 0],
    ["the end", ["G"], 5, 12],
    ["an event by number", ["3", "G"], 2, 1],
    ["the beginning", ["G", "g"], -1, 0],
    ["a time", [":", "5", "m", "s", "enter"], 4, 5],
    ["a time between events", [":", "7", "m", "s", "enter"], 4, 7],
    ["an event", [":", "e", "4", "enter"], 3, 5],
    ["a share", [":", "5", "0", "%", "enter"], 4, 6],
    ["a tenth", ["pagedown"], 2, 1.2],
    ["a cause", ["G", "w", "w", "enter"], 2, 1],
  ])("%s", (_, keys, event, time) => {
    const session = press(open(run), ...keys);
    expect(session.cursor).toEqual({ event, time: ms(time) });
    // Where several are walked through, it is said which of them this is.
    const place = Array.from(run.findings).indexOf(event) + 1;
    if (keys.some((key) => key.toLowerCase() === "i")) expect(session.message).toMatch(`finding ${place} of 2: `);
    else expect(session.message).toBeNull();
    expect(session.mode).toEqual({ kind: "watch" });
  });

  test.each([
    [["n", "n", "n"], "no context switch after this one"],
    [["N"], "no context switch before this one"],
    [["i", "i", "i"], "no finding after this one"],
    [["G", "w", "w", "w", "w", "w"], "here the chain of causes begins"],
    [["w"], "nothing has happened yet"],
    [[":", "9", "0", "enter"], "the last event is 6"],
    [[":", "9", "0", "m", "s", "enter"], "the run ends at 12 ms"],
    [[":", "x", "enter"], '"x" is neither a time (46ms, 1.5s) nor an event (120) nor a share (50%)'],
  ])("%j says why not", (keys, message) => {
    expect(press(open(run), ...keys).message).toBe(message);
  });

  test("hand-overs without a GIL", () => {
    const bare = fakeRun({ times: [0, 1], hasGil: false });
    expect(press(open(bare), ".").message).toBe("this model has no GIL");
    expect(press(open(bare), "}").message).toBe("this model has no GIL, so no switch interval");
  });

  test("findings where there are none", () => {
    expect(press(open(fakeRun({ times: [0, 1] })), "i").message).toBe("there is nothing to be learnt from this run");
  });

  test("a message goes with the next key", () => {
    expect(press(open(run), "N", "5").message).toBeNull();
  });
});

describe("playing", () => {
  test("a run opens at a speed at which it takes about 20 seconds", () => {
    const takes = [0.2, 12, 540, 8_000, 60_000].map((end) => {
      const session = open(fakeRun({ times: [0], end }));
      return end / 1000 / session.speed.factor;
    });
    for (const seconds of takes) {
      expect(seconds).toBeGreaterThan(11);
      expect(seconds).toBeLessThan(33);
    }
  });

  test("stops at the end, and space plays it again", () => {
    const playing = press(open(run), "space");
    expect(playing.playing).toBe(true);
    const ended = happened(playing, { type: "elapsed", milliseconds: 1e6 });
    expect(ended).toMatchObject({ playing: false, cursor: { event: 5, time: ms(12) } });
    expect(press(ended, "space")).toMatchObject({ playing: true, cursor: { event: -1, time: 0 } });
  });

  test("a step pauses; time that passes while paused changes nothing", () => {
    const session = press(open(run), "space", "l");
    expect(session.playing).toBe(false);
    expect(happened(session, { type: "elapsed", milliseconds: 100 })).toBe(session);
  });
});

describe("knobs", () => {
  const asked = (...keys: string[]) => {
    const session = press(open(run, { knobs: { ...KNOBS, tasks: 10 } }), ...keys.slice(0, -1));
    return reduce(session, { type: "key", key: keys.at(-1) ?? "" })[1];
  };
  const knobs = { ...KNOBS, tasks: 10 };

  test.each([
    [["x"], { model: "asyncio" }],
    [["X"], { model: "blocking" }],
    [["1", "x"], { model: "blocking" }],
    [["x", "x"], { model: "blocking" }],
    [["+"], { cores: 6 }],
    [["3", "-"], { cores: 1 }],
    [["{"], { interval: ms(2) }],
    [["}"], { interval: ms(10) }],
    [[">"], { tasks: 12 }],
    [["<"], { tasks: 9 }],
    [["o", "j", "l"], { cores: 6 }],
  ])("%j", (keys, change) => {
    expect(asked(...keys)).toEqual([{ type: "simulate", knobs: { ...knobs, ...change } }]);
  });

  test("a new run keeps the time", () => {
    const session = press(open(run, { selected: 2 }), "3", "l");
    const other = fakeRun({ times: [0, 0.5, 0.7, 30], tasks: 2 });
    const next = happened(session, { type: "loaded", run: other, knobs });
    expect(next).toMatchObject({ run: other, knobs, cursor: { event: 2, time: ms(1) }, selected: null });
    const shorter = happened(session, { type: "loaded", run: fakeRun({ times: [0, 0.5] }), knobs });
    expect(shorter.cursor).toEqual({ event: 1, time: ms(0.5) });
  });

  test("what a shorter run cuts off comes back with a longer one, until the cursor is moved", () => {
    const at = press(open(run), ":", "7", "m", "s", "enter");
    const short = fakeRun({ times: [0, 2] });
    const cut = happened(at, { type: "loaded", run: short, knobs });
    expect(cut.cursor).toEqual({ event: 1, time: ms(2) });
    expect(happened(cut, { type: "loaded", run, knobs }).cursor).toEqual(at.cursor);
    const moved = press(cut, "h", "l");
    expect(happened(moved, { type: "loaded", run, knobs }).cursor.time).toBe(ms(2));
  });

  test("turns before the first of them is simulated add up", () => {
    const session = press(open(run), "+", "+", "x");
    expect(session.asked).toEqual({ ...KNOBS, cores: 8, model: "asyncio" });
    expect(happened(session, { type: "loaded", run, knobs: session.asked ?? knobs })).toMatchObject({
      asked: null,
      knobs: { cores: 8, model: "asyncio" },
    });
    const refused = happened(session, { type: "refused", model: "asyncio", reason: "no" });
    expect(refused).toMatchObject({ asked: null, knobs: KNOBS, run });
  });

  test("a model that is not there", () => {
    expect(press(open(run), "4", "x")).toMatchObject({ asked: null, message: "there are 3 models" });
  });

  test("a refused model is passed over by the next key", () => {
    const refused = happened(open(run), { type: "refused", model: "asyncio", reason: "asyncio cannot segfault" });
    expect(refused).toMatchObject({ message: "asyncio cannot segfault", knobs: KNOBS, run });
    const [, effects] = reduce(refused, { type: "key", key: "x" });
    expect(effects).toEqual([{ type: "simulate", knobs: { ...KNOBS, model: "blocking" } }]);
  });

  test("fixed tasks say so", () => {
    expect(press(open(run), ">").message).toBe("the tasks of this scenario are fixed");
  });
});

describe("looking", () => {
  test("views go round, or are chosen by number", () => {
    expect(press(open(run), "v").view).toBe("restaurant");
    expect(press(open(run), "V").view).toBe("split");
    expect(press(open(run), "3", "v").view).toBe("split");
    expect(press(open(run), "4", "v")).toMatchObject({ view: "lanes", message: "there are 3 views" });
  });

  test("tasks are selected one after the other", () => {
    expect(press(open(run), "j").selected).toBe(0);
    expect(press(open(run), "2", "j").selected).toBe(1);
    expect(press(open(run), "k").selected).toBe(2);
    expect(press(open(run), "9", "j").selected).toBe(2);
    expect(press(open(run), "j", "escape").selected).toBeNull();
  });
});

describe("the program", () => {
  test.each([
    ["q", { type: "quit", status: 0 }],
    ["ctrl+c", { type: "quit", status: 130 }],
    ["ctrl+z", { type: "suspend" }],
    ["p", { type: "pick" }],
  ])("%s", (key, effect) => {
    expect(reduce(open(run), { type: "key", key })[1]).toEqual([effect]);
  });

  test("help takes the keys until it is closed; Ctrl+C works everywhere", () => {
    const help = press(open(run), "?");
    expect(help.mode).toEqual({ kind: "help", top: 0 });
    expect(press(help, "l").cursor).toEqual(help.cursor);
    expect(press(help, "q").mode).toEqual({ kind: "watch" });
    expect(reduce(help, { type: "key", key: "ctrl+c" })[1]).toEqual([{ type: "quit", status: 130 }]);
  });
});

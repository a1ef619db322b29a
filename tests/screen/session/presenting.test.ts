/** Presenting: from one remarkable place to the next, and no further than what there is to say. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { anyRun, fakeRun, happened, open, press } from "./fake-run.ts";

const run = fakeRun({
  times: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  end: 12,
  switches: [2, 6],
  handovers: [4],
  findings: [7],
});

test("space and the arrows go by hand-overs, switches, findings and marks", () => {
  let session = press(open(run), "P");
  expect(session.presenting).toBe(true);
  session = { ...session, marks: [{ cursor: { event: 8, time: run.timeAt(8) }, note: "look" }] };
  const seen: number[] = [];
  for (const key of ["space", "right", "pagedown", "l", "space", "space"]) {
    session = press(session, key);
    seen.push(session.cursor.event);
  }
  expect(seen).toEqual([2, 4, 6, 7, 8, 8]);
  expect(session.message).toBe("nothing remarkable after this");
  expect(press(session, "left").cursor.event).toBe(7);
  expect(press(session, "3", "h").cursor.event).toBe(4);
  expect(press(session, "P", "left").cursor.event).toBe(7);
  expect(press(session, "P", "g", "right").cursor.event).toBe(0);
});

test("playing stops at each finding and mark, and goes on from there", () => {
  let session = press(open(run, { speed: { label: "1", factor: 1 } }), "P", "enter");
  session = { ...session, marks: [{ cursor: { event: 3, time: run.timeAt(3) }, note: "" }] };
  const play = () => {
    session = happened(session, { type: "elapsed", milliseconds: 60_000 });
    return [session.cursor.event, session.playing] as const;
  };
  expect(play()).toEqual([3, false]);
  session = press(session, "enter");
  expect(play()).toEqual([7, false]);
  session = press(session, "enter");
  expect(play()).toEqual([9, false]);
  expect(session.cursor.time).toBe(run.end);
});

test("any run: going on and on reaches every remarkable event once, and back again the same ones", () => {
  fc.assert(
    fc.property(anyRun, (any) => {
      const all = new Set([any.switches, any.handovers, any.findings].flatMap((list) => Array.from(list)));
      const expected = [...all].sort((a, b) => a - b);
      let session = press(open(any), "P");
      const there: number[] = [];
      for (let step = 0; step < expected.length; step++) {
        session = press(session, "right");
        there.push(session.cursor.event);
      }
      expect(there).toEqual(expected);
      const back: number[] = [session.cursor.event];
      for (let step = 1; step < expected.length; step++) {
        session = press(session, "left");
        back.push(session.cursor.event);
      }
      expect(back.toReversed()).toEqual(expected.length === 0 ? [-1] : expected);
    }),
  );
});

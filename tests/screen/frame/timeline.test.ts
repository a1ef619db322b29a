import { expect, test } from "vitest";
import { ms, type Ns, us } from "../../../src/base/time.ts";
import { grainOf, scaleOf, timelineAt } from "../../../src/screen/frame/timeline.ts";
import { spansOf } from "../../../src/trace/spans.ts";
import { threeFriends } from "../../support/trace-builder.ts";

const COARSE = { forced: Number.POSITIVE_INFINITY, usual: Number.POSITIVE_INFINITY };

test("a run that stays visible on one page is on one page", () => {
  expect(scaleOf({ end: ms(61), grain: COARSE }, null, 60)).toBe(us(1250));
  expect(scaleOf({ end: ms(61), grain: { forced: ms(5), usual: ms(5) } }, null, 60)).toBe(us(1250));
  expect(scaleOf({ end: 0 as Ns, grain: COARSE }, null, 60)).toBe(1);
});

test("a longer run is cut into pages on which a time slice is a few cells", () => {
  expect(scaleOf({ end: ms(600), grain: { forced: ms(5), usual: ms(5) } }, null, 60)).toBe(us(1250));
  // But never into more than eight.
  expect(scaleOf({ end: ms(6000), grain: { forced: ms(5), usual: ms(5) } }, null, 60)).toBe(us(12_500));
});

test("the grain of a run is how long its threads stay on a core", () => {
  const spans = spansOf(threeFriends());
  expect(grainOf(spans, ms(26))).toEqual({ forced: us(5001), usual: us(4999) });
  // Little computing in a long time: what is waited for is the story.
  expect(grainOf(spans, ms(260)).usual).toBe(Number.POSITIVE_INFINITY);
});

test("the head moves over a page, and the page turns when it passes the end", () => {
  const places = [0, 31.9, 32, 33, 60, 61].map((time) => {
    const { start, cursor } = timelineAt(ms(time), { columns: 32, scale: 1e6, end: ms(100), anchor: null });
    return `${start / 1e6}+${cursor}`;
  });
  expect(places).toEqual(["0+0", "0+31", "0+31", "28+5", "28+31", "56+5"]);
});

test("labelled instants are round and have room", () => {
  const ticksOf = (time: Ns, columns: number, scale: number): string =>
    timelineAt(time, { columns, scale, end: ms(100), anchor: null })
      .ticks.map((tick) => `${tick.column}:${tick.time / 1e6}`)
      .join(" ");
  expect(ticksOf(ms(0), 40, 1e6)).toBe("0:0 10:10 20:20 30:30");
  expect(ticksOf(ms(0), 40, 2.5e6)).toBe("0:0 20:50");
  expect(ticksOf(ms(33), 32, 1e6)).toBe("2:30 12:40 22:50");
});

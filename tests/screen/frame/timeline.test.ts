import fc from "fast-check";
import { expect, test } from "vitest";
import { ms, type Ns, us } from "../../../src/base/time.ts";
import { formatTick } from "../../../src/base/units.ts";
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

/** Any page: a run of up to a minute, on any screen, from all of it to a microsecond, zoomed anywhere or not. */
const anyPage = fc
  .record({
    end: fc.integer({ min: 1, max: 60_000_000_000 }),
    columns: fc.integer({ min: 8, max: 220 }),
    span: fc
      .integer({ min: 3, max: 11 })
      .chain((decade) => fc.constantFrom(1, 2, 5).map((step) => step * 10 ** decade)),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    anchor: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
  })
  .map(({ end, columns, span, at, anchor }) => {
    const scale = scaleOf({ end: end as Ns, grain: COARSE }, span as Ns, columns);
    const place = anchor === null ? null : (Math.floor(anchor * end) as Ns);
    return { now: Math.floor(at * end) as Ns, paging: { columns, scale, end: end as Ns, anchor: place } };
  });

test("at every scale the cursor is on its page, and the page is cells of whole nanoseconds", () => {
  fc.assert(
    fc.property(anyPage, ({ now, paging }) => {
      const { start, end, scale, cursor, columns } = timelineAt(now, paging);
      expect(Number.isSafeInteger(start) && Number.isInteger(scale) && start >= 0).toBe(true);
      expect(end - start).toBe(columns * scale);
      expect(now >= start && now <= end).toBe(true);
      expect(cursor).toBe(Math.min(columns - 1, Math.floor((now - start) / scale)));
    }),
    { seed: 7, numRuns: 500 },
  );
});

test("from where it was zoomed on, a page stays while the cursor moves on it, and turns only at its end", () => {
  fc.assert(
    fc.property(anyPage, fc.nat({ max: 1000 }), ({ now, paging }, thousandth) => {
      fc.pre(paging.anchor === null || now >= paging.anchor);
      const page = timelineAt(now, paging);
      const later = Math.floor(now + ((page.end - now) * thousandth) / 1000) as Ns;
      expect(timelineAt(later, paging).start).toBe(page.start);
    }),
    { seed: 7, numRuns: 500 },
  );
});

test("where it was zoomed, two thirds of the page lead to the cursor, or all there is", () => {
  fc.assert(
    fc.property(anyPage, ({ now, paging }) => {
      const { cursor, columns, start } = timelineAt(now, { ...paging, anchor: now });
      const wanted = Math.floor((columns * 2) / 3);
      expect(start === 0 ? cursor <= wanted : cursor === wanted).toBe(true);
    }),
    { seed: 7, numRuns: 500 },
  );
});

test("labels increase, differ, leave two blanks between them, and say the instant they stand at", () => {
  fc.assert(
    fc.property(anyPage, ({ now, paging }) => {
      const { ticks, unit, every, start, scale } = timelineAt(now, paging);
      const texts = ticks.map(({ time }) => formatTick(time, unit, every));
      for (const [index, { column, time }] of ticks.entries()) {
        expect(Number(texts[index]) * unit.size).toBeCloseTo(time, 0);
        expect(column).toBe(Math.floor((time - start) / scale));
        const next = ticks[index + 1];
        if (next !== undefined) expect(next.column - column).toBeGreaterThanOrEqual((texts[index] ?? "").length + 1);
      }
      expect(new Set(texts).size).toBe(texts.length);
    }),
    { seed: 7, numRuns: 500 },
  );
});

test("an instant is never a row of digits: the unit grows with the run, not only with the page", () => {
  const label = (now: number, span: number, end: number): string => {
    const scale = scaleOf({ end: end as Ns, grain: COARSE }, span as Ns, 60);
    const { ticks, unit, every } = timelineAt(now as Ns, { columns: 60, scale, end: end as Ns, anchor: now as Ns });
    return `${ticks.map(({ time }) => formatTick(time, unit, every)).join(" ")} ${unit.name}`;
  };
  expect(label(50e6, 10e3, 61e6)).toBe("49.992 49.994 49.996 49.998 50.000 50.002 ms");
  expect(label(12.5e9, 20e6, 25e9)).toBe("12.485 12.490 12.495 12.500 12.505 s");
  expect(label(300e3, 10e3, 540e3)).toBe("292 294 296 298 300 302 us");
  expect(label(30e6, 61e6, 61e6)).toBe("0 20 40 60 ms");
});

import { expect, test } from "vitest";
import { ms, type Ns, ns, us } from "../../src/base/time.ts";
import { formatIn, formatProgress, formatTick, unitFor } from "../../src/base/units.ts";

test("an axis has one unit, and decimals that tell its steps apart", () => {
  const told = (span: Ns, step: Ns): string => {
    const { name, decimals } = unitFor(span, step);
    return `${name} ${decimals}`;
  };
  expect(told(ms(61), us(1250))).toBe("ms 1");
  expect(told(ms(61), us(500))).toBe("ms 2");
  expect(told(ms(1.9), us(20))).toBe("us 1");
  expect(told(ms(20_000), ms(250))).toBe("s 2");
  expect(told(ns(900), ns(10))).toBe("ns 0");
});

test("times in that unit", () => {
  const unit = unitFor(ms(61), us(1250));
  expect(formatIn(us(46_200), unit)).toBe("46.2 ms");
  expect(formatIn(ms(46), unit, 2)).toBe("46.00 ms");
  expect([ms(40), us(2500), us(125)].map((time) => formatTick(time, unit))).toEqual(["40", "2.5", "0.125"]);
});

test("the labels of a fine axis are equally long", () => {
  const unit = unitFor(us(10), ns(200), ms(61));
  expect(unit.name).toBe("ms");
  expect([us(50_008), us(50_010)].map((time) => formatTick(time, unit, us(2)))).toEqual(["50.008", "50.010"]);
  expect([ms(40), us(42_500)].map((time) => formatTick(time, unit, us(2500)))).toEqual(["40", "42.5"]);
});

test("progress has its stroke in one column", () => {
  expect(formatProgress(us(18_230), ms(40))).toBe(" 18.2/40 ms");
  expect(formatProgress(us(900), us(1500))).toBe("  0.9/1.5 ms");
  expect(formatProgress(us(3), us(10))).toBe("  3.0/10 us");
  expect(formatProgress(ms(4_000), ms(13_200))).toBe("  4.0/13.2 s");
  expect(formatProgress(ms(1_000), ms(2_000))).toBe(" 1000/2000 ms");
});

/** Times: one door in, one door out. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { formatDuration, formatMs, ms, ns, parseDuration, spellDuration, us } from "../../src/base/time.ts";

test.each([
  ["500ns", 500],
  ["20us", 20_000],
  ["20µs", 20_000],
  ["5ms", 5_000_000],
  ["1.5s", 1_500_000_000],
  [" .5 ms ", 500_000],
  ["0ms", 0],
  ["5", undefined],
  ["5 m", undefined],
  ["-5ms", undefined],
  ["1e3ms", undefined],
  ["", undefined],
  ["99999999s", undefined],
])("%j is %s", (text, time) => {
  expect(parseDuration(text)).toBe(time);
});

test("what is spelt is read back, to the nanosecond", () => {
  fc.assert(
    fc.property(
      fc.maxSafeInteger().filter((time) => time >= 0),
      (time) => {
        expect(parseDuration(spellDuration(ns(time)))).toBe(time);
      },
    ),
  );
});

test.each([
  [0, "0ms"],
  [1_500_000, "1500us"],
  [2_000_000_000, "2s"],
  [1_234_567, "1234567ns"],
])("%i is spelt %s", (time, text) => {
  expect(spellDuration(ns(time))).toBe(text);
});

test.each([
  [0, "0 ms"],
  [1, "1 ns"],
  [999, "999 ns"],
  [1000, "1 us"],
  [85_000, "85 us"],
  [999_499, "999 us"],
  [999_500, "1 ms"],
  [5_090_000, "5.09 ms"],
  [46_240_000, "46.2 ms"],
  [999_499_999, "999 ms"],
  [1_250_000_000, "1.25 s"],
  [-5_090_000, "-5.09 ms"],
])("%i ns for people: %s", (time, text) => {
  expect(formatDuration(ns(time))).toBe(text);
});

test("milliseconds in a column keep their decimals", () => {
  expect([formatMs(ms(5)), formatMs(us(1500), 2), formatMs(ns(0), 0)]).toEqual(["5.0", "1.50", "0"]);
});

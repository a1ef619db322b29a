import fc from "fast-check";
import { expect, test } from "vitest";
import { faster, SPEEDS, type Speed } from "../../../src/screen/session/speeds.ts";

const anySpeed = fc.double({ min: 1e-7, max: 100, noNaN: true }).map((factor): Speed => ({ label: "some", factor }));

test("from any speed, a step leads to the next one of the list that way, and never further than its ends", () => {
  fc.assert(
    fc.property(anySpeed, fc.integer({ min: 1, max: 30 }), (speed, steps) => {
      const above = SPEEDS.filter(({ factor }) => factor > speed.factor);
      const below = SPEEDS.filter(({ factor }) => factor < speed.factor);
      expect(faster(speed, steps)).toBe(above[steps - 1] ?? above.at(-1) ?? speed);
      expect(faster(speed, -steps)).toBe(below.at(-steps) ?? below[0] ?? speed);
    }),
  );
});

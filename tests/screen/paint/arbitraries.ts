import fc from "fast-check";
import { cellText } from "../../../src/base/cells.ts";
import type { Line, Style } from "../../../src/screen/views/line.ts";

export const style: fc.Arbitrary<Style> = fc
  .record(
    {
      ink: fc.constantFrom("now", "fact", "label", "faint", "alert", "seam"),
      task: fc.integer({ min: 0, max: 9 }),
      ground: fc.constantFrom("tile", "bar", "tint"),
      bold: fc.boolean(),
      underline: fc.boolean(),
    },
    { requiredKeys: [] },
  )
  .map((value) => value as Style);

const text = fc.oneof(
  fc.stringMatching(/^[A-C ]{0,12}$/),
  fc.nat({ max: 40 }).map((count) => " ".repeat(count)),
  fc.nat({ max: 30 }).map((count) => "▌·╌━─▶✓é".repeat(count).slice(0, count)),
  fc.constant("a\x1b[31mb\n\t漢e\u0301"),
  // Whole and cut; no emoji, to which xterm.js gives one cell unless it is told.
  fc.tuple(fc.nat({ max: 9 }), fc.nat({ max: 9 })).map(([from, to]) => cellText("小a明한국𠮷").slice(from, to)),
);

export const line: fc.Arbitrary<Line> = fc.array(fc.record({ text, style }), { maxLength: 6 });
export const lines = fc.array(line, { maxLength: 9 });

/** A screen and another that shares most of its lines, as two frames of an animation do. */
export const twoScreens = fc
  .tuple(lines, lines, fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }))
  .map(([first, other, keep]) => [first, other.map((each, row) => (keep[row] ? (first[row] ?? each) : each))] as const);

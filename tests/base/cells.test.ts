import fc from "fast-check";
import { expect, test } from "vitest";
import { asciiText, cellText, clip, fitLeft, fitRight, healed, written } from "../../src/base/cells.ts";

/** Of anything at all, and of what is hard. */
const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({
    unit: fc.constantFrom(
      ..."aé·小국ﾊ",
      "𠮷",
      "😀",
      "👍🏽",
      "👨‍👩‍👧",
      "\u0301",
      "\u200d",
      "\ufe0f",
      "\ue000",
      "\ud83d",
      "⌚",
    ),
  }),
);

test("what takes one cell stays, what does not becomes a question mark", () => {
  expect(cellText("Ann")).toBe("Ann");
  expect(cellText("Zoe\u0308 · ▌─")).toBe("Zoë · ▌─");
  expect(cellText("a\u0007b\u2028c\ue000")).toBe("a?b?c?");
});

/** By the Unicode tables of East Asian width, and by emoji's own. */
test.each<[text: string, shown: string, width: number]>([
  ["小明", "小明", 4],
  ["한국", "한국", 4],
  ["한글", "한글", 4],
  ["ﾊﾝ", "ﾊﾝ", 2],
  ["ＡＢ", "ＡＢ", 4],
  ["𠮷野家", "𠮷野家", 6],
  ["😀 Smile", "😀 Smile", 8],
  ["⌚", "⌚", 2],
  ["👍🏽 ok", "👍 ok", 5],
  ["👨‍👩‍👧 family", "👨 family", 9],
  ["❤️ heart", "❤ heart", 7],
  ["🇩🇪", "??", 2],
  ["𝐀lice", "Alice", 5],
  ["Zoe\u0308\u0323", "Zo\u1eb9", 3],
  ["ab\u200bc\u202ed", "abcd", 4],
  ["\u200b", "?", 1],
])("%j takes as many cells as its text of cells is long", (text, shown, width) => {
  const cells = cellText(text);
  expect(written(cells)).toBe(shown);
  expect(cells.length).toBe(width);
});

test("cells stay cells, whole or cut", () => {
  fc.assert(
    fc.property(anyText, fc.nat({ max: 30 }), fc.nat({ max: 30 }), (text, from, to) => {
      const cells = cellText(text);
      expect(cellText(cells)).toBe(cells);
      expect(healed(cells)).toBe(cells);
      const cut = cells.slice(from, to);
      expect(healed(cut).length).toBe(cut.length);
      expect(healed(healed(cut))).toBe(healed(cut));
      expect(written(cut)).toMatch(/^[^\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{M}]*$/u);
      expect(asciiText(healed(cut))).toMatch(/^[\x20-\x7e]*$/);
      expect(asciiText(healed(cut)).length).toBe(cut.length);
      const clipped = clip(cells, to);
      expect(clipped.length).toBe(Math.min(to, cells.length));
      expect(healed(clipped)).toBe(clipped);
    }),
  );
});

test("ASCII is as long as before", () => {
  for (const text of ["Zoë", "a · b → c…", "×1/100", "“so”", "µs ☃"]) {
    expect(asciiText(text).length).toBe(text.length);
    expect(asciiText(text)).toMatch(/^[\x20-\x7e]*$/);
  }
  expect(asciiText("Zoë · 5 µs")).toBe("Zoe - 5 us");
});

test("clipping and filling", () => {
  expect(clip("Download", 8)).toBe("Download");
  expect(clip("Download", 5)).toBe("Down…");
  expect(clip("Download", 0)).toBe("");
  expect(fitLeft("ab", 4)).toBe("ab  ");
  expect(fitRight("ab", 4)).toBe("  ab");
  expect(fitRight("abcdef", 4)).toBe("abc…");
  expect(written(fitLeft(cellText("小明明"), 5))).toBe("小明…");
  expect(written(fitLeft(cellText("小明明"), 4))).toBe("小 …");
  expect(clip(cellText("😀😀"), 2)).toBe(" …");
});

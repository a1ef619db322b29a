import { expect, test } from "vitest";
import { asciiText, cellText, clip, fitLeft, fitRight } from "../../src/base/cells.ts";

test("what takes one cell stays, what does not becomes a question mark", () => {
  expect(cellText("Ann")).toBe("Ann");
  expect(cellText("Zoe\u0308 · ▌─")).toBe("Zoë · ▌─");
  expect(cellText("小明")).toBe("??");
  expect(cellText("a\u0007b\u200bc⌚")).toBe("a?b?c?");
  expect(cellText("😀").length).toBe(2);
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
});

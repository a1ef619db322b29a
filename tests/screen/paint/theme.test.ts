import { expect, test } from "vitest";
import { glyphs } from "../../../src/screen/views/glyphs.ts";
import { look } from "../../../src/screen/views/theme.ts";
import { RGB } from "../../../src/screen/views/themes/colour.ts";
import { Headless } from "./headless.ts";

const LEVELS = ["16", "256", "truecolour"] as const;

test("the eight hues are eight colours at each level, as tiles and as letters, and then come again", () => {
  for (const level of LEVELS) {
    for (const ground of ["tile", undefined] as const) {
      const style = (task: number) => (ground === undefined ? { task } : { task, ground });
      const looks = Array.from({ length: 8 }, (_, task) => JSON.stringify(look(style(task), level)));
      expect(new Set(looks).size).toBe(8);
      expect(look(style(8), level)).toEqual(look(style(0), level));
    }
  }
});

test("a tile is black on its hue, and a seam stays bright on it where the terminal is dark", () => {
  expect(look({ task: 1, ground: "tile" }, "truecolour")).toMatchObject({ letter: RGB, ground: RGB | 0x56b4e9 });
  expect(look({ task: 1, ground: "tile", ink: "seam" }, "truecolour")).toMatchObject({ letter: RGB | 0xffffff });
});

test("without colours nothing has one, and a tile is inverse", () => {
  for (const ground of ["tile", "bar", "tint"] as const) {
    expect(look({ task: 1, ground, ink: "alert" }, "none")).toMatchObject({ letter: -1, ground: -1 });
  }
  expect(look({ task: 1, ground: "tile" }, "none").inverse).toBe(true);
});

test("the three greys differ at each level, and so do they from an alert", () => {
  for (const level of [...LEVELS, "none"] as const) {
    const inks = ["now", "fact", "label"] as const;
    expect(new Set(inks.map((ink) => JSON.stringify(look({ ink }, level)))).size).toBe(3);
    expect(look({ ink: "alert" }, level)).not.toEqual(look({ ink: "fact" }, level));
  }
});

test("each glyph takes one cell, and the ASCII set is ASCII", async () => {
  for (const unicode of [true, false]) {
    for (const [name, value] of Object.entries(glyphs(unicode))) {
      for (const glyph of Array.isArray(value) ? value : [value]) {
        if (typeof glyph !== "string") continue;
        const terminal = new Headless(4, 1);
        await terminal.write(`${glyph}x`);
        expect(terminal.cell(0, 1).text, name).toBe("x");
        if (!unicode) expect(glyph, name).toMatch(/^[\x20-\x7e]$/);
      }
    }
  }
});

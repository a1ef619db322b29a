import { describe, expect, test } from "vitest";
import { type Look, look } from "../../../../src/screen/views/theme.ts";
import {
  BLACK,
  type Colour,
  contrast,
  DEFAULT,
  paletteRgb,
  RGB,
  WHITE,
} from "../../../../src/screen/views/themes/colour.ts";
import { themes } from "../../../../src/screen/views/themes/index.ts";
import type { Level, Theme } from "../../../../src/screen/views/themes/theme.ts";
import { difference, lab, VISIONS, type Vision } from "../../../support/seeing.ts";

const LEVELS = ["16", "256", "truecolour"] as const;
const TASKS = Array.from({ length: 8 }, (_, task) => task);
const FORMS = themes.all.flatMap(({ on }) => [on("dark"), on("light")]);
const distinct = [...new Map(FORMS.map((theme) => [`${theme.id} on ${theme.ground}`, theme]))];

const rgbOf = (colour: Colour, own: number): number =>
  colour === DEFAULT ? own : colour >= RGB ? colour - RGB : paletteRgb(colour);
const ratioOf = ({ letter, ground }: Look, theme: Theme, paper = theme.paper): number =>
  contrast(rgbOf(letter, theme.letter), rgbOf(ground, paper));

test("auto is dark on a dark ground and light on a light one; what has a ground in its name keeps it", () => {
  expect(themes.get("auto").on("dark")).toBe(themes.get("dark").on("light"));
  expect(themes.get("auto").on("light")).toBe(themes.get("light").on("dark"));
});

test("the difference of two colours is that of the paper's own table", () => {
  const pairs = [
    [[50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425],
    [[50, -1, 2], [50, 0, 0], 2.3669],
    [[50, 2.49, -0.001], [50, -2.49, 0.0009], 7.1792],
    [[50, 2.5, 0], [73, 25, -18], 27.1492],
    [[60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644],
    [[2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514], 0.9082],
  ] as const;
  for (const [one, other, expected] of pairs) expect(difference(one, other)).toBeCloseTo(expected, 4);
});

describe.each(distinct)("%s", (_, theme) => {
  // Sixteen colours are whatever the terminal's owner made them: only what stands on a ground of ours is promised there.
  test.each(["256", "truecolour"] as const)("text reads on its ground, at %s colours", (level) => {
    // The far end of such grounds, too: black, white.
    for (const paper of [theme.paper, theme.ground === "dark" ? BLACK : WHITE]) {
      for (const ink of ["now", "fact", "label", "alert", "seam"] as const) {
        expect(ratioOf(look({ ink }, level, theme), theme, paper), ink).toBeGreaterThanOrEqual(theme.ratio);
      }
      for (const task of TASKS) {
        expect(ratioOf(look({ task }, level, theme), theme, paper), `task ${task}`).toBeGreaterThanOrEqual(theme.ratio);
      }
    }
    for (const ground of ["bar", "tint"] as const) {
      for (const ink of ["now", "label", "alert"] as const) {
        expect(ratioOf(look({ ink, ground }, level, theme), theme), `${ink} on ${ground}`).toBeGreaterThanOrEqual(
          theme.ratio,
        );
      }
      for (const task of TASKS) {
        expect(
          ratioOf(look({ task, ground }, level, theme), theme),
          `task ${task} on ${ground}`,
        ).toBeGreaterThanOrEqual(theme.ratio);
      }
    }
  });

  test.each(LEVELS)("what is written on a tile reads, at %s colours", (level) => {
    const least = level === "16" ? 4.5 : theme.ratio;
    for (const task of TASKS) {
      expect(ratioOf(look({ task, ground: "tile" }, level, theme), theme), `tile ${task}`).toBeGreaterThanOrEqual(
        least,
      );
    }
    expect(ratioOf(look({ ground: "tile" }, level, theme), theme), "machine").toBeGreaterThanOrEqual(4.5);
  });

  test.each(LEVELS)("a forced switch between two tiles is no gap between them, at %s colours", (level) => {
    for (const paper of [theme.paper, theme.ground === "dark" ? BLACK : WHITE]) {
      for (const task of [undefined, ...TASKS]) {
        const { letter } = look({ ...(task === undefined ? {} : { task }), ground: "tile", ink: "seam" }, level, theme);
        expect(contrast(rgbOf(letter, theme.letter), paper), `tile ${task}`).toBeGreaterThanOrEqual(12);
        expect(letter, "as it is beside a tile").toBe(look({ ink: "seam" }, level, theme).letter);
      }
    }
  });

  test.each(LEVELS)(
    "eight tiles are eight, none is the machine's, and an alert is no mere red, at %s colours",
    (level) => {
      const grounds = [
        ...TASKS.map((task) => look({ task, ground: "tile" }, level, theme)),
        look({ ground: "tile" }, level, theme),
      ];
      expect(new Set(grounds.map(({ ground }) => ground)).size).toBe(9);
      expect(look({ ink: "alert" }, level, theme).bold).toBe(true);
    },
  );

  test("nothing paints over the terminal's own ground", () => {
    for (const ink of ["now", "fact", "label", "faint", "alert", "seam"] as const) {
      for (const level of LEVELS) expect(look({ ink }, level, theme).ground).toBe(DEFAULT);
    }
  });
});

test("in the theme of strong contrast nothing is dim, and an alert is underlined", () => {
  for (const ground of ["dark", "light"] as const) {
    const theme = themes.get("contrast").on(ground);
    expect(theme.ratio).toBe(7);
    for (const level of LEVELS) {
      for (const ink of ["now", "fact", "label", "faint", "alert"] as const) {
        expect(look({ ink }, level, theme).dim).toBe(false);
        if (level !== "16") expect(ratioOf(look({ ink }, level, theme), theme), ink).toBeGreaterThanOrEqual(7);
      }
      expect(look({ ink: "alert" }, level, theme).underline).toBe(true);
    }
  }
});

describe("the theme for any colour vision", () => {
  const theme = themes.get("safe").on("dark");
  const seen = (level: Level, vision: Vision) => theme.colours(level).hues.map((hue) => lab(rgbOf(hue, 0), vision));

  // Measured: 13.99 between any two of 256 or more; xterm's sixteen can do no better than 8.33.
  test.each([
    ["truecolour", 13.9],
    ["256", 13.9],
    ["16", 8.3],
  ] as const)("at %s colours any two of the eight differ by %d or more, with and without each cone", (level, least) => {
    for (const vision of Object.keys(VISIONS) as Vision[]) {
      const hues = seen(level, vision);
      for (const [at, one] of hues.entries()) {
        for (const other of hues.slice(at + 1)) expect(difference(one, other), vision).toBeGreaterThanOrEqual(least);
      }
    }
  });

  test("no two of them are equally light", () => {
    const lights = seen("truecolour", "usual").map(([lightness]) => lightness);
    const sorted = [...lights].sort((a, b) => a - b);
    for (const [at, light] of sorted.slice(1).entries()) expect(light - (sorted[at] ?? 0)).toBeGreaterThanOrEqual(4);
  });

  test("the usual hues could not promise that", () => {
    const usual = themes
      .get("dark")
      .on("dark")
      .colours("truecolour")
      .hues.map((hue) => lab(hue - RGB, "tritanopia"));
    const least = Math.min(...usual.flatMap((one, at) => usual.slice(at + 1).map((other) => difference(one, other))));
    expect(least).toBeLessThan(10);
  });

  test("an alert differs from plain text by more than its hue", () => {
    for (const ground of ["dark", "light"] as const) {
      const alert = look({ ink: "alert" }, "truecolour", themes.get("safe").on(ground));
      expect(alert).toMatchObject({ bold: true, underline: true });
    }
  });
});

import { expect, test } from "vitest";
import { groundOfColour } from "../../../src/screen/paint/ground.ts";

test.each([
  ["rgb:0000/0000/0000", "dark"],
  ["rgb:1e1e/1e1e/2e2e", "dark"],
  ["rgb:00/2b/36", "dark"],
  ["rgb:fdfd/f6f6/e3e3", "light"],
  ["rgb:f/f/f", "light"],
  ["rgba:ffff/ffff/ffff/c000", "light"],
  ["#2e3440", "dark"],
  ["#fafafa", "light"],
  ["", null],
  ["white", null],
  ["rgb:ffff/ffff", null],
])("%s is %s", (spelt, ground) => {
  expect(groundOfColour(spelt)).toBe(ground);
});

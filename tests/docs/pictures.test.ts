/** The README's pictures are what the program records today; after a wanted change: `npm run pictures`, and look at them. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Form, writtenAs } from "../../src/cli/recording/forms.ts";
import { recorded } from "../support/recorded.ts";
import { projectRoot } from "../support/sources.ts";

const docs = join(projectRoot, "docs");
const names = readdirSync(join(docs, "tapes"))
  .filter((name) => name.endsWith(".tape"))
  .map((name) => name.replace(".tape", ""));
const FORMS: readonly Form[] = ["cast", "svg"];

test("each tape has its pictures, and there is no other", () => {
  const expected = names.flatMap((name) => FORMS.map((form) => `${name}.${form}`));
  expect(readdirSync(join(docs, "pictures")).toSorted()).toEqual(expected.toSorted());
});

test.each(names)("%s: byte by byte, and small enough for a page", async (name) => {
  const made = await recorded(readFileSync(join(docs, "tapes", `${name}.tape`), "utf8"));
  for (const form of FORMS) {
    const pieces = await writtenAs(form, made, { castVersion: "2", still: false, frames: false });
    const bytes = readFileSync(join(docs, "pictures", `${name}.${form}`), "utf8");
    // The difference of two pictures is nothing to read.
    expect([...pieces].join("") === bytes, `${name}.${form} is what npm run pictures makes`).toBe(true);
    expect(bytes.length).toBeLessThan(300_000);
  }
});

test("the README shows pictures that are there", () => {
  const readme = readFileSync(join(projectRoot, "README.md"), "utf8");
  const shown = [...readme.matchAll(/\]\((docs\/pictures\/[^)]+)\)/g)].map(([, path]) => path ?? "");
  expect(shown.length).toBeGreaterThanOrEqual(2);
  for (const path of shown) expect(readFileSync(join(projectRoot, path)).length).toBeGreaterThan(0);
});

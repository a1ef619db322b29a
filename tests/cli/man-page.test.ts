import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { manPage } from "../../scripts/man-page.ts";
import { projectRoot } from "../support/sources.ts";
import { programShapes } from "./run-cli.ts";

const path = join(projectRoot, "man/gilgrill.1");
const page = manPage(programShapes({}));
if (process.env.GILGRILL_GOLDEN === "write") writeFileSync(path, page);

test("man/gilgrill.1 is what the commands say: write it anew with `npm run man`", () => {
  expect(existsSync(path) ? readFileSync(path, "utf8") : "").toBe(page);
});

test("it has the sections of a manual page, every command and every option", () => {
  expect(page.match(/^\.SH .*/gm)).toEqual(
    [
      "NAME",
      "SYNOPSIS",
      "DESCRIPTION",
      "COMMANDS",
      "OPTIONS",
      "ENVIRONMENT",
      "FILES",
      "EXIT STATUS",
      "EXAMPLES",
      "SEE ALSO",
    ].map((name) => `.SH ${name}`),
  );
  const missing = programShapes({}).flatMap(({ path: command, options }) =>
    [`gilgrill ${command}`, ...options.map(({ usage }) => usage)].filter(
      (words) => !page.includes(words.replaceAll("-", "\\-")),
    ),
  );
  expect(missing).toEqual([]);
});

test("no line means something to roff by accident", () => {
  const requests = new Set((page.match(/^[.'].*/gm) ?? []).map((line) => line.split(" ")[0]));
  expect([...requests].sort().join(" ")).toBe('.B .BR .I .PP .RE .RI .RS .SH .TH .TP .\\" .fi .nf');
  expect(page).toMatch(/^[\x20-\x7e\n]*$/);
});

const hasMan = spawnSync("man", ["--version"]).status === 0;
test.skipIf(!hasMan)("man renders it without a warning", () => {
  const env = { ...process.env, MANROFFSEQ: "", MANWIDTH: "80", LC_ALL: "C.UTF-8" };
  const { status, stdout, stderr } = spawnSync("man", ["--warnings", "-l", path], { encoding: "utf8", env });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toContain("gilgrill export [scenario]");
});

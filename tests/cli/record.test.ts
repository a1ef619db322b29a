/** `gilgrill record`: forms, options and tapes, and what it says to mistakes. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cli, LUNCH, runCli } from "./run-cli.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "record-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const FAST = "--speed 1/20 --fps 4";

describe("forms", () => {
  test("the ending says which; standard output stays empty", async () => {
    const beginnings = {
      cast: /^\{"version":2,"width":100,"height":30,/,
      svg: /^<svg xmlns=/,
      txt: /^ gilgrill · Three friends/,
    };
    for (const [form, beginning] of Object.entries(beginnings)) {
      const path = join(folder, `a.${form}`);
      const { status, stdout, stderr } = await cli(`record ${FAST} -o ${path}`);
      expect([status, stdout]).toEqual([0, ""]);
      expect(stderr).toMatch(new RegExp(`a\\.${form}: \\d+\\.\\d KiB`));
      expect(readFileSync(path, "utf8")).toMatch(beginning);
    }
  });

  test("standard output, on request, in each form", async () => {
    expect((await cli(`record ${FAST} -o -`)).stdout).toMatch(/^\{"version":2/);
    expect((await cli(`record ${FAST} -o - --cast-version 3`)).stdout).toMatch(/^\{"version":3/);
    expect((await cli("record --at 46ms -o - --format svg")).stdout).toMatch(/<title id="title">/);
    const frames = (await cli(`record ${FAST} --frames -o - --format txt`)).stdout;
    expect(frames.split("\n").filter((line) => /^-- \d+\.\d{3} s -+$/.test(line)).length).toBeGreaterThan(5);
  });

  test("a text has letters where a picture has colours, and ASCII on request", async () => {
    const { stdout } = await cli("record --at 20ms --ascii -o - --format txt");
    expect(stdout).toMatch(/core 0 +A+/);
    expect(stdout).toMatch(/^[\n -~]*$/);
  });

  test("a scenario from standard input", async () => {
    const { stdout } = await cli("record - -m blocking -o - --format txt", { stdin: LUNCH });
    expect(stdout).toMatch(/Lunch/);
  });
});

test("any speed is that speed: a run of 99.1 ms at 1/37 takes 3.67 seconds", async () => {
  const { stdout } = await cli("record -m threads-gil --speed 1/37 --card 0s --hold 1s -o - --format cast");
  const { duration } = JSON.parse(stdout.slice(0, stdout.indexOf("\n")));
  expect(Math.abs(duration - 1 - 0.0991 * 37)).toBeLessThan(2 / 30);
  expect(stdout).toContain("×1/37");
});

test("the terminal and its environment change nothing", async () => {
  const plain = await cli(`record ${FAST} -o - --format svg`);
  const other = await cli(`record ${FAST} -o - --format svg`, { env: { NO_COLOR: "1", LANG: "C", COLUMNS: "50" } });
  expect(other.stdout).toBe(plain.stdout);
});

test("an option wins over the tape's setting, and a tape's scenario lies beside it", async () => {
  writeFileSync(join(folder, "lunch.yaml"), LUNCH);
  const tape = join(folder, "demo.tape");
  writeFileSync(tape, "scenario lunch.yaml\nmodel blocking\nsize 100x30\ncard 0s\nend\n");
  const { stdout } = await cli(`record --tape ${tape} --size 80x24 -o -`);
  expect(stdout).toMatch(/^\{"version":2,"width":80,"height":24,.*"title":"Lunch: blocking/);
});

describe("mistakes", () => {
  test.each([
    ["record", "record: found no --output, expected -o FILE, such as -o demo.cast or -o demo.svg"],
    ["record -o a.gif", '--output: found "a.gif", expected a name that ends in .cast, .svg or .txt'],
    [
      "record -o a.csat",
      '--output: found "a.csat", expected a name that ends in .cast, .svg or .txt, did you mean .cast?',
    ],
    ["record -o a.svg --size 10x10", "--size: found 10x10, expected 60x16 to 400x200"],
    ["record -o a.svg --idle-limit 2", '--idle-limit: found "2", expected the longest pause, such as 2s'],
    ["record -o a.svg --idle-limit 0s", '--idle-limit: found "0s", expected the longest pause, such as 2s'],
    ["record -o a.svg --frames", "--frames: found the form svg, expected txt; a svg has every picture as it is"],
    [
      "record -o a.cast --speed 1/100 --events-per-second 5",
      "--events-per-second: found --speed as well, expected one of both",
    ],
    ["record -o a.svg --markers al", '--markers: found "al", expected some, chapters, handovers, switches'],
    ["record -o /nowhere/a.svg --at 1ms", "/nowhere/a.svg: there is no such folder"],
    ["record -o a.svg --tape nowhere.tape", "nowhere.tape: there is no such file"],
    ["record -o a.svg --at 5s", "--at: the run ends at 99.1 ms"],
    ["record -o a.svg -m asyncoi", /^--model: unknown model "asyncoi", did you mean asyncio\?/],
  ])("%s", async (line, message) => {
    const { status, stdout, stderr } = await cli(line);
    expect([status, stdout]).toEqual([2, ""]);
    if (typeof message === "string") expect(stderr).toBe(`${message}\n`);
    else expect(stderr).toMatch(message);
  });

  test("in a tape they are told with their place", async () => {
    const tape = join(folder, "wrong.tape");
    writeFileSync(tape, "model asyncio\n\nkye n\n");
    const { status, stderr } = await runCli(["record", "--tape", tape, "-o", "a.svg"]);
    expect(status).toBe(2);
    expect(stderr.startsWith(`${tape}:3:1: found "kye", expected a setting or one of key,`)).toBe(true);
  });
});

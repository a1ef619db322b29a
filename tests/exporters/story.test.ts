/** A run as sentences. */
import { expect, test } from "vitest";
import { cli } from "../cli/run-cli.ts";

const story = async (line: string): Promise<readonly string[]> => {
  const { status, stdout, stderr } = await cli(`run three-friends ${line} --format story`);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout.trimEnd().split("\n");
};
const TIMED = /^\d+(?:\.\d+)? (?:ns|us|ms|s): .+\.$/;

test("a sentence with its time for each remarkable event, findings where they show, how it begins and how it ends", async () => {
  const lines = await story("-m asyncio");
  expect(lines.slice(0, 3)).toEqual([
    "Three friends at the counter: asyncio, 4 cores, CPython 3.12, switch interval 5 ms.",
    "",
    "0 ms: The program starts: one process, one main thread.",
  ]);
  expect(lines).toContain("40 ms: The loop starts Bob, 40 ms after arriving.");
  expect(lines.filter((line) => line.startsWith("To be learnt here: Blocked loop: Ann kept"))).toHaveLength(1);
  expect(lines.at(-3)).toBe("116 ms: The run is complete: every task has ended.");
  for (const line of lines.slice(2, -2)) expect(line).toMatch(/^To be learnt here: |: .+\.$/);
});

test("with --all every event is told, in order, and the thinned story is a part of it", async () => {
  const all = await story("-m threads-gil --all");
  const thin = await story("-m threads-gil");
  const events = Number(/^(\d+) smaller/.exec(thin.at(-1) ?? "")?.[1]);
  const told = (lines: readonly string[]) => lines.filter((line) => TIMED.test(line));
  expect(told(all).length - told(thin).length).toBe(events);
  let at = 0;
  for (const line of told(thin)) {
    at = all.indexOf(line, at) + 1;
    expect(at, line).toBeGreaterThan(0);
  }
});

test("--ascii is ASCII, and --all belongs to the story", async () => {
  expect((await story("-m goroutines --ascii")).join("\n")).toMatch(/^[\n\x20-\x7e]+$/);
  expect(await cli("run --all")).toEqual({
    status: 2,
    stdout: "",
    stderr: "--all: found --format text, expected --format story: the other forms leave nothing out\n",
  });
});

import { expect, test } from "vitest";
import { cli } from "./run-cli.ts";

test("a table: case, what, measured, simulated, band, verdict, and a sum at the end", async () => {
  const { status, stdout, stderr } = await cli("fidelity W01 --seeds 1");
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toMatch(
    /^workload:\n\ncase +what +measured +simulated +band +verdict\nW01 +makespan_ratio .* inside\n/,
  );
  expect(stdout).toMatch(/\nhard: 2 of 2 inside \(2 of 2 figures, 0 of 0 yes\/no\); soft: 0 of 0\n$/);
});

test("JSON has an entry for each figure, with why it is not simulated", async () => {
  const { stdout } = await cli("fidelity mp_pool --seeds 1 --format json");
  const judged = JSON.parse(stdout) as readonly Record<string, unknown>[];
  expect(judged).toHaveLength(3);
  expect(judged[0]).toMatchObject({
    measured: "deadlocked",
    simulated: null,
    verdict: "not modelled",
    grade: "yes/no",
  });
  expect(judged.every(({ note }) => typeof note === "string" && note.endsWith("."))).toBe(true);
});

test.each([
  ["fidelity none", /^no measured case is of that name/],
  ["fidelity --kind convoy", /^--kind: found "convoy", expected one of workload, /],
  ["fidelity --seeds 0", /^--seeds: found "0", expected a whole number from 1 to 100/],
  ["fidelity -m asincio", /did you mean asyncio/],
])("%s: a message, status 2", async (line, message) => {
  const { status, stdout, stderr } = await cli(line);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(message);
});

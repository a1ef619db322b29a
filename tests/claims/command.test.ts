/** `gilgrill claims`. */
import { expect, test } from "vitest";
import { claims } from "../../src/claims/index.ts";
import { cli } from "../cli/run-cli.ts";

test("the list has every claim once, with its verdict, for people and for programs", async () => {
  const { status, stdout } = await cli("claims");
  expect(status).toBe(0);
  for (const { id, statement, verdict } of claims.all) {
    const line = new RegExp(`^ +${id} +${verdict} +\\S`);
    expect(stdout.split("\n").filter((each) => line.test(each) && each.endsWith(statement))).toHaveLength(1);
  }
  const listed = JSON.parse((await cli("claims --format json")).stdout);
  expect(listed.map(({ id }: { id: string }) => id)).toEqual(claims.ids);
  expect(listed[0]).toEqual({
    id: "1",
    claim: "For CPU-bound tasks multiprocessing is always faster than multithreading.",
    verdict: "mostly",
  });
  const misconceptions = JSON.parse((await cli("claims --misconceptions --format json")).stdout);
  expect(misconceptions.map(({ id }: { id: string }) => id)).toEqual(claims.ids.slice(17));
});

test("a number settles that one: verdict, cases with their numbers, a sentence, the commands", async () => {
  const { status, stdout } = await cli("claims 7");
  expect(status).toBe(0);
  const lines = stdout.split("\n");
  expect(lines[0]).toBe(" claim 7    Multithreading never improves CPU-bound Python.");
  expect(lines[2]).toMatch(/^ DEPENDS {4}Four threads were /);
  expect(stdout).toMatch(/\n yes {8}all of it Python code\n {14}blocking {8}\d+ ms {2}█+\n/);
  expect(stdout).toMatch(/\n watch {6}gilgrill play four-sums -m blocking\n/);
  expect(lines.filter((line) => line.length > 100)).toEqual([]);
  expect((await cli("claims 7 --ascii")).stdout).toMatch(/^[\n\x20-\x7e]*$/);
});

test("programs get the numbers as numbers", async () => {
  const settled = JSON.parse((await cli("claims m8 --format json")).stdout);
  expect(settled).toMatchObject({ id: "m8", verdict: "false", holds: true });
  const [{ numbers }] = settled.cases;
  expect(numbers[0]).toMatchObject({ label: "blocking", unit: "ns" });
  expect(numbers[0].value).toBeGreaterThan(200e6);
  expect(settled.runs[1]).toEqual({
    scenario: "four-sums",
    model: "asyncio",
    settings: {},
    command: "gilgrill play four-sums -m asyncio",
  });
});

test("several are settled one after the other, with the progress on standard error", async () => {
  const { stdout, stderr } = await cli("claims 6 M8 --format json");
  expect(JSON.parse(stdout).map(({ id }: { id: string }) => id)).toEqual(["6", "m8"]);
  expect(stderr).toBe("");
});

test("a number there is not: one error, status 2", async () => {
  const { status, stdout, stderr } = await cli("claims m88");
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(/^unknown claim "m88", did you mean m8\?\n {2}there are: 1, 2, /);
  expect((await cli("claims 7 --all")).status).toBe(2);
});

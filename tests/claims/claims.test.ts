/** Every claim settles with its verdict, and what it prints comes from its runs. */
import { describe, expect, test } from "vitest";
import type { Case } from "../../src/claims/claim.ts";
import { claims, isMisconception } from "../../src/claims/index.ts";
import { bearsOut, commandOf, commandsOf } from "../../src/claims/settle.ts";
import { Court } from "../../src/cli/claims.ts";
import { runtimes } from "../../src/simulation/runtimes/index.ts";
import { scenarios } from "../../src/simulation/scenarios/index.ts";
import { runCli } from "../cli/run-cli.ts";

const court = new Court();

test("seventeen claims and twenty-one misconceptions, in the order of their numbers", () => {
  const numbers = (prefix: string, count: number) => Array.from({ length: count }, (_, at) => `${prefix}${at + 1}`);
  expect(claims.ids).toEqual([...numbers("", 17), ...numbers("m", 21)]);
  expect(claims.all.filter(isMisconception)).toHaveLength(21);
});

describe.each(claims.all.map((claim) => [claim.id, claim] as const))("%s", (_, claim) => {
  const settled = court.settle(claim);

  test("the runs bear its verdict out, with numbers", () => {
    expect({ cases: settled.cases, holds: settled.holds }).toMatchObject({ holds: true });
    for (const { figures } of settled.cases) {
      expect(figures.length).toBeGreaterThan(0);
      for (const { label, text, value } of figures) {
        expect(Number.isFinite(value), `${label} ${text}`).toBe(true);
        expect(label).not.toMatch(/undefined|NaN/);
      }
    }
  });

  test("is told in whole sentences that fit a screen", () => {
    expect(claim.statement).toMatch(/^\S.{10,90}\.$/);
    expect(settled.sentence).toMatch(/^[A-Z0-9].*\.$/);
    expect(settled.sentence).not.toMatch(/undefined|NaN|Infinity|null/);
    expect(settled.sentence.length).toBeLessThan(320);
    if (isMisconception(claim)) expect(claim.look).toMatch(/^\S.{10,90}[^.]$/);
    for (const { when } of settled.cases) expect(when).toMatch(/^\S.{5,45}$/);
  });

  test("names scenarios and models there are", () => {
    for (const { scenario, model } of claim.plans) {
      expect(scenarios.ids).toContain(scenario);
      expect(runtimes.ids).toContain(model);
    }
  });
});

describe("the verdict comes from the cases", () => {
  const of = (...answers: Case["answer"][]): Case[] => answers.map((answer) => ({ when: "", answer, figures: [] }));
  test.each([
    ["true", of("yes", "yes"), true],
    ["true", of("yes", "no"), false],
    ["false", of("no", "opposite"), true],
    ["false", of("yes", "no"), false],
    ["backwards", of("opposite", "opposite"), true],
    ["backwards", of("opposite", "no"), false],
    ["depends", of("yes", "no"), true],
    ["depends", of("yes", "yes"), false],
    ["mostly", of("yes", "no", "no"), true],
    ["mostly", of("no"), false],
  ] as const)("%s", (verdict, cases, expected) => {
    expect(bearsOut(verdict, cases)).toBe(expected);
  });

  test("one case against it makes an always false", () => {
    expect(bearsOut("false", of("yes", "no"), true)).toBe(true);
    expect(bearsOut("false", of("yes", "yes"), true)).toBe(false);
  });
});

test("its commands can be run as they are printed", async () => {
  const words = (command: string) =>
    [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "").slice(1);
  const commands = new Set(claims.all.flatMap((claim) => commandsOf(claim).map(({ command }) => command)));
  // A run that was cut off at once has been read, changed and accepted.
  for (const command of commands) {
    const { status, stderr } = await runCli([...words(command), "--until", "1us"]);
    expect({ command, status, stderr }).toEqual({ command, status: 0, stderr: "" });
  }
});

test("a command says what differs from the scenario, with the options people know", () => {
  const settings = { "machine.cores": "2", tasks: "3", "python.version": "3.9", "tasks[0].steps": "[{cpu: 1ms}]" };
  expect(commandOf({ scenario: "four-sums", model: "threads", settings })).toBe(
    "gilgrill play four-sums -m threads --cores 2 --tasks 3 --set python.version=3.9 --set 'tasks[0].steps=[{cpu: 1ms}]'",
  );
});

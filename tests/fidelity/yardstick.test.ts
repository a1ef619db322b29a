/** The simulator against runs of the real thing: medians over five seeds against the bands of the measured cases. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { runtimes } from "../../src/simulation/runtimes/index.ts";
import { simulate } from "../../src/simulation/simulate.ts";
import { loadScenario } from "../../src/simulation/workload/load.ts";
import { variableWritten } from "../../src/trace/event.ts";
import { type Bar, type Case, simulated } from "./simulated.ts";

const { cases } = JSON.parse(readFileSync(new URL("./cases.json", import.meta.url), "utf8")) as {
  cases: readonly Case[];
};

/**
 * Of the hard bands with a figure, so many must hold; the 64 that are yes or no (lost updates, below) must all. Together: 97 % of 135.
 *
 * The misses: one is the ratio of two noisy sums; on one core with several computing threads the simulator falls into another of the
 * rhythms between scheduler ticks that real runs show.
 */
const SHARE = 0.94;

interface Verdict {
  readonly id: string;
  readonly name: string;
  readonly value: number;
  readonly bar: Bar;
}

const verdicts = cases.flatMap((each): readonly Verdict[] => {
  const figures = simulated(each);
  if (figures === null) return [];
  return Object.entries(each.bars).flatMap(([name, bar]) => {
    const value = figures[name];
    return value === undefined ? [] : [{ id: each.id, name, value, bar }];
  });
});

const holds = ({ value, bar }: Verdict) => value >= bar.low && value <= bar.high;
const places = (value: number) => String(Number(value.toPrecision(4)));

function lineOf(verdict: Verdict): string {
  const { id, name, value, bar } = verdict;
  const words = [holds(verdict) ? "  " : "! ", id.padEnd(32), name.padEnd(20), places(value).padStart(9)];
  return `${words.join(" ")}  ${places(bar.target).padStart(9)}  ${places(bar.low)} .. ${places(bar.high)}  ${bar.grade}`;
}

test("the hard bands hold", () => {
  const hard = verdicts.filter(({ bar }) => bar.grade === "hard");
  const missed = hard.filter((verdict) => !holds(verdict));
  expect(hard.length).toBeGreaterThan(60);
  console.log(`hard bands: ${hard.length - missed.length} of ${hard.length} hold`);
  for (const verdict of missed) console.log(lineOf(verdict));
  expect(1 - missed.length / hard.length, missed.map(lineOf).join("\n")).toBeGreaterThanOrEqual(SHARE);
});

test("the soft ones are shown", () => {
  const soft = verdicts.filter(({ bar }) => bar.grade !== "hard");
  console.log(["simulated, measured, band:", ...soft.map(lineOf)].join("\n"));
  expect(soft.every(({ value }) => Number.isFinite(value))).toBe(true);
});

describe("lost updates: yes or no, for each version and body", () => {
  const BODIES: Readonly<Record<string, string>> = {
    bare: "{increment: x}",
    aug: "{increment: x}",
    ditem: "{increment: x}",
    infunc: "{call: python}, {increment: x}",
    pycall: "{read: x}, {call: python}, {add: 1}, {write: x}",
    ccall: "{read: x}, {call: c}, {add: 1}, {write: x}",
    split_call: "{read: x}, {call: python}, {add: 1}, {write: x}",
    lockd: "{lock: a}, {increment: x}, {unlock: a}",
  };

  const losses = cases.flatMap(({ kind, spec, bars }) => {
    const { variant } = spec as unknown as { variant: string };
    const body = BODIES[variant];
    if (kind !== "lost-update" || body === undefined) return [];
    return Object.entries(bars as unknown as Record<string, { must_lose: boolean }>)
      .filter(([version]) => version.startsWith("3."))
      .map(([version, { must_lose }]) => ({ variant, version, body, loses: must_lose }));
  });

  /** A short interval in place of a long run: what is lost does not depend on it. */
  test.each(losses)("$variant under CPython $version: $loses", ({ version, body, loses }) => {
    const text = `{machine: {cores: 2}, python: {version: "${version}", switchInterval: 100us}, shared: {x: 0},
      tasks: [{name: Adder, count: 2, steps: [{repeat: 3000, steps: [${body}]}]}]}`;
    const { log } = simulate(loadScenario(text, "test"), runtimes.get("threads-gil"));
    let lost = 0;
    for (let seq = 0; seq < log.length; seq++) {
      if (log.codeAt(seq) === variableWritten.code) lost += log.operandAt(seq, 4);
    }
    expect(lost > 0).toBe(loses);
  });
});

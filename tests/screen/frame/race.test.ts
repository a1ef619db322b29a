/** What a race says of its runs is what they measure. */
import { describe, expect, test } from "vitest";
import { ms } from "../../../src/base/time.ts";
import type { RaceRunner } from "../../../src/screen/frame/race.ts";
import { measure } from "../../../src/trace/metrics.ts";
import { colour } from "../../support/drawing.ts";
import { endOfAll, entriesOf, raceAt, runsIn } from "../../support/race.ts";

const ROOM = colour(120, 39);
const friends = entriesOf("three-friends");
const runners = (now: number, entries = friends): readonly RaceRunner[] =>
  raceAt(entries, now, ROOM).rows.flatMap((row) => (row.kind === "runs" ? [row] : []));

test("at the end: finish, place, speed-up, CPU, switches and memory of each are those of its metrics", () => {
  const metrics = runsIn(friends).map((run) => measure(run.history));
  const base = metrics[0]?.makespan ?? 0;
  const byTime = metrics.map(({ makespan }) => makespan).toSorted((a, b) => a - b);
  const rows = runners(endOfAll(friends));
  expect(rows).toHaveLength(6);
  for (const [index, { ended, frame }] of rows.entries()) {
    const measured = metrics[index];
    if (measured === undefined) throw new Error("no metrics");
    expect(ended).toMatchObject({
      at: measured.makespan,
      outcome: measured.outcome,
      place: byTime.indexOf(measured.makespan) + 1,
      speedUp: base / measured.makespan,
      peakBytes: measured.peakBytes,
      concurrent: measured.concurrent,
      parallel: measured.parallel,
      taken: measured.gils.reduce((sum, { forced }) => sum + forced, 0),
    });
    expect(frame.status.cpu).toBeCloseTo(measured.utilization, 9);
    expect(frame.status.switches).toBe(measured.switches.voluntary + measured.switches.involuntary);
  }
});

test("what only the end tells is told at the end of each, not before", () => {
  const ends = runsIn(friends).map(({ end }) => end);
  for (const now of [0, ms(30), ms(54), ms(100)]) {
    expect(runners(now).map(({ ended }) => ended !== null)).toEqual(ends.map((end) => end <= now));
  }
  expect(raceAt(friends, endOfAll(friends) - 1, ROOM).verdict).toBeNull();
  expect(raceAt(friends, endOfAll(friends), ROOM).verdict?.results[0]).toMatch(/^First: threads, no GIL, in /);
});

test("one axis: the same columns are the same time for all, and the whole race is on it", () => {
  for (const now of [0, ms(40), endOfAll(friends)]) {
    const race = raceAt(friends, now, ROOM);
    expect(race.timeline.start).toBe(0);
    expect(race.timeline.end).toBeGreaterThanOrEqual(endOfAll(friends));
    for (const row of race.rows) {
      if (row.kind === "runs") expect(row.frame.timeline.scale).toBe(race.timeline.scale);
    }
  }
});

describe("the band", () => {
  const totals = (index: number) => {
    const [race] = [raceAt(friends, endOfAll(friends), ROOM)];
    const row = race.rows[index] as RaceRunner;
    const run = runsIn(friends)[index];
    const { scale } = race.timeline;
    const time = row.band.reduce((sum, { busy }, column) => {
      const length = Math.min(scale, (run?.end ?? 0) - column * scale);
      return sum + (busy.python + busy.native + busy.system + busy.startup) * length;
    }, 0);
    return { row, time, busy: run?.metrics.busy ?? 0 };
  };

  test("adds up to the CPU time of the run, whatever the model", () => {
    for (let index = 0; index < 6; index++) {
      const { time, busy } = totals(index);
      expect(time / busy).toBeCloseTo(1, 6);
    }
  });

  test("with a GIL never more than one core runs Python; without one, several do", () => {
    const most = (index: number): number => Math.max(...totals(index).row.band.map(({ busy }) => busy.python));
    expect(most(2)).toBeLessThanOrEqual(1 + 1e-9);
    expect(most(1)).toBeGreaterThan(1.5);
  });

  test("its cells up to the cursor are those of the end, but for the cursor's own", () => {
    const whole = runners(endOfAll(friends));
    for (const now of [ms(1), ms(33), ms(70)]) {
      for (const [index, { band }] of runners(now).entries()) {
        expect(band.slice(0, -1)).toEqual(whole[index]?.band.slice(0, band.length - 1));
      }
    }
  });
});

test("a GIL row is for the model in which it changes hands", () => {
  const contended = runners(0)
    .filter(({ isContended }) => isContended)
    .map(({ label }) => label);
  expect(contended).toEqual(["threads + GIL"]);
});

test("who wants the GIL waits for it: at most one holds it, and nobody does both", () => {
  for (let now = 0; now < 60; now += 3) {
    const { crowd, frame } = runners(ms(now))[2] as RaceRunner;
    const holders = frame.gils.filter(({ holder }) => holder !== null);
    expect(holders.length).toBeLessThanOrEqual(1);
    for (const { holder } of holders) expect(crowd.wantGil).not.toContain(holder);
  }
});

test("a model that refuses has a row that says why; a run that is not there yet has one too", () => {
  const entries = [...entriesOf("three-friends", ["blocking", "threads"]), { label: "later", about: "", run: null }];
  const refused = { label: "never", about: "", run: { refusal: "there are no threads" } };
  const { rows, verdict } = raceAt([...entries, refused], endOfAll(entries), ROOM);
  expect(rows.map(({ kind }) => kind)).toEqual(["runs", "runs", "waits", "refused"]);
  expect(rows.at(-1)).toEqual({ kind: "refused", label: "never", reason: "there are no threads" });
  expect(verdict, "somebody is still to come").toBeNull();
});

/** Waits as a frame tells them: figures that agree with the run's, and the same whenever they are asked for. */
import { expect, test } from "vitest";
import { PreparedRun } from "../../../src/screen/frame/prepared.ts";
import { runtimes } from "../../../src/simulation/runtimes/index.ts";
import { scenarioText } from "../../../src/simulation/scenarios/index.ts";
import { simulate } from "../../../src/simulation/simulate.ts";
import { loadScenario } from "../../../src/simulation/workload/load.ts";
import { measure } from "../../../src/trace/metrics.ts";
import { frameAt } from "../../support/drawing.ts";

const prepared = (scenario: string, model: string): PreparedRun | null => {
  const workload = loadScenario(scenarioText(scenario), scenario);
  const runtime = runtimes.get(model);
  return runtime.refuses(workload) === null ? new PreparedRun(simulate(workload, runtime)) : null;
};

test.each(runtimes.ids)("%s: at the end, waits by kind and task are the run's own figures", (model) => {
  for (const scenario of ["three-friends", "ten-downloads", "full-pool"]) {
    const run = prepared(scenario, model);
    if (run === null) continue;
    const { totals } = frameAt(run, run.trace.log.length - 1).blame;
    const { tasks } = measure(run.history);
    for (const { kind, total, shares } of totals) {
      const measured = tasks.map((task) => task.waiting[kind]);
      expect(total, `${scenario}: ${kind}`).toBe(measured.reduce((sum, time) => sum + time, 0));
      for (const { tile, time } of shares) expect(time, `${tile.name}, ${kind}`).toBe(measured[tile.task as number]);
    }
    const told = new Set(totals.map(({ kind }) => kind));
    for (const task of tasks) {
      const left = Object.entries(task.waiting).filter(([kind, time]) => time > 0 && !told.has(kind as never));
      expect(left, `${scenario}: ${task.name}`).toEqual([]);
    }
  }
});

test("a frame's waits do not depend on which other frames were made since", () => {
  const run = prepared("three-friends", "threads-gil") as PreparedRun;
  const middle = Math.floor(run.trace.log.length / 2);
  const early = frameAt(run, middle);
  const late = frameAt(run, run.trace.log.length - 1);
  expect(late.blame).toEqual(frameAt(run, run.trace.log.length - 1).blame);
  expect(early.blame).toEqual(frameAt(run, middle).blame);
});

test("the ladder goes from the cursor's event back, whatever cause is chosen", () => {
  const run = prepared("three-friends", "threads-gil") as PreparedRun;
  const seq = Math.floor(run.trace.log.length / 2);
  const { chain } = frameAt(run, seq).blame;
  expect(chain.length).toBeGreaterThan(5);
  expect(chain[0]?.seq).toBe(seq);
  expect(chain[0]?.before).toBeNull();
  for (const [index, rung] of chain.slice(1).entries()) {
    const effect = chain[index];
    expect(rung.seq).toBeLessThan(effect?.seq ?? 0);
    expect(rung.time + (rung.before ?? 0)).toBe(effect?.time);
  }
  const third = chain[3]?.seq as number;
  const chosen = frameAt(run, seq, { whySeq: third }).blame.chain;
  expect(chosen.map((rung) => rung.seq).slice(0, chain.length)).toEqual(chain.map((rung) => rung.seq));
  expect(chosen.filter((rung) => rung.chosen).map((rung) => rung.seq)).toEqual([third]);
});

test("waits brought together are the waits of each task, and a filter leaves out whom it does not mean", () => {
  for (const model of ["threads-gil", "asyncio", "goroutines"]) {
    const run = prepared("ten-downloads", model) as PreparedRun;
    for (const share of [0.2, 0.5, 0.8]) {
      const seq = Math.floor(run.trace.log.length * share);
      const { blame, tasks } = frameAt(run, seq);
      const open = blame.waits.filter(({ end }) => end === null);
      const { crowds } = frameAt(run, seq, { lens: { fold: "state" } }).blame;
      for (const { wait, count, longest, total } of crowds ?? []) {
        const same = open.filter(({ kind, what }) => kind === wait.kind && what === wait.what);
        expect(count, `${model}, event ${seq}: ${wait.kind}`).toBe(same.length);
        expect(longest.time).toBe(Math.max(...same.map(({ length }) => length)));
        expect(total).toBe(same.reduce((sum, { length }) => sum + length, 0));
      }
      expect(crowds?.reduce((sum, { count }) => sum + count, 0)).toBe(open.length);

      const only = frameAt(run, seq, { lens: { filter: "download 1" } }).blame;
      const meant = tasks.filter(({ tile }) => tile.name.startsWith("Download 1")).map(({ tile }) => tile.name);
      expect(only.waits).toEqual(blame.waits.filter(({ tile }) => meant.includes(tile.name)));
      for (const { kind, shares } of only.totals) {
        const all = blame.totals.find((each) => each.kind === kind)?.shares;
        expect(shares).toEqual(all?.filter(({ tile }) => meant.includes(tile.name)));
      }
    }
  }
});

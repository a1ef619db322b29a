import { expect, test } from "vitest";
import { findingsOf } from "../../src/analysis/insights/index.ts";
import { laneLines } from "../../src/exporters/text/lanes.ts";
import { runText } from "../../src/exporters/text/run.ts";
import { totalLines } from "../../src/exporters/text/totals.ts";
import { runtimes } from "../../src/simulation/runtimes/index.ts";
import { scenarios, scenarioText } from "../../src/simulation/scenarios/index.ts";
import { simulate } from "../../src/simulation/simulate.ts";
import { loadScenario } from "../../src/simulation/workload/load.ts";
import { History } from "../../src/trace/history.ts";
import { type GilMetrics, measure } from "../../src/trace/metrics.ts";
import { threeFriends } from "../support/trace-builder.ts";
import { sampleMetrics } from "./sample-metrics.ts";

test("lanes in ASCII: a row a core, a GIL, a task, and the signs", () => {
  const lines = laneLines(new History(threeFriends()), { columns: 72, unicode: false });
  expect(`\n${lines.join("\n")}\n`).toBe(`
        0 ms      5 ms      10 ms     15 ms     20 ms
core 0  AAAAAAAAAA!.........CC|AAAAAAAAAA!.........AAAAAA|...  busy 54%
core 1  ..........BBBBBBBBBBB!..........BBBBBBBBBBB|.....CCCC  busy 46%
GIL     AAAAAAAAAA!BBBBBBBBB!C|AAAAAAAAAA!BBBBBBBBB|AAAAA|CCC
A Ann   AAAAAAAAAA!-----------AAAAAAAAAAA!---------AAAAAA|
B Bob   ----------BBBBBBBBBB!------------BBBBBBBBBB|
C Cat   --------------------CC~~~~~~~~~~~~~~~~~~~~~------CCCC

letter: that task runs   ! forced switch   | voluntary switch   . idle
~ waits for I/O or a timer   - waits for the GIL
`);
});

test.each([
  [40, true],
  [80, false],
  [200, true],
])("in %i columns nothing is wider than the page but sentences", (columns, unicode) => {
  const lines = laneLines(new History(threeFriends()), { columns, unicode });
  expect(lines.filter((line) => line.length > columns)).toEqual([]);
});

test.each(scenarios.ids)("%s: at 80 columns no line is wider, under any model", (id) => {
  const workload = loadScenario(scenarioText(id), id, [{ path: "machine.cores", value: "2", option: "" }]);
  const small = id === "ten-thousand-connections" ? { ...workload, tasks: workload.tasks.slice(0, 30) } : workload;
  for (const model of runtimes.all) {
    const history = new History(simulate(small, model));
    const metrics = measure(history);
    const lines = runText(history, metrics, findingsOf(history.trace, metrics), { columns: 80, unicode: true });
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  }
});

test("many GILs are added up, but for the main process's", () => {
  const [gil] = sampleMetrics().gils as [GilMetrics];
  const gils = Array.from({ length: 9 }, (_, process) => ({ ...gil, process }));
  const facts = totalLines(sampleMetrics({ gils }), 200);
  expect(facts.filter((line) => /^GIL|more/.test(line))).toEqual([
    "GIL of main   taken 14 times, 9 hand-overs (8 forced), held 59 ms, waited for 41 ms",
    "8 more        together taken 112 times, 72 hand-overs (64 forced), held 472 ms, waited for 328 ms",
  ]);
});

test("a run that was stopped says why", () => {
  expect(totalLines(sampleMetrics({ outcome: "budget-exhausted" }), 200)[0]).toMatch(
    /^stopped at +61 ms, before everybody was done: .*--until/,
  );
});

test("the whole text has lanes, tasks, totals and findings", () => {
  const history = new History(threeFriends());
  const findings = [{ id: "quadrant", sentence: "Concurrent, not parallel.", seq: 0 }];
  const text = runText(history, measure(history), findings, { columns: 100, unicode: false }).join("\n");
  expect(text).toMatch(
    /^Three friends at the counter: threads \+ GIL, 2 cores, CPython 3\.12, switch interval 5 ms\n\n/,
  );
  expect(text).toMatch(/\nAnn +0 ms +\S+ ms .* finished\n/);
  expect(text).toMatch(/\ncompleted in +26\.?\d* ms\n/);
  expect(text).toMatch(/\n\n\* Concurrent, not parallel\.$/);
});

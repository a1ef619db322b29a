import { expect, test } from "vitest";
import { laneLines } from "../../src/exporters/text/lanes.ts";
import { runText } from "../../src/exporters/text/run.ts";
import { History } from "../../src/trace/history.ts";
import { measure } from "../../src/trace/metrics.ts";
import { threeFriends } from "../support/trace-builder.ts";

test("lanes in ASCII: a row a core, a GIL, a task, and the signs", () => {
  const lines = laneLines(new History(threeFriends()), { columns: 71, unicode: false });
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

test("the whole text has lanes, tasks, totals and findings", () => {
  const history = new History(threeFriends());
  const findings = [{ id: "quadrant", sentence: "Concurrent, not parallel.", seq: 0 }];
  const text = runText(history, measure(history), findings, { columns: 80, unicode: false }).join("\n");
  expect(text).toMatch(
    /^Three friends at the counter: threads \+ GIL, 2 cores, CPython 3\.12, switch interval 5 ms\n\n/,
  );
  expect(text).toMatch(/\nAnn +0 ms +\S+ ms .* finished\n/);
  expect(text).toMatch(/\ncompleted in +26\.?\d* ms\n/);
  expect(text).toMatch(/\n\n\* Concurrent, not parallel\.$/);
});

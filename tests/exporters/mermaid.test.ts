import { expect, test } from "vitest";
import { mergeBars } from "../../src/exporters/mermaid/bars.ts";
import { gantt } from "../../src/exporters/mermaid/gantt.ts";
import { sequence } from "../../src/exporters/mermaid/sequence.ts";
import { mermaidText } from "../../src/exporters/mermaid/words.ts";
import { runtimes } from "../../src/simulation/runtimes/index.ts";
import { scenarios } from "../../src/simulation/scenarios/index.ts";
import { threeFriends } from "../support/trace-builder.ts";
import { exportedRun, exportedTrace, scenario } from "./exported.ts";

test("three friends by hand as a chart", () => {
  expect(`\n${gantt([exportedTrace(threeFriends())]).join("")}`).toBe(`
---
displayMode: compact
---
gantt
  %% gilgrill run -m threads-gil
  title Three friends at the counter - threads + GIL
  dateFormat x
  axisFormat %s ms
  tickInterval 5000millisecond
  section core 0
  Ann :active, 0, 5001
  Cat :active, 10001, 11000
  Ann :active, 11000, 16001
  Ann :active, 21000, 24000
  section core 1
  Bob :active, 5001, 10001
  Bob :active, 16001, 21000
  Cat :active, 24000, 26000
  section Ann
  runs :active, 0, 5001
  waits for the GIL :crit, 5001, 11000
  runs :active, 11000, 16001
  waits for the GIL :crit, 16001, 21000
  runs :active, 21000, 24000
  section Bob
  waits for the GIL :crit, 20, 5001
  runs :active, 5001, 10001
  waits for the GIL :crit, 10001, 16001
  runs :active, 16001, 21000
  section Cat
  waits for the GIL :crit, 40, 10001
  runs :active, 10001, 11000
  I/O :done, 11000, 21020
  #160; :crit, 21020, 24000
  runs :active, 24000, 26000
`);
});

test("three friends by hand as a sequence: its first words", () => {
  const lines = sequence([exportedTrace(threeFriends())])
    .join("")
    .split("\n");
  expect(`\n${lines.slice(0, 20).join("\n")}\n`).toBe(`
sequenceDiagram
  %% gilgrill run -m threads-gil
  title Three friends at the counter - threads + GIL
  participant p0 as Ann
  participant p1 as Bob
  participant p2 as Cat
  participant p3 as GIL
  participant p4 as scheduler
  participant p5 as network
  p4->>p0: 0 ms runs on core 0
  p0->>p3: 0 ms wants it
  p3-->>p0: 0 ms has it
  p4->>p1: 20 us runs on core 1
  p1->>p3: 20 us wants it
  p4->>p2: 40 us runs on core 1
  p2->>p3: 40 us wants it
  p4-->>p1: 5 ms its time is up
  p1->>p0: 5 ms please let go of the GIL
  p0->>p3: 5 ms lets go#44; as asked
  p0->>p1: 5 ms wakes
`);
});

const bar = (from: number, to: number, label: string) => ({ from, to, label, tag: "active" as const, spans: 1 });

test("what is too short to be seen goes with its neighbour, and is counted", () => {
  const drawn = mergeBars(
    [bar(0, 50, "a"), bar(50, 51, "b"), bar(51, 90, "a"), bar(95, 96, "c"), bar(200, 201, "c")],
    10,
  );
  expect(drawn.map(({ from, to, label, spans }) => [from, to, label, spans])).toEqual([
    [0, 96, "a", 4],
    [200, 201, "c", 1],
  ]);
  const mixed = mergeBars([bar(0, 3, "a"), bar(3, 6, "b"), bar(6, 7, "c")], 10);
  expect(mixed.map(({ label, spans }) => [label, spans])).toEqual([["a and others", 3]]);
});

test("nothing in a name means anything to the grammar", () => {
  expect(mermaidText('end; a:b, "c" #1 %% {x}\n<b>')).toBe(
    "end#59; a#58;b#44; #34;c#34; #35;1 #37;#37; #123;x#125;?#60;b#62;",
  );
  expect(mermaidText("x".repeat(100))).toHaveLength(60);
});

test.each(scenarios.ids)(
  "%s: charts stay readable and of the grammar's form under every model",
  { timeout: 60_000 },
  (id) => {
    const work = scenario(id, ...(id === "ten-thousand-connections" ? ["tasks=30"] : []));
    for (const { id: model, refuses } of runtimes.all) {
      if (refuses(work) !== null) continue;
      const run = exportedRun(work, model, { maxEvents: 5000 });
      const chart = gantt([run]).join("").trimEnd().split("\n");
      const bars = chart.filter((line) => /:(?:active|crit|done), /.test(line));
      expect(bars.length).toBeLessThanOrEqual(100);
      expect(bars.filter((line) => !/^ {2}(?:[^:;#]|#\d+;)+ :(?:active|crit|done), \d+, \d+$/.test(line))).toEqual([]);
      const words = sequence([run]).join("").trimEnd().split("\n").slice(3);
      const form = /^ {2}(?:participant p\d+ as |p\d+(?:-?->>|-x)p\d+: |Note over p\d+(?:,p\d+)?: )(?:[^:;#]|#\d+;)+$/;
      expect(words.filter((line) => !form.test(line))).toEqual([]);
    }
  },
);

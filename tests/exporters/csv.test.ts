import fc from "fast-check";
import { expect, test } from "vitest";
import { csv } from "../../src/exporters/csv/csv.ts";
import type { ExportedRun } from "../../src/exporters/exporter.ts";
import { runtimes } from "../../src/simulation/runtimes/index.ts";
import * as events from "../../src/trace/event.ts";
import { step, TraceBuilder, threeFriends } from "../support/trace-builder.ts";
import { exportedRun, exportedTrace, scenario } from "./exported.ts";

/** A reader of RFC 4180 that takes nothing else. */
function read(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let rest = text;
  while (rest !== "") {
    const row: string[] = [];
    for (;;) {
      const match = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/.exec(rest);
      if (match === null) throw new Error(`no cell: ${rest.slice(0, 40)}`);
      row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? "");
      rest = rest.slice(match[0].length);
      if (match[3] === "\r\n") break;
    }
    rows.push(row);
  }
  return rows;
}

const rowsOf = (...runs: readonly ExportedRun[]): readonly (readonly string[])[] => read([...csv(runs)].join(""));

test("three friends by hand: who, in which state, from when to when", () => {
  const [heading, ...rows] = rowsOf(exportedTrace(threeFriends()));
  expect(heading?.join()).toBe("model,who,is,state,start_ns,end_ns,core,task,waited_for,ended");
  const cat = rows.filter(([, who]) => who === "Cat").map((row) => row.slice(3).join());
  expect(cat).toEqual([
    "gil,40000,10001000,,Cat,GIL,woken",
    "python,10001000,11000000,0,Cat,,blocked",
    "io,11000000,21020000,,Cat,network,woken",
    "gil,21020000,24000000,,Cat,GIL,woken",
    "python,24000000,26000000,1,Cat,,exited",
  ]);
});

test("odd names come back as they were, but for what a spreadsheet would take for a formula", () => {
  const names = ['a, "b"', "two\r\nlines", "=1+2", "+1", "-1", "@x", "end", "寿司"];
  const b = new TraceBuilder();
  b.process();
  for (const name of names) b.thread(name, "task", b.task(name, [step("cpu", 1)]));
  for (const thread of names.keys()) {
    b.create(thread, 0);
    b.later(5).enter(thread, 0, true);
    b.later(1000).add(events.threadExited, thread);
    b.leave(thread, 0, "exited");
  }
  const rows = rowsOf(exportedTrace(b.end())).slice(1);
  expect(rows.every((row) => row.length === 10)).toBe(true);
  expect([...new Set(rows.map(([, who]) => who))]).toEqual(
    names.map((name) => (/^[=+@-]/.test(name) ? `'${name}` : name)),
  );
});

test("spans of a thread follow each other without a gap, under every model", { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...runtimes.ids),
      fc.constantFrom("three-friends", "two-locks", "lost-update"),
      (model, id) => {
        const run = exportedRun(scenario(id), model, { maxEvents: 3000 });
        const [, ...rows] = rowsOf(run);
        const world = run.history.worldAt(run.trace.log.length - 1);
        const time = (states: RegExp): number =>
          rows
            .filter(([, , is, state = ""]) => is === "thread" && states.test(state))
            .reduce((sum, row) => sum + Number(row[5]) - Number(row[4]), 0);
        const total = (kind: "running" | "runnable" | "waiting"): number =>
          world.threads.reduce((sum, each) => sum + each[kind], 0);
        expect(time(/^(?:python|native|system|startup)$/)).toBe(total("running"));
        expect(time(/^runnable$/)).toBe(total("runnable"));
        expect(rows.every((row) => Number(row[5]) > Number(row[4]))).toBe(true);
      },
    ),
    { numRuns: 36, seed: 1 },
  );
});

/** What holds for every view, run and room. */
import { describe, expect, test } from "vitest";
import { asciiText } from "../../../src/base/cells.ts";
import { PreparedRun } from "../../../src/screen/frame/prepared.ts";
import { views } from "../../../src/screen/views/index.ts";
import { plain } from "../../../src/screen/views/line.ts";
import type { Room } from "../../../src/screen/views/view.ts";
import { runtimes } from "../../../src/simulation/runtimes/index.ts";
import { scenarioText } from "../../../src/simulation/scenarios/index.ts";
import { simulate } from "../../../src/simulation/simulate.ts";
import { loadScenario } from "../../../src/simulation/workload/load.ts";
import { frameAt } from "../../support/drawing.ts";
import { threeFriends } from "../../support/trace-builder.ts";

const SIZES = [
  [60, 15],
  [80, 23],
  [97, 31],
  [120, 39],
  [200, 59],
  [240, 60],
] as const;
const MODES = [
  { unicode: true, colour: true },
  { unicode: true, colour: false },
  { unicode: false, colour: true },
  { unicode: false, colour: false },
];
const ROOMS: readonly Room[] = SIZES.flatMap(([columns, rows]) => MODES.map((mode) => ({ columns, rows, ...mode })));

const real = (scenario: string, model: string): PreparedRun | null => {
  const workload = loadScenario(scenarioText(scenario), scenario);
  const runtime = runtimes.get(model);
  return runtime.refuses(workload) === null ? new PreparedRun(simulate(workload, runtime)) : null;
};

/** The same workload under every model, and scenarios with locks, variables, pools and crowds. */
const RUNS: readonly (readonly [name: string, make: () => PreparedRun | null])[] = [
  ["by hand", () => new PreparedRun(threeFriends())],
  ...runtimes.ids.map((model) => [`three friends, ${model}`, () => real("three-friends", model)] as const),
  ["two locks", () => real("two-locks", "threads-gil")],
  ["lost update", () => real("lost-update", "threads-gil")],
  ["C code", () => real("c-code", "threads-gil")],
  ["ten thousand connections", () => real("ten-thousand-connections", "asyncio")],
];

/** One cell at the left, where at most a selected task has its mark. */
const MARGINS = /^(?: |→|>|$)/;

describe.each(RUNS)("%s", (_, make) => {
  test("every view keeps to its room, says the same twice, and in ASCII says it in ASCII", () => {
    const run = make();
    if (run === null) return;
    const last = run.trace.log.length - 1;
    for (const seq of [-1, 0, Math.floor(last / 3), Math.floor((2 * last) / 3), last]) {
      for (const view of views.all) {
        for (const room of ROOMS) {
          const options = { columns: view.timelineColumns(room), selectedTask: seq % 2 === 0 ? 0 : null };
          const frame = frameAt(run, seq, options);
          const lines = view.draw(frame, room);
          expect(lines.length).toBeLessThanOrEqual(room.rows);
          for (const line of lines) {
            const text = plain(line);
            expect(text.length).toBeLessThanOrEqual(room.columns);
            if (!room.unicode) expect(text).toBe(asciiText(text));
            expect(text).toMatch(MARGINS);
            expect(text.trimEnd().length, text).toBeLessThan(room.columns);
          }
          if (room.rows === 23) expect(view.draw(frame, room)).toEqual(lines);
        }
      }
    }
  });
});

test("labels stand still: a lane's rows and columns are the same from the first event to the last", () => {
  const run = new PreparedRun(threeFriends());
  const room = ROOMS.find(({ columns, unicode }) => columns === 80 && !unicode) as Room;
  for (const view of views.all.filter(({ id }) => id === "lanes" || id === "threads")) {
    const labels = (seq: number): readonly string[] =>
      view
        .draw(frameAt(run, seq, { columns: view.timelineColumns(room) }), room)
        .map((line) => plain(line).slice(0, 8));
    const first = labels(0);
    const end = first.findIndex((label) => label.startsWith(" - why"));
    for (let seq = 1; seq < run.trace.log.length; seq++) expect(labels(seq).slice(0, end)).toEqual(first.slice(0, end));
  }
});

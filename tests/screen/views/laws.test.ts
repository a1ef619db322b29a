/** What holds for every view, run and room. */
import { describe, expect, test } from "vitest";
import { asciiText } from "../../../src/base/cells.ts";
import type { Frame } from "../../../src/screen/frame/frame.ts";
import { PreparedRun } from "../../../src/screen/frame/prepared.ts";
import { views } from "../../../src/screen/views/index.ts";
import { plain } from "../../../src/screen/views/line.ts";
import type { Room } from "../../../src/screen/views/view.ts";
import { listingOf } from "../../../src/simulation/listings/index.ts";
import { runtimes } from "../../../src/simulation/runtimes/index.ts";
import { scenarioText } from "../../../src/simulation/scenarios/index.ts";
import { admit, simulate } from "../../../src/simulation/simulate.ts";
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
  if (runtime.refuses(workload) !== null) return null;
  return new PreparedRun(simulate(workload, runtime), undefined, () => listingOf(admit(workload, runtime), runtime));
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
    const wrong: string[] = [];
    for (const seq of [-1, 0, Math.floor(last / 3), Math.floor((2 * last) / 3), last]) {
      for (const view of views.all) {
        const frames = new Map<number, Frame>();
        for (const room of ROOMS) {
          const columns = view.timelineColumns(room);
          const frame = frames.get(columns) ?? frameAt(run, seq, { columns, selectedTask: seq % 2 === 0 ? 0 : null });
          frames.set(columns, frame);
          const lines = view.draw(frame, room);
          const place = `${view.id} #${seq} ${room.columns}x${room.rows}`;
          if (lines.length > room.rows) wrong.push(`${place}: ${lines.length} lines`);
          for (const text of lines.map(plain)) {
            const fits = text.length <= room.columns && text.trimEnd().length < room.columns && MARGINS.test(text);
            if (!fits || (!room.unicode && text !== asciiText(text))) wrong.push(`${place}: ${text}`);
          }
          if (room.rows === 23) expect(view.draw(frame, room)).toEqual(lines);
        }
      }
    }
    expect(wrong).toEqual([]);
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

/** Views through a lens: near by, filtered, folded, scrolled, with marks. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asciiText } from "../../../src/base/cells.ts";
import { ms, NEVER, type Ns } from "../../../src/base/time.ts";
import type { FrameOptions } from "../../../src/screen/frame/build.ts";
import { PreparedRun } from "../../../src/screen/frame/prepared.ts";
import { views } from "../../../src/screen/views/index.ts";
import { lanes } from "../../../src/screen/views/lanes/lanes.ts";
import { plain } from "../../../src/screen/views/line.ts";
import { threads } from "../../../src/screen/views/threads/threads.ts";
import { runtimes } from "../../../src/simulation/runtimes/index.ts";
import { scenarioText } from "../../../src/simulation/scenarios/index.ts";
import { simulate } from "../../../src/simulation/simulate.ts";
import { loadScenario } from "../../../src/simulation/workload/load.ts";
import { knob } from "../../../src/simulation/workload/settings.ts";
import { ascii, drawing, frameAtTime, mono } from "../../support/drawing.ts";
import { threeFriends } from "../../support/trace-builder.ts";

function real(scenario: string, model: string, tasks?: number): PreparedRun {
  const turned = tasks === undefined ? [] : [knob("tasks", String(tasks))];
  const workload = loadScenario(scenarioText(scenario), scenario, turned);
  return new PreparedRun(simulate(workload, runtimes.get(model)));
}

const RUNS: readonly PreparedRun[] = [
  new PreparedRun(threeFriends()),
  real("three-friends", "multiprocessing"),
  real("four-sums", "threads-gil", 130),
  real("ten-downloads", "goroutines"),
];

const anyLens = fc.record({
  span: fc.option(fc.constantFrom(...[1e4, 2e5, 5e6, NEVER].map((span) => span as Ns))),
  anchor: fc.option(fc.nat({ max: 60_000_000 }).map((time) => time as Ns)),
  before: fc.constant(null),
  filter: fc.constantFrom("", "", "a", "gil", "running", "nobody of that name"),
  fold: fc.constantFrom("none" as const, "process" as const, "state" as const),
  top: fc.option(fc.nat({ max: 200 })),
  follow: fc.boolean(),
});

test("through any lens every view keeps to its room, and in ASCII says it in ASCII", () => {
  const anySight = fc.record({
    run: fc.constantFrom(...RUNS),
    view: fc.constantFrom(...views.all),
    lens: anyLens,
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    selected: fc.option(fc.nat({ max: 140 })),
    marks: fc.array(fc.nat({ max: 80_000_000 }), { maxLength: 4 }),
    room: fc.record({
      columns: fc.integer({ min: 60, max: 240 }),
      rows: fc.integer({ min: 15, max: 60 }),
      unicode: fc.boolean(),
      colour: fc.boolean(),
    }),
  });
  fc.assert(
    fc.property(anySight, ({ run, view, lens, share, selected, marks, room }) => {
      const frame = frameAtTime(run, Math.floor(run.end * share) as Ns, {
        columns: view.timelineColumns(room),
        selectedTask: selected !== null && selected < run.tiles.tasks.length ? selected : null,
        lens,
        marks: marks.toSorted((a, b) => a - b).map((time) => ({ time: time as Ns, note: "here" })),
      });
      const lines = view.draw(frame, room);
      expect(lines.length).toBeLessThanOrEqual(room.rows);
      for (const text of lines.map(plain)) {
        expect(text.length, text).toBeLessThanOrEqual(room.columns);
        expect(text.trimEnd().length, text).toBeLessThan(room.columns);
        if (!room.unicode) expect(text).toBe(asciiText(text));
      }
      expect(view.draw(frame, room)).toEqual(lines);
    }),
    { seed: 7, numRuns: 300 },
  );
});

const [byHand, processes, crowd] = RUNS as [PreparedRun, PreparedRun, PreparedRun];

/** So many lines of the lanes from the top, at an instant. */
const top = (run: PreparedRun, time: Ns, options: Partial<FrameOptions>, rows: number, room = ascii(80, 23)): string =>
  drawing(lanes, frameAtTime(run, time, { columns: lanes.timelineColumns(room), ...options }), room)
    .split("\n")
    .slice(2, 2 + rows)
    .join("\n");

describe("near by", () => {
  const lens = { span: ms(2), anchor: ms(11.5) };
  const marks = [ms(11), ms(25)].map((time) => ({ time, note: "" }));

  test("the axis has the instants of its page, and a row shows all of the run with the page in it", () => {
    expect(`\n${top(byHand, ms(11.5), { lens, marks }, 3)}\n`).toBe(`
 overview o         +        [+ Mv  ]      +         =     - M :  all 26 ms
 time                10.5         M           v 11.500 ms  12          CPU 100%
 core 0   CCCCCCCCCCCCCCCCCCCCCCCC|AAAAAAAAAAAA                  A  57% busy
`);
  });

  test("without colour and in Unicode", () => {
    expect(`\n${top(byHand, ms(11.5), { lens, marks }, 2, mono(80, 23))}\n`).toBe(`
 overview •·········▅········[▅·◆▼··]······▅·········▄·····▃·◆·▂  all 26 ms
 time                10.5         ◆           ▼ 11.500 ms  12          CPU 100%
`);
  });
});

test("whom the filter does not mean stands back in the lanes, and is not in the list", () => {
  const drawn = top(byHand, ms(17.5), { lens: { filter: "bob" } }, 11);
  expect(`\n${drawn}\n`).toBe(`
 time     0         5         10        15   v 17.50 ms     25         CPU 100%
 core 0   A---------!.........C-A---------!...                      63% busy
 core 1   ..........BBBBBBBBBB!...........BBBB                   B  37% busy

 GIL      A---------!BBBBBBBBBC-A---------!BBB                   B holds it
          held by Bob for 1.50 ms    Ann may ask in 3.50 ms
 parked

 - threads, 1 of 3 ----------------- progress of its step ----- waited for ----
 B Bob  * runs Python on core 1     #######.....   6.5/10 ms   GIL 10.98 ms

`);
});

test("cores and tasks by process", () => {
  expect(`\n${top(processes, ms(20), { lens: { fold: "process" } }, 13)}\n`).toBe(`
 time     0               v 20.0 ms       40              60           CPU 211%
 main     11...............                                      not at work
 Ann      .1111111111111111                                      on 1 core
 Bob      .1111111111111111                                      on 1 core
 Cat      ..11.............                                      not at work
 4 GILs   13332222222222222                                        2 held
 parked       C~~~~~~~~~~~~                                      C 15.1 ms left


 - threads by process ---------------------------------------------------------
 main process             0 tasks
 Ann                      1 task   1 running
 Bob                      1 task   1 running
`);
});

test("tasks by state: bands over time, and a list with bars", () => {
  const room = ascii(80, 23);
  const time = ms(2500);
  expect(`\n${top(crowd, time, { lens: { fold: "state" } }, 12)}\n`).toBe(`
 overview o+=+**+**##*#@[=++==v+=++]+==+*@*+=++=+==++=+++*+##@*=  all 6.52 s
 time         2000      2200      2400 v 2500.0 ms    2800             CPU 102%
 cores    323323222332332221322222333221                         1 of 4 at work
 GIL      nommoqpprpqqttorosuvuvwvuuywx!                         y holds it
          held by Sum 51 for 1.3 ms         +3 more

 - threads by state -----------------------------------------------------------
 running                   1  #.....................  y
 ready                    79  #############.........  z0123456789ABCDEFG +61
 waiting for the GIL       2  #.....................  vx
 not here yet                 ......................
 ended                    48  ########..............  ABCDEFGHIJKLMNOPQR +30
`);
  const frame = frameAtTime(crowd, time, { columns: threads.timelineColumns(room), lens: { fold: "state" } });
  expect(`\n${drawing(threads, frame, room).split("\n").slice(5, 9).join("\n")}\n`).toBe(`
 cores         31111222.121112112212.121222121            1 of 4 at work

 running       1111111111111111111111111111111             1 running

`);
});

describe("a list longer than its room", () => {
  const names = (options: Partial<FrameOptions>): string[] =>
    top(crowd, ms(2500), options, 20)
      .split("\n")
      .flatMap((line) => /^.. (Sum \d+) /.exec(line)?.[1] ?? []);

  test("begins where it was scrolled to, and its last page is full", () => {
    const page = names({ lens: { top: 40 } });
    expect(page[0]).toBe("Sum 41");
    expect(page.length).toBeGreaterThan(3);
    const end = names({ lens: { top: 129 } });
    expect(end.at(-1)).toBe("Sum 130");
    expect(end).toHaveLength(page.length);
  });

  test("has the selected task in it, wherever that is", () => {
    for (const task of [0, 60, 129]) expect(names({ selectedTask: task })).toContain(`Sum ${task + 1}`);
  });

  test("is of those that match", () => {
    const shown = names({ lens: { filter: "sum 12" } });
    expect(shown.length).toBeGreaterThan(3);
    for (const name of shown) expect(name).toContain("12");
  });
});

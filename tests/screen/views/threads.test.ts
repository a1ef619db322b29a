/** The tasks' own lanes as drawings. Letters are runs; in colour a run is a solid block with one letter. */
import { expect, test } from "vitest";
import { ms } from "../../../src/base/time.ts";
import { PreparedRun } from "../../../src/screen/frame/prepared.ts";
import { threads } from "../../../src/screen/views/threads/threads.ts";
import type { Room } from "../../../src/screen/views/view.ts";
import { runtimes } from "../../../src/simulation/runtimes/index.ts";
import { scenarioText } from "../../../src/simulation/scenarios/index.ts";
import { simulate } from "../../../src/simulation/simulate.ts";
import { loadScenario } from "../../../src/simulation/workload/load.ts";
import { ascii, drawing, frameAtTime, mono, withWhy } from "../../support/drawing.ts";
import { threeFriends } from "../../support/trace-builder.ts";

const run = new PreparedRun(threeFriends());

/** At 17.5 ms: Bob has the GIL, Ann wants it, Cat waits for the network. */
function drawn(room: Room): string {
  const frame = frameAtTime(run, ms(17.5), { columns: threads.timelineColumns(room) });
  return `\n${drawing(threads, withWhy(frame, run.tiles.tasks), room)}\n`;
}

test("80x24, ASCII without colour", () => {
  expect(drawn(ascii(80, 23))).toBe(`
 gilgrill - Three friends at the counter  threads + GIL  2 cores - CPython 3.12

 time          0           10       v 17.50 ms      30                 CPU 100%
 GIL           AAAAAA!BBBBBBC|AAAAA!B                   B holds it
 cores         1111112111112111111111                     1 of 2 at work

 A Ann         AAAAAA!-------AAAAAA!-                     waits for the GIL

 B Bob         ------BBBBBBB!------BB                     runs Python on core 1

 C Cat         -------------C~~~~~~~~                     waits for network

 - why ------------------------------------------------------------------------
 17.50 ms  Ann got the GIL: Bob let go.
 17.50 ms  < Ann asked Bob to leave.






 AA Python  ~~ waits outside  -- wants the GIL  ! made to stop  | gave way

`);
});

test("120 columns, Unicode without colour", () => {
  expect(drawn(mono(120, 20))).toBe(`
 gilgrill · Three friends at the counter                   threads + GIL  2 cores · CPython 3.12 · switch interval 5 ms

 time            0           5            10          15    ▼ 17.50 ms         25                              CPU 100%
 GIL             AAAAAAAAAAAAA▌BBBBBBBBBBB▌CC▏AAAAAAAAAAA▌BBB                           B holds it
 cores           ▄▄▄▄▄▄▄▄▄▄▄▄█▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄                             1 of 2 at work

 A Ann           AAAAAAAAAAAAA▌──────────────AAAAAAAAAAAA▌───                             waits for the GIL

 B Bob           ─────────────BBBBBBBBBBBB▌──────────────BBBB                             runs Python on core 1

 C Cat           ─────────────────────────CCC╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌                             waits for network

 ─ why ────────────────────────────────────────────────────────────────────────────────────────────────────────────────
 17.50 ms  Ann got the GIL: Bob let go.
 17.50 ms  ← Ann asked Bob to leave.



 AA Python   ╌╌ waits outside   ── wants the GIL   ▌ made to stop   ▏ gave way   ▒▒ switching, locking

`);
});

test("every GIL is there: those without a line of their own are counted", () => {
  const scenario = loadScenario(scenarioText("three-friends"), "three-friends");
  const many = new PreparedRun(simulate(scenario, runtimes.get("multiprocessing")));
  const rowsAt = (columns: number, rows: number): readonly string[] => {
    const room = mono(columns, rows);
    const frame = frameAtTime(many, ms(20), { columns: threads.timelineColumns(room) });
    expect(frame.allGils).toMatchObject({ count: 4, held: 2 });
    return drawing(threads, frame, room)
      .split("\n")
      .filter((line) => /^ (GIL |\+)/.test(line))
      .map(
        (line) =>
          `${line.slice(1, 8).trim()}: ${line
            .trim()
            .split(/\s{2,}/)
            .at(-1)}`,
      );
  };
  expect(rowsAt(60, 15)).toEqual(["GIL 1: nobody holds it", "+3 GILs: 2 held"]);
  expect(rowsAt(80, 23)).toEqual(["GIL 1: nobody holds it", "GIL 2: A holds it", "+2 GILs: 1 held"]);
  expect(rowsAt(120, 39)).toHaveLength(4);
});

/** The main screen as drawings. Letters are runs; in colour a run is a solid block with one letter. */
import { expect, test } from "vitest";
import { ms } from "../../../src/base/time.ts";
import type { Tile } from "../../../src/screen/frame/frame.ts";
import { PreparedRun } from "../../../src/screen/frame/prepared.ts";
import { lanes } from "../../../src/screen/views/lanes/lanes.ts";
import { restaurant } from "../../../src/screen/views/restaurant/restaurant.ts";
import type { Room, View } from "../../../src/screen/views/view.ts";
import { ascii, colour, drawing, frameAt, frameAtTime, mono, withWhy } from "../../support/drawing.ts";
import { threeFriends } from "../../support/trace-builder.ts";

const run = new PreparedRun(threeFriends());

/** At 17.5 ms: Bob has the GIL, Ann wants it, Cat waits for the network. */
function drawn(room: Room): string {
  const frame = frameAtTime(run, ms(17.5), { columns: lanes.timelineColumns(room) });
  return `\n${drawing(lanes, withWhy(frame, run.tiles.tasks), room)}\n`;
}

test("80x24, ASCII without colour", () => {
  expect(drawn(ascii(80, 23))).toBe(`
 gilgrill - Three friends at the counter  threads + GIL  2 cores - CPython 3.12

 time     0         5         10        15   v 17.50 ms     25         CPU 100%
 core 0   AAAAAAAAAA!.........CC|AAAAAAAAA!...                      63% busy
 core 1   ..........BBBBBBBBBB!...........BBBB                   B  37% busy

 GIL      AAAAAAAAAA!BBBBBBBBB!C|AAAAAAAAA!BBB                   B holds it
          held by Bob for 1.50 ms    Ann may ask in 3.50 ms
 parked                         C~~~~~~~~~~~~~                   C  3.5 ms left

 - threads ------------------------- progress of its step ----- waited for ----
 A Ann  . waits for the GIL         #########...  10.0/13 ms   GIL 7.50 ms
 B Bob  * runs Python on core 1     #######.....   6.5/10 ms   GIL 10.98 ms
 C Cat  . waits for network         ~~~~~~~~....   6.5/10 ms   GIL 9.96 ms

 - why ------------------------------------------------------------------------
 17.50 ms  Ann got the GIL: Bob let go.
 17.50 ms  < Ann asked Bob to leave.



 AA Python  ~~ waits outside  ! made to stop  | gave way  %% switching, locking

`);
});

test("the smallest screen", () => {
  expect(drawn(ascii(60, 15))).toBe(`
 gilgrill - Three friends at the counter      threads + GIL
 time     0           10       v 17.50 ms          CPU 100%
 core 0   AAAAAAA!....CC|AAAAA!.                63% busy
 core 1   ......BBBBBBB!......BB             B  37% busy
 GIL      AAAAAA!BBBBBBC|AAAAA!B             B holds it
          held by Bob for 1.50 ms    Ann may ask in 3.50 ms
 parked                C~~~~~~~~             C  3.5 ms left

 - threads ----------------------- progress of its step ---
 A Ann  . waits for the GIL       ######...  10.0/13 ms
 B Bob  * runs Python on core 1   #####....   6.5/10 ms
 C Cat  . waits for network       ~~~~~~...   6.5/10 ms
 - why ----------------------------------------------------
 17.50 ms  Ann got the GIL: Bob let go.

`);
});

test("120 columns, Unicode without colour: the tasks have lanes of their own", () => {
  expect(drawn(mono(120, 28))).toBe(`
 gilgrill · Three friends at the counter                   threads + GIL  2 cores · CPython 3.12 · switch interval 5 ms

 time          0           5            10          15    ▼ 17.50 ms         25           30                   CPU 100%
 core 0        AAAAAAAAAAAAA▌···········CCC▏AAAAAAAAAAA▌···                                        63% busy
 core 1        ············BBBBBBBBBBBBB▌··············BBBB                                     B  37% busy

 GIL           AAAAAAAAAAAAA▌BBBBBBBBBBB▌CC▏AAAAAAAAAAA▌BBB                                     B holds it
               held by Bob for 1.50 ms    Ann may ask in 3.50 ms
 parked                                   C╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌                                     C network   3.5 ms left

 A Ann         AAAAAAAAAAAAA▌──────────────AAAAAAAAAAAA▌───
 B Bob         ─────────────BBBBBBBBBBBB▌──────────────BBBB
 C Cat         ─────────────────────────CCC╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌

 ─ threads ────────────────────────────────────── step ────── progress ──────────────────────── waited for ────────────
 A Ann  ◌ waits for the GIL                      1/1 cpu     ██████████████▌░░░░  10.0/13 ms   GIL 7.50 ms
 B Bob  ● runs Python on core 1, holds the GIL   1/1 cpu     ████████████▎░░░░░░   6.5/10 ms   GIL 10.98 ms
 C Cat  ◌ waits for network                      2/3 io      ━━━━━━━━━━━━───────   6.5/10 ms   GIL 9.96 ms

 ─ why ────────────────────────────────────────────────────────────────────────────────────────────────────────────────
 17.50 ms  Ann got the GIL: Bob let go.
 17.50 ms  ← Ann asked Bob to leave.




 AA Python   ╌╌ waits outside   ▌ made to stop   ▏ gave way   ▒▒ switching, locking

`);
});

test("200 columns in colour: lanes two rows high", () => {
  expect(drawn(colour(200, 36))).toBe(`
 gilgrill · Three friends at the counter                                                                                                   threads + GIL  2 cores · CPython 3.12 · switch interval 5 ms

 time          0         2         4         6         8         10        12        14        16     ▼ 17.50 ms   20        22        24        26        28        30                        CPU 100%
 core 0        A                        ▌························C    ▏A                       ▌·······                                                                            63% busy
                                        ▌                             ▏                        ▌
 core 1        ·························B                        ▌·····························B                                                                                B  37% busy
                                                                 ▌

 GIL           A                        ▌B                       ▌C   ▏A                       ▌B                                                                               B holds it
                                        ▌                        ▌    ▏                        ▌
               held by Bob for 1.50 ms    Ann may ask in 3.50 ms
 parked                                                               ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌                                                                         C network   3.5 ms left

 A Ann         A                        ▌─────────────────────────────A                        ▌───────

 B Bob         ─────────────────────────B                        ▌─────────────────────────────B

 C Cat         ──────────────────────────────────────────────────C    ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌

 ─ threads ────────────────────────────────────── step ────── progress ───────────────────────────── waited for ───────────────────────────────────────────────────────────────────────────────────────
 A Ann  ◌ waits for the GIL                      1/1 cpu     ██████████████████▍       10.0/13 ms   GIL 7.50 ms
 B Bob  ● runs Python on core 1, holds the GIL   1/1 cpu     ███████████████▌           6.5/10 ms   GIL 10.98 ms
 C Cat  ◌ waits for network                      2/3 io      ━━━━━━━━━━━━━━━━────────   6.5/10 ms   GIL 9.96 ms · I/O 6.50 ms

 ─ why ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
 17.50 ms  Ann got the GIL: Bob let go.
 17.50 ms  ← Ann asked Bob to leave.







 A  Python   ╌╌ waits outside   ▌ made to stop   ▏ gave way   ▒▒ switching, locking

`);
});

/** The last screen, with findings that no insight will ever reword. */
function last(view: View, room: Room): string {
  const frame = frameAt(run, run.trace.log.length - 1, { columns: view.timelineColumns(room) });
  const [ann, bob] = run.tiles.tasks as readonly [Tile, Tile];
  const findings = [
    [{ text: "Concurrent, not parallel: up to 3 tasks in progress, but one at a time." }],
    [
      { text: "GIL convoy: " },
      { text: "Ann", tile: ann },
      { text: " and " },
      { text: "Bob", tile: bob },
      { text: " waited twice and queued for the GIL behind computing threads." },
    ],
    [{ text: "Idle cores: 1.0 of 2 busy on average." }],
  ];
  return `\n${drawing(view, { ...frame, findings }, room)}\n`;
}

test("at the end: what is to be learnt", () => {
  expect(last(lanes, ascii(80, 25))).toBe(`
 gilgrill - Three friends at the counter  threads + GIL  2 cores - CPython 3.12

 time     0         5         10        15        20 26.00 ms v        CPU 100%
 core 0   AAAAAAAAAA!.........CC|AAAAAAAAA!.........AAAAAA|...      54% busy
 core 1   ..........BBBBBBBBBB!...........BBBBBBBBBB|.....CCCC      46% busy

 GIL      AAAAAAAAAA!BBBBBBBBB!C|AAAAAAAAA!BBBBBBBBB|AAAAA|CCC     free
          nobody holds it
 parked                         C~~~~~~~~~~~~~~~~~~~

 - threads ------------------------- progress of its step ----- waited for ----
 A Ann  + done at 24.00 ms                                     GIL 11.00 ms
 B Bob  + done at 21.00 ms                                     GIL 10.98 ms
 C Cat  + done at 26.00 ms                                     GIL 12.94 ms

 - why ------------------------------------------------------------------------
 26.00 ms  The run is complete: every task has ended.
           * Concurrent, not parallel: up to 3 tasks in progress, but one at a
             time.
           * GIL convoy: Ann and Bob waited twice and queued for the GIL behind
             computing threads.
           * Idle cores: 1.0 of 2 busy on average.

 AA Python  ~~ waits outside  ! made to stop  | gave way  %% switching, locking

`);
});

test("at the end, with little room: as many whole sentences as fit", () => {
  expect(last(lanes, ascii(80, 18))).toBe(`
 gilgrill - Three friends at the counter  threads + GIL  2 cores - CPython 3.12
 time     0         5         10        15        20 26.00 ms v        CPU 100%
 core 0   AAAAAAAAAA!.........CC|AAAAAAAAA!.........AAAAAA|...      54% busy
 core 1   ..........BBBBBBBBBB!...........BBBBBBBBBB|.....CCCC      46% busy

 GIL      AAAAAAAAAA!BBBBBBBBB!C|AAAAAAAAA!BBBBBBBBB|AAAAA|CCC     free
          nobody holds it
 parked                         C~~~~~~~~~~~~~~~~~~~

 - threads ------------------------- progress of its step ----- waited for ----
 A Ann  + done at 24.00 ms                                     GIL 11.00 ms
 B Bob  + done at 21.00 ms                                     GIL 10.98 ms
 C Cat  + done at 26.00 ms                                     GIL 12.94 ms

 - why ------------------------------------------------------------------------
 26.00 ms  The run is complete: every task has ended.
           * Concurrent, not parallel: up to 3 tasks in progress, but one at a
             time.
`);
});

test("at the end in the restaurant", () => {
  expect(last(restaurant, ascii(80, 22))).toBe(`
 The GIL & Grill - the McDonald's story - threads + GIL                 26.0 ms
 +- counter ------------+ +- waiter = the GIL -+    +- cooks = cores ---------+
 | nobody               | | one at a time:     |    | cook 0     arms crossed |
 |                      | | nobody             |    |                         |
 |                      | |                    |    | cook 1     arms crossed |
 |                      | |                    |    |                         |
 +----------------------+ +--------------------+    +-------------------------+
 +- tables - need nobody ----+ +- fryers = I/O, no cook needed ---------------+
 | nobody                    | | off                                          |
 |                           | |                                              |
 |                           | |                                              |
 +---------------------------+ +----------------------------------------------+
 served 3 of 3           tickets re-read 10,  3 forced

 Everybody is done: the restaurant closes.
 Concurrent, not parallel: up to 3 tasks in progress, but one at a time.
 Idle cores: 1.0 of 2 busy on average.

 waiter = the GIL - guest = thread - cook = core - fries = I/O
 burger = Python - host = the main thread - ticket re-read = context switch
 Where the story breaks: the waiter carries nothing and helps nobody; it is a
 lock that keeps reference counts right.
`);
});

test("in colour a run is a block: its letter and its seam, then the task's ground", () => {
  const room = colour(80, 23);
  const frame = frameAtTime(run, ms(8), { columns: lanes.timelineColumns(room) });
  const [core0, core1] = lanes.draw(frame, room).slice(3, 5);
  expect(core0?.slice(3, 6)).toEqual([
    { text: "A         ", style: { ground: "tile", task: 0 } },
    { text: "▌", style: { ink: "seam" } },
    { text: `${"·".repeat(6)}${" ".repeat(37)}`, style: { ink: "faint" } },
  ]);
  expect(core1?.[1]).toEqual({ text: "core 1", style: { ink: "now", bold: true } });
});

test("a selected task is marked, and its life is told", () => {
  const room = ascii(80, 30);
  const frame = frameAtTime(run, ms(17.5), { columns: lanes.timelineColumns(room), selectedTask: 2 });
  const text = drawing(lanes, frame, room);
  expect(text).toMatch(/^>C Cat /m);
  expect(text).toMatch(/^ - life of Cat -+$/m);
});

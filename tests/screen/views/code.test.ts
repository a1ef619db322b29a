/** The program beside the run, as drawings; and a window that stands still. */
import { expect, test } from "vitest";
import { ms } from "../../../src/base/time.ts";
import type { ListingFrame } from "../../../src/screen/frame/listing.ts";
import { PreparedRun } from "../../../src/screen/frame/prepared.ts";
import { code } from "../../../src/screen/views/code/code.ts";
import { windowOf } from "../../../src/screen/views/code/window.ts";
import { plain } from "../../../src/screen/views/line.ts";
import type { Room } from "../../../src/screen/views/view.ts";
import { runtimes } from "../../../src/simulation/runtimes/index.ts";
import { simulate } from "../../../src/simulation/simulate.ts";
import { written } from "../../simulation/listings/every.ts";
import { ascii, colour, drawing, frameAtTime, mono } from "../../support/drawing.ts";

function prepared(scenario: string, model: string): PreparedRun {
  const { workload, listing } = written(scenario, model);
  return new PreparedRun(simulate(workload, runtimes.get(model)), undefined, () => listing);
}

const friends = prepared("three-friends", "threads-gil");

/** The rows below the lanes. */
function program(run: PreparedRun, at: number, room: Room, selectedTask: number | null = null): string {
  const frame = frameAtTime(run, ms(at), { columns: code.timelineColumns(room), selectedTask });
  const rows = drawing(code, frame, room).split("\n");
  return `\n${rows.slice(rows.findIndex((row) => /^ [─-] \w+\.(?:py|go)/.test(row))).join("\n")}\n`;
}

test("80x24, ASCII without colour", () => {
  expect(program(friends, 30, ascii(80, 23))).toBe(`
 - three_friends_at_the_counter.py, CPython 3.12 ---------- A waits, A> runs --
           17  def ann_and_bob():
      A B> 18      spin(40)
           19      time.sleep(0.01)  # drinks machine
           20      spin(2)
           21
           23  def cat():
           24      spin(2)
        C  25      time.sleep(0.03)  # fryer
           26      spin(4)
           27
           29  threads = [
           30      threading.Thread(target=task)
 - why ----------------------------------------------------- # further below --
 25.7 ms  The main thread waits for the GIL and may ask after 5 ms: core 2 is
          idle.
`);
});

test("who is selected has a mark on the line", () => {
  expect(program(friends, 30, mono(100, 30), 2)).toBe(`
 ─ three_friends_at_the_counter.py, CPython 3.12 ─────────────── A waits, A▶ runs, # main thread ──
                17  def ann_and_bob():
           A B▶ 18      spin(40)
                19      time.sleep(0.01)  # drinks machine
                20      spin(2)
                21
                23  def cat():
                24      spin(2)
             C  25      time.sleep(0.03)  # fryer ←
                26      spin(4)
                27
                29  threads = [
                30      threading.Thread(target=task)
                31      for task in [ann_and_bob, ann_and_bob, cat]
                32  ]
                33  for thread in threads:
             #  34      thread.start()
 ─ why ────────────────────────────────────────────────────────────────────────────────────────────
 25.7 ms  The main thread waits for the GIL and may ask after 5 ms: core 2 is idle.
`);
});

test("wide: the people and the reasons are beside the code", () => {
  expect(program(prepared("page-rendering", "goroutines"), 21, mono(170, 32))).toBe(`
 ─ rendering_pages_as_requests_come_in.go, Go 1.19 ───────── A waits, A▶ runs ──  ─ goroutines ──────────────────────────── progress of its step ──────── waited for ────
           35      go func() {                                                    A Request 1  ● runs on core 1            ██████████████▋   4.9/5 ms    I/O 15.00 ms
           36          defer group.Done()                                         B Request 2  ● runs on core 0            ██▋░░░░░░░░░░░░   0.9/5 ms    I/O 15.00 ms
           37          task()                                                     C Request 3  ◌ waits for database        ━━━━━━━━━━━━───  12.0/15 ms   I/O 11.96 ms
           38      }()                                                            D Request 4  ◌ waits for database        ━━━━━━━━───────   8.0/15 ms   I/O 7.96 ms
           39  }                                                                  E Request 5  ◌ waits for database        ━━━━───────────   4.0/15 ms   I/O 3.96 ms
           40                                                                     F Request 6  ● runs on core 2            █████████████▌░   0.9/1 ms    start 0.06 ms
           41  func request() {                                                   G Request 7    arrives at 24.00 ms
        F▶ 42      spin(1 * time.Millisecond)                                     H Request 8    arrives at 28.00 ms
      CDE  43      time.Sleep(15 * time.Millisecond) // database
       AB▶ 44      spin(5 * time.Millisecond)                                     ─ why ─────────────────────────────────────────────────────────────────────────────────
           45      spin(6 * time.Millisecond)       // C code, called …           20.87 ms  Sysmon sleeps: core 3 is idle.
           46      time.Sleep(5 * time.Millisecond) // network                    16.04 ms  ← M0 on P0 turns to the main goroutine, which the network poller found ready.
           47  }                                                                  16.00 ms  ← Request 5 arrives: cpu 1 ms, then four more steps.
           48
           49  func main() {
           50      var group sync.WaitGroup
           51      began = time.Now()
           52      for n := 0; n < 8; n++ {
           53          until(time.Duration(n) * 4 * time.Millisecond)
           54          start(&group, request)
           55      }
           56      group.Wait()
           57  }
`);
});

test("in colour the line that a core works at has a ground, from its first word on", () => {
  const room = colour(100, 30);
  const frame = frameAtTime(friends, ms(30), { columns: code.timelineColumns(room) });
  const grounded = code
    .draw(frame, room)
    .map((line) => line.filter(({ style }) => style.ground === "tint"))
    .filter((runs) => runs.length > 0);
  expect(grounded.map(plain)).toEqual(["spin(40)"]);
});

test("a run changed by a what-if says that its program is not", () => {
  for (const [columns, words] of [
    [140, "your what-if is not in it; A waits"],
    [80, "your what-if is not in it"],
    [60, "without the what-if"],
  ] as const) {
    const room = mono(columns, 30);
    const frame = frameAtTime(friends, ms(30), { columns: code.timelineColumns(room) });
    const titles = (changed: boolean): string | undefined =>
      drawing(code, { ...frame, listing: { ...(frame.listing as ListingFrame), changed } }, room)
        .split("\n")
        .find((row) => /three_friends|the program/.test(row));
    expect(titles(true)).toContain(words);
    expect(titles(false)).not.toContain("what-if");
  }
});

test("the window of a program that is too long moves by pages, and only when people are elsewhere", () => {
  const { listing } = frameAtTime(friends, ms(30));
  const all = listing as ListingFrame;
  const small = windowOf(all, 6);
  expect(small).toHaveLength(6);
  expect(small).toEqual(windowOf({ ...all, people: [...all.people].reverse() }, 6));
  // Where the functions and the main program fit, it is one window for the whole run.
  for (const each of [0, 10, 30, 60, 90]) {
    expect(windowOf(frameAtTime(friends, ms(each)).listing as ListingFrame, 18)).toEqual(windowOf(all, 18));
  }
  // The page of the selected task, though the others are elsewhere.
  const cat = frameAtTime(friends, ms(30), { selectedTask: 2 }).listing as ListingFrame;
  const at = cat.people.find(({ selected }) => selected)?.line;
  for (let rows = 1; rows < 30; rows++) expect(windowOf(cat, rows)).toContain(at);
});

/** Causes and waits as drawings. Letters are runs; in colour a run is a solid block with one letter. */
import { expect, test } from "vitest";
import { ms, type Ns } from "../../../src/base/time.ts";
import { PreparedRun } from "../../../src/screen/frame/prepared.ts";
import type { Room } from "../../../src/screen/views/view.ts";
import { why } from "../../../src/screen/views/why/why.ts";
import { ascii, drawing, frameAtTime, mono } from "../../support/drawing.ts";
import { threeFriends } from "../../support/trace-builder.ts";

const run = new PreparedRun(threeFriends());

/** At 17.5 ms: Bob has the GIL, Ann wants it, Cat waits for the network. `causes`: how far the explanation was followed back. */
function drawn(room: Room, causes = 0): string {
  const at = { columns: why.timelineColumns(room) };
  const { chain } = frameAtTime(run, ms(17.5), at).blame;
  const frame = frameAtTime(run, ms(17.5), { ...at, whySeq: chain[causes]?.seq ?? null });
  return `\n${drawing(why, frame, room)}\n`;
}

test("80x24, ASCII without colour", () => {
  expect(drawn(ascii(80, 23))).toBe(`
 gilgrill - Three friends at the counter  threads + GIL  2 cores - CPython 3.12
 time     0         5         10        15   v 17.50 ms     25         CPU 100%
 core 0   AAAAAAAAAA!.........CC|AAAAAAAAA!...                      63% busy
 core 1   ..........BBBBBBBBBB!...........BBBB                   B  37% busy
 GIL      AAAAAAAAAA!BBBBBBBBB!C|AAAAAAAAA!BBB                   B holds it
 parked                         C~~~~~~~~~~~~~                   C  3.5 ms left
 - what led to this --------------------------------------- < so long before --
 >   16.00 ms  Bob runs Python: 5 ms to go.
   <  at once  Ann waits for the GIL and may ask after 5 ms: core 0 is idle.
   <  at once  Bob got the GIL: asked after 5 ms, Ann let go at the next check
               point.
   <  at once  Ann let go of the GIL at a check point, because Bob had asked.
   <     1 us  Bob asked Ann to let go: the GIL has not changed hands for 5 ms.
 - who kept whom waiting ------------------------------------------------------
 A Ann  waits for the GIL       1.50 ms  Bob had it 1.50 ms
 B Bob  waited for the GIL      6.00 ms  Ann had it 5.00 ms, Cat 1.00 ms
        went on at 16.00 ms: Bob got the GIL: asked after 5 ms, Ann let go at
        the next check point.
 C Cat  waits for the network   6.50 ms  nobody: it takes so long

 - waited so far for ----------------------------------------------------------
 GIL    ~~~~~~~~~~~~~ 28.4 ms   A  7.5  B 11.0  C 10.0
 I/O    ~~~..........  6.5 ms   C  6.5
`);
});

test("the second cause back is chosen", () => {
  expect(drawn(mono(100, 30), 2)).toBe(`
 gilgrill · Three friends at the counter                      threads + GIL  2 cores · CPython 3.12
 time     0           5            10          15    ▼ 17.50 ms         25                 CPU 100%
 core 0   AAAAAAAAAAAAA▌···········CCC▏AAAAAAAAAAA▌···                                  63% busy
 core 1   ············BBBBBBBBBBBBB▌··············BBBB                               B  37% busy
 GIL      AAAAAAAAAAAAA▌BBBBBBBBBBB▌CC▏AAAAAAAAAAA▌BBB                               B holds it
 parked                              C╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌                               C  3.5 ms left

 ─ what led to this ─────────────────────────────────────────────────────────── ← so long before ──
   16.00 ms              Bob runs Python: 5 ms to go.
   16.00 ms  ←  at once  Ann waits for the GIL and may ask after 5 ms: core 0 is idle.
 → 16.00 ms  ←  at once  Bob got the GIL: asked after 5 ms, Ann let go at the next check point.
   16.00 ms  ←  at once  Ann let go of the GIL at a check point, because Bob had asked.
   16.00 ms  ←     1 us  Bob asked Ann to let go: the GIL has not changed hands for 5 ms.






 ─ who kept whom waiting ──────────────────────────────────────────────────────────────────────────
 A Ann  waits for the GIL       1.50 ms  Bob had it 1.50 ms
 B Bob  waited for the GIL      6.00 ms  Ann had it 5.00 ms, Cat 1.00 ms
        went on at 16.00 ms: Bob got the GIL: asked after 5 ms, Ann let go at the next check point.
 C Cat  waits for the network   6.50 ms  nobody: it takes so long



 ─ waited so far for ──────────────────────────────────────────────────────────────────────────────
 GIL    ━━━━━━━━━━━━━━━━ 28.4 ms   A  7.5  B 11.0  C 10.0
 I/O    ━━━━────────────  6.5 ms   C  6.5
`);
});

test("waits brought together: a row for all that wait for the same", () => {
  const room = mono(80, 23);
  const frame = frameAtTime(run, ms(17.5), { columns: why.timelineColumns(room), lens: { fold: "state" } });
  const rows = drawing(why, frame, room).split("\n");
  const from = rows.findIndex((row) => row.includes("who waits for what"));
  expect(`\n${rows.slice(from, from + 4).join("\n")}\n`).toBe(`
 ─ who waits for what ─────────────────────────────────────────────────────────
 1 waits for the GIL          1.50 ms  A Ann
 1 waits for the network      6.50 ms  C Cat

`);
});

test("a wait that very many had a little of is theirs, not nobody's", () => {
  const room = mono(80, 23);
  const frame = frameAtTime(run, ms(17.5), { columns: why.timelineColumns(room) });
  const [ann] = frame.blame.waits as [(typeof frame.blame.waits)[number]];
  const shares = frame.people.concat(...Array.from({ length: 60 }, () => frame.people));
  const many = shares.map(({ tile }) => ({ tile, time: (ann.length / 200) as Ns }));
  const blame = { ...frame.blame, waits: [{ ...ann, shares: many, nobody: (ann.length * 0.085) as Ns }] };
  const rows = drawing(why, { ...frame, blame }, room).split("\n");
  const from = rows.findIndex((row) => row.includes("who kept whom waiting"));
  expect(`\n${rows.slice(from, from + 4).join("\n")}\n`).toBe(`
 ─ who kept whom waiting ──────────────────────────────────────────────────────
 A Ann  waits for the GIL       1.50 ms  183 tasks had it 1.37 ms, nobody
                                         0.13 ms

`);
});

/** Races as they are drawn, without colours: what is told by letters and numbers. */
import { expect, test } from "vitest";
import { ms } from "../../../../src/base/time.ts";
import { compareLines } from "../../../../src/screen/views/compare/compare.ts";
import { plain } from "../../../../src/screen/views/line.ts";
import type { Room } from "../../../../src/screen/views/view.ts";
import { ascii, mono } from "../../../support/drawing.ts";
import { endOfAll, entriesOf, raceAt } from "../../../support/race.ts";

const friends = entriesOf("three-friends");
const drawn = (now: number, room: Room): string =>
  `\n${compareLines(raceAt(friends, now, room, 2), room)
    .map((line) => plain(line).trimEnd())
    .join("\n")}\n`;

test("80x24 in ASCII, while they run: one letter where one works, a number where several do", () => {
  expect(drawn(ms(35), ascii(80, 22))).toMatchInlineSnapshot(`
    "
     gilgrill - Compare - Three friends at the counter                      4 cores
     time              0        v 35.0 ms        100
       blocking        AAAAAAAAAA                            1 of 4 cores at work
       A runs                                                CPU 100%    0 switches
       threads, no GIL 2222222223                            3 of 4 cores at work
       A B C run                                             CPU 206%    2 switches
     > threads + GIL   ABBABCBBAA                            1 of 4, 1 in Python
       A runs                                                CPU 100%   33 switches
       GIL             A!BABC|B!A                            A holds it, B wants it
       asyncio         AAAAAAAAAA                            1 of 4 cores at work
       A runs                                                CPU 100%    0 switches
       multiprocessing 2222222222                            2 of 4 cores at work
       A B run                                               CPU 206%    3 switches
       goroutines      2222222233                            3 of 4 cores at work
       A B C run                                             CPU 214%   63 switches
     A Ann   B Bob   C Cat   ! made to stop   ~~ all wait outside   :: starts up
     - threads + GIL - CPU 100% - 33 switches, 8 forced ---------------------------
     Ann holds the GIL and runs Python; Bob waits for the GIL; Cat waits outside;
     3 of 4 cores are idle.
     The GIL is a lock: only the thread that holds it runs Python, the others wait
     for it, even where cores are idle.
    "
  `);
});

test("120x40 at the end: a row a core, who held the GIL, and why it was slow", () => {
  expect(drawn(endOfAll(friends), mono(120, 38))).toMatchInlineSnapshot(`
    "
     gilgrill · Compare · Three friends at the counter                                                              4 cores
     time              0        20       40        60       80        100      140.1 ms ▼            speed-up   memory
       blocking        AAAAAAAAAAAAAAAAAAA▏╌╌╌AA▏BBBBBBBBBBBBBBBBBB▏╌╌╌BC▏╌╌╌╌╌╌╌╌╌╌╌╌╌CC 6th   140 ms   1.0x  9.3 MiB
                       ·································································· CPU  64%    3 switches
       core 2          ·································································· one after the other
       core 3          ··································································

       threads, no GIL AAAAAAAAAAAAAAAAAAA▏╌╌╌AA▏                                         1st  53.9 ms   2.6x  1.5 MiB
                       ·BBBBBBBBBBBBBBBBBBB▏···BB                                         CPU 167%    5 switches
       core 2          CC▏············CCC▏·······                                         concurrent, parallel
       core 3          ··························

     ▶ threads + GIL   AAA▌·AA▌······AAA▌·AAA▌·AAA▌·AAA▌AAA▌·AA▏╌╌╌╌A▏                    4th  99.1 ms   1.4x  9.3 MiB
                       ··BBB▌·BBB▌BBBB▌·BBB▌BBB▌·BBB▌······BBB▌B▏···BB                    CPU  91%   60 switches, 17 forced
       core 2          ·········CC▏···················CC▏·············                    concurrent, not parallel
       core 3          ···············································
       GIL             AA▌BB▌A▌BBC▏BB▌AA▌B▌AA▌B▌A▌BB▌A▌C▏AA▌B▌AB▏   AB                    taken by force 14 times

       asyncio         AAAAAAAAAAAAAAAAAAA▏BBBBBBBBBBBBBBBBBBCA▏╌BB▏╌╌╌╌╌╌╌╌CC            5th   116 ms   1.2x  9.3 MiB
                       ·······················································            CPU  78%    2 switches
       core 2          ·······················································            concurrent, not parallel
       core 3          ·······················································

       multiprocessing #▌BBBBBBBBBBBBBBBBBB▏╌╌╌BB                                         3rd  54.5 ms   2.6x 19.3 MiB
                       ·CC▏············CCC▏······                                         CPU 175%    6 switches, 1 forced
       core 2          AAAAAAAAAAAAAAAAAAAA▏···AA                                         concurrent, parallel
       core 3          ··························

       goroutines      C▏·············CC▏·╌╌╌╌···                                         2nd  54.2 ms   2.6x  1.5 MiB
                       AAAAA▌AAAAAA▌AAAAAA▏···AAB                                         CPU 167%   69 switches
       core 2          BBBBBBB▌BBBBBBBBB▌B▏······                                         concurrent, parallel
       core 3          ··························
     A Ann   B Bob   C Cat   ▌ made to stop   ╌╌ all wait outside   ░░ starts up
     ─ threads + GIL · CPU 91% · 60 switches, 17 forced · 9.3 MiB · concurrent, not parallel ──────────────────────────────
     1st threads, no GIL 53.9 ms   2nd goroutines 54.2 ms   3rd multiprocessing 54.5 ms   4th threads + GIL 99.1 ms
     Threads, no GIL won because it computed on several cores at once (1.7 of 4 on average).
     Threads + GIL took 1.8x as long as the first: its tasks waited 99.4 ms for the GIL, which lets one thread run Python
     at a time.
    "
  `);
});

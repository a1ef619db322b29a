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

       threads, no GIL 2222222223                            3 of 4 cores at work

     > threads + GIL   ABBABCBBAA                            1 of 4 cores at work
       GIL             A!BABC|B!A                            A holds it, B wants it

       asyncio         AAAAAAAAAA                            1 of 4 cores at work

       multiprocessing 2222222222                            2 of 4 cores at work

       goroutines      2222222233                            3 of 4 cores at work

     A Ann   B Bob   C Cat   ~~ all wait outside   ! made to stop   :: starts up
     - threads + GIL - CPU 100% - 33 switches, 8 forced ---------------------------
     Ann holds the GIL and may run Python; Bob waits for the GIL; Cat waits
     outside; 3 of 4 cores are idle.
     A thread for each task, one of them running Python at a time: CPython's
     threading.
    "
  `);
});

test("120x40 at the end: a row a core, who held the GIL, and why it was slow", () => {
  expect(drawn(endOfAll(friends), mono(120, 38))).toMatchInlineSnapshot(`
    "
     gilgrill · Compare · Three friends at the counter                                                              4 cores
     time              0         20         40        60         80        100         140.1 ms ▼            speed-up
       blocking        AAAAAAAAAAAAAAAAAAAAA▏╌╌╌╌A▏BBBBBBBBBBBBBBBBBBBBB▏╌╌╌╌BC▏╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌CC 6th   140 ms   1.0x
                       ·········································································· CPU  64%    3 switches
                       ·········································································· one after the other
                       ·········································································· 9.3 MiB at most

       threads, no GIL AAAAAAAAAAAAAAAAAAAAA▏╌╌╌╌AA▏                                              1st  53.9 ms   2.6x
                       ·BBBBBBBBBBBBBBBBBBBBB▏····BB                                              CPU 167%    5 switches
                       CC▏··············CCC▏········                                              concurrent, parallel
                       ·····························                                              1.5 MiB at most

     ▶ threads + GIL   AAA▌·AAA▌·······AAA▌·AAAA▌·AAA▌·AAA▌·AAAA▌·AA▏╌╌╌╌A▏·                      4th  99.1 ms   1.4x
                       ···BBB▌·BBB▌BBBB▌··BBB▌·BBB▌·BBBB▌······BBB▌·B▏····BB                      CPU  91%   60 switches
                       ···········C▏······················CC▏···············                      concurrent, not parallel
                       ·····················································                      9.3 MiB at most
       GIL             AAA▌B▌AA▌BBC▏BBB▌AA▌BB▌A▌BB▌AA▌B▌AA▌C▏AA▌BB▌AB▏   A▏B                      taken by force 14 times

       asyncio         AAAAAAAAAAAAAAAAAAAAA▏BBBBBBBBBBBBBBBBBBBBC▏A▏╌BB▏╌╌╌╌╌╌╌╌╌CCC             5th   116 ms   1.2x
                       ······························································             CPU  78%    2 switches
                       ······························································             concurrent, not parallel
                       ······························································             9.3 MiB at most

       multiprocessing #▌BBBBBBBBBBBBBBBBBBBB▏╌╌╌╌BB                                              3rd  54.5 ms   2.6x
                       ·CC▏··············CCC▏·······                                              CPU 175%    6 switches
                       AAAAAAAAAAAAAAAAAAAAAA▏····AA                                              concurrent, parallel
                       ·····························                                              19.3 MiB at most

       goroutines      C▏···············CC▏··╌╌╌╌···                                              2nd  54.2 ms   2.6x
                       AAAAA▌AAAAAAAA▌AAAAAA▏····AAB                                              CPU 167%   69 switches
                       BBBBBBBB▌BBBBBBBBBB▌BB▏······                                              concurrent, parallel
                       ·····························                                              1.5 MiB at most
     A Ann   B Bob   C Cat   ╌╌ all wait outside   ▌ made to stop   ░░ starts up
     ─ threads + GIL · CPU 91% · 60 switches, 17 forced · concurrent, not parallel · 9.3 MiB at most ──────────────────────
     1st threads, no GIL 53.9 ms   2nd goroutines 54.2 ms   3rd multiprocessing 54.5 ms   4th threads + GIL 99.1 ms
     threads, no GIL won because it computed on several cores at once (1.7 of 4 on average).
     threads + GIL took 1.8x as long: its tasks waited 99.4 ms for the GIL, which lets one thread run Python at a time.
     blocking took 2.6x as long: its tasks waited 156 ms for their turn, because one comes after the other.
    "
  `);
});

/** The floor plans of pools, greenlets, goroutines and the other interpreters, as drawings. */
import { describe, expect, test } from "vitest";
import { ms } from "../../../src/base/time.ts";
import { PreparedRun } from "../../../src/screen/frame/prepared.ts";
import { lanes } from "../../../src/screen/views/lanes/lanes.ts";
import { ascii, drawing, frameAtTime } from "../../support/drawing.ts";
import { goroutines, oldGil } from "./by-hand.ts";
import { drawn, real } from "./draw.ts";

describe("80x22, ASCII", () => {
  test("thread-pool: tickets hang while one of the crew waits and keeps the place", () => {
    expect(drawn(real("page-rendering", "thread-pool"), 26, ascii(80, 22))).toBe(`
 The GIL & Grill - the McDonald's story - thread pool                   26.0 ms
 +- rail = pool's queue ---+ +- crew = worker threads, at most 4 -------------+
 | # (E) Request 5  next   | |  1 (A) Request 1  grill  #################.... |
 | # (F) Request 6  2.     | |  2 (B) Request 2  grill  ..................... |
 | # (G) Request 7  3.     | |  3 (C) Request 3  burger ..................... |
 |                         | |  4 (D) Request 4  fries  ~~~~~~~~~~~~~~~~~~... |
 +-------------------------+ +------------------------------------------------+
 +- waiter = the GIL -+    +- kitchen - cooks = cores ------------------------+
 |   (C) REQUEST 3    |    | 0 idle                   3 (C) burger .......... |
 | so far    0.0 ms   | ==>| 1 (A) grill  ########..                          |
 |                    |    | 2 (B) grill  ..........                          |
 +--------------------+    +--------------------------------------------------+
 served 0 of 8           tickets re-read  23,   0 forced   not here yet 1 (H)

 Request 1 is hungry.

 One of the crew waits and keeps the place: 3 tickets hang.

 crew = workers - rail = the pool's queue - waiter = the GIL - cook = core
 fries = I/O - burger = Python
 Where the story breaks: a crew member who waits for fries holds the place and
 does nothing else meanwhile.
`);
  });
  test("process-pool: a rail, a parcel in the post, four restaurants", () => {
    expect(drawn(real("ten-downloads", "process-pool"), 20, ascii(80, 22))).toBe(`
 The GIL & Grill - the McDonald's story - process pool                  20.0 ms
 +- rail = pending ------+ +- post = pipes -----+ +- office = parent ---------+
 | # (F) Download 6   1. | | out  (E)           | | host    waits for all     |
 | (G)(H)(I)(J)          | | back .             | | manager waits             |
 +-----------------------+ +--------------------+ +---------------------------+
 +- restaurant 1 = worker process ----+ +- restaurant 2 = worker process -----+
 | (B) Download 2   fries  ~~~~~..... | | (C) Download 3   fries  ~~~~~...... |
 | open, own waiter, no cook now      | | open, own waiter, no cook now       |
 +------------------------------------+ +-------------------------------------+
 +- restaurant 3 = worker process ----+ +- restaurant 4 = worker process -----+
 | (D) Download 4   fries  ~~~~~..... | | (A) Download 1   fries  ~~~~~...... |
 | open, own waiter, no cook now      | | open, own waiter, no cook now       |
 +------------------------------------+ +-------------------------------------+
 +- cooks of all restaurants = cores -----------------------------------------+
 | 0 idle             1 idle             2 idle             3 idle            |
 +----------------------------------------------------------------------------+
 served  0 of 10           tickets re-read 11,  0 forced
 Download 1 is hungry.

 restaurant = worker process - rail = pending calls - cook = core
 Where the story breaks: every ticket and every plate has to be packed and
 posted; for small orders that is the work.
`);
  });
  test("goroutines: tickets on the rails of two counters and on the common one, staff in the cellar", () => {
    expect(drawn(new PreparedRun(goroutines()), 1.5, ascii(80, 22))).toBe(`
 The GIL & Grill - the McDonald's story - goroutines                     1.5 ms
 +- counters = P - staff M = threads - each rail = its run queue -------------+
 | 0  M0   (A) Ann   grill  #####................  next (C)  rail (D)         |
 | 1  M1   (B) Bob   grill  #####................  next .    rail .           |
 +----------------------------------------------------------------------------+
 +- common rail ---+ +- other staff = M ----+ +- tables, fryers = parked -----+
 | (E)             | | inspector asleep     | | (F) Fay   fries  ~~~......... |
 |                 | | M2   (F) cellar      | | (G) Gus   fries  ~~~......... |
 |                 | |                      | |                               |
 |                 | |                      | |                               |
 |                 | |                      | |                               |
 +-----------------+ +----------------------+ +-------------------------------+
 served 0 of 7           tickets re-read 2, 0 forced

 Ann is hungry.

 One ticket in the cellar (a system call) with staff.

 ticket = goroutine (G) - counter = P - staff = thread (M) - cook = core
 cellar = system call - inspector = the system monitor - burger = Go code
 Where the story breaks: no staff would steal half of a neighbour's tickets;
 Go's do, and so nobody stands idle.
`);
  });
  test("gevent: an unpatched call freezes the waiter", () => {
    expect(drawn(real("blocking-in-asyncio", "gevent"), 55, ascii(80, 22))).toBe(`
 The GIL & Grill - the McDonald's story - gevent                        55.0 ms
 +- ready greenlets ----+ +- waiter = hub thread -+    +- cooks = cores ------+
 | o (D) Download   1.  | | round 4               |    | cook 0     idle      |
 |                      | |   (R) REPORT          |    | cook 1     idle      |
 |                      | | frozen: unpatched     |    | cook 2     idle      |
 |                      | |                       |    | cook 3     idle      |
 +----------------------+ +-----------------------+    +----------------------+
 +- tables - in a call -------+ +- fryers = I/O, no cook needed --------------+
 | (H) Heartbeat  a nap       | | (H) nap (timer)  ~~~~~~~~~~~        overdue |
 |                            | | (R) fries        ~~~~~......   31.0 ms left |
 |                            | |                                             |
 +----------------------------+ +---------------------------------------------+
 served 0 of 3           tickets re-read  4,  0 forced   not here yet 0

 Heartbeat is hungry.

 An unpatched call: the waiter is frozen with Report, and nobody else moves.

 waiter = the hub, one thread - guest = greenlet - cook = core - fries = I/O
 burger = Python - sitting down = a patched blocking call
 Where the story breaks: nobody says that they wait; it just happens inside a
 call that looks like any other.
`);
  });
  test("subinterpreters: several kitchens under one roof", () => {
    expect(drawn(real("three-friends", "subinterpreters"), 20, ascii(80, 22))).toBe(`
 The GIL & Grill - the McDonald's story - subinterpreters               20.0 ms
 +- Ann's kitchen = an interpreter ---+ +- Bob's kitchen = an interpreter ----+
 | (A) Ann   burger ########......... | | (B) Bob   burger #########......... |
 | open, own waiter, cook 1 at work   | | open, own waiter, cook 2 at work    |
 +------------------------------------+ +-------------------------------------+
 +- Cat's kitchen = an interpreter ---+ +- front room = main interpreter -----+
 | (C) Cat   fries  ~~~~~~~~~~....... | | host waits for all                  |
 | open, own waiter, no cook now      | |                                     |
 +------------------------------------+ +-------------------------------------+
 +- cooks of the whole house = cores -----------------------------------------+
 | cook 0 idle        cook 1 (A) Ann     cook 2 (B) Bob     cook 3 idle       |
 +----------------------------------------------------------------------------+
 served 0 of 3           tickets re-read  5,  0 forced

 Ann is hungry.

 Two cooks at work at the same time, in 2 kitchens: no waiter is shared.

 kitchen = interpreter - its waiter = its own GIL - cook = core
 roof = the one process - fries = I/O - burger = Python
 Where the story breaks: several kitchens under one roof share the walls; if
 one burns, all of them do.
`);
  });
  test("free-threaded: no waiter, and shelves with locks", () => {
    expect(drawn(real("shared-memory", "free-threaded"), 2, ascii(80, 22))).toBe(`
 The GIL & Grill - the McDonald's story - free-threaded Python           2.0 ms
 +- empty plates = runnable -------+ +- kitchen - cooks = cores, no waiter ---+
 | nobody waits for a cook         | | cook 0 (B) burger .................... |
 |                                 | | cook 1 (A) burger .................... |
 +---------------------------------+ +----------------------------------------+
 +- shelves = objects ------+ +- tables - need nobody for now ----------------+
 | till =  200              | | nobody                                        |
 | drawer is there          | |                                               |
 +--------------------------+ +-----------------------------------------------+
 served 0 of 2           tickets re-read 2, 0 forced

 Ann is hungry.



 Two cooks at work at the same time: that is parallel.

 guest = thread - cook = core - shelf with a lock = object - fries = I/O
 burger = Python - host = the main thread - ticket re-read = context switch
 Where the story breaks: every plate carries its own lock now, and using one
 costs a little each time.
`);
  });
  test("the old GIL: Bob was called, and Ann is there again", () => {
    expect(drawn(new PreparedRun(oldGil()), 2.01, ascii(80, 22))).toBe(`
 The GIL & Grill - the McDonald's story - threads + old GIL              2.0 ms
 +- counter ------------+ +- the old GIL ------+    +- cooks = cores ---------+
 | (B) Bob   tries      | | one at a time:     |    | cook 0 (A) burger #.... |
 |   for    1.0 ms      | |   (A) ANN          | ==>|                         |
 |                      | | so far    0.0 ms   |    | cook 1 (B) tries        |
 |                      | | 100 bites a turn   |    |                         |
 +----------------------+ +--------------------+    +-------------------------+
 +- tables - need nobody ----+ +- fryers = I/O, no cook needed ---------------+
 | nobody                    | | off                                          |
 |                           | |                                              |
 +---------------------------+ +----------------------------------------------+
 served 0 of 2           re-read 1   called in vain 1

 Ann is hungry.

 One cook at work on no burger: a guest was called and tries the counter.

 waiter = the old GIL - guest = thread - cook = core - fries = I/O
 burger = Python - host = the main thread - ticket re-read = context switch
 Where the story breaks: no guest would leave the counter every 100 bites and
 be first in line again at once.
`);
  });
});

test("the lanes say the same of the goroutines' counters", () => {
  const frame = frameAtTime(new PreparedRun(goroutines()), ms(1.5), { columns: 54 });
  const lines = drawing(lanes, frame, ascii(80, 23)).split("\n");
  expect(lines.filter((line) => / (?:P|global) {3,}/.test(line))).toEqual([
    " P        P0 M0   next C then D              P1 M1   next - then empty",
    " global   0 of 2 P free   run queue E",
  ]);
});

/** The floor plans as drawings. People are letters in brackets where there is no colour. */
import { describe, expect, test } from "vitest";
import { PreparedRun } from "../../../src/screen/frame/prepared.ts";
import { ascii, colour, mono } from "../../support/drawing.ts";
import { threeFriends } from "../../support/trace-builder.ts";
import { drawn, real } from "./draw.ts";

describe("threads + GIL: a run by hand, at 17.5 ms", () => {
  const run = new PreparedRun(threeFriends());

  test("80x22, ASCII", () => {
    expect(drawn(run, 17.5, ascii(80, 22))).toBe(`
 The GIL & Grill - the McDonald's story - threads + GIL                 17.5 ms
 +- counter ------------+ +- waiter = the GIL -+    +- cooks = cores ---------+
 | (A) Ann  1.5 ms      | | one at a time:     |    | cook 0     arms crossed |
 |                      | |   (B) BOB          | ==>|                         |
 |                      | | so far    1.5 ms   |    | cook 1 (B) burger ###.. |
 |                      | |                    |    |                         |
 +----------------------+ +--------------------+    +-------------------------+
 +- tables - need nobody ----+ +- fryers = I/O, no cook needed ---------------+
 | (C) Cat   waits for fries | | (C) fries         ~~~~~~~....    3.5 ms left |
 |                           | |                                              |
 |                           | |                                              |
 +---------------------------+ +----------------------------------------------+
 served 0 of 3           tickets re-read  9,  3 forced

 Ann is hungry.

 One cook idle: a burger needs a cook, but the waiter lets one through.

 waiter = the GIL - guest = thread - cook = core - fries = I/O
 burger = Python - host = the main thread - ticket re-read = context switch
 Where the story breaks: the waiter carries nothing and helps nobody; it is a
 lock that keeps reference counts right.
`);
  });
  test("120x38, Unicode without colour", () => {
    expect(drawn(run, 17.5, mono(120, 38))).toBe(`
 The GIL & Grill · the McDonald's story · threads + GIL                                                         17.5 ms

 ╭─ counter · everybody at once ──────╮ ╭─ waiter = the GIL ──────╮    ╭─ kitchen · cooks = cores ────────────────────╮
 │ (A) Ann   "May I?"                 │ │ one order at a time:    │    │ cook 0     arms crossed                      │
 │   ▰▰▰▰▰▱▱▱▱▱▱▱▱▱▱▱▱▱▱  1.5 of 5 ms │ │   (B) BOB               │    │                                              │
 │                                    │ │ so far    1.5 ms        │ ━━▶│ cook 1 (B) burger █████▊░░░    6.5 of 10 ms  │
 │                                    │ │                         │    │                                              │
 │                                    │ │                         │    │                                              │
 │                                    │ │                         │    │                                              │
 ╰────────────────────────────────────╯ ╰─────────────────────────╯    ╰──────────────────────────────────────────────╯
 ╭─ tables · need nobody for now ───────────╮ ╭─ fryers = I/O, no cook needed ────────────────────────────────────────╮
 │ (C) Cat   waits for fries (network)      │ │ (C) fries (network)  ━━━━━━━━━━━━━━━━━━━━━────────────    3.5 ms left │
 │                                          │ │                                                                       │
 │                                          │ │                                                                       │
 │                                          │ │                                                                       │
 │                                          │ │                                                                       │
 ╰──────────────────────────────────────────╯ ╰───────────────────────────────────────────────────────────────────────╯
 ╭─ orders = tasks, step by step ─────────────────────────────────────────────────────────────────────────────────────╮
 │ (A) Ann   step 1 of 1   May I?   ▰▰▰▱▱▱▱▱▱▱▱   1.5 of 5 ms      waited    7.5 ms to be served,    0.0 ms for fries │
 │ (B) Bob   step 1 of 1   burger   ███████▏░░░    6.5 of 10 ms    waited   11.0 ms to be served,    0.0 ms for fries │
 │ (C) Cat   step 2 of 3   fries    ━━━━━━━────    3.5 ms left     waited   10.0 ms to be served,    6.5 ms for fries │
 ╰────────────────────────────────────────────────────────────────────────────────────────────────────────────────────╯

 served 0 of 3                             tickets re-read (context switches)  9,  3 because time was up

 Ann is hungry.

 One cook idle: a burger needs a cook, but the waiter lets one through.




 waiter = the GIL · guest = thread · cook = core · fries = I/O · burger = Python · host = the main thread
 ticket re-read = context switch · grill = C code without the GIL · 5 ms of patience = the switch interval
 Where the story breaks: the waiter carries nothing and helps nobody; it is a lock that keeps reference counts right.
`);
  });
  test("compact, as under the lanes", () => {
    expect(drawn(run, 17.5, ascii(80, 10))).toBe(`
 The GIL & Grill - the McDonald's story - threads + GIL                 17.5 ms
  counter  (A) Ann  ##........  1.5 of 5 ms
  waiter   lets (B) BOB  in, so far   1.5 ms
  kitchen  0 idle                             1 (B) burger ############........
  tables   (C) Cat   waits for fries
  fryers   (C) fries         ~~~~~~~....    3.5 ms left
 served 0 of 3           tickets re-read  9,  3 forced
 Ann is hungry.

 waiter = the GIL - guest = thread - cook = core - fries = I/O
`);
  });
  test("the smallest screen", () => {
    expect(drawn(run, 17.5, ascii(60, 15))).toBe(`
 The GIL & Grill - threads + GIL                    17.5 ms
 +- counter ------+ +- the GIL ----+    +- cooks = cores -+
 | (A) Ann  #.... | |   (B) BOB    |    | cook 0     idle |
 |                | |    1.5 ms    | ==>|                 |
 |                | |              |    | cook 1 (B) burg |
 +----------------+ +--------------+    +-----------------+
 +- tables ----------+ +- fryers = I/O, no cook needed ---+
 | (C) Cat   fries   | | (C) fries ~~~~...    3.5 ms left |
 |                   | |                                  |
 |                   | |                                  |
 +-------------------+ +----------------------------------+
 served 0 of 3           re-read  9,  3 forced
 Ann is hungry.

 waiter = the GIL - guest = thread - cook = core
`);
  });
  test("in colour a person is one cell", () => {
    expect(drawn(run, 17.5, colour(80, 14))).toBe(`
 The GIL & Grill · the McDonald's story · threads + GIL                 17.5 ms
 ╭─ counter ────────────╮ ╭─ waiter = the GIL ─╮    ╭─ cooks = cores ─────────╮
 │ A Ann   1.5 of 5 ms  │ │   B BOB            │    │ cook 0   arms crossed   │
 │                      │ │ so far    1.5 ms   │ ━━▶│                         │
 │                      │ │                    │    │ cook 1 B burger ████▌   │
 ╰──────────────────────╯ ╰────────────────────╯    ╰─────────────────────────╯
 ╭─ tables · need nobody ────╮ ╭─ fryers = I/O, no cook needed ───────────────╮
 │ C Cat   waits for fries   │ │ C fries (network) ━━━━━━━────    3.5 ms left │
 │                           │ │                                              │
 ╰───────────────────────────╯ ╰──────────────────────────────────────────────╯
 served 0 of 3           tickets re-read  9,  3 forced
 Ann is hungry.

 waiter = the GIL · guest = thread · cook = core · fries = I/O
`);
  });
});

describe("the three friends under the other models, 80x22, ASCII", () => {
  test("blocking: everybody waits for Ann's drink", () => {
    expect(drawn(real("three-friends", "blocking"), 45, ascii(80, 22))).toBe(`
 The GIL & Grill - the McDonald's story - blocking                      45.0 ms
 +- queue = calls -----+ +- waiter = one thread -+    +- cooks = cores -------+
 | (B) Bob   next      | | serves to the end:    |    | cook 0     idle       |
 | (C) Cat   number 2  | |   (A) ANN             |    | cook 1     idle       |
 |                     | | waits for a drink     |    | cook 2     idle       |
 |                     | |                       |    | cook 3     idle       |
 +---------------------+ +-----------------------+    +-----------------------+
 +- fryers = I/O, no cook needed ---------------------------------------------+
 | (A) drink            ~~~~~~~~~~~~~~~~~~~...................    5.0 ms left |
 |                                                                            |
 |                                                                            |
 +----------------------------------------------------------------------------+
 served 0 of 3           tickets re-read 1, 0 forced

 Ann is hungry.

 The waiter stands at the fryer with Ann: all arms crossed, 2 wait behind.

 waiter = the one thread - cook = core - queue = calls that wait - fries = I/O
 burger = Python - kitchen = the kernel and the machine
 Where the story breaks: a real waiter would take the next order while the
 fries fry; a blocking call cannot.
`);
  });
  test("threads on two cores: a crowd with empty plates", () => {
    expect(drawn(real("three-friends", "threads", "machine.cores=1"), 20, ascii(80, 22))).toBe(`
 The GIL & Grill - the McDonald's story - threads, no GIL               20.0 ms
 +- empty plates = runnable -------+ +- kitchen - cooks = cores, no waiter ---+
 | (A) Ann   "My turn!"    0.0 ms  | | cook 0 (B) burger ####................ |
 |                                 | |                                        |
 |                                 | |                                        |
 +---------------------------------+ +----------------------------------------+
 +- tables - need nobody ----+ +- fryers = I/O, no cook needed ---------------+
 | (C) Cat   waits for fries | | (C) fries         ~~~........   20.0 ms left |
 |                           | |                                              |
 |                           | |                                              |
 +---------------------------+ +----------------------------------------------+
 served 0 of 3           tickets re-read  7,  5 forced

 Ann is hungry.

 One guest more than cooks: each turn of a cook means re-reading a ticket.

 guest = thread - cook = core - burger = code - fries = I/O
 host = the main thread - ticket re-read = context switch
 Where the story breaks: guests share one memory, so two of them can write the
 same ticket at once and lose a line.
`);
  });
  test("asyncio: one burger is on, and a buzzer rings in vain", () => {
    expect(drawn(real("three-friends", "asyncio"), 45, ascii(80, 22))).toBe(`
 The GIL & Grill - the McDonald's story - asyncio                       45.0 ms
 +- buzzers = ready ----+ +- waiter = event loop -+    +- cooks = cores ------+
 | ! (C) Cat   next     | | round 1               |    | cook 0 (B) burger    |
 |                      | |   (B) BOB             | ==>| cook 1     idle      |
 |                      | | makes the order       |    | cook 2     idle      |
 |                      | |                       |    | cook 3     idle      |
 +----------------------+ +-----------------------+    +----------------------+
 +- tables = await -----------+ +- fryers = I/O, no cook needed --------------+
 | (A) Ann   for a drink      | | (A) drink        ~~~~~......    5.0 ms left |
 |                            | |                                             |
 |                            | |                                             |
 +----------------------------+ +---------------------------------------------+
 served 0 of 3           tickets re-read 0, 0 forced

 Ann is hungry.

 While Bob's burger is on, no buzzer is heard, and three cooks are idle.

 waiter = the event loop - buzzer = a future - cook = core - fries = I/O
 burger = Python - sitting down = await
 Where the story breaks: this waiter cooks every burger in person, so one long
 burger and nobody else is served.
`);
  });
  test("multiprocessing: each in another restaurant", () => {
    expect(drawn(real("three-friends", "multiprocessing"), 20, ascii(80, 22))).toBe(`
 The GIL & Grill - the McDonald's story - multiprocessing               20.0 ms
 +- Ann's restaurant = a process -----+ +- Bob's restaurant = a process ------+
 | (A) Ann   burger ########......... | | (B) Bob   burger #########......... |
 | open, own waiter, cook 1 at work   | | open, own waiter, cook 2 at work    |
 +------------------------------------+ +-------------------------------------+
 +- Cat's restaurant = a process -----+ +- meeting point = parent process ----+
 | (C) Cat   fries  ~~~~~~~~~~....... | | host waits for all                  |
 | open, own waiter, no cook now      | |                                     |
 +------------------------------------+ +-------------------------------------+
 +- cooks of the whole street = cores ----------------------------------------+
 | cook 0 idle        cook 1 (A) Ann     cook 2 (B) Bob     cook 3 idle       |
 +----------------------------------------------------------------------------+
 served 0 of 3           tickets re-read  2,  0 forced

 Ann is hungry.

 Two cooks at work at the same time, in 2 restaurants: no waiter is shared.

 restaurant = process - its waiter = its own GIL - cook = core - fries = I/O
 burger = Python - host = the parent process - opening = fork or spawn
 Where the story breaks: a restaurant is built for one guest and torn down
 after the meal, and all share the cooks.
`);
  });
});

describe("what goes wrong", () => {
  test("two locks: stuck for ever, and on whom", () => {
    expect(drawn(real("two-locks", "threads-gil"), 100, ascii(80, 22))).toBe(`
 The GIL & Grill - the McDonald's story - threads + GIL                100.0 ms
 +- counter ------------+ +- waiter = the GIL -+    +- cooks = cores ---------+
 | nobody               | | one at a time:     |    | cook 0     arms crossed |
 |                      | | nobody             |    | cook 1     arms crossed |
 |                      | |                    |    | cook 2     arms crossed |
 |                      | |                    |    | cook 3     arms crossed |
 +----------------------+ +--------------------+    +-------------------------+
 +- tables - need nobody for now -+ +- fryers = I/O, no cook needed ----------+
 | (A) Ann   stuck: board of (B)  | | off                                     |
 | (B) Bob   stuck: knife of (A)  | |                                         |
 |                                | |                                         |
 +--------------------------------+ +-----------------------------------------+
 served 1 of 3  (C)      tickets re-read 22,  3 forced   stuck for ever (A)(B)

 Ann is hungry.
 Deadlock: Ann waits for board, which Bob holds; Bob waits for knife, which Ann
 holds.

 waiter = the GIL - guest = thread - cook = core - fries = I/O
 burger = Python - host = the main thread - ticket re-read = context switch
 Where the story breaks: the waiter carries nothing and helps nobody; it is a
 lock that keeps reference counts right.
`);
  });
  test("a blocking call holds the waiter", () => {
    expect(drawn(real("blocking-in-asyncio", "asyncio"), 60, ascii(100, 22))).toBe(`
 The GIL & Grill - the McDonald's story - asyncio                                           60.0 ms
 +- buzzers = ready queue -----+ +- waiter = event loop -+    +- kitchen - cooks = cores ---------+
 | ! (D) Download   next       | | round 7               |    | cook 0     arms crossed           |
 |                             | |   (R) REPORT          |    | cook 1     arms crossed           |
 |                             | | held: blocking call   |    | cook 2     arms crossed           |
 |                             | |                       |    | cook 3     arms crossed           |
 +-----------------------------+ +-----------------------+    +-----------------------------------+
 +- tables - buzzer in hand = await --+ +- fryers = I/O, no cook needed --------------------------+
 | (H) Heartbeat  for a nap           | | (H) nap (timer)      ~~~~~~~~~~~~~~~~~~~        overdue |
 |                                    | | (R) fries (database) ~~~~~~~~~~.........   26.0 ms left |
 |                                    | |                                                         |
 +------------------------------------+ +---------------------------------------------------------+
 served 0 of 3           tickets re-read  4,  0 forced   not here yet 0

 Heartbeat is hungry.

 A blocking call: the waiter stands still with Report, and no buzzer is heard.

 waiter = the event loop - buzzer = a future - cook = core - fries = I/O - burger = Python
 sitting down = await
 Where the story breaks: this waiter cooks every burger in person, so one long burger and nobody
 else is served.
`);
  });
});

test("three hundred guests and sixty-four cooks are summarised", () => {
  const run = real("three-friends", "threads-gil", "machine.cores=64", "tasks.0.count=300");
  expect(drawn(run, 100, ascii(100, 22))).toBe(`
 The GIL & Grill - the McDonald's story - threads + GIL                                    100.0 ms
 +- counter -------------------+ +- waiter = the GIL -+    +- kitchen - cooks = cores ------------+
 | (G) Ann 5    0.0 of 5 ms    | | one at a time:     |    | cook  0 ...E........................ |
 | (H) Ann 6    0.0 of 5 ms    | |   (E) ANN 3        | ==>| cook 28 ............................ |
 | (D)(A)(F)(I)(J)(K)(L)(M)(N) | | so far    0.0 ms   |    | cook 56 ........                     |
 | (O)(P)(Q)(R)(S)+ 285 more   | |                    |    |  1 of 64 cooks busy                  |
 +-----------------------------+ +--------------------+    +--------------------------------------+
 +- tables - need nobody for now ---+ +- fryers = I/O, no cook needed ----------------------------+
 | nobody                           | | off                                                       |
 |                                  | |                                                           |
 |                                  | |                                                           |
 +----------------------------------+ +-----------------------------------------------------------+
 served   0 of 302           tickets re-read   120,    19 forced

 Ann 1 is hungry.

 63 cooks idle: a burger needs a cook, but the waiter lets one through.

 waiter = the GIL - guest = thread - cook = core - fries = I/O - burger = Python
 host = the main thread - ticket re-read = context switch - grill = C code without the GIL
 Where the story breaks: the waiter carries nothing and helps nobody; it is a lock that keeps
 reference counts right.
`);
});

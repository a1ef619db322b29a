/** Sentences as tables: the event, then what each voice says of it. */
import { describe, expect, test } from "vitest";
import { biography } from "../../src/analysis/narration/biography.ts";
import { explains } from "../../src/analysis/narration/chain.ts";
import { narrate } from "../../src/analysis/narration/narrate.ts";
import { LONGEST } from "../../src/analysis/narration/words.ts";
import { ms, NEVER, us } from "../../src/base/time.ts";
import { runtimes } from "../../src/simulation/runtimes/index.ts";
import { scenarios, scenarioText } from "../../src/simulation/scenarios/index.ts";
import { simulate } from "../../src/simulation/simulate.ts";
import { loadScenario } from "../../src/simulation/workload/load.ts";
import * as events from "../../src/trace/event.ts";
import type { Trace } from "../../src/trace/trace.ts";
import { step, TraceBuilder, threeFriends } from "../support/trace-builder.ts";

const said = (trace: Trace, seq: number, voice: "technical" | "restaurant"): string =>
  narrate(trace, seq, voice)
    .map((segment) => segment.text)
    .join("");

/** `[[seq's kind, technical, restaurant], …]` for a run by hand. */
const table = (trace: Trace, seqs: readonly number[]): readonly (readonly [string, string, string])[] =>
  seqs.map((seq) => [trace.log.at(seq).kind, said(trace, seq, "technical"), said(trace, seq, "restaurant")]);

const all = (trace: Trace): readonly number[] => Array.from({ length: trace.log.length }, (_, seq) => seq);
const ofKind = (trace: Trace, ...kinds: readonly string[]): readonly number[] =>
  all(trace).filter((seq) => kinds.includes(trace.log.at(seq).kind));

test("a part of a task arrives when that makes it, not when the run begins", () => {
  const workload = loadScenario(scenarioText("full-pool"), "full-pool");
  const trace = simulate(workload, runtimes.get("thread-pool"));
  const made = new Map<number, number>();
  for (const seq of ofKind(trace, "task.created", "task.started")) {
    const event = trace.log.at(seq);
    if (event.kind === "task.created") made.set(event.task, event.time);
    if (event.kind !== "task.started" || trace.tables.tasks[event.task]?.parent === null) continue;
    const waited = event.time - (made.get(event.task) ?? 0);
    expect(said(trace, seq, "technical").includes("after arriving"), `event ${seq}`).toBe(waited >= us(100));
  }
});

describe("under the GIL, the sentence names who asked and why", () => {
  const trace = threeFriends();

  test("hand-overs", () => {
    const seqs = ofKind(trace, "gil.drop-requested", "gil.released", "gil.acquired").slice(0, 9);
    expect(table(trace, seqs)).toEqual([
      ["gil.acquired", "Ann got the GIL: it was free.", "Ann's turn: the counter was free."],
      [
        "gil.drop-requested",
        "Bob asked Ann to let go: the GIL has not changed hands for 5 ms.",
        'Bob taps Ann on the shoulder: "Your 5 ms are up." Asking is not getting.',
      ],
      [
        "gil.released",
        "Ann let go of the GIL at a check point, because Bob had asked.",
        "Ann steps back from the counter: Bob had asked.",
      ],
      [
        "gil.acquired",
        "Bob got the GIL: asked after 5 ms, Ann let go at the next check point.",
        "Bob's turn: asked after 5 ms, Ann stepped back between two bites.",
      ],
      [
        "gil.drop-requested",
        "Cat asked Bob to let go: the GIL has not changed hands for 5 ms.",
        'Cat taps Bob on the shoulder: "Your 5 ms are up." Asking is not getting.',
      ],
      [
        "gil.released",
        "Bob let go of the GIL at a check point, because Cat had asked.",
        "Bob steps back from the counter: Cat had asked.",
      ],
      [
        "gil.acquired",
        "Cat got the GIL: asked after 5 ms, Bob let go at the next check point.",
        "Cat's turn: asked after 5 ms, Bob stepped back between two bites.",
      ],
      [
        "gil.released",
        "Cat let go of the GIL to wait for the network.",
        "Cat leaves the counter to wait for fries (network).",
      ],
      [
        "gil.acquired",
        "Ann got the GIL after 6 ms: Cat let go to wait for the network.",
        "Ann's turn after 6 ms: Cat left the counter to wait for fries (network).",
      ],
    ]);
  });

  test("the people in a sentence are tasks", () => {
    const [seq] = ofKind(trace, "gil.drop-requested") as [number];
    expect(narrate(trace, seq, "technical")).toEqual([
      { text: "Bob", task: 1 },
      { text: " asked " },
      { text: "Ann", task: 0 },
      { text: " to let go: the GIL has not changed hands for 5 ms." },
    ]);
  });

  test("waits and computing", () => {
    const seqs = ofKind(trace, "io.submitted", "io.completed", "cpu.started", "gil.requested");
    expect(table(trace, seqs.slice(0, 5).concat(ofKind(trace, "io.completed")))).toEqual([
      ["gil.requested", "Ann wants the GIL, and nobody holds it.", "Ann comes to the counter: the waiter is free."],
      ["cpu.started", "Ann runs Python: 13 ms to go.", "Ann's burger is on: 13 ms to go."],
      [
        "gil.requested",
        "Bob wants the GIL, which Ann holds, and may ask for it after 5 ms.",
        "Bob queues at the counter: the waiter is with Ann, so 5 ms of patience.",
      ],
      [
        "gil.requested",
        "Cat wants the GIL, which Ann holds, and may ask for it after 5 ms.",
        "Cat queues at the counter: the waiter is with Ann, so 5 ms of patience.",
      ],
      [
        "gil.requested",
        "Ann wants the GIL, which Bob holds, and may ask for it after 5 ms.",
        "Ann queues at the counter: the waiter is with Bob, so 5 ms of patience.",
      ],
      [
        "io.completed",
        "The network answered Cat after 10 ms.",
        "Cat's fries (network) are ready after 10 ms: no cook was needed.",
      ],
    ]);
  });
});

describe("a stale wait, and a request that somebody else profits from", () => {
  const b = new TraceBuilder({ cores: 3 });
  b.process();
  const gil = b.gil();
  for (const name of ["Ann", "Bob", "Cat"]) b.thread(name, "task", b.task(name, [step("cpu", 40)]));
  b.takeGil(gil, 0);
  b.at(1).add(events.gilRequested, gil, 1);
  b.add(events.gilRequested, gil, 2);
  b.at(6);
  const stale = b.add(events.gilTimedOut, gil, 2, true);
  const fresh = b.add(events.gilTimedOut, gil, 1, false);
  const asked = b.add(events.gilDropRequested, gil, 1, 0);
  b.at(18);
  const late = b.because(asked).add(events.gilReleased, gil, 0, true);
  b.later(3);
  const slipped = b.add(events.gilAcquired, gil, 2, true);
  b.at(19);
  const free = b.add(events.gilReleased, gil, 2, false);
  b.compute(2, 2, "native", 5);
  b.at(30);
  b.takeGil(gil, 2, false);
  const trace = b.build();

  test("are told as such", () => {
    expect(table(trace, [stale, fresh, late, slipped, free, trace.log.length - 1])).toEqual([
      [
        "gil.timed-out",
        "Cat waited 5 ms, but the GIL changed hands meanwhile: the clock starts again.",
        "Cat waited 5 ms, but the waiter took on somebody else: the clock starts again.",
      ],
      [
        "gil.timed-out",
        "Bob waited a whole 5 ms, and the GIL did not change hands: time to ask.",
        "Bob waited a whole 5 ms while the waiter served one and the same guest: time to ask.",
      ],
      [
        "gil.released",
        "Ann let go of the GIL only 12 ms after Bob asked: no check point came before.",
        "Ann heard Bob only 12 ms later, between two bites: that order could not be put down.",
      ],
      [
        "gil.acquired",
        "Cat got the GIL: Bob had asked Ann, but a request does not choose who is next.",
        "Cat's turn: Bob had asked Ann to step back, but Cat was quicker.",
      ],
      [
        "gil.released",
        "Cat let go of the GIL to run C code, which does not need it.",
        "Cat leaves the counter with a grill order (C code): no waiter needed.",
      ],
      [
        "gil.acquired",
        "Cat has the GIL again: nobody else wanted it.",
        "Cat is let through again: nobody else is waiting.",
      ],
    ]);
  });
});

const everyKind = new Set<string>();

describe("every kind of event", () => {
  const b = new TraceBuilder({ cores: 2, model: "asyncio", modelTitle: "asyncio" });
  b.process("main process");
  b.process("python 2");
  const network = b.device("network");
  const knife = b.lock("knife");
  const total = b.variable("total");
  const loop = b.loop();
  const pool = b.executor(2);
  b.tables.queues.push({ name: "orders", capacity: 4 });
  const ann = b.task("Ann", [
    step("cpu", 2),
    step("io", 30, "io 30 ms on network"),
    step("raise", 0, "raise ValueError"),
  ]);
  const bob = b.task("Bob", [step("sleep", 10)]);
  const main = b.thread("main", "main");
  const worker = b.thread("worker 1", "worker");
  const child = b.thread("Bob", "task", bob, 1);
  b.add(events.processForked, 0, null, "none");
  b.add(events.processStarted, 0);
  b.add(events.threadCreated, main, 0, null);
  b.add(events.threadStarted, main);
  b.add(events.processForked, 1, 0, "spawn");
  b.add(events.threadCreated, child, 1, main);
  b.add(events.processStarted, 1);
  b.add(events.taskCreated, ann, null);
  b.add(events.taskReadied, ann);
  b.add(events.callbackScheduled, loop, ann, "task-step");
  b.add(events.loopIterated, loop, 3, 1);
  b.add(events.callbackStarted, loop, ann, "task-step");
  b.at(1).add(events.taskStarted, ann, main);
  b.add(events.taskStepped, ann, 0, 2, ms(2));
  b.compute(main, ann, "python", 2);
  b.at(3).stop(main);
  b.add(events.variableRead, total, ann, 0, 7);
  b.add(events.variableWritten, total, bob, 0, 8, 0, 1);
  b.add(events.variableWritten, total, ann, 0, 8, 1, 1);
  b.add(events.lockRequested, knife, main, ann);
  b.add(events.lockAcquired, knife, main, ann);
  b.add(events.lockRequested, knife, child, bob);
  b.add(events.lockReleased, knife, main, ann);
  b.add(events.queuePut, 0, ann, 2);
  b.add(events.queueGot, 0, bob, 1);
  b.add(events.ioSubmitted, 0, network, ann, main, ms(33), false);
  b.add(events.taskSuspended, ann, "io", network, NEVER);
  b.add(events.ioSubmitted, 1, network, ann, main, ms(33), true);
  b.add(events.timerSet, 0, bob, main, ms(13));
  b.at(4).add(events.loopPolled, loop, ms(13));
  b.add(events.loopPolled, loop, NEVER);
  b.add(events.threadParked, main, "selector", null, NEVER);
  b.add(events.schedSwitched, 0, main, null, "blocked", us(0));
  b.at(13.1).afresh().add(events.timerFired, 0, bob);
  b.add(events.threadTimedOut, main, "selector", null);
  b.add(events.schedWoken, main, 0, null);
  b.add(events.schedSwitched, 0, null, main, "idle", us(3));
  b.add(events.schedSwitched, 0, main, child, "preempted", us(3));
  b.add(events.schedSwitched, 0, child, main, "yielded", us(3));
  b.add(events.schedMigrated, main, 0, 1);
  b.at(33).afresh().add(events.ioCompleted, 0, network, ann);
  b.add(events.taskReadied, ann);
  b.add(events.taskResumed, ann, main);
  b.add(events.executorSubmitted, pool, 0, ann);
  b.add(events.executorTaken, pool, 0, worker, ann);
  b.add(events.executorFinished, pool, 0, worker, ann);
  b.add(events.ipcSent, 1, 0, bob, 2048);
  b.add(events.ipcReceived, 1, 0, bob, 2048);
  b.add(events.executorDropped, pool, 1, bob);
  b.add(events.executorBroken, pool, 1);
  b.add(events.taskCancelRequested, bob, true);
  b.add(events.taskCancelRequested, bob, false);
  b.add(events.taskCancelled, bob);
  b.add(events.taskFailed, ann);
  b.add(events.taskFinished, ann);
  b.add(events.processCrashed, 1, child);
  b.add(events.taskCrashed, bob);
  b.add(events.threadExited, main);
  b.add(events.processExited, 1);
  b.add(events.runEnded, "deadlocked");
  const trace = b.build();
  for (const seq of all(trace)) everyKind.add(trace.log.at(seq).kind);

  test("has a sentence of its own in both voices", () => {
    expect(table(trace, all(trace))).toEqual([
      [
        "process.forked",
        "The program starts: one process, one main thread.",
        "The GIL & Grill opens: one restaurant, one memory.",
      ],
      ["process.started", "The program's process is up.", "The restaurant is open."],
      ["thread.created", "The main thread is created.", "The waiter comes to work."],
      [
        "thread.started",
        "The main thread is on a core for the first time.",
        "The waiter stands before a cook for the first time.",
      ],
      [
        "process.forked",
        "The main process spawns Bob's process: a fresh interpreter that has to import everything.",
        "Bob's restaurant is built from scratch, with its own waiter (spawn).",
      ],
      [
        "thread.created",
        "Bob gets a process: its own memory, its own GIL.",
        "Bob is sent to another restaurant, with its own waiter.",
      ],
      ["process.started", "Bob's process runs its first line: start-up is over.", "Bob's restaurant opens its door."],
      [
        "task.created",
        "Ann arrives: cpu 2 ms, then two more steps.",
        "Ann walks in with an order: a burger and fries.",
      ],
      ["task.readied", "Ann is in the ready queue: a new task.", "Ann is on the waiter's list: a new guest."],
      [
        "callback.scheduled",
        "Ann's next step goes into the loop's ready queue.",
        "Ann's next bite goes on the waiter's list.",
      ],
      [
        "loop.iterated",
        "Loop turn 3 runs the one callback that is ready now; later ones wait for the next turn.",
        "The waiter's round 3: one call on the list; later ones wait for the next round.",
      ],
      ["callback.started", "The loop comes to Ann's next step.", "The waiter sees to Ann's next bite."],
      [
        "task.started",
        "The loop starts Ann, 1 ms after arriving.",
        "The waiter takes Ann's order, 1 ms after coming in.",
      ],
      [
        "task.stepped",
        "Ann comes to step 1 of 3, round 2: cpu 2 ms.",
        "Ann's ticket, step 1 of 3, round 2: a burger (2 ms at a cook).",
      ],
      ["cpu.started", "Ann runs Python: 2 ms to go.", "Ann's burger is on: 2 ms to go."],
      ["cpu.stopped", "Ann has run 2 ms of Python.", "Ann's burger is done (2 ms)."],
      ["variable.read", "Ann read total: 7.", "Ann reads the board: total is 7."],
      ["variable.written", "Bob wrote total: 8.", "Bob writes on the board: total is 8."],
      [
        "variable.written",
        "Ann wrote total = 8 from an old copy: threw away one update of Bob.",
        "Ann writes total = 8 from an old note: one update of Bob wiped off the board.",
      ],
      ["lock.requested", "Ann wants lock knife, which is free.", "Ann reaches for the knife: nobody has it."],
      ["lock.acquired", "Ann holds lock knife.", "Ann has the knife now: everybody else waits for it."],
      [
        "lock.requested",
        "Bob wants lock knife, which Ann holds.",
        "Bob reaches for the knife, but Ann has it and must give it back first.",
      ],
      ["lock.released", "Ann released lock knife.", "Ann puts the knife back."],
      [
        "queue.put",
        "Ann put an item on queue orders: two items in it.",
        "Ann hangs a ticket on the rail orders: two tickets there.",
      ],
      [
        "queue.got",
        "Bob took an item off queue orders: one item left.",
        "Bob takes a ticket off the rail orders: one ticket left.",
      ],
      [
        "io.submitted",
        "Ann asks the network: the answer is due at 33.0 ms.",
        "Ann orders fries (network), ready at 33.0 ms: no cook needed.",
      ],
      [
        "task.suspended",
        "Ann awaits the network and gives the thread back to the loop.",
        "Ann takes a buzzer for fries (network): the waiter is free for the next guest.",
      ],
      [
        "io.submitted",
        "Ann makes a blocking call to the network until 33.0 ms: the whole event loop stands still.",
        "Ann holds on to the waiter until 33.0 ms, for fries (network): nobody else is served.",
      ],
      ["timer.set", "Bob sets a timer: due at 13.0 ms.", "Bob sets a kitchen clock: it rings at 13.0 ms."],
      [
        "loop.polled",
        "Nothing is ready: the loop sleeps in select() until 13.0 ms at the latest.",
        "No buzzer rings: the waiter rests until 13.0 ms at the latest.",
      ],
      [
        "loop.polled",
        "Nothing is ready: the loop sleeps in select() until something happens.",
        "No buzzer rings: the waiter rests until one does.",
      ],
      ["thread.parked", "The main thread sleeps in select().", "The waiter listens for buzzers."],
      [
        "sched.switched",
        "The main thread sleeps in select(): core 0 is idle.",
        "The waiter listens for buzzers: cook 0 crosses arms.",
      ],
      ["timer.fired", "Bob's timer went off, 100 us late.", "Bob's kitchen clock rings, 100 us late."],
      [
        "thread.timed-out",
        "The call to select() returns: the next timer is due.",
        "The waiter looks up: a kitchen clock rings.",
      ],
      [
        "sched.woken",
        "The main thread is runnable, on the queue of core 0: the next timer is due.",
        "The waiter is ready for cook 0: a kitchen clock rings.",
      ],
      [
        "sched.switched",
        "Core 0 was idle and takes the main thread: the next timer is due.",
        "Cook 0 was idle and takes the waiter's ticket: a kitchen clock rings.",
      ],
      [
        "sched.switched",
        "Core 0 switched at a tick from the main thread to Bob, whose share of CPU time is due first.",
        "Cook 0 turns from the waiter to Bob, and has to re-read that ticket first.",
      ],
      [
        "sched.switched",
        "Bob gave way, and core 0 goes on with the main thread (the switch costs 3 us).",
        "Bob lets others go first: cook 0 reads the waiter's ticket.",
      ],
      [
        "sched.migrated",
        "The main thread moves from core 0 to core 1: a free core, but cold caches.",
        "The waiter's order moves from cook 0 to cook 1, who must fetch everything anew.",
      ],
      [
        "io.completed",
        "The network answered Ann after 30 ms.",
        "Ann's fries (network) are ready after 30 ms: no cook was needed.",
      ],
      [
        "task.readied",
        "Ann is in the ready queue: the network has answered.",
        "Ann's buzzer rings: fries (network) are ready, the waiter will come.",
      ],
      ["task.resumed", "The loop resumes Ann after its await.", "The waiter turns back to Ann."],
      [
        "executor.submitted",
        "Ann is in the pool's queue until a worker is free.",
        "Ann's ticket hangs on the rail until a crew member is free.",
      ],
      ["executor.taken", "Worker 1 takes Ann off the pool's queue.", "Crew member 1 takes Ann's ticket off the rail."],
      [
        "executor.finished",
        "Worker 1 is done with Ann and free for the next.",
        "Crew member 1 is done with Ann and looks at the rail.",
      ],
      [
        "ipc.sent",
        "Bob's process pickles Bob's data and sends it to the main process (2.0 KiB).",
        "Bob's restaurant packs a parcel (2.0 KiB) for the first restaurant.",
      ],
      [
        "ipc.received",
        "The main process unpickles Bob's data from Bob's process (2.0 KiB).",
        "The first restaurant unpacks a parcel (2.0 KiB) from Bob's restaurant.",
      ],
      [
        "executor.dropped",
        "Bob was cancelled while in the pool's queue: no worker gets it.",
        "Bob's ticket is taken down unread: the order was called off.",
      ],
      [
        "executor.broken",
        "The pool is broken: Bob's process died, all that is not done fails, nothing more is taken.",
        "Bob's restaurant is gone: all open orders are off, no new ones are taken.",
      ],
      [
        "task.cancel-requested",
        "Bob is asked to stop: cancelled at its next await.",
        "Bob is called away: hears it the next time the waiter comes by.",
      ],
      [
        "task.cancel-requested",
        "Bob is asked to stop, but a thread cannot be stopped from outside.",
        "Bob is called away, but nobody can pull a guest from the counter.",
      ],
      ["task.cancelled", "Bob is cancelled.", "Bob goes home without eating: the order is cancelled."],
      [
        "task.failed",
        "Ann ends with ValueError; the others go on.",
        "Ann's order went wrong (ValueError): no tray, and the others eat on.",
      ],
      [
        "task.finished",
        "Ann is finished, 33 ms after arriving.",
        "Ann is served, 33 ms after coming in: tray in hand.",
      ],
      [
        "process.crashed",
        "Segmentation fault in Bob: this process dies, the others live on.",
        "Bob sets the kitchen on fire: this restaurant is gone, the others go on.",
      ],
      [
        "task.crashed",
        "Bob dies with its process: memory shared, fate shared.",
        "Bob is thrown out: the whole restaurant is closed.",
      ],
      ["thread.exited", "The main thread has ended.", "The waiter goes home."],
      ["process.exited", "Bob's process has ended.", "Bob's restaurant closes."],
      [
        "run.ended",
        "Deadlock: tasks still wait, nothing can run, and nothing is due that could help.",
        "Deadlock: everybody waits for somebody else, and nobody will ever be served.",
      ],
    ]);
  });
});

test("no kind of event is left out of the tables above", () => {
  const names = Object.values(events).flatMap((each) =>
    typeof each === "object" && "code" in each ? [each.name] : [],
  );
  expect(names.length).toBeGreaterThan(40);
  const friends = threeFriends();
  const told = new Set<string>(all(friends).map((seq) => friends.log.at(seq).kind));
  for (const name of names) {
    // The Go scheduler's are told in narration-goroutines.test.ts, the old GIL's in narration-legacy-gil.test.ts, those of forks in what-if.test.ts.
    if (/^(?:proc|goroutine|runtime|interval)\.|^gil\.missed$|^core\.|^device\./.test(name)) continue;
    if (!told.has(name)) expect(everyKind.has(name), name).toBe(true);
  }
});

const SHORT = scenarios.ids.filter((id) => id !== "ten-thousand-connections");

describe.each(runtimes.ids)("in real runs of %s", (model) => {
  test("each event is told, briefly, in whole sentences", () => {
    // One expectation for all of them: a million would take longer than the sentences.
    const wrong: string[] = [];
    for (const scenario of SHORT) {
      const workload = loadScenario(scenarioText(scenario), scenario);
      const runtime = runtimes.get(model);
      if (runtime.refuses(workload) !== null) continue;
      const trace = simulate(workload, runtime);
      const stride = Math.max(1, Math.floor(trace.log.length / 1500));
      for (let seq = 0; seq < trace.log.length; seq += stride) {
        for (const voice of ["technical", "restaurant"] as const) {
          const words = said(trace, seq, voice);
          const isWhole = /^[A-Z0-9].*[.!?…"]$/.test(words) && !/undefined|null|NaN|\[object| {2}/.test(words);
          if (words.length > LONGEST || !isWhole) wrong.push(`${scenario} #${seq}: ${words}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe("a life and its causes", () => {
  const trace = threeFriends();

  test("a biography tells the beginning, the hand-overs, the waits and the end", () => {
    expect(biography(trace, 2).map((seq) => `${trace.log.timeAt(seq) / 1e6} ${trace.log.at(seq).kind}`)).toEqual([
      "0.04 task.created",
      "0.04 task.started",
      "10 gil.drop-requested",
      "10.001 gil.acquired",
      "11 io.submitted",
      "21.02 io.completed",
      "24 gil.acquired",
      "26 task.finished",
    ]);
  });

  test("the chain of causes leaves out what says nothing of its own", () => {
    const [, acquired] = ofKind(trace, "gil.acquired") as [number, number];
    const chain: string[] = [];
    for (let at: number | null = acquired; at !== null; at = explains(trace, at)) chain.push(trace.log.at(at).kind);
    expect(chain).toEqual(["gil.acquired", "gil.released", "gil.drop-requested"]);
  });

  test("a life of many thousand events is thinned out in the middle", () => {
    const b = new TraceBuilder();
    const ann = b.task("Ann");
    b.add(events.taskCreated, ann, null);
    for (let count = 0; count < 9000; count++) b.later(1).add(events.taskReadied, ann);
    b.add(events.taskFinished, ann);
    const life = biography(b.build(), ann);
    expect(life.length).toBeLessThanOrEqual(2000);
    expect([life[0], life[life.length - 1]]).toEqual([0, 9001]);
    expect(life.every((seq, index) => index === 0 || seq > (life[index - 1] as number))).toBe(true);
  });
});

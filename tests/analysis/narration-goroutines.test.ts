/** What the Go scheduler does, told in both voices. */
import { expect, test } from "vitest";
import { narrate } from "../../src/analysis/narration/narrate.ts";
import * as events from "../../src/trace/event.ts";
import { step, TraceBuilder } from "../support/trace-builder.ts";

test("counters are Ps, the staff are threads, tickets are goroutines", () => {
  const b = new TraceBuilder({ model: "goroutines", modelTitle: "goroutines", python: null });
  b.process("program");
  const ann = b.task("Ann", [step("cpu", 5)]);
  b.tables.procs.push({ name: "P0" }, { name: "P1" });
  const machine = b.thread("M0", "worker");
  const sysmon = b.thread("sysmon", "helper");
  const told: [string, string][] = [];
  const tell = (seq: number) => {
    const said = (voice: "technical" | "restaurant") =>
      narrate(b.build(), seq, voice)
        .map(({ text }) => text)
        .join("");
    told.push([said("technical"), said("restaurant")]);
  };
  b.create(machine, 0);
  b.create(sysmon, 1);
  tell(b.add(events.procAcquired, 0, machine));
  tell(b.add(events.goroutineScheduled, null, 0, machine, "runnext", true));
  b.add(events.taskCreated, ann, null);
  tell(b.add(events.taskReadied, ann));
  tell(b.add(events.goroutineQueued, ann, "runnext", 0));
  tell(b.add(events.goroutineQueued, ann, "local", 0));
  tell(b.add(events.goroutineQueued, ann, "global", null));
  tell(b.add(events.goroutineScheduled, ann, 0, machine, "global", false));
  tell(b.add(events.goroutineStolen, 0, 1, 3));
  tell(b.add(events.goroutineFetched, 1, 20));
  tell(b.add(events.goroutineSpilled, 0, 128));
  b.add(events.taskStarted, ann, machine);
  tell(b.add(events.goroutinePreempted, ann, 0));
  tell(b.add(events.taskReadied, ann));
  tell(b.add(events.procHandedOff, 0, machine));
  tell(b.add(events.procReleased, 0, machine));
  tell(b.add(events.threadParked, sysmon, "timer", null, b.now));
  tell(b.add(events.taskCancelRequested, ann, false));
  tell(b.add(events.runtimeDeadlocked, 0, 2));
  expect(told).toEqual([
    ["M0 gets P0: it may run goroutines.", "Staff M0 steps up to counter 0."],
    [
      "M0 on P0 turns to the main goroutine, which was next, in the same time slice.",
      "Staff M0 at counter 0 turns to the host, whose ticket was the next one.",
    ],
    ["Ann can run: a new goroutine.", "Ann's ticket is written."],
    ["Ann is next on P0, before its run queue.", "Ann's ticket is the next one at counter 0."],
    ["Ann goes to the end of P0's run queue.", "Ann's ticket is the last on the rail of counter 0."],
    ["Ann goes to the end of the global run queue.", "Ann's ticket is the last on the common rail, for any counter."],
    [
      "M0 on P0 turns to Ann, from the global run queue.",
      "Staff M0 at counter 0 turns to Ann, whose ticket was on the common rail.",
    ],
    [
      "P1 has nothing to do and steals half of P0's run queue: three goroutines.",
      "Counter 1 has nothing to do and takes half of counter 0's tickets: 3.",
    ],
    [
      "P1 takes its share of the global run queue: 20 goroutines.",
      "Counter 1 takes its share of the tickets on the common rail: 20.",
    ],
    [
      "P0's run queue is full: half of it, 128 goroutines, goes to the global one.",
      "Counter 0 is full: half of its tickets, 128, go to the common rail.",
    ],
    [
      "The system monitor saw Ann on P0 for 10 ms or more: it is stopped in the middle of its code.",
      "The inspector saw Ann at counter 0 for too long: others come first now.",
    ],
    ["Ann could go on, and has to queue again.", "Ann queues again."],
    [
      "P0 is taken from M0, which sits in a system call: others may go on with it.",
      "Counter 0 is taken from staff M0, who is away in the cellar: others go on there.",
    ],
    ["M0 finds nothing to run and gives P0 back.", "Staff M0 finds no ticket and leaves counter 0."],
    ["Sysmon sleeps.", "The inspector takes a nap."],
    [
      "Ann is asked to stop, but a goroutine cannot be stopped from outside.",
      "Ann is called away, but nobody can pull a guest from the counter.",
    ],
    [
      "Fatal error: all goroutines are asleep - deadlock! (2 of them); the runtime ends the program.",
      "Everybody waits and no ticket will ever come: the inspector closes the restaurant.",
    ],
  ]);
});

import { ms, NEVER, us } from "../../../src/base/time.ts";
import * as events from "../../../src/trace/event.ts";
import type { Trace } from "../../../src/trace/trace.ts";
import { step, TraceBuilder } from "../../support/trace-builder.ts";

/** Two threads under CPython 2.7's GIL: Ann lets go of it and has it again before Bob, who was woken for it, is there. 3 ms long. */
export function oldGil(): Trace {
  const b = new TraceBuilder({
    title: "The old GIL",
    model: "threads-gil-legacy",
    modelTitle: "threads + old GIL",
    python: { version: "2.7", switchInterval: null },
  });
  b.process();
  const gil = b.gil();
  const ann = b.task("Ann", [step("cpu", 10)]);
  b.task("Bob", [step("cpu", 10)]);
  for (const [task, name] of ["Ann", "Bob"].entries()) b.thread(name, "task", task);
  const sleep = (): void => {
    b.add(events.threadParked, 1, "gil", gil, NEVER);
    b.leave(1, 1, "blocked");
  };
  b.add(events.processForked, 0, null, "none");
  b.add(events.processStarted, 0);
  b.create(0, 0);
  b.enter(0, 0, true);
  b.takeGil(gil, 0);
  b.add(events.taskStepped, ann, 0, 0, ms(10));
  b.compute(0, ann, "python", 10);
  b.at(1).create(1, 1);
  b.enter(1, 1, true);
  b.add(events.gilRequested, gil, 1);
  sleep();
  b.at(2).stop(0, 8);
  const freed = b.add(events.gilReleased, gil, 0, false);
  b.add(events.gilRequested, gil, 0);
  b.add(events.gilAcquired, gil, 0, false);
  b.compute(0, ann, "python", 8);
  b.because(freed).add(events.schedWoken, 1, 1, 0);
  b.enter(1, 1);
  b.add(events.cpuStarted, 1, null, "system", us(5));
  b.later(5).stop(1);
  b.add(events.gilMissed, gil, 1);
  b.add(events.cpuStarted, 1, null, "system", us(20));
  b.later(20).stop(1);
  sleep();
  b.at(3);
  return b.end("budget-exhausted");
}

/**
 * Six goroutines on two Ps: Ann and Bob run, Cat is next on P0 and Dan behind her, Eve is in the global queue, Fay's thread is in a system
 * call and has lost its P, Gus waits for the network. 3 ms long.
 */
export function goroutines(): Trace {
  const b = new TraceBuilder({ title: "Counters", model: "goroutines", modelTitle: "goroutines", python: null });
  b.process("program");
  b.tables.procs.push({ name: "P0" }, { name: "P1" });
  const network = b.device("network");
  const disk = b.device("disk");
  const names = ["Ann", "Bob", "Cat", "Dan", "Eve", "Fay", "Gus"];
  const [ann, bob, cat, dan, eve, fay, gus] = names.map((name) => b.task(name, [step("cpu", 4), step("io", 4)])) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const [m0, m1, m2] = ["M0", "M1", "M2"].map((name) => b.thread(name, "worker")) as [number, number, number];
  const sysmon = b.thread("sysmon", "helper");
  b.add(events.processForked, 0, null, "none");
  b.add(events.processStarted, 0);
  for (const thread of [m0, m1, m2, sysmon]) b.create(thread, 0);
  b.enter(sysmon, 0, true);
  b.add(events.threadParked, sysmon, "timer", null, ms(10));
  b.leave(sysmon, 0, "blocked");
  for (const task of [ann, bob, cat, dan, eve, fay, gus]) b.afresh().add(events.taskCreated, task, null);
  const run = (task: number, proc: number, thread: number, core: number): void => {
    b.enter(thread, core, true);
    b.add(events.procAcquired, proc, thread);
    b.add(events.goroutineQueued, task, "local", proc);
    b.add(events.goroutineScheduled, task, proc, thread, "local", false);
    b.add(events.taskStarted, task, thread);
    b.add(events.taskStepped, task, 0, 0, ms(4));
    b.compute(thread, task, "native", 4);
  };
  run(fay, 0, m2, 0);
  run(gus, 1, m1, 1);
  b.at(0.5).stop(m2);
  b.add(events.taskStepped, fay, 1, 0, ms(4));
  b.awaitIo(0, disk, fay, m2, 0, 4);
  b.add(events.procHandedOff, 0, m2);
  b.stop(m1);
  b.add(events.taskStepped, gus, 1, 0, ms(4));
  b.add(events.ioSubmitted, 1, network, gus, m1, ms(4.5), false);
  b.add(events.taskSuspended, gus, "io", network, ms(4.5));
  b.add(events.goroutineQueued, bob, "runnext", 1);
  b.add(events.goroutineScheduled, bob, 1, m1, "runnext", true);
  b.add(events.taskStarted, bob, m1);
  b.add(events.taskStepped, bob, 0, 0, ms(4));
  b.compute(m1, bob, "native", 4);
  run(ann, 0, m0, 0);
  for (const task of [dan, cat]) b.add(events.goroutineQueued, task, "runnext", 0);
  b.add(events.goroutineQueued, eve, "global", null);
  b.at(3);
  return b.end("budget-exhausted");
}

/** The Go scheduler: goroutines (G) on threads (M) that have a P (src/runtime/proc.go, read at go1.19). */
import { NEVER, type Ns } from "../../../base/time.ts";
import * as events from "../../../trace/event.ts";
import { NO_CAUSE } from "../../../trace/log.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import type { Act, Process } from "../../kernel/thread.ts";
import type { CostTable } from "../../profiles/costs.ts";
import { AWAIT } from "../event-loop/coroutine.ts";
import type { Run } from "../program/run.ts";
import { Goroutine, GoTimer, type Machine, Proc } from "./gmp.ts";
import { Machines } from "./machines.ts";
import { Netpoller } from "./netpoller.ts";
import { RunQueues } from "./run-queues.ts";
import { Sysmon } from "./sysmon.ts";
import { Work } from "./work.ts";

export class Scheduler {
  readonly #run: Run;
  readonly #kernel: Kernel;
  readonly #costs: CostTable;
  readonly #process: Process;
  readonly #procs: readonly Proc[];
  readonly #queues: RunQueues;
  readonly #netpoller: Netpoller;
  readonly #machines: Machines;
  readonly #work: Work;

  constructor(run: Run, process: Process) {
    const { cores, threadsPerCore } = run.workload.machine;
    const { kernel } = run;
    this.#run = run;
    this.#kernel = kernel;
    this.#costs = run.costs;
    this.#process = process;
    const procs = Array.from({ length: cores * threadsPerCore }, (_, id) => new Proc(id));
    for (const { id } of procs) kernel.tables.procs.push({ name: `P${id}` });
    const queues = new RunQueues(kernel, procs);
    const netpoller = new Netpoller(kernel);
    const machines = new Machines(kernel, process, { procs, queues, netpoller }, (machine) => this.#schedule(machine));
    this.#procs = procs;
    this.#queues = queues;
    this.#netpoller = netpoller;
    this.#machines = machines;
    this.#work = new Work(kernel, procs, { queues, netpoller, machines });
  }

  /** Starts the program: its first thread, which runs the main goroutine, and the system monitor. The program ends with its main goroutine. */
  start(main: (own: Goroutine) => Act): void {
    this.#machines.goroutines++;
    const goroutine = new Goroutine(null, this.#process, main);
    this.#queues.put(this.#procs[0] as Proc, goroutine, true, NO_CAUSE);
    this.#machines.startFirst();
    const facts = { name: "sysmon", role: "helper" as const, task: null };
    const parts = { procs: this.#procs, netpoller: this.#netpoller, machines: this.#machines, work: this.#work };
    const sysmon = new Sysmon(this.#kernel, parts);
    this.#kernel.spawn(this.#process, facts, null, (thread) => sysmon.life(thread));
  }

  /** newproc: a go statement. The new goroutine runs next on the P of `by`. */
  *go(by: Goroutine, goroutine: Goroutine): Act {
    yield this.#kernel.compute(by.thread, this.#costs.goStart, "system");
    this.#kernel.memory(this.#kernel.profile.memory.goroutine);
    this.#machines.goroutines++;
    yield* this.ready(by, goroutine);
  }

  /** goready: it runs next on the P of `by`, and an idle P is woken. */
  *ready(by: Goroutine, goroutine: Goroutine): Act {
    const { thread, proc } = by.machine as Machine;
    this.#queues.put(proc as Proc, goroutine, true, thread.cause);
    yield* this.#machines.wakeProc(thread);
  }

  /** gopark: it gives its thread back until somebody readies it. */
  *park(own: Goroutine, on: events.Wait, object: number | null = null, until: Ns = NEVER): Act {
    if (own.task !== null) this.#kernel.by(own, events.taskSuspended, own.task.id, on, object, until);
    yield AWAIT;
  }

  /** Gosched: to the end of the global queue. */
  *yieldNow(own: Goroutine): Act {
    this.#queues.putGlobal(own, own.cause);
    yield AWAIT;
  }

  /** goyield: to the end of its P's own queue. */
  *yieldToNext(own: Goroutine): Act {
    this.#queues.put((own.machine as Machine).proc as Proc, own, false, own.cause);
    yield AWAIT;
  }

  /** Go code: it can be stopped anywhere (asynchronous preemption, since Go 1.14), and goes to the end of the global queue then. */
  *compute(own: Goroutine, amount: number): Act {
    const task = own.task?.id ?? null;
    let left = amount;
    for (;;) {
      // Even where it takes no time: the kernel counts what a program asks for.
      left = yield this.#kernel.compute(own.thread, left, "python", task, 1);
      if (left === 0) return;
      const proc = (own.machine as Machine).proc as Proc;
      const cause = this.#kernel.emit(events.goroutinePreempted, own.preemptedBy, task, proc.id);
      this.#queues.putGlobal(own, cause);
      yield AWAIT;
    }
  }

  /** A system call or C code: the thread keeps its P unless the system monitor takes it; without one it waits for its turn again. */
  *syscall(own: Goroutine, act: Act): Act {
    const machine = own.machine as Machine;
    this.#machines.enterSyscall(machine);
    yield* this.#machines.wakeMonitor(machine.thread);
    yield* act;
    if (this.#machines.exitSyscall(machine)) {
      yield* this.#machines.wakeMonitor(machine.thread);
      return;
    }
    this.#queues.putGlobal(own, own.cause);
    yield AWAIT;
  }

  /** timeSleep: a timer of its P readies it. */
  *sleep(own: Goroutine, until: Ns, fire: () => number): Act {
    this.#netpoller.isUp = true;
    const machine = own.machine as Machine;
    yield this.#kernel.compute(machine.thread, this.#costs.goTimer, "system");
    yield* this.#machines.wakeNetpoller(machine.thread, until);
    (machine.proc as Proc).timers.push(new GoTimer(until, own, fire));
    yield* this.park(own, "timer", null, until);
  }

  /** Waits in the network poller. */
  *awaitNetwork(own: Goroutine, device: number | null, until: Ns): Act {
    this.#netpoller.await();
    yield* this.park(own, "io", device, until);
  }

  /** What a goroutine waits for in the network poller is there. */
  completed(goroutine: Goroutine, cause: number): void {
    this.#netpoller.complete(goroutine, cause);
  }

  /** schedule: what a thread does all its life. */
  *#schedule(machine: Machine): Act {
    const machines = this.#machines;
    for (;;) {
      if (machine.proc === null) yield* machines.stop(machine);
      const goroutine = yield* this.#work.find(machine);
      if (machine.spinning) {
        machine.spinning = false;
        machines.spinning--;
        // Somebody may have relied on this thread to find more work.
        yield* machines.wakeProc(machine.thread);
      }
      if (yield* this.#execute(machine, goroutine)) {
        machines.goroutines--;
        if (goroutine.task === null) yield* machines.exit(machine.thread);
        this.#kernel.memory(-this.#kernel.profile.memory.goroutine);
      }
    }
  }

  /** execute: until the goroutine waits, has to let others run, or ends. @returns whether it has ended. */
  *#execute(machine: Machine, goroutine: Goroutine): Act<boolean> {
    const { thread } = machine;
    const { task } = goroutine;
    machine.current = goroutine;
    goroutine.machine = machine;
    thread.attention = false;
    yield this.#kernel.compute(thread, this.#costs.goSwitch, "system");
    if (task?.state === "created") this.#run.started(task, thread);
    else if (task !== null) this.#kernel.by(thread, events.taskResumed, task.id, thread.id);
    const ended = yield* goroutine.goOn();
    machine.current = null;
    return ended;
  }
}

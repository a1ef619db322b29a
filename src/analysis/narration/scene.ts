/** What a narrator knows while telling one event: the run, the voice, who is who, and how to look back. */
import { NEVER, type Ns } from "../../base/time.ts";
import type { EventDefinition } from "../../trace/definition.ts";
import type { EventKind, EventNamed, TraceEvent } from "../../trace/event.ts";
import * as events from "../../trace/event.ts";
import type { Trace } from "../../trace/trace.ts";
import type { World } from "../../trace/world.ts";
import { type Segment, type Sentence, say } from "./words.ts";

/** `technical` speaks in the field's terms, `restaurant` in those of The GIL & Grill. */
export type Voice = "technical" | "restaurant";

/** How far back a narrator looks for the other half of a pair (a request for its answer). */
const FAR = 5000;
/** How far ahead or back for what belongs to the same moment. */
const NEAR = 24;
const CHAIN = 12;

export class Scene {
  readonly trace: Trace;
  readonly voice: Voice;
  readonly #seq: number;
  /** The world right after the event that is told, where the caller has it. */
  readonly #world: Readonly<World> | null;

  constructor(trace: Trace, voice: Voice, seq: number, world?: Readonly<World>) {
    this.trace = trace;
    this.voice = voice;
    this.#seq = seq;
    this.#world = world !== undefined && world.events === seq + 1 ? world : null;
  }

  /** The sentence of the voice that speaks. */
  told(technical: Sentence, restaurant: Sentence): Sentence {
    return this.voice === "technical" ? technical : restaurant;
  }

  get hasLoop(): boolean {
    return this.trace.tables.loops.length > 0;
  }
  /** Whether the loop is gevent's hub. */
  get hasHub(): boolean {
    return this.trace.tables.loops.some(({ kind }) => kind === "hub");
  }
  /** What the loop is called, and how it waits. */
  get loop(): string {
    return this.hasHub ? "hub" : "loop";
  }
  get poll(): string {
    return this.hasHub ? "epoll_wait()" : "select()";
  }
  get hasGil(): boolean {
    return this.trace.tables.gils.length > 0;
  }
  /** Whether goroutines carry the tasks. */
  get hasProcs(): boolean {
    return this.trace.tables.procs.length > 0;
  }
  /** Whether calls are pickled and sent to worker processes. */
  get hasPosts(): boolean {
    return this.trace.tables.threads.some(({ role, process }) => role === "worker" && process > 0);
  }
  /** The switch interval at this place, or null where there is no such thing. */
  get interval(): Ns | null {
    const { python, whatIf } = this.trace.header;
    const interval = python?.switchInterval ?? null;
    if (interval === null || whatIf.length === 0) return interval;
    const time = this.trace.log.timeAt(this.#seq);
    return whatIf.reduce((last, each) => ("interval" in each && each.at < time ? each.interval : last), interval);
  }

  // Who is who.

  person(task: number): Segment {
    return { text: this.trace.tables.tasks[task]?.name ?? `task ${task}`, task };
  }

  /** A thread as the one it works for, or by its job. */
  actor(thread: number, seq: number): Sentence {
    const facts = this.trace.tables.threads[thread];
    if (facts?.role === "task" && facts.task !== null) return [this.person(facts.task)];
    const task = this.taskOf(thread, seq);
    const job = this.job(thread);
    if (task === null) return say`${job}`;
    return this.told(say`${job} (for ${this.person(task)})`, say`${job} (with ${this.person(task)})`);
  }

  /** What a thread is called that is nobody's own. */
  job(thread: number): string {
    const facts = this.trace.tables.threads[thread];
    if (facts === undefined) return `thread ${thread}`;
    if (facts.role === "task" && facts.task !== null) return this.person(facts.task).text;
    if (this.voice === "technical") return facts.role === "main" ? "the main thread" : facts.name;
    const number = /\d+$/.exec(facts.name)?.[0];
    switch (facts.role) {
      case "main":
        return this.hasLoop || this.trace.header.model === "blocking" ? "the waiter" : "the host";
      case "worker":
        if (this.hasProcs) return `staff ${facts.name}`;
        // A pool's process is one worker: the place stands for whoever works there.
        if (facts.process > 0 && number !== undefined) return `restaurant ${number}`;
        return number === undefined ? "a crew member" : `crew member ${number}`;
      default:
        return HELPERS[facts.name] ?? (number === undefined ? "a helper" : `helper ${number}`);
    }
  }

  /** The task a thread works on at an event: its own, or the one it took up last. */
  taskOf(thread: number, seq: number): number | null {
    const own = this.trace.tables.threads[thread]?.task ?? null;
    if (own !== null) return own;
    if (this.#world !== null) return this.#world.threads[thread]?.task ?? null;
    const { log } = this.trace;
    const left = new Set<number>();
    for (let at = seq; at >= 0 && at > seq - FAR; at--) {
      const code = log.codeAt(at);
      if (ENDS_OF_WORK.has(code)) left.add(log.operandAt(at, 0));
      else if (TAKES_UP.has(code) && log.operandAt(at, 1) === thread) {
        const task = log.operandAt(at, 0);
        return left.has(task) ? null : task;
      }
    }
    return null;
  }

  process(process: number): Sentence {
    const { threads, processes } = this.trace.tables;
    const own = threads.filter((each) => each.process === process && each.task !== null);
    const only = own.length === 1 ? own[0] : undefined;
    if (only !== undefined && only.task !== null && processes.length > 1)
      return say`${this.person(only.task)}'s process`;
    const name = processes[process]?.name ?? String(process);
    return /process/.test(name) ? say`the ${name}` : say`process ${name}`;
  }

  /** A process as a place: the restaurant of the one who eats there. */
  place(process: number): Sentence {
    const { threads, processes } = this.trace.tables;
    if (processes.length < 2) return say`the restaurant`;
    const own = threads.filter((each) => each.process === process && each.task !== null);
    const only = own.length === 1 ? own[0] : undefined;
    if (only !== undefined && only.task !== null) return say`${this.person(only.task)}'s restaurant`;
    const workers = threads.filter((each) => each.process > 0 && each.role === "worker");
    if (process === 0) return workers.length > 0 ? say`the head office` : say`the first restaurant`;
    const name = workers.find((each) => each.process === process)?.name ?? "";
    return say`restaurant ${/\d+$/.exec(name)?.[0] ?? process + 1}`;
  }

  /** A device with its article: `the network`. */
  device = (id: number): string => `the ${this.trace.tables.devices[id]?.name ?? `device ${id}`}`;
  /** What a device makes in the restaurant: `fries`, `a drink`, `fries (network)`. */
  food(id: number): string {
    return foodOf(this.trace.tables.devices[id]?.name ?? "I/O");
  }
  /** `fries are ready`, `a drink is ready`. */
  foodReady(id: number): string {
    const food = this.food(id);
    return food.startsWith("a ") ? `${food} is ready` : `${food} are ready`;
  }
  lock = (id: number): string => this.trace.tables.locks[id]?.name ?? `lock ${id}`;
  queue = (id: number): string => this.trace.tables.queues[id]?.name ?? `queue ${id}`;
  variable = (id: number): string => this.trace.tables.variables[id]?.name ?? `variable ${id}`;

  // Looking back, and a little ahead.

  /** The nearest cause of one of these kinds. */
  cause<Kind extends EventKind>(event: TraceEvent, ...kinds: readonly Kind[]): EventNamed<Kind> | null {
    let { cause } = event;
    for (let hops = 0; cause !== null && hops < CHAIN; hops++) {
      const found = this.trace.log.at(cause);
      if (kinds.includes(found.kind as Kind)) return found as EventNamed<Kind>;
      cause = found.cause;
    }
    return null;
  }

  /** The last event of a kind before `seq` whose operand `index` is `value`, within reach. */
  before<Name extends EventKind>(
    seq: number,
    definition: EventDefinition<Name>,
    index: number,
    value: number,
    reach = FAR,
  ): EventNamed<Name> | null {
    const { log } = this.trace;
    for (let at = seq - 1; at >= 0 && at >= seq - reach; at--) {
      if (log.codeAt(at) === definition.code && log.operandAt(at, index) === value)
        return log.at(at) as EventNamed<Name>;
    }
    return null;
  }

  /** The first event after `seq` that passes, at the same moment or nearly so. */
  after(seq: number, passes: (event: TraceEvent) => boolean): TraceEvent | null {
    const { log } = this.trace;
    for (let at = seq + 1; at < log.length && at <= seq + NEAR; at++) {
      const event = log.at(at);
      if (passes(event)) return event;
    }
    return null;
  }

  /** The stretch of computing that a thread is in just before an event. */
  burstOf = (thread: number, seq: number): EventNamed<"cpu.started"> | null =>
    this.before(seq, events.cpuStarted, 0, thread);

  /** Who holds a GIL just before an event, by its last acquisition or release. */
  gilHolder(gil: number, seq: number): number | null {
    return this.#holder(seq, gil, events.gilAcquired.code, events.gilReleased.code, 1);
  }

  /** Who holds a lock just before an event: the task where one is known. */
  lockHolder(lock: number, seq: number): Sentence | null {
    const thread = this.#holder(seq, lock, events.lockAcquired.code, events.lockReleased.code, 1);
    if (thread === null) return null;
    const taken = this.before(seq, events.lockAcquired, 0, lock);
    return taken !== null && taken.task !== null ? [this.person(taken.task)] : this.actor(thread, seq);
  }

  #holder(seq: number, object: number, taken: number, freed: number, who: number): number | null {
    const { log } = this.trace;
    for (let at = seq - 1; at >= 0 && at >= seq - FAR; at--) {
      const code = log.codeAt(at);
      if ((code !== taken && code !== freed) || log.operandAt(at, 0) !== object) continue;
      return code === taken ? log.operandAt(at, who) : null;
    }
    return null;
  }
}

/** Machinery by its job: Go's system monitor, a process pool's threads in the parent. */
const HELPERS: Readonly<Record<string, string>> = {
  sysmon: "the inspector",
  "pool manager": "the manager",
  "queue feeder": "the postman",
};

const TAKES_UP: ReadonlySet<number> = new Set([events.taskStarted.code, events.taskResumed.code]);
const ENDS_OF_WORK: ReadonlySet<number> = new Set([
  events.taskSuspended.code,
  events.taskFinished.code,
  events.taskFailed.code,
  events.taskCancelled.code,
  events.taskCrashed.code,
]);

/** What a device of this name makes. */
export function foodOf(device: string): string {
  if (/fr(y|ies)/i.test(device)) return "fries";
  return /drink|soda|coffee/i.test(device) ? "a drink" : `fries (${device})`;
}

export const isForever = (until: Ns): boolean => until >= NEVER;

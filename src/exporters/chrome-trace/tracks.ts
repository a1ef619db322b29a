/** Which processes and tracks a run has in the viewer, and what stands on each. */
import { threadName } from "../../analysis/insights/names.ts";
import type { Trace } from "../../trace/trace.ts";

/** Where an event of the trace file belongs. */
export interface Place {
  readonly pid: number;
  readonly tid: number;
}

/** A piece of JSON lines: one event of the file each. */
type Line = string;

/** Hands out numbers that no other process or track of the file has. */
export class Numbers {
  #last = 0;
  next(): number {
    return ++this.#last;
  }
}

/** The machine, then each simulated process, then the tasks that have no thread of their own, then what happens outside. */
export class Tracks {
  readonly cores: readonly Place[];
  readonly gils: readonly Place[];
  readonly loops: readonly Place[];
  readonly threads: readonly Place[];
  readonly procs: readonly Place[];
  /** Null for a task whose thread's track tells everything. */
  readonly tasks: readonly (Place | null)[];
  readonly findings: Place;
  readonly machine: number;
  readonly outside: number;
  readonly processes: readonly number[];
  readonly #metadata: Line[] = [];
  readonly #numbers: Numbers;
  readonly #prefix: string;
  #order = 0;

  /** @param prefix before the names of all processes, where a file has several runs. */
  constructor(trace: Trace, numbers: Numbers, prefix: string) {
    const { tables } = trace;
    this.#numbers = numbers;
    this.#prefix = prefix;
    const { cores, threadsPerCore } = trace.header.machine;
    this.machine = this.#process("machine");
    this.cores = Array.from({ length: cores * threadsPerCore }, (_, id) => this.#track(this.machine, `core ${id}`));
    this.procs = tables.procs.map(({ name }) => this.#track(this.machine, name));
    this.findings = this.#track(this.machine, "findings");
    this.processes = tables.processes.map(({ name }, id) =>
      this.#process(tables.processes.length === 1 ? name : `${name} (process ${id})`),
    );
    const inside = ({ name, process }: { readonly name: string; readonly process: number }): Place =>
      this.#track(this.processes[process] ?? this.machine, name);
    this.gils = tables.gils.map(({ name, process }) => inside({ name: gilName(name), process }));
    // The thread that runs a loop may be called the same.
    this.loops = tables.loops.map(({ name, process }) => inside({ name: `${name}: iterations`, process }));
    this.threads = tables.threads.map(({ process }, id) => inside({ name: threadName(trace, id), process }));
    const carried = new Set(tables.threads.map(({ role, task }) => (role === "task" ? task : null)));
    const waiting = tables.tasks.some((_, id) => !carried.has(id)) ? this.#process("tasks") : this.machine;
    this.tasks = tables.tasks.map(({ name }, id) => (carried.has(id) ? null : this.#track(waiting, name)));
    this.outside = this.#process("outside: I/O, timers, pools");
  }

  /** Names and order of all processes and tracks, for the beginning of the file. */
  get metadata(): readonly Line[] {
    return this.#metadata;
  }

  #process(name: string): number {
    const pid = this.#numbers.next();
    this.#tell("process_name", { pid, tid: pid }, { name: `${this.#prefix}${name}` });
    this.#tell("process_sort_index", { pid, tid: pid }, { sort_index: pid });
    return pid;
  }

  #track(pid: number, name: string): Place {
    const place = { pid, tid: this.#numbers.next() };
    this.#tell("thread_name", place, { name });
    this.#tell("thread_sort_index", place, { sort_index: this.#order++ });
    return place;
  }

  #tell(name: string, { pid, tid }: Place, args: Readonly<Record<string, unknown>>): void {
    this.#metadata.push(JSON.stringify({ ph: "M", name, pid, tid, args }));
  }
}

/** A GIL's name is its owner's. */
const gilName = (owner: string): string => (/gil/i.test(owner) ? owner : `GIL of ${owner}`);

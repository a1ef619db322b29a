/** The lines of one run, instant by instant. */
import type { Finding } from "../../analysis/insights/finding.ts";
import { narrate } from "../../analysis/narration/narrate.ts";
import type { Ns } from "../../base/time.ts";
import type { EventNamed, TraceEvent } from "../../trace/event.ts";
import type { Trace } from "../../trace/trace.ts";
import type { World } from "../../trace/world.ts";
import { type Instant, instantsOf, worldOf } from "../walk/instants.ts";
import { Counters } from "./counters.ts";
import { Outside } from "./outside.ts";
import { Slices } from "./slices.ts";
import { head, Stack, stamp } from "./stack.ts";
import { type Numbers, type Place, Tracks } from "./tracks.ts";

/** What is written for one instant. */
export interface Written {
  readonly time: Ns;
  readonly lines: readonly string[];
}

interface Flow {
  readonly id: number;
  readonly from: Stack;
  readonly to: Stack;
}

export class RunLines {
  readonly tracks: Tracks;
  readonly #trace: Trace;
  readonly #world: World;
  readonly #slices: Slices;
  readonly #counters: Counters;
  readonly #outside: Outside;
  readonly #numbers: Numbers;
  /** By event, what was found there. */
  readonly #findings: ReadonlyMap<number, readonly Finding[]>;
  readonly #cores: readonly Stack[];
  readonly #gils: readonly Stack[];
  readonly #loops: readonly Stack[];
  readonly #threads: readonly Stack[];
  readonly #procs: readonly Stack[];
  readonly #tasks: readonly (Stack | null)[];
  /** Of the present instant: what needs no place among the slices, and who woke whom. */
  #beside: string[] = [];
  #wakings: EventNamed<"sched.woken">[] = [];

  constructor(trace: Trace, findings: readonly Finding[], numbers: Numbers, prefix: string) {
    this.tracks = new Tracks(trace, numbers, prefix);
    this.#trace = trace;
    this.#world = worldOf(trace);
    this.#slices = new Slices(trace, this.#world);
    this.#counters = new Counters(trace, this.#world, this.tracks);
    this.#outside = new Outside(trace, this.#world, this.tracks.outside);
    this.#numbers = numbers;
    this.#findings = new Map(findings.map(({ seq }) => [seq, findings.filter((each) => each.seq === seq)]));
    const stack = (place: Place): Stack => new Stack(place);
    const { cores, gils, loops, threads, procs, tasks } = this.tracks;
    this.#cores = cores.map(stack);
    this.#gils = gils.map(stack);
    this.#loops = loops.map(stack);
    this.#threads = threads.map(stack);
    this.#procs = procs.map(stack);
    this.#tasks = tasks.map((place) => (place === null ? null : stack(place)));
  }

  *written(): Generator<Written, void, void> {
    for (const instant of instantsOf(this.#trace, this.#world, (event) => this.#see(event))) {
      const lines = this.#linesOf(instant);
      if (lines.length > 0) yield { time: instant.time, lines };
    }
  }

  #linesOf(instant: Instant): readonly string[] {
    const { time } = instant;
    const lines: string[] = [];
    const flows = this.#wakings.flatMap((event) => this.#flowOf(event));
    // Whoever wakes is running until this instant: the arrow leaves that slice, before it ends.
    const left = flows.filter(({ from }) => !from.isEmpty);
    for (const flow of left) lines.push(arrow("s", flow.id, flow.from.place, time));
    this.#change(instant, lines);
    const entered = flows.filter((flow) => !left.includes(flow));
    for (const flow of entered) lines.push(arrow("s", flow.id, flow.from.place, time));
    for (const flow of flows) lines.push(arrow("f", flow.id, flow.to.place, time));
    lines.push(...this.#beside, ...this.#counters.changes(instant));
    this.#beside = [];
    this.#wakings = [];
    return lines;
  }

  #change(instant: Instant, lines: string[]): void {
    const { time, threadEnds, taskEnds, coreEnds } = instant;
    const slices = this.#slices;
    const none = (): undefined => undefined;
    const lists = [
      [instant.cores, this.#cores, (id: number) => slices.core(id), (id: number) => coreEnds.get(id)],
      [instant.procs, this.#procs, (id: number) => slices.proc(id), none],
      [instant.gils, this.#gils, (id: number) => slices.gil(id), none],
      [instant.loops, this.#loops, (id: number) => slices.loop(id), none],
      [instant.threads, this.#threads, (id: number) => slices.thread(id), (id: number) => threadEnds.get(id)],
      [instant.tasks, this.#tasks, (id: number) => slices.task(id), (id: number) => taskEnds.get(id)],
    ] as const;
    const isOver = instant.events.at(-1)?.kind === "run.ended";
    for (const [touched, stacks, show, ended] of lists) {
      for (const [id, event] of touched) {
        const stack = stacks[id];
        if (stack != null) lines.push(...stack.change(isOver ? [] : show(id), time, event, ended(id)));
      }
    }
  }

  /** No arrow where one of the two has no slice at this instant: it ended as it was woken, or the run does. */
  #flowOf({ thread, by }: EventNamed<"sched.woken">): readonly Flow[] {
    const from = by === null ? undefined : this.#threads[by];
    const to = this.#threads[thread];
    if (by === null || from === undefined || to === undefined || this.#world.outcome !== null) return [];
    if (this.#slices.thread(thread).length === 0) return [];
    if (from.isEmpty && this.#slices.thread(by).length === 0) return [];
    return [{ id: this.#numbers.next(), from, to }];
  }

  #see(event: TraceEvent): void {
    this.#beside.push(...this.#outside.see(event));
    for (const { id, sentence } of this.#findings.get(event.seq) ?? []) {
      this.#mark(id, "finding", this.tracks.findings, event, sentence);
    }
    switch (event.kind) {
      case "sched.woken":
        if (event.by !== null) this.#wakings.push(event);
        return;
      case "callback.started":
        return this.#slices.callback(event.loop, event);
      case "loop.polled":
      case "loop.iterated":
        return this.#slices.callback(event.loop, null);
      case "gil.drop-requested":
        return this.#mark("drop request", "gil", this.tracks.gils[event.gil], event);
      case "gil.released":
        if (event.forced) this.#mark("forced to let go", "gil", this.tracks.gils[event.gil], event);
        return;
      case "gil.missed":
        return this.#mark("woken in vain", "gil", this.tracks.gils[event.gil], event);
      case "variable.written":
        if (event.lost > 0) this.#mark("lost update", "memory", this.#placeOf(event.task), event);
        return;
      case "task.failed":
      case "task.cancelled":
      case "task.crashed":
        return this.#mark(event.kind.slice("task.".length), "task", this.#placeOf(event.task), event);
      case "core.offlined":
      case "core.onlined":
      case "device.retimed":
      case "interval.set":
        return this.#mark(event.kind.replace(".", " "), "what if", this.tracks.findings, event);
      case "process.crashed":
        return this.#mark("crashed", "process", this.tracks.findings, event);
    }
  }

  /** An instant with its sentence. */
  #mark(name: string, category: string, place: Place | undefined, event: TraceEvent, sentence?: string): void {
    if (place === undefined) return;
    const text =
      sentence ??
      narrate(this.#trace, event.seq, "technical", this.#world)
        .map((each) => each.text)
        .join("");
    const facts = JSON.stringify({ name, cat: category, s: "t", args: { event: event.seq, sentence: text } });
    this.#beside.push(`${head("i", place, event.time)},${facts.slice(1)}`);
  }

  /** A task's own track, or that of its thread. */
  #placeOf(task: number): Place | undefined {
    const own = this.tracks.tasks[task];
    if (own != null) return own;
    return this.tracks.threads[this.#world.tasks[task]?.thread ?? -1] ?? this.tracks.findings;
  }
}

/** Tied to the slice that lies on the track then. */
const arrow = (phase: "s" | "f", id: number, { pid, tid }: Place, time: Ns): string =>
  `{"ph":"${phase}",${phase === "f" ? '"bp":"e",' : ""}"pid":${pid},"tid":${tid},"ts":${stamp(time)},"name":"wakes","cat":"wake-up","id":${id}}`;

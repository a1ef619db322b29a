/** What is worked out once for a run, and what is kept between frames of it. */
import type { Evidence } from "../../analysis/blame/blame.ts";
import { type Waits, waitsOf } from "../../analysis/blame/waits.ts";
import { findingsInSlices } from "../../analysis/insights/index.ts";
import { cellText } from "../../base/cells.ts";
import { whole } from "../../base/slices.ts";
import type { Ns } from "../../base/time.ts";
import { History } from "../../trace/history.ts";
import type { Listing } from "../../trace/listing.ts";
import { measure, type RunMetrics } from "../../trace/metrics.ts";
import type { SpanTrack } from "../../trace/span-track.ts";
import type { Spans } from "../../trace/spans.ts";
import { endOf, type Trace } from "../../trace/trace.ts";
import type { Frame, Tile, Timeline } from "./frame.ts";
import { type Absences, absencesOf } from "./offline.ts";
import { PageStrips } from "./page.ts";
import { withPeople } from "./people.ts";
import { type Reading, readingOf } from "./reading.ts";
import { LastRows } from "./rows.ts";
import { LastThreads } from "./services.ts";
import type { Tiles } from "./tiles.ts";
import type { Grain } from "./timeline.ts";

/** A finding in words, and the event where it shows. */
export interface Found {
  readonly seq: number;
  readonly phrases: Frame["findings"][number];
}

/** A run made ready for its frames. Build it once; frames share its caches and never change what it says. */
export class PreparedRun {
  readonly trace: Trace;
  readonly history: History;
  readonly spans: Spans;
  readonly tiles: Tiles;
  readonly grain: Grain;
  /** By core: how long it is busy in the whole run. */
  readonly coreTotals: readonly Ns[];
  readonly absences: Absences;
  readonly end: Ns;
  /** Tasks that wait for something outside at some time of the run, in order. */
  readonly parkers: readonly number[];
  /** Their waits, in as few tracks as hold them side by side; none where that is too many. */
  readonly berths: readonly SpanTrack[];
  /** The names of things, safe for a grid of cells. */
  readonly names: {
    readonly devices: readonly string[];
    readonly locks: readonly string[];
    readonly queues: readonly string[];
    readonly processes: readonly string[];
    /** By GIL: its process's name, or in a process with several the one's who runs under it. */
    readonly owners: readonly string[];
  };
  readonly widest: Frame["widest"];
  readonly shown: Frame["shown"];
  readonly lastTasks: LastRows;
  readonly lastThreads: LastThreads;
  /** Context switches, and hand-overs of a GIL, in order. */
  readonly switches: readonly number[];
  readonly handovers: readonly number[];
  /** By task: when its call was sent to whichever worker process is free. */
  readonly postedAt: ReadonlyMap<number, number>;
  /** Every futile wake-up, in order. */
  readonly #missed: readonly number[];
  #waits: Waits | null = null;
  #page: PageStrips | null = null;
  #processTotals: readonly Ns[] | null = null;
  #findings: readonly Found[] | null = null;
  #metrics: RunMetrics | null = null;
  #people: readonly Tile[] | null = null;
  #split: ReadonlySet<number> | null = null;
  #life: { readonly task: number; readonly seqs: readonly number[] } | null = null;

  readonly #write: (() => Listing) | null;
  #listing: Listing | null = null;

  /**
   * @param write makes the program that the run tells of; called when it is first looked at. Null: there is none.
   * @param reading what was read of it already, in slices; by default all of it is read here.
   */
  constructor(
    trace: Trace,
    history = new History(trace),
    write: (() => Listing) | null = null,
    reading: Reading = whole(readingOf(trace)),
  ) {
    this.#write = write;
    this.trace = trace;
    this.history = history;
    const { places, spans, tiles, grain, coreTotals, parkers, berths, shown } = reading;
    this.spans = spans;
    this.tiles = tiles;
    this.grain = grain;
    this.coreTotals = coreTotals;
    this.parkers = parkers;
    this.berths = berths;
    this.shown = shown;
    this.postedAt = places.postedAt;
    this.switches = places.switches;
    this.handovers = places.handovers;
    this.#missed = places.missed;
    this.end = endOf(trace);
    this.absences = absencesOf(trace);
    this.lastTasks = new LastRows(trace.tables.tasks.length);
    this.lastThreads = new LastThreads(trace.tables.threads.length);
    this.widest = {
      name: tiles.tasks.reduce((most, tile) => Math.max(most, tile.name.length), 0),
      steps: trace.tables.tasks.reduce((most, task) => Math.max(most, task.steps.length), 0),
      switches: places.changes,
      futile: places.missed.length,
    };
    const { devices, locks, queues, processes, gils } = trace.tables;
    const named = (items: readonly { readonly name: string }[]): string[] => items.map((item) => cellText(item.name));
    const ofProcesses = named(processes);
    const isShared = new Set(gils.map((gil) => gil.process)).size < gils.length;
    const owners = isShared ? named(gils) : gils.map((gil) => ofProcesses[gil.process] ?? "");
    const things = { devices: named(devices), locks: named(locks), queues: named(queues) };
    this.names = { ...things, processes: ofProcesses, owners };
  }

  /** The program that the run tells of. */
  get listing(): Listing | null {
    this.#listing ??= this.#write?.() ?? null;
    return this.#listing;
  }

  /** All there is to learn from the run, the most important first. Looked for when first asked. */
  get findings(): Frame["findings"] {
    return this.found.map(({ phrases }) => phrases);
  }

  /** Those that show first at an event. */
  findingsAt(seq: number): Frame["findings"] {
    return this.found.filter((each) => each.seq === seq).map(({ phrases }) => phrases);
  }

  /** The events at which findings show first, ascending. */
  get findingEvents(): readonly number[] {
    return [...new Set(this.found.map(({ seq }) => seq))].sort((a, b) => a - b);
  }

  /** The same with their places. */
  get found(): readonly Found[] {
    this.#findings ??= whole(this.finding());
    return this.#findings;
  }

  /** Looks for them bit by bit. */
  *finding(): Generator<void, readonly Found[], void> {
    const found = yield* findingsInSlices(this.trace);
    // A deadlock is the end of the story: it comes before what kind of story it was.
    const ordered = [...found.filter(({ id }) => id === "deadlock"), ...found.filter(({ id }) => id !== "deadlock")];
    this.#findings = ordered.map(({ seq, sentence }) => ({
      seq,
      phrases: withPeople(cellText(sentence), this.tiles.tasks),
    }));
    return this.#findings;
  }

  /** The run in figures. Measured when first asked. */
  get metrics(): RunMetrics {
    this.#metrics ??= measure(this.history);
    return this.#metrics;
  }

  /** Everybody, without parts of others. */
  get people(): readonly Tile[] {
    this.#people ??= this.tiles.tasks.filter((_, task) => !this.isPart(task));
    return this.#people;
  }

  /** Whether a task is done in parts. */
  isSplit(task: number): boolean {
    this.#split ??= new Set(this.trace.tables.tasks.flatMap(({ parent }) => parent ?? []));
    return this.#split.has(task);
  }

  /** Who waited for what, and who had it. Worked out when first asked. */
  get waits(): Waits {
    this.#waits ??= waitsOf(this.trace);
    return this.#waits;
  }
  get evidence(): Evidence {
    return { tables: this.trace.tables, spans: this.spans, waits: this.waits };
  }

  /** Whether a task is a part of another one. */
  isPart = (task: number): boolean => (this.trace.tables.tasks[task]?.parent ?? null) !== null;

  /** Futile wake-ups up to an event. */
  futileUpTo(seq: number): number {
    let low = 0;
    let high = this.#missed.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#missed[middle] as number) <= seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  tileOf(task: number | null): Tile | null {
    return task === null ? null : (this.tiles.tasks[task] ?? null);
  }

  /** The tile of a thread that executes a task, or none. */
  tileOn(thread: number, task: number | null): Tile {
    return this.tileOf(task) ?? (this.tiles.threads[thread] as Tile);
  }

  /** The strips of a page; the last page is kept. */
  page(timeline: Timeline): PageStrips {
    if (this.#page === null || !this.#page.shows(timeline)) this.#page = new PageStrips(this, timeline);
    return this.#page;
  }

  /** By process: how long it is on cores in the whole run. */
  get processTotals(): readonly Ns[] {
    if (this.#processTotals === null) {
      const { threads, processes } = this.trace.tables;
      const totals = processes.map(() => 0);
      for (const track of this.spans.cores) {
        for (let index = 0; index < track.length; index++) {
          const process = threads[track.threadAt(index)]?.process ?? 0;
          totals[process] = (totals[process] ?? 0) + track.toAt(index) - track.fromAt(index);
        }
      }
      this.#processTotals = totals as Ns[];
    }
    return this.#processTotals;
  }

  /** The events that make up a task's life; the last task's are kept. */
  lifeOf(task: number, read: (trace: Trace, task: number) => readonly number[]): readonly number[] {
    if (this.#life?.task !== task) this.#life = { task, seqs: read(this.trace, task) };
    return this.#life.seqs;
  }
}

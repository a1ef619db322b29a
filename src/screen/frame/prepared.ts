/** What is worked out once for a run, and what is kept between frames of it. */
import { cellText } from "../../base/cells.ts";
import type { Ns } from "../../base/time.ts";
import { History } from "../../trace/history.ts";
import { SPAN_KINDS } from "../../trace/span-track.ts";
import { type Spans, spansOf } from "../../trace/spans.ts";
import { endOf, type Trace } from "../../trace/trace.ts";
import type { Tile, Timeline } from "./frame.ts";
import { PageStrips } from "./page.ts";
import { type Tiles, tilesOf } from "./tiles.ts";
import { type Grain, grainOf } from "./timeline.ts";

/** A run made ready for its frames. Build it once; frames share its caches and never change what it says. */
export class PreparedRun {
  readonly trace: Trace;
  readonly history: History;
  readonly spans: Spans;
  readonly tiles: Tiles;
  readonly grain: Grain;
  readonly end: Ns;
  /** Tasks that wait for something outside at some time of the run, in order. */
  readonly parkers: readonly number[];
  /** The names of things, safe for a grid of cells. */
  readonly names: {
    readonly devices: readonly string[];
    readonly locks: readonly string[];
    readonly queues: readonly string[];
    readonly processes: readonly string[];
  };
  #page: PageStrips | null = null;
  #life: { readonly task: number; readonly seqs: readonly number[] } | null = null;

  constructor(trace: Trace, history = new History(trace)) {
    this.trace = trace;
    this.history = history;
    this.spans = spansOf(trace);
    this.tiles = tilesOf(trace.tables);
    this.grain = grainOf(this.spans);
    this.end = endOf(trace);
    const isParked = SPAN_KINDS.map((kind) => kind === "io" || kind === "timer");
    this.parkers = this.spans.tasks.flatMap((track, task) => {
      for (let index = 0; index < track.length; index++) if (isParked[track.kindAt(index)]) return [task];
      return [];
    });
    const { devices, locks, queues, processes } = trace.tables;
    const named = (items: readonly { readonly name: string }[]): string[] => items.map((item) => cellText(item.name));
    this.names = { devices: named(devices), locks: named(locks), queues: named(queues), processes: named(processes) };
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

  /** The events that make up a task's life; the last task's are kept. */
  lifeOf(task: number, read: (trace: Trace, task: number) => readonly number[]): readonly number[] {
    if (this.#life?.task !== task) this.#life = { task, seqs: read(this.trace, task) };
    return this.#life.seqs;
  }
}

/** A finished run as the screen's session wants it. */
import { explains } from "../analysis/narration/chain.ts";
import { eventsOf } from "../screen/frame/concerns.ts";
import { listedAt } from "../screen/frame/listed.ts";
import { PreparedRun } from "../screen/frame/prepared.ts";
import type { Reading } from "../screen/frame/reading.ts";
import { scaleOf } from "../screen/frame/timeline.ts";
import { choiceOf, presentAt } from "../screen/frame/what-if.ts";
import type { ChoiceAt, Cursor, Present, Run } from "../screen/session/state.ts";
import type { Listing } from "../trace/listing.ts";
import type { EventLog } from "../trace/log.ts";
import type { Trace } from "../trace/trace.ts";

/** Columns of the timeline on a screen of 80. */
const SMALL_COLUMNS = 54;

export class StagedRun implements Run {
  readonly prepared: PreparedRun;
  readonly events: number;
  readonly end: Run["end"];
  readonly switches: readonly number[];
  readonly handovers: readonly number[];
  readonly tasks: number;
  readonly processes: number;
  readonly page: Run["end"];
  readonly hasGil: boolean;
  readonly hasInterval: boolean;
  readonly #log: EventLog;
  #findings: readonly number[] | null = null;
  /** The task that is followed; the last one's are kept. */
  #concerns: { readonly task: number; readonly events: readonly number[] } | null = null;

  /**
   * @param write makes the program that the run tells of.
   * @param reading what was read of it already.
   */
  constructor(trace: Trace, write: (() => Listing) | null = null, reading?: Reading) {
    const { header, log, tables } = trace;
    this.#log = log;
    this.prepared = new PreparedRun(trace, undefined, write, reading);
    this.events = log.length;
    this.end = this.prepared.end;
    this.tasks = tables.tasks.length;
    this.processes = tables.processes.length;
    this.page = (SMALL_COLUMNS * scaleOf(this.prepared, null, SMALL_COLUMNS)) as Run["end"];
    this.hasGil = tables.gils.length > 0;
    this.hasInterval = this.hasGil && (header.python?.switchInterval ?? null) !== null;
    this.switches = this.prepared.switches;
    this.handovers = this.prepared.handovers;
  }

  get choices(): readonly number[] {
    return this.prepared.trace.choices.seqs;
  }

  choice(number: number): ChoiceAt {
    return choiceOf(this.prepared, number);
  }

  presentAt({ event }: Cursor): Present {
    return presentAt(this.prepared, event);
  }

  /** Looked for when first asked. */
  get findings(): readonly number[] {
    this.#findings ??= this.prepared.findingEvents;
    return this.#findings;
  }

  get lessons(): readonly number[] {
    return this.prepared.found.map(({ seq }) => seq);
  }

  listed({ event, time }: Cursor, filter: string): ReturnType<Run["listed"]> {
    return listedAt(this.prepared, { seq: event, time }, filter);
  }

  eventsOf(task: number): readonly number[] {
    if (this.#concerns?.task !== task) this.#concerns = { task, events: eventsOf(this.prepared.trace, task) };
    return this.#concerns.events;
  }

  timeAt(event: number): Run["end"] {
    return this.#log.timeAt(event);
  }

  lastAtOrBefore(time: Run["end"]): number {
    return this.#log.lastAtOrBefore(time);
  }

  causeOf(event: number): number | null {
    return explains(this.prepared.trace, event);
  }
}

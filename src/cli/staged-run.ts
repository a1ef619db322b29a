/** A finished run as the screen's session wants it. */
import { explains } from "../analysis/narration/chain.ts";
import { PreparedRun } from "../screen/frame/prepared.ts";
import type { Run } from "../screen/session/state.ts";
import { gilAcquired, schedSwitched } from "../trace/event.ts";
import type { EventLog } from "../trace/log.ts";
import type { Trace } from "../trace/trace.ts";

export class StagedRun implements Run {
  readonly prepared: PreparedRun;
  readonly events: number;
  readonly end: Run["end"];
  readonly switches: readonly number[];
  readonly handovers: readonly number[];
  readonly choices: readonly number[];
  readonly tasks: number;
  readonly hasGil: boolean;
  readonly hasInterval: boolean;
  readonly #log: EventLog;
  #findings: readonly number[] | null = null;

  constructor(trace: Trace) {
    const { header, log, tables } = trace;
    this.#log = log;
    this.prepared = new PreparedRun(trace);
    this.events = log.length;
    this.end = this.prepared.end;
    this.choices = trace.choices.map(({ seq }) => seq);
    this.tasks = tables.tasks.length;
    this.hasGil = tables.gils.length > 0;
    this.hasInterval = this.hasGil && (header.python?.switchInterval ?? null) !== null;
    // A core that was idle lost nobody: that is no switch, as in the run's totals.
    this.switches = eventsWhere(log, schedSwitched.code, (seq) => log.operandAt(seq, 1) >= 0);
    this.handovers = eventsWhere(log, gilAcquired.code, (seq) => log.operandAt(seq, 2) === 1);
  }

  /** Looked for when first asked. */
  get findings(): readonly number[] {
    this.#findings ??= this.prepared.findingEvents;
    return this.#findings;
  }

  get lessons(): readonly number[] {
    return this.prepared.found.map(({ seq }) => seq);
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

function eventsWhere(log: EventLog, code: number, holds: (seq: number) => boolean): readonly number[] {
  const found: number[] = [];
  for (let seq = 0; seq < log.length; seq++) if (log.codeAt(seq) === code && holds(seq)) found.push(seq);
  return found;
}

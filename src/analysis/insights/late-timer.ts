import { formatCount } from "../../base/quantities.ts";
import { formatDuration, ms, type Ns } from "../../base/time.ts";
import * as events from "../../trace/event.ts";
import type { Trace } from "../../trace/trace.ts";
import type { Finding, Insight } from "./finding.ts";
import { inTheWayOf } from "./holder.ts";
import { plural, taskName } from "./names.ts";

/** A tick of the scheduler is 4 ms, a switch interval 5 ms: one of each may come in between on any machine. Later than both is late. */
const LATE = ms(10);
/** And so late that it shows beside the length of the sleep itself: half a beat. */
const SHARE = 0.5;

const NONE = -1;

/** A sleep ends long after its timer: a heartbeat misses its beat, because somebody has the thread, the GIL or the core. */
export const lateTimer: Insight = {
  id: "late-timer",
  find(trace) {
    if (!trace.tables.tasks.some(({ steps }) => steps.some(({ kind }) => kind === "sleep"))) return null;
    const search = new Search(trace);
    for (let seq = 0; seq < trace.log.length; seq++) search.read(seq);
    return search.finding();
  },
};

class Search {
  readonly #trace: Trace;
  /** By task: when its sleep is over, or NONE; and how long it is. */
  readonly #due: Float64Array;
  readonly #asked: Float64Array;
  /** The thread that executed it last. */
  readonly #threads: Int32Array;
  #sleeps = 0;
  #late = 0;
  #worst = 0;
  #task = NONE;
  #dueOfWorst = 0;
  #seq = NONE;

  constructor(trace: Trace) {
    this.#trace = trace;
    this.#due = new Float64Array(trace.tables.tasks.length).fill(NONE);
    this.#asked = new Float64Array(trace.tables.tasks.length);
    this.#threads = new Int32Array(trace.tables.tasks.length).fill(NONE);
  }

  read(seq: number): void {
    const { log, tables } = this.#trace;
    const first = log.operandAt(seq, 0);
    switch (log.codeAt(seq)) {
      case events.taskStepped.code: {
        this.#goOn(first, seq);
        const amount = log.operandAt(seq, 3);
        if (tables.tasks[first]?.steps[log.operandAt(seq, 1)]?.kind !== "sleep") return;
        this.#due[first] = log.timeAt(seq) + amount;
        this.#asked[first] = amount;
        this.#sleeps++;
        return;
      }
      case events.taskStarted.code:
      case events.taskResumed.code:
        this.#threads[first] = log.operandAt(seq, 1);
        this.#goOn(first, seq);
        return;
      case events.taskFinished.code:
      case events.taskFailed.code:
        this.#goOn(first, seq);
        return;
      case events.cpuStarted.code:
      // A part of it is made.
      case events.taskCreated.code:
        this.#goOn(log.operandAt(seq, 1), seq);
        return;
      case events.executorSubmitted.code:
        this.#goOn(log.operandAt(seq, 2), seq);
        return;
      // Somebody else ended it.
      case events.taskCancelled.code:
      case events.taskCrashed.code:
        this.#due[first] = NONE;
        return;
      default:
    }
  }

  #goOn(task: number, seq: number): void {
    const due = task < 0 ? NONE : (this.#due[task] ?? NONE);
    const now = this.#trace.log.timeAt(seq);
    if (due === NONE || now < due) return;
    this.#due[task] = NONE;
    const by = now - due;
    if (by < LATE || by < SHARE * (this.#asked[task] ?? 0)) return;
    this.#late++;
    if (by <= this.#worst) return;
    this.#worst = by;
    this.#task = task;
    this.#dueOfWorst = due;
    this.#seq = seq;
  }

  finding(): Finding | null {
    if (this.#task === NONE) return null;
    const trace = this.#trace;
    const name = taskName(trace, this.#task);
    const who = inTheWayOf(trace, this.#threads[this.#task] ?? NONE, this.#dueOfWorst, this.#seq);
    const asked = formatDuration((this.#asked[this.#task] ?? 0) as Ns);
    const many = this.#sleeps === 1 ? "" : ` (${formatCount(this.#late)} of ${plural(this.#sleeps, "sleep")} did)`;
    const sentence =
      `Late timer: a sleep of ${asked} in ${name} ended ${formatDuration(this.#worst as Ns)} late${many}` +
      `${who === null ? "" : `, ${who}`}.`;
    return { id: "late-timer", sentence, seq: this.#seq };
  }
}

/** Waits brought together: by what is waited for, and by process where lists are brought together so. */
import { atMost, minus, type Ns } from "../../base/time.ts";
import { WAITING_PHASES, type WaitingPhase } from "../../trace/metrics.ts";
import type { TaskRow, Tile } from "./frame.ts";
import type { Moment } from "./moment.ts";
import { whatOf } from "./waited-for.ts";

/** Those that wait for the same. */
export interface Crowd {
  /** Their process; null where processes are not told apart. */
  readonly owner: string | null;
  readonly wait: { readonly kind: WaitingPhase; readonly what: string };
  readonly count: number;
  readonly longest: { readonly tile: Tile; readonly time: Ns };
  /** All their waits together, up to now. */
  readonly total: Ns;
}

/**
 * Who waits at a moment, in the order of processes and kinds of waiting.
 *
 * @param people the tasks that are looked at
 */
export function crowdsAt({ run, now }: Moment, seq: number, people: readonly TaskRow[], byProcess: boolean): Crowd[] {
  const crowds = new Map<string, { order: number; crowd: Crowd }>();
  for (const row of people) {
    const list = run.waits.tasks[row.tile.task as number];
    const begun = list?.begunBy(seq) ?? 0;
    if (list === undefined || begun === 0) continue;
    const span = list.at(begun - 1);
    if (span.ended >= 0 && span.ended <= seq) continue;
    const wait = { kind: span.kind, what: whatOf(run, span) };
    const time = minus(atMost(now, span.to), span.from);
    const process = byProcess ? row.process : 0;
    const key = `${process} ${wait.kind} ${wait.what}`;
    const known = crowds.get(key)?.crowd;
    const longest = known !== undefined && known.longest.time >= time ? known.longest : { tile: row.tile, time };
    const crowd: Crowd = {
      owner: byProcess ? (run.names.processes[process] ?? "") : null,
      wait,
      count: (known?.count ?? 0) + 1,
      longest,
      total: ((known?.total ?? 0) + time) as Ns,
    };
    crowds.set(key, { order: process * WAITING_PHASES.length + WAITING_PHASES.indexOf(wait.kind), crowd });
  }
  return [...crowds.values()].sort((a, b) => a.order - b.order).map(({ crowd }) => crowd);
}

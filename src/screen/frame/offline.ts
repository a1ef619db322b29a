/** When cores were away, and what their lanes show then: nothing. */
import { coreOfflined, coreOnlined } from "../../trace/event.ts";
import type { Trace } from "../../trace/trace.ts";
import type { Cell, Timeline } from "./frame.ts";
import { EMPTY_CELL } from "./strips.ts";

interface Span {
  readonly from: number;
  readonly to: number;
}

/** By hardware thread; empty where no core ever comes or goes. */
export type Absences = readonly (readonly Span[])[];

export function absencesOf({ header, log }: Trace): Absences {
  const { cores, online = cores, threadsPerCore } = header.machine;
  if (!header.whatIf.some((each) => "cores" in each)) return [];
  const away = Array.from({ length: cores * threadsPerCore }, (_, core): number =>
    core < online * threadsPerCore ? -1 : 0,
  );
  const spans: Span[][] = away.map(() => []);
  for (let seq = 0; seq < log.length; seq++) {
    const code = log.codeAt(seq);
    if (code !== coreOfflined.code && code !== coreOnlined.code) continue;
    const core = log.operandAt(seq, 0);
    const time = log.timeAt(seq);
    if (code === coreOnlined.code) spans[core]?.push({ from: away[core] ?? 0, to: time });
    away[core] = code === coreOnlined.code ? -1 : time;
  }
  return spans.map((each, core) => {
    const from = away[core] ?? -1;
    return from < 0 ? each : [...each, { from, to: Number.POSITIVE_INFINITY }];
  });
}

/** The cells of a core's lane, blank where it was away for most of one. */
export function withAbsences(
  cells: readonly Cell[],
  spans: readonly Span[],
  { start, scale }: Timeline,
): readonly Cell[] {
  if (spans.length === 0) return cells;
  return cells.map((cell, column) => {
    const middle = start + (column + 0.5) * scale;
    const isAway = spans.some(({ from, to }) => from <= middle && middle < to);
    return cell.state === "idle" && isAway ? EMPTY_CELL : cell;
  });
}

/** Numbers read from runs, each with what it is and its text. */
import { formatCount, formatPercent, formatRatio } from "../base/quantities.ts";
import { formatDuration, type Ns } from "../base/time.ts";

export interface Figure {
  readonly label: string;
  readonly value: number;
  readonly unit: "ns" | "count" | "share" | "ratio";
  readonly text: string;
}

export const time = (label: string, value: Ns): Figure => ({ label, value, unit: "ns", text: formatDuration(value) });

export const count = (label: string, value: number): Figure => ({
  label,
  value,
  unit: "count",
  text: formatCount(value),
});

/** A share of the whole; of CPU time, 1.0 is one core: 100 % in `top`. */
export const share = (label: string, value: number): Figure => ({
  label,
  value,
  unit: "share",
  text: formatPercent(value),
});

export const ratio = (label: string, value: number): Figure => ({
  label,
  value,
  unit: "ratio",
  text: formatRatio(value),
});

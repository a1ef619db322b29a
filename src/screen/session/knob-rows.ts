/** The rows of the knobs panel: what each shows and which commands turn it. */
import { formatDuration } from "../../base/time.ts";
import type { Session } from "./state.ts";

export interface KnobRow {
  readonly title: string;
  /** Ids of commands. */
  readonly more: string;
  readonly less: string;
  value(session: Session): string;
}

export const KNOB_ROWS: readonly KnobRow[] = [
  { title: "model", more: "model.next", less: "model.previous", value: ({ knobs }) => knobs.model },
  { title: "cores", more: "cores.more", less: "cores.less", value: ({ knobs }) => `${knobs.cores}` },
  {
    title: "switch interval",
    more: "interval.more",
    less: "interval.less",
    value: ({ run, knobs }) =>
      run.hasInterval ? formatDuration(knobs.interval) : run.hasGil ? "none: 100 ticks" : "none: no GIL",
  },
  {
    title: "tasks",
    more: "tasks.more",
    less: "tasks.less",
    value: ({ run, knobs }) => (knobs.tasks === null ? `${run.tasks}, fixed` : `${knobs.tasks}`),
  },
  { title: "speed", more: "play.faster", less: "play.slower", value: ({ speed }) => speed.label },
];

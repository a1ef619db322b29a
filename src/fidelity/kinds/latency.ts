/** How long a short operation takes, and how often the GIL was lost meanwhile, while others compute. */
import { ms } from "../../base/time.ts";
import { taskStepped } from "../../trace/event.ts";
import type { Simulator, Spec } from "../case.ts";
import { medianOf, traceOf } from "../runs.ts";
import { optionsOf, type Segment, workloadOf } from "../workload.ts";
import { modelOf } from "./workload.ts";

/** What a turn may take longer than alone without having waited for the GIL, in microseconds. */
const LOST_US = 2000;

export const latency: Simulator = ({ spec, measured }, seed) => {
  const { budget_s = 1, hogs = 1, n = 1 } = spec;
  const base = measured["base_p50_us"] ?? 0;
  const budget = budget_s * 1000;
  const groups = [
    { n: hogs, segs: [["cpu", budget * 4]] as const },
    { n: 1, segs: [["x", n, [bodyOf(spec, base)]]] as const },
  ];
  const trace = traceOf(workloadOf(groups, optionsOf(spec, seed)), modelOf(spec) ?? "", { until: ms(budget * 2) });
  if (trace === null) return null;
  const { log } = trace;
  const turns: number[] = [];
  let last = -1;
  for (let seq = 0; seq < log.length; seq++) {
    if (log.codeAt(seq) !== taskStepped.code || log.operandAt(seq, 0) !== hogs) continue;
    if (last >= 0) turns.push((log.timeAt(seq) - last) / 1e3);
    last = log.timeAt(seq);
  }
  const lost = turns.filter((turn) => turn > base + LOST_US).length;
  return {
    p50_us: medianOf(turns),
    mean_us: turns.reduce((sum, turn) => sum + turn, 0) / turns.length,
    frac_lost_gil: lost / turns.length,
  };
};

/**
 * C code and a round trip through a pipe of one's own compute without the GIL. The answer of another process (`echo`) is computed on the
 * same core where there is one, and waited for where there are more.
 */
function bodyOf({ op, arg = 0, cores = 2 }: Spec, base: number): Segment {
  if (op === "sleep") return ["sleep", arg / 1000];
  if (op === "echo" && cores > 1) return ["device", base / 1000];
  return ["nogil", base / 1000];
}

import { formatCount } from "../../base/quantities.ts";
import * as events from "../../trace/event.ts";
import type { Insight } from "./finding.ts";
import { listed, taskName, times } from "./names.ts";

/** A store from an old copy threw away what others had written. */
export const lostUpdate: Insight = {
  id: "lost-update",
  find(trace) {
    const { log, tables } = trace;
    if (tables.variables.length === 0) return null;
    const lost = tables.variables.map(() => 0);
    let stores = 0;
    let first = -1;
    const writers = new Set<number>();
    for (let seq = 0; seq < log.length; seq++) {
      if (log.codeAt(seq) !== events.variableWritten.code) continue;
      const count = log.operandAt(seq, 4);
      if (count === 0) continue;
      if (first < 0) first = seq;
      stores++;
      writers.add(log.operandAt(seq, 1));
      const variable = log.operandAt(seq, 0);
      lost[variable] = (lost[variable] ?? 0) + count;
    }
    if (first < 0) return null;
    const sums = lost.flatMap((count, variable) =>
      count === 0 ? [] : [`${formatCount(count)} of ${tables.variables[variable]?.name ?? variable}`],
    );
    const who = listed([...writers].map((task) => taskName(trace, task)));
    const sentence = `Lost updates: ${sums.join(", ")}: ${who} stored from an old copy ${times(stores)}, with no lock between read and write.`;
    return { id: "lost-update", sentence, seq: first };
  },
};

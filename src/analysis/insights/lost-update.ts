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
    const updates = tables.variables.map(() => ({ made: 0, lost: 0 }));
    /** In the value of each copy. */
    const kept = new Map<string, number>();
    let stale = 0;
    let first = -1;
    const writers = new Set<number>();
    for (let seq = 0; seq < log.length; seq++) {
      if (log.codeAt(seq) !== events.variableWritten.code) continue;
      const variable = log.operandAt(seq, 0);
      const place = `${variable} ${log.operandAt(seq, 2)}`;
      const count = updates[variable];
      if (count === undefined) continue;
      count.made++;
      count.lost += (kept.get(place) ?? 0) + 1 - log.operandAt(seq, 5);
      kept.set(place, log.operandAt(seq, 5));
      if (log.operandAt(seq, 4) === 0) continue;
      if (first < 0) first = seq;
      stale++;
      writers.add(log.operandAt(seq, 1));
    }
    if (first < 0) return null;
    const sums = updates.flatMap(({ made, lost }, variable) =>
      lost === 0
        ? []
        : [`${formatCount(lost)} of ${formatCount(made)} made to ${tables.variables[variable]?.name ?? variable}`],
    );
    // What was thrown away may have been brought back by a store from a copy that was older still.
    if (sums.length === 0) return null;
    const who = listed([...writers].map((task) => taskName(trace, task)));
    const sentence = `Lost updates: ${sums.join(", ")}: ${who} stored from an old copy ${times(stale)}, with no lock between read and write.`;
    return { id: "lost-update", sentence, seq: first };
  },
};

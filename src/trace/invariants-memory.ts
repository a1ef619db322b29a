/** Laws of shared variables: a load sees the last store of its own process, and a store throws away what others stored since the load. */
import type { Law } from "./invariants.ts";
import type { Trace } from "./trace.ts";

export function memoryLaw({ tables }: Trace): Law {
  const values = new Map<string, number>();
  const stores = new Map<string, number>();
  /** The number of stores that a task knew of when it last touched a variable. */
  const seen = new Map<string, number>();

  return (event) => {
    if (event.kind !== "variable.read" && event.kind !== "variable.written") return null;
    const { variable, process, task, value } = event;
    const place = `${process} ${variable}`;
    const mine = `${task} ${place}`;
    const count = stores.get(place) ?? 0;
    if (event.kind === "variable.read") {
      seen.set(mine, count);
      const current = values.get(place) ?? tables.variables[variable]?.initial;
      return value === current ? null : `its value is ${current}`;
    }
    const lost = count - (seen.get(mine) ?? count);
    values.set(place, value);
    stores.set(place, count + 1);
    seen.set(mine, count + 1);
    return event.lost === lost ? null : `it throws ${lost} updates away`;
  };
}

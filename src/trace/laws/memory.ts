/** Shared variables: a load sees the last store to its own copy; a store throws away what others stored since its task's load. */
import type { TraceTables } from "../trace.ts";
import type { Law } from "./law.ts";

export function memoryLaw(tables: TraceTables): Law {
  const values = new Map<string, number>();
  const stores = new Map<string, number>();
  /** How many stores a task knew of when it last touched a variable. */
  const known = new Map<string, number>();

  return (event) => {
    if (event.kind !== "variable.read" && event.kind !== "variable.written") return null;
    const { variable, space, task, value } = event;
    const place = `${space} ${variable}`;
    const mine = `${task} ${place}`;
    const count = stores.get(place) ?? 0;
    if (event.kind === "variable.read") {
      known.set(mine, count);
      const current = values.get(place) ?? tables.variables[variable]?.initial;
      return value === current ? null : `its value is ${current}`;
    }
    const lost = count - (known.get(mine) ?? count);
    values.set(place, value);
    stores.set(place, count + 1);
    known.set(mine, count + 1);
    return event.lost === lost ? null : `it throws away ${lost}`;
  };
}

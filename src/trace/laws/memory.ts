/** Shared variables: a load sees the last store to its own copy; a store throws away what others stored since its task's load. */
import type { TraceTables } from "../trace.ts";
import type { Law } from "./law.ts";

export function memoryLaw(tables: TraceTables): Law {
  const values = new Map<string, number>();
  const stores = new Map<string, number>();
  /** How many of them the value builds on. */
  const updates = new Map<string, number>();
  /** How many stores a task knew of when it last touched a variable, and how many of them the value it saw built on. */
  const known = new Map<string, { readonly stores: number; readonly updates: number }>();

  return (event) => {
    if (event.kind !== "variable.read" && event.kind !== "variable.written") return null;
    const { variable, space, task, value } = event;
    const place = `${space} ${variable}`;
    const mine = `${task} ${place}`;
    const now = { stores: stores.get(place) ?? 0, updates: updates.get(place) ?? 0 };
    if (event.kind === "variable.read") {
      known.set(mine, now);
      const current = values.get(place) ?? tables.variables[variable]?.initial;
      return value === current ? null : `its value is ${current}`;
    }
    const base = known.get(mine) ?? now;
    const lost = now.stores - base.stores;
    const built = base.updates + 1;
    values.set(place, value);
    stores.set(place, now.stores + 1);
    updates.set(place, built);
    known.set(mine, { stores: now.stores + 1, updates: built });
    if (event.lost !== lost) return `it throws away ${lost}`;
    return event.updates === built ? null : `its value builds on ${built} stores`;
  };
}

import type { TraceEvent } from "../event.ts";
import type { World } from "../world.ts";

/** Says what is wrong with an event, given the world before it; null where nothing is. Asked for every event of a run, in order. */
export type Law = (event: TraceEvent, world: Readonly<World>) => string | null;

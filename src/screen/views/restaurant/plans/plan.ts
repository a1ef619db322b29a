import type { Floor } from "../floor.ts";
import type { Kit } from "../kit.ts";

/** How one family of models looks as a restaurant. */
export interface FloorPlan {
  /** The rooms, row by row. */
  floor(kit: Kit): Floor;
  /** One sentence about this moment that the events themselves do not say; empty where there is none. */
  remark(kit: Kit): string;
}

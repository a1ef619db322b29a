import type { Frame } from "../frame/frame.ts";
import type { Line } from "./line.ts";

/** The room a view gets, and what may be put there. */
export interface Room {
  readonly columns: number;
  readonly rows: number;
  /** Unicode blocks and box lines, or ASCII only. */
  readonly unicode: boolean;
  /**
   * Whether the terminal shows colours. The facts never depend on it; without it a view spells out what a ground colour would show
   * (a lane's run is a row of letters instead of a block with one letter).
   */
  readonly colour: boolean;
}

/** One way to look at a run. A pure function: at most `rows` lines of at most `columns` cells, equal input equal output. */
export interface View {
  readonly id: string;
  readonly title: string;
  /** How many timeline columns its lanes have in this room; 0 where it draws no lanes. */
  timelineColumns(room: Room): number;
  /** The column its timeline begins in; left out where it draws none of its own. */
  timelineLeft?(room: Room): number;
  draw(frame: Frame, room: Room): readonly Line[];
}

/** Which tasks a list shows, and which of them first. */
import { atLeast } from "../../base/time.ts";
import { hasEnded } from "../../trace/world.ts";
import type { Cursor } from "./build.ts";
import type { TaskRow } from "./frame.ts";
import { momentOf } from "./moment.ts";
import type { PreparedRun } from "./prepared.ts";
import { taskRows } from "./rows.ts";
import { matcher } from "./states.ts";

/** The tasks that match a filter; all of them where it is empty. */
export const matching = (run: PreparedRun, rows: readonly TaskRow[], filter: string): readonly TaskRow[] =>
  filter === "" ? rows : rows.filter(matcher(filter, run.names.processes));

/** The tasks a list shows at a cursor, and how many of them stand before the first that has not ended. */
export function listedAt(
  run: PreparedRun,
  cursor: Cursor,
  filter: string,
): { readonly tasks: readonly number[]; readonly ended: number } {
  const world = run.history.worldAt(cursor.seq);
  const rows = matching(run, taskRows(momentOf(run, world, atLeast(cursor.time, world.time)), null), filter);
  const open = rows.findIndex(({ phase }) => !hasEnded(phase));
  return { tasks: rows.map(({ tile }) => tile.task as number), ended: open < 0 ? rows.length : open };
}

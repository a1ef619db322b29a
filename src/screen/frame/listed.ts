/** Which tasks a list shows, and which of them first. */
import { atLeast } from "../../base/time.ts";
import { hasEnded } from "../../trace/world.ts";
import type { Cursor } from "./build.ts";
import type { TaskRow } from "./frame.ts";
import { momentOf } from "./moment.ts";
import type { PreparedRun } from "./prepared.ts";
import { taskRows } from "./rows.ts";
import { matcher } from "./states.ts";

/** The tasks that match a filter, and the selected one where it is followed; all of them where there is no filter. */
export function matching(
  run: PreparedRun,
  rows: readonly TaskRow[],
  filter: string,
  follow = false,
): readonly TaskRow[] {
  if (filter === "") return rows;
  const isMeant = matcher(filter, run.names.processes);
  return rows.filter((row) => isMeant(row) || (follow && row.selected));
}

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

/** What goes through a process pool: a call on its way out, its result on its way back. */
import type { Task, TaskFailure } from "../program/run.ts";

/** `_WorkItem`: one future. It carries one task, or several where `map` cuts its input into chunks. */
export interface WorkItem {
  readonly id: number;
  readonly tasks: readonly Task[];
  /** `pending` until the manager puts it on the call queue; only before that can it be cancelled. */
  state: "pending" | "running";
}

/** `_ResultItem`. */
export interface Result {
  readonly item: WorkItem;
  /** The process it comes from. */
  readonly from: number;
  /** What a task of the item raised: the whole item's outcome, as nobody gets the results before it. */
  readonly failure: TaskFailure | null;
}

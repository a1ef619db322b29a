/** Printing a run as text. */
import { type Context, type LookOptions, outputCapabilities } from "./context.ts";
import { writeLines } from "./output.ts";
import type { FinishedRun } from "./runs.ts";

/** Of a pipe, which has no width. */
const DEFAULT_COLUMNS = 100;

/** The static form of a run: a timeline, who waited for what, totals, findings. */
export async function printRun(context: Context, run: FinishedRun, options: LookOptions): Promise<void> {
  const { runText } = await import("../exporters/text/run.ts");
  const { unicode } = await outputCapabilities(context, options);
  const columns = context.stdout.columns ?? DEFAULT_COLUMNS;
  await writeLines(context.stdout, runText(run.history, run.metrics, run.findings, { columns, unicode }));
}

/** Printing a run as text. */
import type { Page } from "../exporters/text/lanes.ts";
import { type Context, type LookOptions, outputCapabilities, withSettings } from "./context.ts";
import { writeLines } from "./output.ts";
import type { FinishedRun } from "./runs.ts";

/** Of a pipe, which has no width. */
const DEFAULT_COLUMNS = 100;

/** A terminal says how wide it is and what it can show. What goes into a pipe or a file is the same everywhere, whatever the locale. */
export async function pageOf(context: Context, options: LookOptions): Promise<Page> {
  const { isTTY, columns } = context.stdout;
  if (isTTY !== true) return { columns: DEFAULT_COLUMNS, unicode: options.ascii !== true };
  const { unicode } = await outputCapabilities(context, await withSettings(context, options));
  // A terminal that does not know its size says 0.
  return { columns: columns || DEFAULT_COLUMNS, unicode };
}

/** The static form of a run: a timeline, who waited for what, totals, findings. */
export async function printRun(context: Context, run: FinishedRun, options: LookOptions): Promise<void> {
  const { runText } = await import("../exporters/text/run.ts");
  const page = await pageOf(context, options);
  await writeLines(context.stdout, runText(run.history, run.metrics, run.findings, page));
}

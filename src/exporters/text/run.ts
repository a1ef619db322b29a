/** A run as text that stands still: lanes, who waited for what, totals, findings. */

import type { Finding } from "../../analysis/insights/finding.ts";
import { asciiText } from "../../base/cells.ts";
import type { RunMetrics } from "../../trace/metrics.ts";
import type { Trace } from "../../trace/trace.ts";
import { findingLines, headline, taskLines, totalLines } from "./totals.ts";

/** The page the text is for. */
export interface Page {
  readonly columns: number;
  /** Unicode, or ASCII only. */
  readonly unicode: boolean;
}

export function runText(
  trace: Trace,
  metrics: RunMetrics,
  findings: readonly Finding[],
  page: Page,
): readonly string[] {
  const blocks = [[headline(trace)], taskLines(metrics), totalLines(metrics), findingLines(findings)];
  const lines = blocks
    .filter((block) => block.length > 0)
    .flatMap((block, index) => (index === 0 ? block : ["", ...block]));
  return page.unicode ? lines : lines.map(asciiText);
}

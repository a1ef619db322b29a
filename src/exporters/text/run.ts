/** A run as text that stands still: lanes, who waited for what, totals, findings. */

import type { Finding } from "../../analysis/insights/finding.ts";
import { asciiText, written } from "../../base/cells.ts";
import type { History } from "../../trace/history.ts";
import type { RunMetrics } from "../../trace/metrics.ts";
import { laneLines, type Page } from "./lanes.ts";
import { findingLines, headline, taskLines, totalLines } from "./totals.ts";
import { wrapText } from "./wrap.ts";

/** @param history of the finished run. */
export function runText(
  history: History,
  metrics: RunMetrics,
  findings: readonly Finding[],
  page: Page,
): readonly string[] {
  const blocks = [
    wrapText(headline(history.trace), page.columns),
    laneLines(history, page),
    taskLines(metrics, page.columns),
    totalLines(metrics, page.columns),
    findingLines(findings, page.columns),
  ];
  const lines = blocks
    .filter((block) => block.length > 0)
    .flatMap((block, index) => (index === 0 ? block : ["", ...block]));
  return lines.map(page.unicode ? written : asciiText);
}

/**
 * A run in the Trace Event Format, which Perfetto (ui.perfetto.dev) and chrome://tracing open.
 *
 * Times are simulated microseconds with exact decimals. Several runs lie on one time axis, each with processes of its own.
 */
import { cellText } from "../../base/cells.ts";
import type { ExportedRun } from "../exporter.ts";
import { RunLines, type Written } from "./run-lines.ts";
import { Numbers } from "./tracks.ts";

/** Pieces are about this many characters long. */
const PIECE = 64 * 1024;

/** The file in pieces, in order; nothing is kept, so that a run of any length can be streamed. */
export function* chromeTrace(runs: readonly ExportedRun[]): Generator<string, void, void> {
  const numbers = new Numbers();
  const all = runs.map(({ trace, findings }) => {
    const prefix = runs.length === 1 ? "" : `${trace.header.model}: `;
    return new RunLines(trace, findings, numbers, prefix);
  });
  const otherData = {
    "made by": "gilgrill",
    runs: runs.map(({ trace, command }) => ({
      scenario: cellText(trace.header.scenario.title),
      model: trace.header.model,
      seed: trace.header.seed,
      command,
    })),
  };
  let piece = `{"displayTimeUnit":"ns","otherData":${JSON.stringify(otherData)},"traceEvents":[\n`;
  let isFirst = true;
  for (const lines of linesOf(all)) {
    for (const line of lines) {
      piece += isFirst ? line : `,\n${line}`;
      isFirst = false;
      if (piece.length < PIECE) continue;
      yield piece;
      piece = "";
    }
  }
  yield `${piece}\n]}\n`;
}

/** The names of everything, then the instants of all runs in the order of time; of one instant, the first run's first. */
function* linesOf(runs: readonly RunLines[]): Generator<readonly string[], void, void> {
  for (const { tracks } of runs) yield tracks.metadata;
  const walks = runs.map((run) => run.written());
  const heads = walks.map((walk) => next(walk));
  for (;;) {
    let first = -1;
    for (const [index, head] of heads.entries()) {
      if (head !== null && (first < 0 || head.time < (heads[first] as Written).time)) first = index;
    }
    const walk = walks[first];
    if (walk === undefined) return;
    yield (heads[first] as Written).lines;
    heads[first] = next(walk);
  }
}

function next(walk: Generator<Written, void, void>): Written | null {
  const { done, value } = walk.next();
  return done === true ? null : value;
}

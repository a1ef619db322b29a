/** The beginning of a run as a Mermaid sequence diagram: who asks whom for what. */
import { formatCount } from "../../base/quantities.ts";
import { formatDuration } from "../../base/time.ts";
import type { Trace } from "../../trace/trace.ts";
import type { ExportedRun } from "../exporter.ts";
import { type Message, messagesOf, type Part } from "./messages.ts";
import { mermaidText } from "./words.ts";

/** More than this is no picture any more. */
const MOST_MESSAGES = 50;

export function sequence([run]: readonly ExportedRun[]): readonly string[] {
  return run === undefined ? [] : [`${sequenceLines(run.trace, run.command).join("\n")}\n`];
}

function sequenceLines(trace: Trace, command: string): readonly string[] {
  const shown: Message[] = [];
  let seq = 0;
  for (; seq < trace.log.length && shown.length < MOST_MESSAGES; seq++)
    shown.push(...messagesOf(trace, trace.log.at(seq)));
  const parts = partsOf(shown);
  const id = (part: Part): string => `p${parts.findIndex((each) => isSame(each, part))}`;
  const { scenario, modelTitle } = trace.header;
  const rest = trace.log.length - seq;
  const about = `the first ${formatCount(seq)} events, ${formatCount(rest)} more follow`;
  const note = rest > 0 && parts.length > 0 ? [`  Note over p0,p${parts.length - 1}: ${mermaidText(about)}`] : [];
  return [
    "sequenceDiagram",
    `  %% ${command.replace(/[\r\n{}%]/g, " ")}`,
    `  title ${mermaidText(scenario.title)} - ${mermaidText(modelTitle)}`,
    ...parts.map((part, index) => `  participant p${index} as ${mermaidText(part.name)}`),
    ...shown.map(({ from, to, arrow, text, time }) => {
      const words = mermaidText(`${formatDuration(time)} ${text}`);
      return to === null ? `  Note over ${id(from)}: ${words}` : `  ${id(from)}${arrow}${id(to)}: ${words}`;
    }),
    ...note,
  ];
}

const isSame = (one: Part, other: Part): boolean => one.kind === other.kind && one.id === other.id;

/** People first, in the order of their numbers, then what they ask. */
function partsOf(messages: readonly Message[]): readonly Part[] {
  const parts: Part[] = [];
  for (const part of messages.flatMap(({ from, to }) => (to === null ? [from] : [from, to]))) {
    if (!parts.some((each) => isSame(each, part))) parts.push(part);
  }
  return parts.sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || a.id - b.id);
}

const ORDER: readonly Part["kind"][] = ["task", "thread", "gil", "lock", "loop", "pool", "proc", "kernel", "device"];

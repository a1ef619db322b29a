/**
 * A run as a Mermaid gantt chart: a section a core, then one a task.
 *
 * Mermaid knows dates, not simulated time: a second of the chart is a microsecond, a millisecond or a second of the run, and the axis
 * says which.
 */
import { formatCount } from "../../base/quantities.ts";
import { formatDuration, type Ns } from "../../base/time.ts";
import { spansOf } from "../../trace/spans.ts";
import { endOf, type Trace } from "../../trace/trace.ts";
import type { ExportedRun } from "../exporter.ts";
import { type Bar, coreBars, mergeBars, taskBars } from "./bars.ts";
import { mermaidText } from "./words.ts";

/** More bars than this are no picture any more. */
const MOST_BARS = 100;
const MOST_CORES = 8;
const MOST_TASKS = 12;
/** A bar shorter than this share of the run is hardly seen. */
const LEAST_SHARE = 1 / 200;
const TICKS = 8;
/** Letters side by side in a chart: a longer label would lie on its neighbours. A bar must have one: a blank that is not trimmed. */
const CHART_CELLS = 140;
const BLANK = "#160;";

interface Section {
  readonly name: string;
  readonly bars: readonly Bar[];
}

export function gantt([run]: readonly ExportedRun[]): readonly string[] {
  return run === undefined ? [] : [`${ganttLines(run.trace, run.command).join("\n")}\n`];
}

function ganttLines(trace: Trace, command: string): readonly string[] {
  const end = Math.max(1, endOf(trace));
  const { sections, left } = sectionsOf(trace);
  const { least, drawn } = readable(sections, end);
  const together = drawn.flatMap(({ bars }) => bars).reduce((sum, { spans }) => sum + (spans > 1 ? spans : 0), 0);
  const notes = [
    ...(together === 0
      ? []
      : [`${formatCount(together)} spans, some shorter than ${formatDuration(least)}, are drawn together`]),
    ...(left === "" ? [] : [left]),
  ];
  const unit = UNITS.find(({ below }) => end < below) ?? SECONDS;
  const at = (time: number): number => Math.round((time / unit.length) * 1000);
  const { title } = trace.header.scenario;
  return [
    "---",
    "displayMode: compact",
    "---",
    "gantt",
    `  %% ${command.replace(/[\r\n{}%]/g, " ")}`,
    `  title ${[mermaidText(title), mermaidText(trace.header.modelTitle), ...notes.map((note) => mermaidText(note, 200))].join(" - ")}`,
    "  dateFormat x",
    `  axisFormat %s ${unit.name}`,
    `  tickInterval ${tickOf(at(end))}millisecond`,
    ...drawn.flatMap(({ name, bars }) => [
      `  section ${mermaidText(name)}`,
      ...bars.map(
        ({ label, tag, from, to }) =>
          `  ${(to - from) / end < label.length / CHART_CELLS ? BLANK : mermaidText(label)} :${tag}, ${at(from)}, ${Math.max(at(from) + 1, at(to))}`,
      ),
    ]),
  ];
}

const SECONDS = { name: "s", length: 1e9, below: Number.POSITIVE_INFINITY };
const UNITS = [{ name: "us", length: 1e3, below: 1e6 }, { name: "ms", length: 1e6, below: 10e9 }, SECONDS] as const;

/** A round step, in thousandths of the unit, that gives about eight marks. */
function tickOf(end: number): number {
  const wanted = Math.max(1, end / TICKS);
  const power = 10 ** Math.floor(Math.log10(wanted));
  const factor = [1, 2, 5, 10].find((each) => each * power >= wanted) ?? 10;
  // The axis shows whole units only.
  return Math.max(1000, factor * power);
}

function sectionsOf(trace: Trace): { readonly sections: readonly Section[]; readonly left: string } {
  const spans = spansOf(trace);
  const { tasks } = trace.tables;
  const cores = spans.cores.map((track, id): Section => ({ name: `core ${id}`, bars: coreBars(trace, track) }));
  const busy = cores.filter(({ bars }) => bars.length > 0);
  const people = spans.tasks.flatMap((track, id): Section[] => {
    const bars = taskBars(track);
    return bars.length === 0 ? [] : [{ name: tasks[id]?.name ?? `task ${id}`, bars }];
  });
  const more = [
    ...(busy.length > MOST_CORES ? [`${formatCount(busy.length - MOST_CORES)} more cores`] : []),
    ...(people.length > MOST_TASKS ? [`${formatCount(people.length - MOST_TASKS)} more tasks`] : []),
  ];
  return {
    sections: [...busy.slice(0, MOST_CORES), ...people.slice(0, MOST_TASKS)],
    left: more.length === 0 ? "" : `${more.join(" and ")} are left out`,
  };
}

/** Draws more and more together until the chart can be read; one bar a section is always left. */
function readable(
  sections: readonly Section[],
  end: number,
): { readonly least: Ns; readonly drawn: readonly Section[] } {
  for (let least = end * LEAST_SHARE; ; least *= 1.5) {
    const drawn = sections.map(({ name, bars }) => ({ name, bars: mergeBars(bars, least) }));
    const bars = drawn.reduce((sum, each) => sum + each.bars.length, 0);
    if (bars <= MOST_BARS || least > end) return { least: Math.round(least) as Ns, drawn };
  }
}

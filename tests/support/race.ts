/** Races of real runs for tests. */
import type { Ns } from "../../src/base/time.ts";
import { PreparedRun } from "../../src/screen/frame/prepared.ts";
import { buildRace, type RaceEntry, type RaceFrame } from "../../src/screen/frame/race.ts";
import { compareColumns } from "../../src/screen/views/compare/compare.ts";
import type { Room } from "../../src/screen/views/view.ts";
import { runtimes } from "../../src/simulation/runtimes/index.ts";
import { scenarioText } from "../../src/simulation/scenarios/index.ts";
import { simulate } from "../../src/simulation/simulate.ts";
import { loadScenario } from "../../src/simulation/workload/load.ts";

export const COMPARED = ["blocking", "threads", "threads-gil", "asyncio", "multiprocessing", "goroutines"];

/** A scenario under these models; what a model refuses is refused. */
export function entriesOf(scenario: string, models: readonly string[] = COMPARED): readonly RaceEntry[] {
  const workload = loadScenario(scenarioText(scenario), scenario);
  return models.map((id) => {
    const runtime = runtimes.get(id);
    const refusal = runtime.refuses(workload);
    const run = refusal === null ? new PreparedRun(simulate(workload, runtime)) : { refusal };
    return { label: runtime.title, about: runtime.about, run };
  });
}

export const runsIn = (entries: readonly RaceEntry[]): readonly PreparedRun[] =>
  entries.flatMap(({ run }) => (run instanceof PreparedRun ? [run] : []));

export const endOfAll = (entries: readonly RaceEntry[]): Ns =>
  Math.max(0, ...runsIn(entries).map((run) => run.end)) as Ns;

/** The race at an instant, as wide as the room wants it. */
export function raceAt(
  entries: readonly RaceEntry[],
  now: number,
  room: Room,
  chosen = 0,
  partsAt: Ns | null = null,
): RaceFrame {
  const columns = compareColumns(
    entries.map(({ label }) => label),
    room,
  );
  return buildRace(entries, {
    title: "Compare",
    now: now as Ns,
    end: endOfAll(entries),
    columns,
    chosen,
    partsAt,
  });
}

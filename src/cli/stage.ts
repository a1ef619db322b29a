/** What the screen plays on: scenarios, models, views, and runs made on demand. */
import { UserError } from "../base/errors.ts";
import { spellDuration } from "../base/time.ts";
import { modelPage } from "../fidelity/page.ts";
import { buildFrame } from "../screen/frame/build.ts";
import type { Frame } from "../screen/frame/frame.ts";
import { buildRace, type RaceEntry, type RaceFrame, type RaceWishes } from "../screen/frame/race.ts";
import { type Reading, readingOf } from "../screen/frame/reading.ts";
import type {
  FindingCard,
  FrameWishes,
  Ledger,
  ModelCard,
  PageSection,
  ScenarioCard,
  Simulated,
  Stage,
} from "../screen/scene/stage.ts";
import type { Take } from "../screen/scene/taking.ts";
import type { Entrant } from "../screen/session/race-state.ts";
import type { Cursor, Knobs, SliceMade } from "../screen/session/state.ts";
import { views } from "../screen/views/index.ts";
import type { Line } from "../screen/views/line.ts";
import type { Room } from "../screen/views/view.ts";
import { listingOf } from "../simulation/listings/index.ts";
import { runtimes } from "../simulation/runtimes/index.ts";
import { scenarios, scenarioText } from "../simulation/scenarios/index.ts";
import { scenarioSummaries } from "../simulation/scenarios/summaries.ts";
import { admit, type SimulateOptions, simulate, simulateInSlices } from "../simulation/simulate.ts";
import { loadScenario } from "../simulation/workload/load.ts";
import { knob, type Setting } from "../simulation/workload/settings.ts";
import type { Workload } from "../simulation/workload/workload.ts";
import type { Trace } from "../trace/trace.ts";
import { withRunFacts } from "./faults.ts";
import { previewLines } from "./preview.ts";
import { COMPARED, DEFAULT_MODEL, forksUnder } from "./runs.ts";
import { savedText, writeScenario } from "./save-scenario.ts";
import type { ScenarioSource } from "./scenario.ts";
import { StagedRun } from "./staged-run.ts";

/** A preview shows the shape of a run; a long one is cut. */
const PREVIEW_EVENTS = 20_000;
/** Some tens of milliseconds of work. */
const MEASURED_AT_ONCE = 50_000;

/** Writes what was recorded; says where, or why not. */
type Keeper = (take: Take<StagedRun>, source: ScenarioSource, own: Knobs) => Promise<string>;

export class ProgramStage implements Stage<StagedRun> {
  readonly models: readonly ModelCard[] = runtimes.all;
  readonly views = views.all;
  readonly compared = COMPARED;
  /** The scenario of the command line, with its changes; it stands before the built-in ones where it is none of them. */
  readonly #own: ScenarioSource | null;
  readonly #options: SimulateOptions;
  readonly #keeper: Keeper;
  #cards: readonly ScenarioCard[] | null = null;
  readonly #previews = new Map<string, StagedRun | string>();
  /** Built-in scenarios with changes, by the name they were given. */
  readonly #variants = new Map<string, ScenarioSource>();
  #ledger: Ledger | null = null;

  constructor(own: ScenarioSource | null, options: SimulateOptions, keeper: Keeper = async () => "") {
    this.#own = own;
    this.#keeper = keeper;
    this.#options = options;
  }

  /** The picker's: to say what all of them are about takes reading all of them. */
  get scenarios(): readonly ScenarioCard[] {
    this.#cards ??= this.#allCards();
    return this.#cards;
  }

  knobsOf(scenario: string, model: string): Knobs {
    const workload = this.#load(scenario);
    const { machine, python, tasks } = workload;
    const whatIf = forksUnder(workload, model);
    return { model, cores: machine.cores, interval: python.switchInterval, tasks: tasks.length, whatIf };
  }

  simulate(scenario: string, knobs: Knobs): Simulated<StagedRun> {
    return attempt(() => this.#run(scenario, knobs, this.#options));
  }

  *inSlices(scenario: string, knobs: Knobs): Generator<SliceMade, Simulated<StagedRun>, void> {
    try {
      const { workload, runtime, facts, staged } = this.#asked(scenario, knobs);
      const slices = simulateInSlices(workload, runtime, this.#options);
      const step = () => withRunFacts(facts, () => slices.next());
      let next = step();
      const isLong = next.done !== true;
      for (; next.done !== true; next = step()) yield next.value;
      const trace = next.value;
      if (!isLong) return { ok: true, run: staged(trace) };
      const made = { events: trace.log.length, time: null };
      const reading = yield* announced(made, readingOf(trace));
      const run = staged(trace, reading);
      yield* announced(made, run.prepared.finding());
      return { ok: true, run };
    } catch (error) {
      return refusalIn(error);
    }
  }

  /** A run's figures are those of its end: the way there. */
  *measuring({ prepared }: StagedRun): Generator<SliceMade, void, void> {
    const { length } = prepared.trace.log;
    for (let events = MEASURED_AT_ONCE; events < length; events += MEASURED_AT_ONCE) {
      yield { events: length, time: null };
      prepared.history.worldAt(events - 1);
    }
    void prepared.metrics;
  }

  frame(run: StagedRun, cursor: Cursor, { columns, selected, explain, lens, marks = [] }: FrameWishes): Frame {
    const options = {
      columns,
      selectedTask: selected,
      whySeq: explain ?? -1,
      lens,
      marks: marks.map(({ cursor: { time }, note }) => ({ time, note })),
    };
    return buildFrame(run.prepared, { seq: cursor.event, time: cursor.time }, options);
  }

  findings({ prepared }: StagedRun): readonly FindingCard[] {
    const { log } = prepared.trace;
    return prepared.found.map(({ seq, phrases }) => ({ time: log.timeAt(seq), phrases }));
  }

  raceFrame(entrants: readonly Entrant<StagedRun>[], wishes: RaceWishes): RaceFrame {
    return buildRace(
      entrants.map((entrant) => ({
        label: entrant.label,
        about: runtimes.get(entrant.knobs.model).about,
        run: runOf(entrant),
        made: entrant.state === "waiting" ? entrant.made : null,
      })),
      wishes,
    );
  }

  async keep(take: Take<StagedRun>): Promise<string> {
    const { start } = take;
    const model = start.kind === "race" ? start.race.entrants[0]?.knobs.model : start.session.knobs.model;
    const own = this.knobsOf(start.scenario, model ?? DEFAULT_MODEL);
    return this.#keeper(take, this.#sourceOf(start.scenario), own);
  }

  page(model: string): readonly PageSection[] {
    return modelPage(runtimes.get(model));
  }

  async ledger(): Promise<Ledger> {
    const { ledger } = await import("./ledger.ts");
    this.#ledger ??= ledger((scenario, settings) => this.#variantOf(scenario, settings));
    return this.#ledger;
  }

  preview(scenario: string, model: string | null, room: Room): readonly Line[] {
    const shown = model ?? this.scenarios.find(({ id }) => id === scenario)?.bestModel ?? DEFAULT_MODEL;
    const key = `${scenario} ${shown}`;
    let made = this.#previews.get(key);
    if (made === undefined) {
      const attempted = attempt(() =>
        this.#run(scenario, this.knobsOf(scenario, shown), { maxEvents: PREVIEW_EVENTS, ...this.#options }),
      );
      made = attempted.ok ? attempted.run : attempted.error;
      this.#previews.set(key, made);
    }
    return previewLines(made, room);
  }

  save(scenario: string, knobs: Knobs): string {
    const { source, settings } = this.#turned(scenario, knobs);
    try {
      const workload = this.#load(scenario, settings);
      const all = { ...source, settings: [...source.settings, ...settings] };
      const file = writeScenario(source.name, savedText(all, { workload, model: knobs.model, whatIf: knobs.whatIf }));
      return `saved: gilgrill play ${file}`;
    } catch (error) {
      return `not saved: ${error instanceof Error ? error.message : String(error)}`;
    }
  }

  /** A scenario's source, and the settings that its turned knobs are. */
  #turned(scenario: string, knobs: Knobs) {
    const base = this.#load(scenario);
    const settings: Setting[] = [];
    if (knobs.cores !== base.machine.cores) settings.push(knob("cores", String(knobs.cores)));
    if (knobs.interval !== base.python.switchInterval) settings.push(knob("interval", spellDuration(knobs.interval)));
    if (knobs.tasks !== null && knobs.tasks !== base.tasks.length) settings.push(knob("tasks", String(knobs.tasks)));
    return { source: this.#sourceOf(scenario), base, settings };
  }

  #run(scenario: string, knobs: Knobs, options: SimulateOptions): StagedRun {
    const { workload, runtime, facts, staged } = this.#asked(scenario, knobs);
    return staged(withRunFacts(facts, () => simulate(workload, runtime, options)));
  }

  /** A scenario under knobs: what is to be simulated, and what its trace is made into. */
  #asked(scenario: string, knobs: Knobs) {
    const { base, settings } = this.#turned(scenario, knobs);
    const turned = settings.length === 0 ? base : this.#load(scenario, settings);
    const workload = { ...turned, whatIf: knobs.whatIf };
    const facts = { scenario: workload.title, model: knobs.model, seed: workload.seed };
    const runtime = runtimes.get(knobs.model);
    const write = () => listingOf(admit(workload, runtime), runtime);
    const staged = (trace: Trace, reading?: Reading): StagedRun =>
      withRunFacts(facts, () => new StagedRun(trace, write, reading));
    return { workload, runtime, facts, staged };
  }

  #load(scenario: string, turned: readonly Setting[] = []): Workload {
    const { text, name, settings } = this.#sourceOf(scenario);
    return loadScenario(text, name, [...settings, ...turned]);
  }

  #sourceOf(scenario: string): ScenarioSource {
    const changed = this.#own?.name === scenario ? this.#own : this.#variants.get(scenario);
    return changed ?? { name: scenario, text: scenarioText(scenario), settings: [] };
  }

  /** No scenario there is has such a name. */
  #variantOf(name: string, settings: readonly Setting[]): string {
    const id = [`claim: ${name}`, ...settings.map(({ option }) => option)].join(" ");
    this.#variants.set(id, { name, text: scenarioText(name), settings });
    return id;
  }

  #allCards(): readonly ScenarioCard[] {
    const own = this.#own;
    const builtIn = scenarioSummaries().map(
      ({ id, title, about, teaches, model, group }): ScenarioCard => ({
        id,
        group,
        title,
        about,
        teaches,
        bestModel: model ?? DEFAULT_MODEL,
      }),
    );
    return own === null || scenarios.find(own.name) !== undefined ? builtIn : [this.#card(own), ...builtIn];
  }

  #card(own: ScenarioSource): ScenarioCard {
    const { title, about, teaches, bestModel } = loadScenario(own.text, own.name, own.settings);
    return { id: own.name, group: "your own", title, about, teaches, bestModel: bestModel ?? DEFAULT_MODEL };
  }
}

/** Says the same before each slice of some work. */
function* announced<Result>(made: SliceMade, work: Generator<void, Result, void>): Generator<SliceMade, Result, void> {
  for (;;) {
    yield made;
    const { done, value } = work.next();
    if (done === true) return value;
  }
}

function runOf(entrant: Entrant<StagedRun>): RaceEntry["run"] {
  if (entrant.state === "ready") return entrant.run.prepared;
  return entrant.state === "refused" ? { refusal: entrant.reason } : null;
}

function attempt(make: () => StagedRun): Simulated<StagedRun> {
  try {
    return { ok: true, run: make() };
  } catch (error) {
    return refusalIn(error);
  }
}

function refusalIn(error: unknown): Simulated<StagedRun> {
  if (error instanceof UserError) return { ok: false, error: error.message };
  throw error;
}

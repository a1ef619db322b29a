/** From words and deeds to a recording. Nothing here depends on the time of day, the machine or the terminal. */
import { dirname, isAbsolute, join } from "node:path";
import { UserError } from "../../base/errors.ts";
import { formatDuration, type Ns, parseDuration } from "../../base/time.ts";
import type { Lens } from "../../screen/frame/lens.ts";
import type { PaintOptions } from "../../screen/paint/painter.ts";
import { MARKINGS } from "../../screen/recorder/marker-list.ts";
import { perform } from "../../screen/recorder/perform.ts";
import { Recorder } from "../../screen/recorder/recorder.ts";
import { type Recording, withCard, withoutPauses } from "../../screen/recorder/recording.ts";
import type { Deed } from "../../screen/recorder/tape.ts";
import { cardLines } from "../../screen/recorder/title-card.ts";
import { LEAST } from "../../screen/scene/compose.ts";
import { Show } from "../../screen/scene/show.ts";
import type { Opening, RaceStart, Wishes } from "../../screen/scene/stage.ts";
import { MOST_ENTRANTS } from "../../screen/session/race-state.ts";
import type { Knobs, SliceMade } from "../../screen/session/state.ts";
import { views } from "../../screen/views/index.ts";
import type { ColourLevel } from "../../screen/views/theme.ts";
import { themes } from "../../screen/views/themes/index.ts";
import type { Theme } from "../../screen/views/themes/theme.ts";
import type { Room } from "../../screen/views/view.ts";
import { runtimes } from "../../simulation/runtimes/index.ts";
import { scenarios, scenarioText } from "../../simulation/scenarios/index.ts";
import type { SimulateOptions } from "../../simulation/simulate.ts";
import { loadScenario } from "../../simulation/workload/load.ts";
import { type KnobName, knob, parseSetting, type Setting } from "../../simulation/workload/settings.ts";
import { readFile } from "../read.ts";
import { DEFAULT_MODEL } from "../runs.ts";
import type { ScenarioSource } from "../scenario.ts";
import { findSpeed } from "../speed.ts";
import { ProgramStage } from "../stage.ts";
import type { StagedRun } from "../staged-run.ts";
import { recordingCard } from "./card.ts";
import { placed, type Word, type Words } from "./words.ts";

export interface Order {
  readonly words: Words;
  /** What the tape does; null: plays the run from its beginning to its end. */
  readonly deeds: readonly Deed[] | null;
  /** How messages call the tape, and where paths in it begin. */
  readonly tape: string | null;
  /** The scenario's text where it came by standard input. */
  readonly stdin: string | null;
  readonly level: ColourLevel;
  readonly ascii: boolean;
  /** Ends the simulation. */
  readonly until: Ns | undefined;
  /** Shots a second, where no word says how many. */
  readonly fps: number;
  /** One picture, of what is to be seen at the end of the deeds, or at the place to begin at: no card before it. */
  readonly still: boolean;
  readonly onProgress?: (milliseconds: number) => void;
  /** Told how far each simulation is. */
  readonly onSlice?: (model: string, made: SliceMade) => void;
}

export interface Made {
  readonly recording: Recording;
  readonly painting: PaintOptions & { readonly theme: Theme };
}

const DEFAULT_SCENARIO = "three-friends";
const DEFAULT_SIZE = { columns: 100, rows: 30 };
const LARGEST = { columns: 400, rows: 200 };
const DEFAULT_CARD_MS = 2_000;
const DEFAULT_HOLD_MS = 3_000;

/** @throws UserError where a word, a deed or the scenario is wrong. */
export async function makeRecording(order: Order): Promise<Made> {
  const { words, deeds, tape, still } = order;
  const { columns, rows } = words.read("size", readSize) ?? DEFAULT_SIZE;
  const room: Room = { columns, rows, unicode: !order.ascii, colour: order.level !== "none" };
  const { id: themeId } = words.read("theme", (id) => themes.get(id)) ?? themes.get("dark");
  const theme = themes.get(themeId).on("dark");
  const source = sourceOf(words, tape, order.stdin);
  const stage = new TellingStage(source, order.until === undefined ? {} : { until: order.until }, order.onSlice);
  const opening = await openingOf(stage, source, words);
  const show = new Show(
    stage,
    opening,
    {
      quit: () => refuse("this leaves the program; a recording ends with its last deed"),
      suspend: () => refuse("this leaves the program for a while, which cannot be recorded"),
      later: (call) => call(),
    },
    { theme: themeId, ...wishesOf(words) },
  );
  const card = recordingCard(show, words.find("title")?.value ?? null);
  lookAt(show, words);
  const recorder = new Recorder(show, {
    room,
    ground: theme.ground,
    fps: words.readNumber("fps", 1, 30) ?? order.fps,
    marking: words.read("markers", (text) => MARKINGS.find((each) => each === text)) ?? "some",
    ...(order.onProgress === undefined ? {} : { onProgress: order.onProgress }),
  });
  if (deeds !== null) perform(recorder, deeds, tape ?? "");
  else if (!still) recorder.playOut();
  const made = recorder.finish(
    factsOf(card.title, card.models, recorder),
    words.readMilliseconds("hold") ?? DEFAULT_HOLD_MS,
  );
  const limit = words.readMilliseconds("idle-limit", 1);
  const cut = limit === undefined ? made : withoutPauses(made, limit);
  const cardMs = still ? 0 : (words.readMilliseconds("card") ?? DEFAULT_CARD_MS);
  const recording = cardMs === 0 ? cut : withCard(cut, cardLines(card, room), cardMs);
  return { recording, painting: { level: order.level, theme, ascii: order.ascii } };
}

/** Tells how far it is with each run that it makes. */
class TellingStage extends ProgramStage {
  readonly #tell: Order["onSlice"];

  constructor(source: ScenarioSource, options: SimulateOptions, tell: Order["onSlice"]) {
    super(source, options);
    this.#tell = tell;
  }

  override *inSlices(scenario: string, knobs: Knobs): ReturnType<ProgramStage["inSlices"]> {
    const slices = super.inSlices(scenario, knobs);
    let next = slices.next();
    for (; next.done !== true; next = slices.next()) {
      this.#tell?.(knobs.model, next.value);
      yield next.value;
    }
    return next.value;
  }
}

const refuse = (words: string): never => {
  throw new UserError(words);
};

function factsOf(title: string, models: string, { playhead }: Recorder<StagedRun>): Pick<Recording, "title" | "about"> {
  return {
    title: `${title}: ${models}`,
    about: `A recording of gilgrill: ${title}, under ${models}. It ends ${formatDuration(playhead.time)} into a run of ${formatDuration(playhead.end)}.`,
  };
}

function readSize(text: string): { readonly columns: number; readonly rows: number } | undefined {
  const match = /^(\d{1,4})x(\d{1,4})$/.exec(text);
  if (match === null) return undefined;
  const [columns, rows] = [Number(match[1]), Number(match[2])];
  if (columns < LEAST.columns || rows < LEAST.rows || columns > LARGEST.columns || rows > LARGEST.rows) {
    throw new UserError(`found ${text}, expected ${LEAST.columns}x${LEAST.rows} to ${LARGEST.columns}x${LARGEST.rows}`);
  }
  return { columns, rows };
}

/** A built-in's name, or a file: a tape's paths begin where the tape lies. */
function sourceOf(words: Words, tape: string | null, stdin: string | null): ScenarioSource {
  const word = words.find("scenario");
  const settings = [
    ...(["cores", "interval", "tasks", "seed"] as const).flatMap((name: KnobName) => {
      const found = words.find(name);
      return found === undefined ? [] : [calledBy(found, knob(name, found.value))];
    }),
    ...words.all("set").map((each) =>
      calledBy(
        each,
        placed(each, () => parseSetting(each.value)),
      ),
    ),
  ];
  if (stdin !== null) return { name: "<stdin>", text: stdin, settings };
  const name = word?.value ?? DEFAULT_SCENARIO;
  if (scenarios.find(name) !== undefined) return { name, text: scenarioText(name), settings };
  const isPath = /[/\\]|\.(?:ya?ml|json)$/i.test(name);
  const isOfTape = tape !== null && word?.place.startsWith(tape) === true;
  return placed(word as Word, () => {
    if (!isPath) scenarios.get(name);
    const path = isOfTape && !isAbsolute(name) ? join(dirname(tape), name) : name;
    return { name: path, text: readFile(path), settings };
  });
}

/** What is wrong with a tape's setting is told with its place in the tape. */
const calledBy = ({ place, name, value }: Word, setting: Setting): Setting =>
  place.startsWith("--") ? setting : { ...setting, option: `${place}: ${name} ${value}` };

/** Nothing plays yet: a recording decides when. */
async function openingOf(stage: ProgramStage, source: ScenarioSource, words: Words): Promise<Opening | RaceStart> {
  const workload = loadScenario(source.text, source.name, source.settings);
  const speedWord = words.find("speed");
  const speed = speedWord === undefined ? {} : { speed: await placedLater(speedWord, findSpeed(speedWord.value)) };
  const word = words.findAny("model", "models");
  const models =
    word === undefined ? [] : placed(word, () => word.value.split(",").map((id) => runtimes.get(id.trim())));
  const scenario = source.name;
  if (models.length > 1) {
    if (models.length > MOST_ENTRANTS) {
      throw new UserError(`${word?.place}: found ${models.length} models, a race has at most ${MOST_ENTRANTS}`);
    }
    const entrants = models.map(({ id, title }) => ({ label: title, knobs: stage.knobsOf(scenario, id) }));
    // As live, where nothing else is said: the one that the scenario is about is told about.
    const best = models.findIndex(({ id }) => id === (workload.bestModel ?? DEFAULT_MODEL)) + 1;
    const chosen = Math.min(models.length, words.readNumber("select", 1, 1e6) ?? Math.max(1, best)) - 1;
    return { scenario, entrants, chosen, ...speed, playing: false };
  }
  const pace = words.readNumber("events-per-second", 0.01, 10_000);
  return {
    scenario,
    knobs: stage.knobsOf(scenario, models[0]?.id ?? workload.bestModel ?? DEFAULT_MODEL),
    ...speed,
    ...(pace === undefined ? {} : { pace }),
    lens: lensOf(words),
    playing: false,
  };
}

/** What holds for a run that a race opens, too. */
function wishesOf(words: Words): Wishes {
  const view = words.read("view", (id) => views.get(id).id);
  const presenting = words.read("presenter", yesOrNo);
  return { ...(view === undefined ? {} : { view }), ...(presenting === undefined ? {} : { presenting }) };
}

const yesOrNo = (text: string): boolean | undefined => (text === "yes" ? true : text === "no" ? false : undefined);

async function placedLater<Value>(word: Word, work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    return placed(word, () => {
      throw error;
    });
  }
}

function lensOf(words: Words): Partial<Lens> {
  const span = words.read("span", parseDuration);
  const fold = words.read("fold", (text) => (["none", "process", "state"] as const).find((each) => each === text));
  const follow = words.read("follow", yesOrNo);
  const filter = words.find("filter")?.value;
  const top = words.readNumber("top", 0, 1e6);
  return {
    ...(span === undefined ? {} : { span }),
    ...(fold === undefined ? {} : { fold }),
    ...(follow === undefined ? {} : { follow }),
    ...(filter === undefined ? {} : { filter }),
    ...(top === undefined ? {} : { top }),
  };
}

/** Sets marks, goes to the place to begin at and selects a task, as a person would. */
function lookAt(show: Show<StagedRun>, words: Words): void {
  const marked = words.all("marked");
  for (const word of marked) {
    const [place = "", ...note] = word.value.trim().split(/\s+/);
    goTo(show, { ...word, value: place });
    press(show, "m", ...note.join(" "), "enter");
  }
  if (marked.length > 0) press(show, "g");
  const select = words.readNumber("select", 1, 1e6);
  // A race began with the one that is chosen.
  if (select !== undefined && show.snapshot().kind !== "race") press(show, ...`${select}`, "j");
  const from = words.find("from");
  if (from !== undefined) goTo(show, from);
}

function press(show: Show<StagedRun>, ...keys: readonly string[]): void {
  for (const key of keys) show.key(key === " " ? "space" : key);
}

/** @throws UserError where there is no such place. */
function goTo(show: Show<StagedRun>, { value, place }: Word): void {
  press(show, ":", ...value, "enter");
  const scene = show.snapshot();
  const message = scene.kind === "watch" ? scene.session.message : scene.kind === "race" ? scene.race.message : null;
  if (message !== null) throw new UserError(`${place}: ${message}`);
}

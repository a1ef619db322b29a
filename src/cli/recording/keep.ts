/** Writing what a person did while watching: a tape to change and use again, and the recording it makes. */
import { existsSync } from "node:fs";
import { basename } from "node:path";
import { UserError } from "../../base/errors.ts";
import { formatDecimal } from "../../base/quantities.ts";
import { spellDuration } from "../../base/time.ts";
import { spellTape } from "../../screen/recorder/spell-tape.ts";
import type { Act, SettingName, Tape } from "../../screen/recorder/tape.ts";
import type { Take } from "../../screen/scene/taking.ts";
import type { Knobs, Run } from "../../screen/session/state.ts";
import { writeOutput } from "../output.ts";
import type { ScenarioSource } from "../scenario.ts";
import { FPS, writtenAs } from "./forms.ts";
import { makeRecording } from "./make.ts";
import { tapeWords, Words } from "./words.ts";

/** Where a person thinks or is away: longer pauses are cut. */
const IDLE_LIMIT = "2s";
/** More of one name nobody keeps. */
const MOST_FILES = 1000;

/**
 * Writes the tape where it finds a free name, `three-friends-threads-gil.tape`, and the recording beside it.
 *
 * @param source the scenario as it was opened
 * @param own the knobs as the scenario sets them
 * @returns where they are, in a sentence
 * @throws UserError where they cannot be written, or the tape cannot say where it began.
 */
export async function keepTake<R extends Run>(take: Take<R>, source: ScenarioSource, own: Knobs): Promise<string> {
  if (source.name === "<stdin>")
    throw new UserError("not written: a tape has no name for a scenario from standard input");
  if (take.start.session.knobs.whatIf.length > 0) {
    throw new UserError("not written: a tape cannot begin in a what-if; saved as a scenario (S) it can be recorded");
  }
  const { scenario, session } = take.start;
  const name = `${basename(scenario).replace(/\.(?:ya?ml|json)$/i, "")}-${session.knobs.model}`.replace(
    /[^\w.-]+/g,
    "-",
  );
  const [tape, cast] = freePaths(name);
  const { settings, deeds } = tapeOf(take, source, own);
  writeOutput(
    tape,
    Buffer.from(
      `# Recorded while watching. docs/tapes.md says what can be changed.\n${spellTape({ settings, deeds })}`,
    ),
  );
  const made = await makeRecording({
    words: new Words(tapeWords(settings, tape)),
    deeds,
    tape,
    stdin: null,
    level: "truecolour",
    ascii: false,
    until: undefined,
    fps: FPS.cast,
    still: false,
  });
  const pieces = await writtenAs("cast", made, { castVersion: "2", still: false, frames: false });
  writeOutput(cast, Buffer.from([...pieces].join("")));
  return `recorded: ${tape} and ${cast}, ${formatDecimal(made.recording.durationMs / 1000)} s`;
}

/** Neither the tape nor its recording overwrites anything. */
function freePaths(name: string): readonly [tape: string, cast: string] {
  for (let number = 1; number < MOST_FILES; number++) {
    const path = number === 1 ? name : `${name}-${number}`;
    const paths = [`${path}.tape`, `${path}.cast`] as const;
    if (!paths.some((each) => existsSync(each))) return paths;
  }
  throw new UserError(`there are ${MOST_FILES} tapes of ${name} already`);
}

const NOWHERE = { line: 1, column: 1 };

function tapeOf<R extends Run>({ start, theme, size, moments }: Take<R>, source: ScenarioSource, own: Knobs): Tape {
  const { session } = start;
  const { knobs, cursor, lens, selected } = session;
  const speed = session.speed.label;
  const settings: readonly (readonly [SettingName, string | undefined | null | false])[] = [
    ["scenario", source.name],
    ...source.settings.map(({ path, value }) => ["set", `${path}=${value}`] as const),
    ["model", knobs.model],
    ["cores", knobs.cores !== own.cores && `${knobs.cores}`],
    ["interval", knobs.interval !== own.interval && spellDuration(knobs.interval)],
    ["tasks", knobs.tasks !== own.tasks && `${knobs.tasks}`],
    ["view", session.view],
    ["size", size === null ? null : `${size.columns}x${size.rows}`],
    ["speed", speed],
    ["events-per-second", session.pace === null ? null : `${session.pace.perSecond}`],
    ["theme", theme],
    ["idle-limit", IDLE_LIMIT],
    ["from", placeOf(session.run, cursor)],
    ["span", lens.span === null ? null : spellDuration(lens.span)],
    ["filter", lens.filter],
    ["fold", lens.fold === "none" ? null : lens.fold],
    ["top", lens.top === null ? null : `${lens.top}`],
    ["follow", lens.follow ? "yes" : null],
    ["select", selected === null ? null : `${selected + 1}`],
  ];
  return {
    settings: settings.flatMap(([name, value]) =>
      typeof value === "string" && value !== "" ? [{ name, value, at: NOWHERE }] : [],
    ),
    deeds: [...(session.playing ? [{ kind: "play" } as const] : []), ...actsOf(moments)].map((act) => ({
      act,
      at: NOWHERE,
    })),
  };
}

/** An event where the cursor is right at one: several may share an instant. */
function placeOf(run: Run, { event, time }: Take<Run>["start"]["session"]["cursor"]): string | null {
  if (event < 0 && time === 0) return null;
  return event >= 0 && run.timeAt(event) === time ? `${event + 1}` : spellDuration(time);
}

/** Keys that follow each other at once stand in one line. */
function actsOf(moments: Take<Run>["moments"]): readonly Act[] {
  const acts: Act[] = [];
  for (const moment of moments) {
    const last = acts.at(-1);
    if ("wait" in moment) acts.push({ kind: "wait", milliseconds: moment.wait });
    else if (last?.kind === "keys") acts[acts.length - 1] = { kind: "keys", keys: [...last.keys, moment.key] };
    else acts.push({ kind: "keys", keys: [moment.key] });
  }
  return acts;
}

/** Writing what a person did while watching: a tape to change and use again, and the recording it makes. */
import { existsSync } from "node:fs";
import { basename } from "node:path";
import { UserError } from "../../base/errors.ts";
import { formatDecimal } from "../../base/quantities.ts";
import { spellTape } from "../../screen/recorder/spell-tape.ts";
import type { Take } from "../../screen/scene/taking.ts";
import type { Knobs, Run } from "../../screen/session/state.ts";
import { writeOutput } from "../output.ts";
import type { ScenarioSource } from "../scenario.ts";
import { FPS, writtenAs } from "./forms.ts";
import { makeRecording } from "./make.ts";
import { tapeOf } from "./taken.ts";
import { tapeWords, Words } from "./words.ts";

/** More of one name nobody keeps. */
const MOST_FILES = 1000;

/**
 * Writes the tape where it finds a free name, `three-friends-threads-gil.tape`, and the recording beside it.
 *
 * @param source the scenario as it was opened
 * @param own the knobs as the scenario sets them
 * @returns where they are, in a sentence
 * @throws UserError where they cannot be written, or there is no name for the scenario.
 */
export async function keepTake<R extends Run>(take: Take<R>, source: ScenarioSource, own: Knobs): Promise<string> {
  if (source.name === "<stdin>")
    throw new UserError("not written: a tape has no name for a scenario from standard input");
  const { start } = take;
  const what = start.kind === "race" ? "race" : start.session.knobs.model;
  const name = `${basename(start.scenario).replace(/\.(?:ya?ml|json)$/i, "")}-${what}`.replace(/[^\w.-]+/g, "-");
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

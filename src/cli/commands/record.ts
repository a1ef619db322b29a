import { type Command, Option } from "commander";
import { UserError } from "../../base/errors.ts";
import { formatBytes, formatDecimal } from "../../base/quantities.ts";
import type { SettingName, Tape } from "../../screen/recorder/tape.ts";
import type { Context, LookOptions } from "../context.ts";
import { addLookOptions, addRunOptions, type RunOptions, untilOf } from "../options.ts";
import { writeOutput, writePieces } from "../output.ts";
import { ProgressLine } from "../progress.ts";
import type { Form } from "../recording/forms.ts";
import type { Word } from "../recording/words.ts";

interface Options extends RunOptions, LookOptions {
  readonly output?: string;
  readonly format?: Form;
  readonly tape?: string;
  readonly view?: string;
  readonly presenter?: true;
  readonly size?: string;
  readonly speed?: string;
  readonly eventsPerSecond?: string;
  readonly fps?: string;
  readonly from?: string;
  readonly title?: string;
  readonly card?: string;
  readonly hold?: string;
  readonly idleLimit?: string;
  readonly markers?: string;
  readonly still?: true;
  readonly at?: string;
  readonly frames?: true;
  readonly castVersion: "2" | "3";
}

/** `gilgrill record`: what the screen would show, as a recording for players, as a picture, as text. */
export function addRecord(program: Command, context: Context): void {
  const command = program.command("record").description("record a run, or a tape: asciicast, SVG, text");
  addRunOptions(command, "the model; several with commas between are a race");
  const add = (group: string, flags: string, words: string): void => {
    command.addOption(new Option(flags, words).helpGroup(group));
  };
  command.addOption(new Option("-o, --output <file>", "ends in .cast, .svg or .txt; - is standard output"));
  command.addOption(new Option("--tape <file>", "keys and waits to record, see docs/tapes.md"));
  add("The recording:", "--size <columnsxrows>", "the screen, such as 100x30 (the default)");
  add("The recording:", "--view <id>", "the view to begin with: lanes, restaurant, split, threads, why, inside, code");
  add("The recording:", "--presenter", "large letters for an audience, with a pause where there is something to see");
  add("The recording:", "--speed <ratio>", "simulated time for real time, such as 1/100; left out: about 20 seconds");
  add("The recording:", "--events-per-second <n>", "play by events instead, however far apart they are");
  add("The recording:", "--from <place>", "begin at a time (46ms), an event (120) or a share (50%)");
  add("The recording:", "--title <text>", "for the title card, instead of the scenario's own");
  add("The recording:", "--card <time>", "how long the title stands, such as 2s (the default); 0s for none");
  add("The recording:", "--hold <time>", "how long the last picture stands, such as 3s (the default)");
  add("The recording:", "--idle-limit <time>", "cut pauses that are longer");
  add("The recording:", "--markers <which>", "some (the default), chapters, handovers, switches");
  add("The recording:", "--fps <n>", "pictures a second, at most 30 (svg: 12)");
  add("The file:", "--still", "one picture: the last one");
  add("The file:", "--at <place>", "one picture: that of a time (46ms), an event (120) or a share (50%)");
  add("The file:", "--frames", "text: every picture, each with its time");
  command.addOption(
    new Option("--cast-version <n>", "of asciicast").choices(["2", "3"]).default("2").helpGroup("The file:"),
  );
  command.addOption(
    new Option("--format <form>", "for standard output").choices(["cast", "svg", "txt"]).helpGroup("The file:"),
  );
  addLookOptions(command).action((scenario: string | undefined) =>
    record(context, scenario, command.optsWithGlobals<Options>()),
  );
}

async function record(context: Context, scenario: string | undefined, options: Options): Promise<void> {
  if (options.output === undefined) {
    throw new UserError("record: found no --output, expected -o FILE, such as -o demo.cast or -o demo.svg");
  }
  const [{ formOf, FPS, writtenAs }, { makeRecording }, { Words, tapeWords }, { readStream }] = await Promise.all([
    import("../recording/forms.ts"),
    import("../recording/make.ts"),
    import("../recording/words.ts"),
    import("../read.ts"),
  ]);
  const { output, tape: path, at } = options;
  const form = output === "-" ? (options.format ?? "cast") : formOf(output);
  const tape = path === undefined ? null : await readTape(path);
  if (tape !== null && at !== undefined) {
    throw new UserError("--at: found a tape as well, expected one of both; a tape's last picture is --still");
  }
  if (options.speed !== undefined && options.eventsPerSecond !== undefined) {
    throw new UserError("--events-per-second: found --speed as well, expected one of both");
  }
  if (options.frames === true && form !== "txt") {
    throw new UserError(`--frames: found the form ${form}, expected txt; a ${form} has every picture as it is`);
  }
  const still = options.still === true || at !== undefined || (form === "txt" && options.frames !== true);
  // Without a tape a single picture needs nothing played: it is that of a place.
  const place = still && tape === null ? (at ?? options.from ?? "100%") : options.from;
  const words = new Words([
    ...tapeWords(tape?.settings ?? [], path ?? ""),
    ...optionWords(scenario, { ...options, ...(place === undefined ? {} : { from: place }) }),
  ]);
  const progress = new ProgressLine(context);
  const made = await progress.during(async () =>
    makeRecording({
      words,
      deeds: tape?.deeds ?? null,
      tape: path ?? null,
      stdin: scenario === "-" ? await readStream("<stdin>", context.stdin) : null,
      // A file is the same whatever the terminal can do that it was made at; a text tells without colours what they would.
      level: options.color === false || form === "txt" ? "none" : "truecolour",
      ascii: options.ascii === true,
      until: untilOf(options),
      fps: FPS[form],
      still,
      onSlice: (model, made) => progress.told(model, made),
      onProgress: (milliseconds) => progress.show(`recording, ${formatDecimal(milliseconds / 1000)} s`),
    }),
  );
  const pieces = await writtenAs(form, made, {
    castVersion: options.castVersion,
    still,
    frames: options.frames === true,
  });
  if (output === "-") return writePieces(context.stdout, pieces);
  const bytes = Buffer.from([...pieces].join(""));
  writeOutput(output, bytes);
  const { durationMs, shots } = made.recording;
  const length = still ? "" : `, ${formatDecimal(durationMs / 1000)} s, ${shots.length} pictures`;
  context.stderr.write(`${output}: ${formatBytes(bytes.length)}${length}\n`);
}

async function readTape(path: string): Promise<Tape> {
  const [{ parseTape }, { readFile }] = await Promise.all([
    import("../../screen/recorder/parse-tape.ts"),
    import("../read.ts"),
  ]);
  return parseTape(readFile(path, "tape"), path);
}

/** Options whose names are those of settings. */
const NAMED = ["cores", "interval", "tasks", "seed", "view", "size", "speed", "theme", "fps"] as const;
const MORE = ["from", "title", "card", "hold", "markers"] as const;

function optionWords(scenario: string | undefined, options: Options): readonly Word[] {
  const word = (name: SettingName, value: string | undefined): readonly Word[] =>
    value === undefined
      ? []
      : [{ name, value, place: `--${name === "from" && options.at !== undefined ? "at" : name}` }];
  return [
    ...(scenario === undefined ? [] : [{ name: "scenario", value: scenario, place: "SCENARIO" } as const]),
    ...(options.model === undefined
      ? []
      : [{ name: "models", value: options.model.join(","), place: "--model" } as const]),
    ...[...NAMED, ...MORE].flatMap((name) => word(name, options[name])),
    ...(options.set ?? []).flatMap((value) => word("set", value)),
    ...word("presenter", options.presenter === true ? "yes" : undefined),
    ...word("events-per-second", options.eventsPerSecond),
    ...word("idle-limit", options.idleLimit),
  ];
}

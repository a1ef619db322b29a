/** The options commands share, and what they come to. */
import { type Command, Option } from "commander";
import { UserError } from "../base/errors.ts";
import { type Ns, parseDuration } from "../base/time.ts";

/** As commander leaves them. */
export interface RunOptions {
  readonly model?: readonly string[];
  readonly cores?: string;
  readonly interval?: string;
  readonly tasks?: string;
  readonly seed?: string;
  readonly until?: string;
  readonly set?: readonly string[];
}

const split = (text: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  ...text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== ""),
];
const gather = (text: string, before: readonly string[] = []): readonly string[] => [...before, text];

/** The scenario, the models and the changes to both. */
export function addRunOptions(command: Command, models: string): Command {
  return command
    .argument("[scenario]", "a built-in's name, a file's path, or - for standard input; left out: the three friends")
    .addOption(new Option("-m, --model <ids>", models).argParser(split))
    .addOption(new Option("--cores <n>", "cores of the machine").helpGroup("The run:"))
    .addOption(new Option("--interval <time>", "the interpreter's switch interval, such as 5ms").helpGroup("The run:"))
    .addOption(new Option("--tasks <n>", "number of tasks").helpGroup("The run:"))
    .addOption(new Option("--seed <n>", "seed of the run's randomness").helpGroup("The run:"))
    .addOption(new Option("--until <time>", "stop the run at this time, such as 2s").helpGroup("The run:"))
    .addOption(
      new Option("--set <path=value>", "change anything in the file, such as machine.scheduler=rr; may be repeated")
        .argParser(gather)
        .helpGroup("The run:"),
    );
}

export function addLookOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--theme <id>", "colours: dark, light, contrast, safe; auto: as the ground is").helpGroup("The look:"),
    )
    .addOption(new Option("--ascii", "only ASCII characters").helpGroup("The look:"))
    .addOption(new Option("--color", "colours, whatever the terminal says").helpGroup("The look:"))
    .addOption(new Option("--no-color", "no colours").helpGroup("The look:"));
}

/** What a screen opens with. */
export function addScreenOptions(command: Command): Command {
  return command
    .addOption(new Option("--view <id>", "the view to begin with: lanes, restaurant, split, …").helpGroup("The look:"))
    .addOption(new Option("--speed <ratio>", "simulated time per second, such as 1/100").helpGroup("The look:"))
    .addOption(
      new Option("--mouse", "clicks select and go, the wheel steps; text is selected with shift").helpGroup(
        "The look:",
      ),
    )
    .addOption(new Option("--presenter", "large letters for an audience").helpGroup("The look:"))
    .addOption(new Option("--reader", "sentences, for a screen reader").helpGroup("The look:"));
}

/** `--format` with the forms a command knows; the first is the default. */
export function addFormat(command: Command, forms: readonly string[]): Command {
  return command.addOption(new Option("--format <form>", "form of the output").choices(forms).default(forms[0]));
}

/** @throws UserError where `--until` is not a duration. */
export function untilOf(options: RunOptions): Ns | undefined {
  if (options.until === undefined) return undefined;
  const until = parseDuration(options.until);
  if (until !== undefined && until > 0) return until;
  throw new UserError(`--until: found "${options.until}", expected a time above zero with a unit, such as 500ms or 2s`);
}

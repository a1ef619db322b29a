/** The command line as plain data, read off the program itself: for completion scripts and the manual. */
import type { Argument, Command, Option } from "commander";

/** What may stand for a value: words, several of them with commas between, files, or anything else. */
export interface Values {
  readonly words: readonly string[];
  readonly isList: boolean;
  readonly files: boolean;
}

export interface OptionShape {
  /** As they are typed: `-m`, `--model`. */
  readonly flags: readonly string[];
  /** As the help shows them: `-m, --model <ids>`. */
  readonly usage: string;
  readonly about: string;
  /** The heading it stands under in the help. */
  readonly group: string;
  /** Null for one that takes no value. */
  readonly values: Values | null;
}

export interface ArgumentShape {
  /** `[scenario]`, `<file...>`. */
  readonly usage: string;
  readonly about: string;
  readonly values: Values;
  readonly isRepeated: boolean;
}

export interface CommandShape {
  /** The words after the program's name: empty for the program, `settings set` for a command of a command. */
  readonly path: string;
  readonly about: string;
  readonly options: readonly OptionShape[];
  readonly arguments: readonly ArgumentShape[];
  /** Names of the commands below it. */
  readonly commands: readonly string[];
}

/** What there is to choose from, by the name of an option or an argument. */
export type Vocabulary = Readonly<Record<string, Partial<Values>>>;

/** The program and all its commands, each before those below it. */
export function shapesOf(program: Command, vocabulary: Vocabulary): readonly CommandShape[] {
  return shapesBelow(program, "", vocabulary);
}

function shapesBelow(command: Command, path: string, vocabulary: Vocabulary): readonly CommandShape[] {
  const help = command.createHelp();
  const visible = help.visibleCommands(command).filter((each) => each.name() !== "help");
  const shape: CommandShape = {
    path,
    about: command.description(),
    options: help.visibleOptions(command).map((option) => optionShape(option, vocabulary)),
    arguments: command.registeredArguments.map((argument) => argumentShape(argument, vocabulary)),
    commands: visible.map((each) => each.name()),
  };
  return [shape, ...visible.flatMap((each) => shapesBelow(each, `${path} ${each.name()}`.trim(), vocabulary))];
}

function optionShape(option: Option, vocabulary: Vocabulary): OptionShape {
  const flags = [option.short, option.long].filter((flag) => flag != null);
  return {
    flags,
    usage: option.flags,
    about: option.description,
    group: option.helpGroupHeading ?? "",
    values: option.required || option.optional ? valuesOf(option.attributeName(), option.argChoices, vocabulary) : null,
  };
}

const argumentShape = (argument: Argument, vocabulary: Vocabulary): ArgumentShape => ({
  usage: `${argument.required ? "<" : "["}${argument.name()}${argument.variadic ? "..." : ""}${argument.required ? ">" : "]"}`,
  about: argument.description,
  values: valuesOf(argument.name(), argument.argChoices, vocabulary),
  isRepeated: argument.variadic,
});

function valuesOf(name: string, choices: readonly string[] | undefined, vocabulary: Vocabulary): Values {
  if (choices !== undefined) return { words: choices, isList: false, files: false };
  return { words: [], isList: false, files: false, ...vocabulary[name] };
}

/** All flags that take a value, under whatever command. */
export const valueFlags = (shapes: readonly CommandShape[]): readonly string[] => [
  ...new Set(shapes.flatMap(({ options }) => options.flatMap(({ flags, values }) => (values === null ? [] : flags)))),
];

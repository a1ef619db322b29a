/** The manual page, from the tree of commands: `npm run man` writes it, a test holds it to the program. */
import { readFileSync } from "node:fs";
import type { CommandShape, OptionShape } from "../src/cli/completion/tree.ts";

const facts = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
  readonly version: string;
  readonly description: string;
};

/** Of this page: manual pages carry the day they were last looked at. */
const DATE = "2026-11-21";

/** @param shapes of the program, as the help shows them. */
export function manPage(shapes: readonly CommandShape[]): string {
  const [program, ...commands] = shapes;
  return [
    `.\\" Written by npm run man from the program's own commands: change those.`,
    `.TH GILGRILL 1 ${DATE} "gilgrill ${facts.version}" "User Commands"`,
    ".SH NAME",
    "gilgrill \\- watch concurrency in a terminal",
    ".SH SYNOPSIS",
    ".B gilgrill",
    `.RI [ command ]`,
    `.RI [ options ]`,
    ".SH DESCRIPTION",
    prose(facts.description),
    ".PP",
    prose(
      "A scenario, a file that says what is to be done on what machine, is simulated under a concurrency model. Alone, the program lets you choose both and shows the run: play, step, rewind. Without a terminal, a run is printed as text.",
    ),
    ".PP",
    prose(
      "SCENARIO is a built-in's name, a file's path, or - for standard input; left out, it is the three friends at the counter. `gilgrill list` shows scenarios and models.",
    ),
    ".SH COMMANDS",
    ...commands.flatMap(commandLines),
    ".SH OPTIONS",
    ...(program === undefined ? [] : program.options.flatMap(optionLines)),
    ".PP",
    "Options that several commands have:",
    ...sharedOptions(commands).flatMap(optionLines),
    ...TAIL,
    "",
  ].join("\n");
}

/** Each under two commands or more is told once. */
function sharedOptions(commands: readonly CommandShape[]): readonly OptionShape[] {
  const all = commands.flatMap(({ options }) => options.filter(isShared(commands)));
  return [...new Map(all.map((option) => [option.usage + option.about, option])).values()];
}

const isShared =
  (commands: readonly CommandShape[]) =>
  ({ usage, about }: OptionShape): boolean =>
    usage !== HELP &&
    commands.filter(({ options }) => options.some((each) => each.usage === usage && each.about === about)).length > 1;

/** Told in the description. */
const SCENARIO = "[scenario]";
const HELP = "-h, --help";

function commandLines(shape: CommandShape, _: number, all: readonly CommandShape[]): readonly string[] {
  const shared = isShared(all);
  const own = shape.options.filter((option) => option.usage !== HELP && !shared(option));
  const others = shape.options.filter(shared).map(({ flags }) => flags.at(-1) ?? "");
  const places = shape.arguments.map(({ usage }) => ` ${usage}`).join("");
  return [
    ".TP",
    `.B ${roff(`gilgrill ${shape.path}${places}`)}`,
    prose(sentence(shape.about)),
    ...shape.arguments.flatMap(({ usage, about }) =>
      about === "" || usage === SCENARIO ? [] : [prose(sentence(`${usage}: ${about}`))],
    ),
    ...(others.length === 0 ? [] : [prose(`Also: ${others.join(", ")}.`)]),
    ...(own.length === 0 ? [] : [".RS", ...own.flatMap(optionLines), ".RE"]),
  ];
}

function optionLines({ usage, about, values }: OptionShape): readonly string[] {
  const words = values === null || values.words.length === 0 ? "" : ` One of ${values.words.join(", ")}.`;
  return [".TP", `.B ${roff(usage)}`, prose(`${sentence(about)}${words}`)];
}

function sentence(text: string): string {
  const begun = `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
  return /[.…]$/.test(begun) ? begun : `${begun}.`;
}

/** Text in which nothing means something to roff: a line does not begin with a dot or an apostrophe, hyphens are those that are typed. */
const roff = (text: string): string =>
  text
    .replaceAll("\\", "\\e")
    .replaceAll("-", "\\-")
    .replaceAll("…", "...")
    .replaceAll("`", "")
    .replace(/^(['.])/, "\\&$1");

/** The same in lines as roff likes them. */
function prose(text: string): string {
  const lines: string[] = [];
  for (const word of roff(text).split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= LINE) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word.replace(/^(['.])/, "\\&$1"));
  }
  return lines.join("\n");
}

const LINE = 78;

const TAIL: readonly string[] = [
  ".SH ENVIRONMENT",
  ".TP",
  ".B NO_COLOR",
  "Set to anything: no colours.",
  ".TP",
  ".B FORCE_COLOR",
  "0 to 3: no colours, 16, 256 or all of them, whatever the terminal says.",
  ".TP",
  ".B TERM, COLORTERM",
  "What the terminal can do; under",
  ".B dumb",
  "runs are printed as text.",
  ".TP",
  ".B LC_ALL, LC_CTYPE, LANG",
  "Without UTF\\-8 only ASCII characters are drawn.",
  ".TP",
  ".B CI",
  "Set: nothing interactive, and no progress.",
  ".TP",
  ".B XDG_CONFIG_HOME",
  "Where the folder with the settings lies.",
  ".SH FILES",
  ".TP",
  ".I ~/.config/gilgrill/settings.yaml",
  "What holds for every session; see",
  '.BR "gilgrill settings" .',
  ".SH EXIT STATUS",
  ".TP",
  ".B 0",
  "Done. A simulated deadlock or crash is a result, not an error.",
  ".TP",
  ".B 1",
  "An unexpected fault of the program, or claims that their runs do not bear out.",
  ".TP",
  ".B 2",
  "The command line, a scenario or a file is wrong; the message says where,",
  "and what is expected.",
  ".TP",
  ".B 130",
  "Interrupted.",
  ".SH EXAMPLES",
  ".nf",
  "gilgrill play three\\-friends \\-m threads\\-gil",
  "gilgrill compare \\-m blocking,asyncio,threads\\-gil",
  "gilgrill run my\\-scenario.yaml \\-m asyncio \\-\\-format json",
  "gilgrill export ten\\-downloads \\-m asyncio \\-o run.json",
  "gilgrill claims 7",
  ".fi",
  ".SH SEE ALSO",
  ".BR python3 (1),",
  ".BR top (1),",
  ".BR sched (7)",
];

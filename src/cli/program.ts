/** The command line as a tree of commands; each command's file adds itself. */
import { Command } from "commander";
import facts from "../../package.json" with { type: "json" };
import { addCheck } from "./commands/check.ts";
import { addClaims } from "./commands/claims.ts";
import { addCode } from "./commands/code.ts";
import { addCompare } from "./commands/compare.ts";
import { addCompletion } from "./commands/completion.ts";
import { addExplain } from "./commands/explain.ts";
import { addExport } from "./commands/export.ts";
import { addFidelity } from "./commands/fidelity.ts";
import { addList } from "./commands/list.ts";
import { addPick } from "./commands/pick.ts";
import { addPlay } from "./commands/play.ts";
import { addRecord } from "./commands/record.ts";
import { addRun } from "./commands/run.ts";
import { addSchema } from "./commands/schema.ts";
import { addSettings } from "./commands/settings.ts";
import type { Context, ScreenLook } from "./context.ts";
import { EXIT, type ExitStatus, reportOf } from "./faults.ts";
import { checkLook } from "./look.ts";

const EXAMPLES = `
Examples:
  gilgrill                                     choose a scenario and a model
  gilgrill compare                             three friends under six models
  gilgrill play -m threads-gil --view split    one of them from near
  gilgrill record -m threads-gil -o demo.svg   a picture that moves
  gilgrill run my-scenario.yaml -m asyncio --format json
`;

/** Runs one command line and answers the exit status; nothing is thrown. */
export async function runProgram(context: Context): Promise<ExitStatus> {
  let status: ExitStatus = EXIT.done;
  const program = createProgram(context, (ended) => {
    status = ended;
  });
  try {
    await program.parseAsync([...context.words], { from: "user" });
    return status;
  } catch (error) {
    const report = reportOf(error, context.words);
    if (report.message !== "") context.stderr.write(report.message);
    return report.status;
  }
}

/** All commands there are. @param ended told the status of a command that ended otherwise than well without an error (an interrupted session). */
export function createProgram(context: Context, ended: (status: ExitStatus) => void): Command {
  const program = new Command("gilgrill")
    .description(facts.description)
    .version(facts.version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print help")
    .helpCommand("help [command]", "print help")
    .exitOverride()
    .showSuggestionAfterError()
    .enablePositionalOptions()
    .configureOutput({
      writeOut: (text) => context.stdout.write(text),
      writeErr: (text) => context.stderr.write(text),
      outputError: (text, write) => write(oneLine(text)),
    })
    .addHelpText("after", EXAMPLES)
    .hook("preAction", (_, command) => checkLook(command.optsWithGlobals<ScreenLook>()));
  addPlay(program, context, ended);
  addRun(program, context);
  addCompare(program, context, ended);
  addRecord(program, context);
  addCode(program, context);
  addExport(program, context);
  addClaims(program, context, ended);
  addList(program, context);
  addExplain(program, context);
  addFidelity(program, context);
  addCheck(program, context);
  addSchema(program, context);
  addSettings(program, context);
  addCompletion(program, context);
  // Last, because commands inherit what the program is when they are added.
  addPick(program, context, ended);
  return program;
}

/** `error: unknown option '--corse' (Did you mean --cores?)` */
const oneLine = (text: string): string =>
  `gilgrill: ${text
    .trim()
    .replace(/\s*\n\s*/g, " ")
    .replace(/^error: /, "")}\n`;

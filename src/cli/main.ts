/** The entry of the program: parses, calls, exits. Everything heavy is loaded by the command that needs it. */
import type { Context } from "./context.ts";
import { EXIT } from "./faults.ts";
import { runProgram } from "./program.ts";

const context: Context = {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  platform: process.platform,
  words: process.argv.slice(2),
};

// The reader of a pipe may leave early (`gilgrill run … | head`): that is no fault.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(EXIT.done);
    if (stream !== process.stderr) process.stderr.write(`gilgrill: the output cannot be written: ${error.message}\n`);
    process.exit(EXIT.fault);
  });
}

process.exitCode = await runProgram(context);

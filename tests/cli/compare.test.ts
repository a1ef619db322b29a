/** `gilgrill compare` on a terminal and without one. */
import { Readable, Writable } from "node:stream";
import { expect, test } from "vitest";
import type { Context } from "../../src/cli/context.ts";
import { runProgram } from "../../src/cli/program.ts";
import { cli, LUNCH } from "./run-cli.ts";

const SEVEN = "blocking,threads,threads-gil,asyncio,multiprocessing,goroutines,gevent";

/** The command line on a terminal that is never painted on: what it says before it opens the screen. */
async function onTerminal(line: string): Promise<{ readonly status: number; readonly stderr: string }> {
  let stderr = "";
  const sink = (take: (text: string) => void) => {
    const stream = new Writable({
      write(chunk: Buffer, _, done) {
        take(chunk.toString());
        done();
      },
    });
    return Object.assign(stream, { isTTY: true });
  };
  const context: Context = {
    stdin: Object.assign(Readable.from([""]), { isTTY: true }),
    stdout: sink(() => {}),
    stderr: sink((text) => {
      stderr += text;
    }),
    env: { TERM: "xterm-256color" },
    platform: "linux",
    words: line.split(" "),
  };
  return { status: await runProgram(context), stderr };
}

test("more models than a screen has room for are an error on a terminal, and a table without one", async () => {
  const { status, stderr } = await onTerminal(`compare -m ${SEVEN}`);
  expect(status).toBe(2);
  expect(stderr).toBe("--model: found 7 models, the screen shows at most 6; --format text takes all of them\n");
  const piped = await cli(`compare - -m ${SEVEN}`, { stdin: LUNCH });
  expect(piped.status).toBe(0);
  for (const model of SEVEN.split(",")) expect(piped.stdout).toMatch(new RegExp(`^${model} `, "m"));
});

test("the text form says why, as the screen does", async () => {
  const { stdout } = await cli("compare three-friends -m threads,threads-gil");
  expect(stdout.replace(/\s+/g, " ")).toMatch(
    /Threads-gil took [\d.]+x as long as the first: its tasks waited [\d.]+ ms for the GIL, which lets one thread run Python at a time\. $/,
  );
});

test("a speed that is none is an error", async () => {
  expect(await onTerminal("compare --speed fast")).toMatchObject({ status: 2 });
});

import { Readable, Writable } from "node:stream";
import { type CommandShape, shapesOf, type Vocabulary } from "../../src/cli/completion/tree.ts";
import type { Context } from "../../src/cli/context.ts";
import { createProgram, runProgram } from "../../src/cli/program.ts";

export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface World {
  readonly stdin?: string | Buffer;
  readonly env?: Readonly<Record<string, string>>;
}

class Collector extends Writable {
  text = "";
  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

/** Runs a command line in this process: pipes at both ends. */
export async function runCli(words: readonly string[], { stdin = "", env = {} }: World = {}): Promise<Ran> {
  const stdout = new Collector();
  const stderr = new Collector();
  const context: Context = { stdin: Readable.from([stdin]), stdout, stderr, env, platform: "linux", words };
  const status = await runProgram(context);
  return { status, stdout: stdout.text, stderr: stderr.text };
}

/** The words of a line, with nothing quoted. */
export const cli = (line: string, world?: World): Promise<Ran> =>
  runCli(
    line.split(" ").filter((word) => word !== ""),
    world,
  );

/** A small scenario on standard input. */
export const LUNCH = `
title: Lunch
machine: {cores: 1}
costs: none
tasks:
  - name: Ann
    steps: [{cpu: 10ms}]
  - name: Bob
    steps: [{cpu: 5ms}]
`;

/** The program's commands, read off the program. */
export function programShapes(vocabulary: Vocabulary): readonly CommandShape[] {
  const stream = new Collector();
  const context: Context = {
    stdin: Readable.from([]),
    stdout: stream,
    stderr: stream,
    env: {},
    platform: "linux",
    words: [],
  };
  return shapesOf(
    createProgram(context, () => {}),
    vocabulary,
  );
}

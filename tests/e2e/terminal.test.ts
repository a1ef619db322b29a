/** What a terminal and a shell do to the screen: sessions on a made-up stage at a pseudo terminal. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pty, Session, type SessionOptions } from "./pty.ts";

const ROOT = join(import.meta.dirname, "../..");
const CTRL_C = "\x03";
const CTRL_Z = "\x1a";
const ESCAPE = "\x1b";

let folder = "";
let program = "";
const open: Session[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "gilgrill-e2e-"));
  program = join(folder, "app.mjs");
  await build({
    absWorkingDir: ROOT,
    entryPoints: ["tests/e2e/fixture/app.ts"],
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"production"', "process.env.DEV": '"false"' },
    alias: { "react-devtools-core": join(ROOT, "scripts/empty.mjs") },
    banner: { js: 'import { createRequire as __cr } from "node:module"; const require = __cr(import.meta.url);' },
    logLevel: "warning",
  });
});
afterAll(() => {
  for (const session of open) session.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

function start(words: readonly string[] = [], options: SessionOptions = {}): Session {
  const session = new Session(process.execPath, [program, ...words], options);
  open.push(session);
  return session;
}

/** The program as a job of an interactive shell. */
function startInShell(words: readonly string[] = []): Session {
  const session = new Session("/bin/bash", ["--norc", "--noprofile", "-i"], { env: { PS1: "$ " } });
  open.push(session);
  void session.press(`${process.execPath} ${program} ${words.join(" ")}\r`);
  return session;
}
function childOf(pid: number): number {
  const { stdout } = spawnSync("ps", ["-o", "pid=", "--ppid", `${pid}`], { encoding: "utf8" });
  const child = Number.parseInt(stdout.trim(), 10);
  // Zero would be this test's own group.
  if (!(child > 1)) throw new Error(`the shell has no child: "${stdout}"`);
  return child;
}
const hasBash = spawnSync("/bin/bash", ["-c", "true"]).status === 0;

describe.skipIf(pty === null)("at a terminal", () => {
  test("plays, pauses, steps and rewinds", async () => {
    const session = start(["--play"]);
    await session.until(/event +[1-9]\d* of 200/);
    await session.press(" ");
    await session.until("space play");
    await session.press("g");
    await session.until("event   0 of 200");
    await session.press("\x1b[C", "\x1b[C", "l", "h");
    await session.until("event   2 of 200");
    await session.press("4", "0", "l", "4", "0", "h");
    await session.until("event   2 of 200");
    await session.press(":", "5", "0", "%", "\r");
    await session.until("event 101 of 200");
    await session.press("q");
    expect((await session.ended).exitCode).toBe(0);
    expect(session.screen.screen).toBe("normal");
  });

  test("follows each change of size", async () => {
    const session = start();
    await session.until("event   0 of 200");
    for (const [columns, rows] of [
      [60, 16],
      [140, 45],
      [70, 20],
    ] as const) {
      await session.resize(columns, rows);
      await session.until((screen) => screen.split("\n").findLastIndex((line) => line.includes("event")) === rows - 2);
    }
    await session.resize(40, 12);
    await session.until("gilgrill needs 60x16; this is 40x12");
    await session.resize(100, 24);
    await session.until("core 0");
    await session.press("q");
    await session.ended;
  });

  test("Ctrl+C ends it with 130", async () => {
    const session = start(["--play"]);
    await session.until("event");
    await session.press(CTRL_C);
    expect((await session.ended).exitCode).toBe(130);
    expect(session.screen.screen).toBe("normal");
  });

  test.each([
    ["SIGTERM", 15],
    ["SIGHUP", 1],
    ["SIGINT", 2],
  ] as const)("%s restores the terminal", async (name, number) => {
    const session = start(["--play"]);
    await session.until("event");
    session.kill(name);
    expect((await session.ended).signal).toBe(number);
    await session.text();
    expect(session.screen.screen).toBe("normal");
    expect(session.bytes).toContain("\x1b[?25h");
  });

  test("a fault restores the terminal and then says what it was", async () => {
    const session = start([], { env: { CRASH_AT: "3" } });
    await session.until("event   0 of 200");
    await session.press("4", "l");
    expect((await session.ended).exitCode).toBe(1);
    const screen = await session.text();
    expect(session.screen.screen).toBe("normal");
    expect(screen).toContain("fault: Error: broken frame");
  });

  test("Ctrl+Z where nobody could continue it changes nothing", async () => {
    const session = start();
    await session.until("event   0 of 200");
    await session.press("7", "l", CTRL_Z);
    await session.until((screen) => session.screen.screen === "alternate" && screen.includes("event   7 of 200"));
    await session.press("l");
    await session.until("event   8 of 200");
    await session.press("q");
    expect((await session.ended).exitCode).toBe(0);
  });

  test.each([
    ["quitting", (session: Session) => session.press("q")],
    ["Ctrl+C", (session: Session) => session.press(CTRL_C)],
    ["SIGTERM", async (session: Session) => session.kill("SIGTERM")],
    ["SIGHUP", async (session: Session) => session.kill("SIGHUP")],
    ["a fault", (session: Session) => session.press("9", "l")],
  ] as const)("the mouse is asked for where it is wanted, and given back by %s", async (_, leave) => {
    const session = start(["--mouse"], { env: { CRASH_AT: "10" } });
    await session.until("event   0 of 200");
    expect(session.bytes).toContain("\x1b[?1000h\x1b[?1006h");
    // The wheel, three times down, once up; a click and its release.
    const wheel = ["\x1b[<65;9;9M", "\x1b[<65;9;9M", "\x1b[<65;9;9M", "\x1b[<64;9;9M"];
    await session.press(...wheel, "\x1b[<0;9;9M", "\x1b[<0;9;9m");
    await session.until("event   2 of 200");
    await leave(session);
    await session.ended;
    await session.text();
    expect(session.bytes.lastIndexOf("\x1b[?1000l")).toBeGreaterThan(session.bytes.lastIndexOf("\x1b[?1000h"));
    expect(session.bytes.lastIndexOf("\x1b[?1006l")).toBeGreaterThan(session.bytes.lastIndexOf("\x1b[?1006h"));
  });

  test("without being asked for the mouse stays the terminal's", async () => {
    const session = start();
    await session.until("event   0 of 200");
    await session.press("q");
    await session.ended;
    expect(session.bytes).not.toContain("\x1b[?1000");
  });

  test("picks a scenario and a model", async () => {
    const session = start(["--pick"]);
    await session.until("Three friends");
    await session.press("2", "\r");
    await session.until("under which model?");
    await session.press(ESCAPE);
    await session.until("what happens?");
    await session.press("1", "\r");
    await session.until("under which model?");
    await session.press("1", "\r");
    await session.until("friends under blocking");
    await session.press("q");
    expect((await session.ended).exitCode).toBe(0);
  });

  test("NO_COLOR is obeyed by the canvas and by Ink", async () => {
    const session = start([], { env: { NO_COLOR: "1" } });
    await session.until("event   0 of 200");
    await session.press("l", "?");
    await session.until("play or pause");
    await session.press("q", "q");
    await session.ended;
    const parameters = session.bytes.split("\x1b[").flatMap((part) => /^([0-9;]*)m/.exec(part)?.[1]?.split(";") ?? []);
    expect(parameters.map(Number).filter((parameter) => parameter >= 30)).toEqual([]);
  });
});

describe.skipIf(pty === null || !hasBash)("under a shell", () => {
  test("Ctrl+Z gives the mouse back too, and leaves what is typed to the shell", async () => {
    const session = startInShell(["--mouse"]);
    await session.until("event   0 of 200");
    for (let round = 0; round < 2; round++) {
      await session.press(CTRL_Z);
      await session.until("Stopped");
      expect(session.bytes.lastIndexOf("\x1b[?1000l")).toBeGreaterThan(session.bytes.lastIndexOf("\x1b[?1000h"));
      await session.press(`echo round ${round} works\r`);
      await session.until(`\nround ${round} works`);
      await session.press("fg\r");
      await session.until(() => session.screen.screen === "alternate");
      await session.press("\x1b[<65;9;9M");
      await session.until(`event   ${round + 1} of 200`);
    }
    await session.press("q");
    await session.until(() => session.screen.screen === "normal");
  });

  test("Ctrl+Z gives the terminal to the shell, fg comes back to the same place", async () => {
    const session = startInShell();
    await session.until("event   0 of 200");
    await session.press("5", "l");
    const before = await session.until("event   5 of 200");
    for (let round = 0; round < 2; round++) {
      await session.press(CTRL_Z);
      await session.until("Stopped");
      expect(session.screen.screen).toBe("normal");
      await session.press("stty -a | grep -o ' icanon'; echo shell works\r");
      await session.until("icanon\nshell works");
      await session.press("fg\r");
      await session.until((screen) => screen === before);
      expect(session.screen.screen).toBe("alternate");
      await session.press("l", "h");
    }
    await session.press("q");
    await session.until(() => session.screen.screen === "normal");
    await session.press("echo status $?\r");
    await session.until("status 0");
  });

  test("a stop from outside, and one that cannot be caught", async () => {
    for (const signal of ["TSTP", "STOP"]) {
      const session = startInShell(["--play"]);
      await session.until(/event +[1-9]\d* of 200/);
      process.kill(childOf(session.pid), `SIG${signal}`);
      await session.until("Stopped");
      await session.press("fg\r");
      await session.until("core 0");
      await session.until("space p");
      await session.press("G");
      await session.until("event 200 of 200");
      await session.press("q");
      await session.until(() => session.screen.screen === "normal");
      await session.press("echo status $?\r");
      await session.until("status 0");
    }
  });
});

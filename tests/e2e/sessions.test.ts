/** Sessions with the built program, as a person has them. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pty, Session, type SessionOptions } from "./pty.ts";

const ROOT = join(import.meta.dirname, "../..");
const PROGRAM = join(ROOT, "bin/gilgrill.js");
const open: Session[] = [];

beforeAll(() => {
  execFileSync(process.execPath, [join(ROOT, "scripts/build.mjs"), "--if-stale"]);
});
afterAll(() => {
  for (const session of open) session.kill("SIGKILL");
});

function start(words: readonly string[], options: SessionOptions = {}): Session {
  const session = new Session(process.execPath, [PROGRAM, ...words], options);
  open.push(session);
  return session;
}

const PLAY = ["play", "three-friends", "-m", "threads-gil"];
/** The number of the event on the status line. */
const eventOf = (screen: string): number => Number(/event +(\d+)(?: of|\/)/.exec(screen)?.[1] ?? "-1");

describe.skipIf(pty === null)("the program", () => {
  test("plays three friends, steps, rewinds, follows a cause, and quits", async () => {
    const session = start(PLAY, { columns: 120, rows: 36 });
    await session.until((screen) => eventOf(screen) > 5);
    await session.press(" ");
    await session.until("space play");
    await session.press("g");
    await session.until((screen) => eventOf(screen) === 0);
    await session.press("4", "0", "l");
    const there = await session.until((screen) => eventOf(screen) === 40);
    await session.press("4", "0", "h");
    await session.until((screen) => eventOf(screen) === 0);
    await session.press("4", "0", "l");
    await session.until((screen) => screen === there);
    await session.press("n");
    await session.until((screen) => eventOf(screen) > 40);
    await session.press("4", "0", "G", "w", "\r");
    await session.until((screen) => eventOf(screen) < 40);
    await session.press(":", "4", "6", "m", "s", "\r");
    await session.until("46");
    await session.press("q");
    expect((await session.ended).exitCode).toBe(0);
    expect(session.screen.screen).toBe("normal");
  });

  test("shows each view, the help and the knobs at 80x24", async () => {
    const session = start(PLAY, { columns: 80, rows: 24 });
    await session.until("event");
    await session.press(" ", "5", "0", "G");
    const first = await session.until((screen) => eventOf(screen) === 50);
    for (let before = first; ; ) {
      await session.press("v");
      // Until then it still shows the view before.
      const screen = await session.until((shown) => shown !== before && eventOf(shown) === 50);
      before = screen;
      expect(screen.split("\n").filter((line) => line !== "").length).toBeLessThan(24);
      if (screen === first) break;
    }
    await session.press("?");
    await session.until("play or pause");
    await session.press("?", "o");
    await session.until("switch interval");
    await session.press("\x1b");
    await session.until((screen) => screen === first);
    await session.press("\x03");
    expect((await session.ended).exitCode).toBe(130);
  });

  test("starts with the picker where nothing is named", async () => {
    const session = start([], { columns: 100, rows: 30 });
    await session.until("what happens?");
    await session.press("1", "\r");
    await session.until("under which model?");
    await session.press("\r");
    await session.until((screen) => eventOf(screen) > 0);
    await session.press("x");
    await session.press("q");
    expect((await session.ended).exitCode).toBe(0);
  });

  test("says that it simulates where that takes a while, and keeps the time", async () => {
    const session = start(["play", "ten-thousand-connections", "-m", "asyncio"]);
    await session.until((screen) => eventOf(screen) > 0);
    await session.press(" ", ":", "3", "0", "m", "s", "\r");
    const there = /▼ 30\.0+ ms/;
    await session.until(there);
    await session.press("+");
    await session.until("6 cores");
    expect(session.bytes).toContain("simulating");
    expect(await session.until((screen) => !screen.includes("simulating"))).toMatch(there);
    await session.press("q");
    expect((await session.ended).exitCode).toBe(0);
  });

  test("shows what is coming while a long first run is made; escape leads to the other models", async () => {
    const session = start(["play", "ten-thousand-connections", "-m", "threads-gil"], { columns: 100, rows: 24 });
    const made = (screen: string): number =>
      Number(/simulating threads \+ GIL · +([\d ]+) events/.exec(screen)?.[1]?.replaceAll(" ", "") ?? "0");
    const first = await session.until((screen) => made(screen) > 0);
    expect(first).toContain("Ten thousand connections");
    await session.until((screen) => made(screen) > made(first));
    await session.press("\x1b");
    await session.until("under which model?");
    await session.press("q");
    expect((await session.ended).exitCode).toBe(0);
  });

  test("can be left while it simulates", async () => {
    const session = start(["play", "ten-thousand-connections", "-m", "threads-gil"]);
    await session.until("simulating");
    await session.press("\x03");
    expect((await session.ended).exitCode).toBe(130);
  });

  test("survives resizes while it plays", async () => {
    const session = start(PLAY, { columns: 120, rows: 40 });
    await session.until((screen) => eventOf(screen) > 0);
    for (const [columns, rows] of [
      [60, 16],
      [200, 60],
      [50, 10],
      [80, 24],
    ] as const) {
      await session.resize(columns, rows);
      await session.until(columns < 60 ? "gilgrill needs 60x16" : (screen) => eventOf(screen) > 0);
    }
    await session.press("q");
    expect((await session.ended).exitCode).toBe(0);
  });

  test("speaks ASCII only where it must", async () => {
    const session = start([...PLAY, "--ascii", "--no-color"], { columns: 80, rows: 24 });
    await session.until((screen) => eventOf(screen) > 0);
    await session.press(" ", "?");
    await session.until("play or pause");
    await session.press("q", "v", "v", "q");
    await session.ended;
    expect([...session.bytes].filter((character) => character > "\x7e")).toEqual([]);
  });
});

/** The terminal's own background: asked for at the start, whatever becomes of the answer. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { darkTheme } from "../../src/screen/views/themes/dark.ts";
import { lightTheme } from "../../src/screen/views/themes/light.ts";
import type { Theme } from "../../src/screen/views/themes/theme.ts";
import { pty, Session, type SessionOptions } from "./pty.ts";

const ROOT = join(import.meta.dirname, "../..");
const open: Session[] = [];

beforeAll(() => {
  execFileSync(process.execPath, [join(ROOT, "scripts/build.mjs"), "--if-stale"]);
});
afterAll(() => {
  for (const session of open) session.kill("SIGKILL");
});

function start(options: SessionOptions, ...more: readonly string[]): Session {
  const words = ["play", "three-friends", "-m", "threads-gil", ...more];
  const session = new Session(process.execPath, [join(ROOT, "bin/gilgrill.js"), ...words], {
    ...options,
    env: { COLORTERM: "truecolor", ...options.env },
  });
  open.push(session);
  return session;
}

const ASKED = "\x1b]11;?";
const LIGHT = "\x1b]11;rgb:fafa/fafa/fafa\x1b\\";

/** Whether a label has been written in the theme's colour. */
function hasWorn(session: Session, theme: Theme): boolean {
  const label = theme.colours("truecolour").inks.label;
  return session.bytes.includes(`38;2;${(label >> 16) & 255};${(label >> 8) & 255};${label & 255}`);
}

async function quit(session: Session): Promise<void> {
  await session.press("q");
  expect((await session.ended).exitCode).toBe(0);
}

const eventOf = (screen: string): number => Number(/event +(\d+)(?: of|\/)/.exec(screen)?.[1] ?? "-1");

describe.skipIf(pty === null)("a terminal that is asked for its ground", () => {
  test("and answers at once: the first picture is for it", async () => {
    const session = start({ onGroundAsked: (reply) => reply(LIGHT) });
    await session.until((screen) => eventOf(screen) > 5);
    expect(hasWorn(session, lightTheme)).toBe(true);
    expect(hasWorn(session, darkTheme)).toBe(false);
    await quit(session);
  });

  test("and does not answer: nothing waits for it", async () => {
    const session = start({});
    await session.until((screen) => eventOf(screen) > 5);
    expect(session.bytes).toContain(ASKED);
    expect(hasWorn(session, darkTheme)).toBe(true);
    await session.press(" ", "4", "0", "G");
    await session.until((screen) => eventOf(screen) === 40);
    await quit(session);
  });

  test.each([
    ["late", [LIGHT]],
    ["late and in pieces", ["\x1b", "]1", "1;rgb:fafa", "/fafa/fafa\x1b", "\\"]],
    ["late, ended by a bell", ["\x1b]11;#fa", "fafa\x07"]],
  ])("and answers %s: it is painted again, and nothing of it is taken for keys", async (_, pieces) => {
    let answer: (text: string) => void = () => {};
    const session = start({ onGroundAsked: (reply) => (answer = reply) });
    await session.until((screen) => eventOf(screen) > 5);
    await session.press(" ", "4", "0", "G");
    const before = await session.until((screen) => eventOf(screen) === 40);
    expect(hasWorn(session, lightTheme)).toBe(false);
    for (const piece of pieces) {
      answer(piece);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await session.until(() => hasWorn(session, lightTheme));
    expect(await session.text()).toBe(before);
    await quit(session);
  });

  test("gets what was typed meanwhile", async () => {
    const session = start({
      onGroundAsked: (reply) => {
        reply(" 4");
        reply(`${LIGHT}0G`);
      },
    });
    await session.until((screen) => eventOf(screen) === 40);
    await session.until("space play");
    await quit(session);
  });

  test.each([
    ["whose theme is named", {}, ["--theme", "dark"]],
    ["without colours", { NO_COLOR: "1" }, []],
  ])("is not asked: one %s", async (_, env, more) => {
    const session = start({ env, onGroundAsked: (reply) => reply(LIGHT) }, ...more);
    await session.until((screen) => eventOf(screen) > 5);
    await quit(session);
    expect(session.bytes).not.toContain(ASKED);
  });
});

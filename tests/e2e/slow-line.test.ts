/** A line that carries less than the picture makes: frames are skipped, and what is seen is now. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pty, Session, type SessionOptions } from "./pty.ts";

const ROOT = join(import.meta.dirname, "../..");
const open: Session[] = [];

beforeAll(() => {
  execFileSync(process.execPath, [join(ROOT, "scripts/build.mjs"), "--if-stale"]);
});
afterAll(() => {
  for (const session of open) session.kill("SIGKILL");
});

/** Ten milliseconds of the run a second. */
const SPEED = 0.01;

function start(options: SessionOptions): Session {
  const words = ["play", "three-friends", "-m", "threads-gil", "--speed", String(SPEED), "--view", "split"];
  const size = { columns: 120, rows: 40, env: { COLORTERM: "truecolor" } };
  const session = new Session(process.execPath, [join(ROOT, "bin/gilgrill.js"), ...words], { ...size, ...options });
  open.push(session);
  return session;
}

/** The instant that the screen shows, in real milliseconds of playing. */
function playedMs(screen: string): number {
  const [, number = "NaN", unit = ""] = /▼ ([\d.]+) (µs|ms|s)/.exec(screen) ?? [];
  return (Number(number) * ({ µs: 0.001, ms: 1, s: 1000 }[unit] ?? Number.NaN)) / SPEED;
}

const later = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** When nothing has come for a while. */
async function still(session: Session): Promise<string> {
  for (let before = -1; before !== session.received; ) {
    before = session.received;
    await later(700);
  }
  return session.text();
}

const PATIENCE_MS = 60_000;

describe.skipIf(pty === null)("over a slow line", { timeout: PATIENCE_MS }, () => {
  // How late a frame may be is generous: other programs have this machine, too. Without skipping it would be many seconds.
  test.each([
    [32_000, 1_000],
    [4_000, 2_000],
  ])("of %d bytes a second what is seen is now, keys are obeyed, and nothing is torn", async (rate, lateMs) => {
    const session = start({ rate, answers: true });
    const begun = playedMs(await session.until((screen) => playedMs(screen) > 0));
    const from = performance.now();
    const lags: number[] = [];
    for (let look = 0; look < 12; look++) {
      await later(400);
      lags.push(performance.now() - from - (playedMs(await session.text()) - begun));
    }
    expect(Math.max(...lags), `behind by ${lags.map(Math.round).join(" ")} ms`).toBeLessThan(lateMs);

    const seen = playedMs(await session.text());
    const pressed = performance.now();
    await session.press(" ");
    await session.until("space play");
    expect(performance.now() - pressed).toBeLessThan(lateMs);
    const stopped = await still(session);
    // The picture of the run as it stood, and not of frames that were still on their way.
    expect(playedMs(stopped) - seen).toBeLessThan(lateMs);

    // The same picture, painted afresh over a quick line.
    const patched = session.screen.cells().join("\n");
    session.rate = 1_000_000;
    await session.resize(100, 30);
    await still(session);
    await session.resize(120, 40);
    await still(session);
    expect(session.screen.cells().join("\n") === patched, `${stopped}\n${await session.text()}`).toBe(true);
    await session.press("q");
    expect((await session.ended).exitCode).toBe(0);
  });

  test("an answer that was asked for does not come to the shell", async () => {
    const session = start({ rate: 8_000, answers: true });
    await session.until((screen) => playedMs(screen) > 500);
    await session.press("q");
    await session.ended;
    const asked = session.bytes.split("\x1b[5n").length - 1;
    expect(asked).toBeGreaterThan(1);
    // In raw mode nothing is echoed; after it the answer would be.
    expect(await session.text()).not.toContain("[0n");
  });

  test("a terminal that does not answer is asked once", async () => {
    const session = start({ env: { COLORTERM: "truecolor" } });
    await session.until((screen) => playedMs(screen) > 500);
    await session.press("q");
    await session.ended;
    expect(session.bytes.split("\x1b[5n")).toHaveLength(2);
  });
});

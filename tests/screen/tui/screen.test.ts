/** The whole screen on a terminal of our own: after whatever keys, it shows what a fresh one would. */
import { afterEach, describe, expect, test } from "vitest";
import { UserError } from "../../../src/base/errors.ts";
import { ms } from "../../../src/base/time.ts";
import type { Capabilities } from "../../../src/screen/paint/capabilities.ts";
import { BEGIN_SYNC, END_SYNC } from "../../../src/screen/paint/diff.ts";
import { composeLines } from "../../../src/screen/scene/compose.ts";
import type { Opening } from "../../../src/screen/scene/stage.ts";
import { runScreen } from "../../../src/screen/tui/run.tsx";
import { plain } from "../../../src/screen/views/line.ts";
import { darkTheme } from "../../../src/screen/views/themes/dark.ts";
import { open } from "./fake-session.ts";
import { STAGE } from "./fake-stage.ts";
import { FakeTerminal, KEYS } from "./fake-terminal.ts";

const CAPABILITIES: Capabilities = {
  level: "truecolour",
  ground: "dark",
  theme: darkTheme,
  unicode: true,
  interactive: true,
  answers: false,
  screenReader: false,
};
const OPENING: Opening = { scenario: "friends", knobs: STAGE.knobsOf("friends", "threads-gil"), playing: false };

let leave: (() => Promise<unknown>) | null = null;
afterEach(async () => {
  await leave?.();
  leave = null;
});

async function start(
  opening: Opening | null,
  columns = 100,
  rows = 20,
  more: Partial<Parameters<typeof runScreen>[0]> = {},
) {
  const terminal = new FakeTerminal(columns, rows);
  const ended = runScreen({
    stage: STAGE,
    opening,
    capabilities: CAPABILITIES,
    stdin: terminal.stdin,
    stdout: terminal.stdout,
    ...(more as object),
  });
  leave = async () => {
    terminal.input.type(KEYS.ctrlC);
    await ended.catch(() => {});
  };
  await terminal.settle();
  return { terminal, ended };
}

/** What a freshly drawn screen shows after the keys. */
function fresh(keys: readonly string[], columns = 100, rows = 20): string {
  const room = { columns, rows: rows - 1, unicode: true, colour: true };
  const lines = composeLines(STAGE, open(OPENING, ...keys), room).map((line) =>
    plain(line).slice(0, columns).trimEnd(),
  );
  return [...lines, ""].join("\n");
}

describe.each(["canvas", "ink"] as const)("drawn by %s", (renderer) => {
  test("opens on the alternate screen", async () => {
    const { terminal } = await start(OPENING, 100, 20, { renderer });
    expect(terminal.output.screen.screen).toBe("alternate");
    expect(terminal.text()).toBe(fresh([]));
  });

  test("steps, jumps and comes back from help, knobs and picker", async () => {
    const { terminal } = await start(OPENING, 100, 20, { renderer });
    await terminal.press(KEYS.right, KEYS.right, "n");
    expect(terminal.text()).toBe(fresh(["right", "right", "n"]));
    await terminal.press("?");
    expect(terminal.text()).toContain("play or pause");
    expect(terminal.text()).not.toContain("core 0");
    await terminal.press(KEYS.escape);
    expect(terminal.text()).toBe(fresh(["2", "l", "n"]));
    await terminal.press("o");
    expect(terminal.text()).toContain("switch interval");
    await terminal.press("o", "v");
    expect(terminal.text()).toBe(fresh(["2", "l", "n", "v"]));
    await terminal.press("p");
    expect(terminal.text()).toContain("Ten downloads");
    await terminal.press(KEYS.escape);
    expect(terminal.text()).toBe(fresh(["2", "l", "n", "v"]));
  });

  test("survives any resize", async () => {
    const { terminal } = await start(OPENING, 100, 20, { renderer });
    await terminal.press("5", "l");
    for (const [columns, rows] of [
      [60, 20],
      [140, 45],
      [70, 16],
      [100, 30],
    ] as const) {
      await terminal.resize(columns, rows);
      expect(terminal.text()).toBe(fresh(["5", "l"], columns, rows));
    }
    await terminal.resize(50, 10);
    expect(terminal.text().trim()).toBe("gilgrill needs 60x16; this is 50x10");
    await terminal.resize(90, 24);
    expect(terminal.text()).toBe(fresh(["5", "l"], 90, 24));
  });

  test("says how far a long simulation is while it goes on; escape cancels it, and otherwise its run comes", async () => {
    let isOver = false;
    const stage: typeof STAGE = {
      ...STAGE,
      *inSlices(scenario, knobs) {
        for (let slice = 1; knobs.cores === 6 && !isOver; slice++) yield { events: slice * 100, time: ms(slice) };
        return STAGE.simulate(scenario, knobs);
      },
    };
    const { terminal } = await start(OPENING, 100, 20, { renderer, stage } as object);
    const before = terminal.text().split("\n");
    const told = (): number => {
      const lines = terminal.text().split("\n");
      expect(lines.slice(0, 18)).toEqual(before.slice(0, 18));
      const line = /^ simulating threads \+ GIL · +([\d ]+) events · .* simulated {3}esc cancels$/.exec(
        lines[18] ?? "",
      );
      return Number(line?.[1]?.replaceAll(" ", "") ?? Number.NaN);
    };
    await terminal.press("+");
    const first = told();
    await terminal.settle();
    expect(told()).toBeGreaterThan(first);
    await terminal.press(KEYS.escape);
    expect(terminal.text()).toContain("cancelled: this is the run as it was before");
    await terminal.press("+");
    expect(told()).toBeGreaterThan(0);
    isOver = true;
    await terminal.settle();
    expect(terminal.text()).toBe(fresh(["+"]));
  });

  test("several keys in one chunk are several keys", async () => {
    const { terminal } = await start(OPENING, 100, 20, { renderer });
    await terminal.press("12lhv");
    expect(terminal.text()).toBe(fresh(["1", "2", "l", "h", "v"]));
  });
});

describe("the canvas", () => {
  test("leaves Ink nothing to write while it paints", async () => {
    const { terminal } = await start(OPENING);
    terminal.output.bytes = "";
    await terminal.press("l");
    expect(terminal.output.bytes.length).toBeGreaterThan(20);
    expect(terminal.output.bytes.length).toBeLessThan(200);
    expect(terminal.output.bytes.split(BEGIN_SYNC)).toHaveLength(2);
    expect(terminal.output.bytes.startsWith(BEGIN_SYNC) && terminal.output.bytes.endsWith(END_SYNC)).toBe(true);
  });

  test("plays by itself and stops at the end", async () => {
    const { terminal } = await start({ ...OPENING, speed: { label: "10", factor: 10 }, playing: true });
    await new Promise((resolve) => setTimeout(resolve, 400));
    await terminal.settle();
    expect(terminal.text()).toContain("event 200 of 200");
  });
});

describe("leaving", () => {
  test.each([
    ["q", 0],
    [KEYS.ctrlC, 130],
  ])("%j restores the terminal", async (key, status) => {
    const { terminal, ended } = await start(OPENING);
    terminal.input.type(key);
    expect(await ended).toBe(status);
    await terminal.settle();
    expect(terminal.output.screen.screen).toBe("normal");
    expect(terminal.output.bytes.endsWith("\x1b[?25h")).toBe(true);
    expect(terminal.input.isRaw).toBe(false);
  });

  test("a fault of the program restores it too, and is passed on", async () => {
    const faulty = {
      ...STAGE,
      knobsOf: STAGE.knobsOf,
      frame: () => {
        throw new Error("broken frame");
      },
    };
    const terminal = new FakeTerminal(100, 20);
    const ended = runScreen({
      stage: faulty,
      opening: OPENING,
      capabilities: CAPABILITIES,
      stdin: terminal.stdin,
      stdout: terminal.stdout,
    });
    await expect(ended).rejects.toThrow("broken frame");
    await terminal.settle();
    expect(terminal.output.screen.screen).toBe("normal");
    expect(terminal.input.isRaw).toBe(false);
  });

  test("a run that cannot be made is said before anything is drawn", async () => {
    const terminal = new FakeTerminal(100, 20);
    const opening = { ...OPENING, knobs: { ...OPENING.knobs, model: "asyncio" } };
    const ended = runScreen({
      stage: STAGE,
      opening,
      capabilities: CAPABILITIES,
      stdin: terminal.stdin,
      stdout: terminal.stdout,
    });
    await expect(ended).rejects.toThrow(UserError);
    expect(terminal.output.bytes).toBe("");
  });
});

describe("the picker", () => {
  test("by arrows: a scenario, a model, and it plays", async () => {
    const { terminal } = await start(null);
    expect(terminal.text()).toContain("1 Three friends");
    expect(terminal.text()).toContain("preview of friends");
    await terminal.press(KEYS.down);
    expect(terminal.text()).toContain("Waiting for the network.");
    await terminal.press(KEYS.enter);
    expect(terminal.text()).toContain("under which model?");
    await terminal.press(KEYS.enter);
    expect(terminal.text()).toContain("downloads under asyncio on 4");
  });

  test("by number, with a refusal that is explained", async () => {
    const { terminal } = await start(null);
    await terminal.press("1", "\r", "3", "\r");
    expect(terminal.text()).toContain("asyncio cannot do this");
    await terminal.press("1", "\r", " ");
    expect(terminal.text()).toContain("friends under blocking on 4");
  });

  test("escape goes back, q quits", async () => {
    const { terminal, ended } = await start(null);
    await terminal.press("1", KEYS.escape);
    expect(terminal.text()).toContain("what happens?");
    terminal.input.type("q");
    expect(await ended).toBe(0);
  });
});

test("live knobs: another model, more cores, and a model that refuses", async () => {
  const { terminal } = await start(OPENING);
  await terminal.press("5", "l", "+");
  expect(terminal.text()).toContain("friends under threads-gil on 6");
  expect(terminal.text()).toContain("event   5 of 200");
  await terminal.press("x");
  expect(terminal.text()).toContain("asyncio cannot do this");
  await terminal.press("x");
  expect(terminal.text()).toContain("friends under blocking on 6");
});

test("without colours not one is written", async () => {
  const { terminal } = await start(OPENING, 100, 20, { capabilities: { ...CAPABILITIES, level: "none" } });
  await terminal.press("l", "?", KEYS.escape);
  const parameters = terminal.output.bytes
    .split("\x1b[")
    .flatMap((part) => /^([0-9;]*)m/.exec(part)?.[1]?.split(";") ?? []);
  expect(parameters.map(Number).filter((parameter) => parameter >= 30)).toEqual([]);
});

test("a screen reader gets a sentence a step, on the screen it has", async () => {
  const { terminal } = await start(OPENING, 100, 20, { capabilities: { ...CAPABILITIES, screenReader: true } });
  await terminal.press("l");
  expect(terminal.output.screen.screen).toBe("normal");
  expect(terminal.text()).toContain("Event 1 of 200, at");
});

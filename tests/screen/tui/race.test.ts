/** A race in a terminal of our own, with real runs: it comes up at once, plays, opens a model and comes back. */
import { afterEach, expect, test } from "vitest";
import { ProgramStage } from "../../../src/cli/stage.ts";
import { runScreen } from "../../../src/screen/tui/run.tsx";
import { darkTheme } from "../../../src/screen/views/themes/dark.ts";
import { FakeTerminal, KEYS } from "./fake-terminal.ts";

let leave: (() => Promise<unknown>) | null = null;
afterEach(async () => {
  await leave?.();
  leave = null;
});

async function start(columns: number, rows: number) {
  const terminal = new FakeTerminal(columns, rows);
  const stage = new ProgramStage(null, {});
  const entrants = ["threads", "threads-gil"].map((model) => ({
    label: stage.models.find(({ id }) => id === model)?.title ?? model,
    knobs: stage.knobsOf("three-friends", model),
  }));
  const ended = runScreen({
    stage,
    opening: { scenario: "three-friends", entrants, playing: false },
    capabilities: {
      level: "truecolour",
      ground: "dark",
      theme: darkTheme,
      unicode: true,
      interactive: true,
      answers: false,
      screenReader: false,
    },
    stdin: terminal.stdin,
    stdout: terminal.stdout,
  });
  leave = async () => {
    terminal.input.type(KEYS.ctrlC);
    await ended.catch(() => {});
  };
  await terminal.settle();
  return { terminal, ended };
}

/** Until a text is on the screen; simulating takes as long as it takes. */
async function shows(terminal: FakeTerminal, text: string): Promise<string> {
  for (let wait = 0; wait < 100 && !terminal.text().includes(text); wait++) await terminal.settle();
  expect(terminal.text()).toContain(text);
  return terminal.text();
}

test("from the race into a model and back, at one time; and out", async () => {
  const { terminal, ended } = await start(100, 30);
  await shows(terminal, "threads + GIL");
  await terminal.press(":", "45ms", KEYS.enter);
  const race = await shows(terminal, "▼ 45.0 ms");
  expect(race).toMatch(/GIL .*holds it/);
  await terminal.press("j", KEYS.enter);
  const run = await shows(terminal, "▼ 45.0 ms");
  expect(run).not.toContain("Compare");
  expect(run).toContain("esc goes back to the comparison");
  await terminal.press("c");
  expect(await shows(terminal, "Compare")).toContain("▶ threads + GIL");
  await terminal.press("G");
  await shows(terminal, "ms for the GIL, which");
  await terminal.press("?");
  await shows(terminal, "open it, at this moment");
  await terminal.press("?", "q");
  expect(await ended).toBe(0);
});

test("on another size it is drawn anew, and fits", async () => {
  const { terminal } = await start(120, 40);
  await shows(terminal, "threads + GIL");
  await terminal.press("G");
  await shows(terminal, "1st");
  await terminal.resize(60, 16);
  const small = await shows(terminal, "1st");
  for (const line of small.split("\n")) expect(line.length).toBeLessThanOrEqual(60);
});

test("while it plays: larger, smaller and as it was, and it plays on in each of them", async () => {
  const { terminal } = await start(100, 30);
  await shows(terminal, "threads + GIL");
  await terminal.press("R");
  for (const [columns, rows] of [
    [200, 60],
    [60, 16],
    [80, 24],
    [100, 30],
  ] as const) {
    await terminal.resize(columns, rows);
    const text = await shows(terminal, "space pause");
    const lines = text.split("\n");
    expect(lines.length).toBeLessThanOrEqual(rows);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns);
    expect(text.match(/threads \+ GIL/g)?.length, "nothing is left of the size before").toBeLessThanOrEqual(2);
  }
});

/** Ink's own screens, as text: components alone, without a terminal. */
import { type Instance, render, renderToString } from "ink";
import type { ReactNode } from "react";
import { afterEach, expect, test } from "vitest";
import { COMMANDS } from "../../../src/screen/session/commands.ts";
import { HelpOverlay } from "../../../src/screen/tui/HelpOverlay.tsx";
import type { Palette } from "../../../src/screen/tui/InkLine.tsx";
import { Knobs } from "../../../src/screen/tui/Knobs.tsx";
import { Picker } from "../../../src/screen/tui/Picker.tsx";
import { open } from "./fake-session.ts";
import { STAGE } from "./fake-stage.ts";
import { FakeTerminal } from "./fake-terminal.ts";

const PALETTE: Palette = { level: "none", background: "dark", unicode: true };
const OPENING = { scenario: "friends", knobs: STAGE.knobsOf("friends", "threads-gil"), playing: false };

let mounted: Instance | null = null;
afterEach(() => {
  mounted?.unmount();
  mounted = null;
});

async function mount(node: ReactNode, columns: number, rows: number) {
  const terminal = new FakeTerminal(columns, rows);
  const { stdin, stdout } = terminal;
  mounted = render(node, { stdin, stdout, interactive: true, alternateScreen: true, patchConsole: false });
  await terminal.settle();
  return { terminal, instance: mounted };
}

test("the help shows every command, at one screen or by scrolling", () => {
  const tall = { columns: 100, rows: 60 };
  const whole = renderToString(<HelpOverlay session={open(OPENING, "?")} size={tall} palette={PALETTE} />, tall);
  for (const { title } of COMMANDS.all) expect(whole).toContain(title);
  expect(whole).not.toContain("for more");

  const low = { columns: 60, rows: 16 };
  const seen = new Set<string>();
  for (let top = 0; top < COMMANDS.all.length; top++) {
    const session = open(OPENING, "?", ...Array<string>(top).fill("j"));
    const frame = renderToString(<HelpOverlay session={session} size={low} palette={PALETTE} />, low);
    expect(frame.split("\n")).toHaveLength(low.rows - 1);
    for (const line of frame.split("\n")) expect(line.length).toBeLessThanOrEqual(low.columns);
    for (const { title } of COMMANDS.all) if (frame.includes(title)) seen.add(title);
  }
  expect(seen.size).toBe(new Set(COMMANDS.all.map(({ title }) => title)).size);
});

test("the knobs show what they turn and why not", () => {
  const size = { columns: 80, rows: 24 };
  const frame = (...keys: string[]) =>
    renderToString(
      <Knobs session={open(OPENING, ...keys)} models={STAGE.models} size={size} palette={PALETTE} />,
      size,
    );
  expect(frame("o")).toContain("▶ model             ← threads-gil →");
  expect(frame("o")).toContain("One runs at a time.");
  expect(frame("o", "j", "right")).toContain("▶ cores             ← 6 →");
  expect(frame("o", "right")).toContain("asyncio cannot do this");
});

test("the picker goes through its list and calls back", async () => {
  const picked: string[] = [];
  const picker = (scenario: string | null) => (
    <Picker
      scenarios={STAGE.scenarios}
      models={STAGE.models}
      scenario={scenario}
      message={null}
      size={{ columns: 80, rows: 24 }}
      palette={PALETTE}
      preview={(id, model, columns) => [[{ text: `${id} ${model ?? "-"} ${columns}`, style: {} }]]}
      onScenario={(id) => picked.push(`scenario ${id}`)}
      onModel={(id) => picked.push(`model ${id}`)}
    />
  );
  const { terminal, instance } = await mount(picker(null), 80, 24);
  expect(terminal.text()).toContain("▶ 1 Three friends  They order burgers.");
  await terminal.press("j");
  expect(terminal.text()).toContain("downloads - 59");
  await terminal.press("\r");
  instance.rerender(picker("downloads"));
  await terminal.settle();
  expect(terminal.text()).toContain("▶ 3 asyncio");
  await terminal.press("1");
  expect(picked).toEqual(["scenario downloads", "model blocking"]);
});

test("a list longer than the screen scrolls and has no numbers", async () => {
  const models = Array.from({ length: 30 }, (_, at) => ({ id: `m${at}`, title: `model ${at}`, about: "" }));
  const { terminal } = await mount(
    <Picker
      scenarios={STAGE.scenarios}
      models={models}
      scenario="friends"
      message="no"
      size={{ columns: 80, rows: 16 }}
      palette={PALETTE}
      preview={() => []}
      onScenario={() => {}}
      onModel={() => {}}
    />,
    80,
    16,
  );
  expect(terminal.text()).not.toContain("1 model 0");
  for (let press = 0; press < 12; press++) await terminal.press("j");
  expect(terminal.text()).toContain("▶   model 12");
});

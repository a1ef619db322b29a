/** The help and the knobs. */
import { expect, test } from "vitest";
import { COMMANDS } from "../../../src/screen/session/commands.ts";
import { helpGroups } from "../../../src/screen/session/hints.ts";
import { HelpOverlay } from "../../../src/screen/tui/HelpOverlay.tsx";
import { Knobs } from "../../../src/screen/tui/Knobs.tsx";
import type { Size } from "../../../src/screen/tui/use-terminal.ts";
import { open } from "./fake-session.ts";
import { STAGE } from "./fake-stage.ts";
import { mount, PALETTE, SIZE } from "./mount.tsx";

const OPENING = { scenario: "friends", knobs: STAGE.knobsOf("friends", "threads-gil"), playing: false };

async function help(size: Size, unicode: boolean, ...keys: readonly string[]): Promise<string> {
  const palette = { ...PALETTE, unicode };
  const { frame } = await mount(<HelpOverlay session={open(OPENING, "?", ...keys)} size={size} palette={palette} />);
  return frame();
}

test.each([true, false])("at 80x24 the help is one page: all keys in two columns (Unicode: %s)", async (unicode) => {
  const shown = await help({ columns: 80, rows: 24 }, unicode);
  for (const { title, rows } of helpGroups(open(OPENING), unicode)) {
    expect(shown).toContain(` ${title}`);
    for (const { keys, title: words, enabled } of rows) {
      const told = enabled ? ` {2,}${escaped(words)}` : ` +${escaped(`(${words})`)}`;
      expect(shown).toMatch(new RegExp(`${escaped(keys)}${told}( |$)`, "m"));
    }
  }
  for (const line of shown.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  expect(shown.split("\n")).toHaveLength(23);
  expect(shown).not.toContain("for more");
});

test("with more room every command is spelt out", async () => {
  const { frame } = await mount(
    <HelpOverlay session={open(OPENING, "?")} size={{ columns: 120, rows: 40 }} palette={PALETTE} />,
  );
  // The library's text has 100 columns: what is beyond them is cut, so only the left column is looked at here.
  for (const { title } of COMMANDS.all.filter(({ group }) => group === "move")) expect(frame()).toContain(title);
});

test("on a small screen the help scrolls from the first row to the last", async () => {
  const low = { columns: 60, rows: 16 };
  const rows = helpGroups(open(OPENING), true).flatMap((group) => group.rows);
  const first = await help(low, true);
  expect(first).toContain("space or j for more");
  const last = await help(low, true, ...Array<string>(99).fill("j"));
  expect(last).not.toContain("for more");
  expect(last).toContain(rows.at(-1)?.title);
  const seen = new Set<string>();
  for (let page = 0; page < 6; page++) {
    const shown = await help(low, true, ...Array<string>(page).fill("space"));
    expect(shown.split("\n")).toHaveLength(low.rows - 1);
    for (const { title } of rows) if (shown.includes(title)) seen.add(title);
  }
  expect(seen).toEqual(new Set(rows.map(({ title }) => title)));
});

test("the knobs show what they turn, and why one does not", async () => {
  const knobs = async (...keys: readonly string[]) => {
    const { frame } = await mount(
      <Knobs
        session={open(OPENING, "o", ...keys)}
        view={(rows) => Array.from({ length: rows }, (_, row) => [{ text: `row ${row + 1} of the run`, style: {} }])}
        models={STAGE.models}
        size={SIZE}
        palette={PALETTE}
      />,
    );
    expect(frame().split("\n")).toHaveLength(SIZE.rows - 1);
    return frame();
  };
  expect(await knobs()).toContain(
    [
      "row 12 of the run",
      " gilgrill · knobs",
      "",
      " ▶ model             ← threads-gil →",
      "   cores               4",
      "   switch interval     5 ms",
      "   tasks               3",
      "   speed               1/100",
      "",
      "   One runs at a time.",
      "",
      " ↑↓ choose   ←→ turn   esc closes",
    ].join("\n"),
  );
  expect(await knobs("down", "right")).toContain("▶ cores             ← 6 →");
  expect(await knobs("j", "j", "h")).toContain("▶ switch interval   ← 2 ms →");
  expect(await knobs("up", "left")).toContain("▶ speed             ← 1/200 →");
  expect(await knobs("right")).toContain("   asyncio cannot do this");
  expect(await knobs("right", "right")).toContain("▶ model             ← blocking →");
});

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

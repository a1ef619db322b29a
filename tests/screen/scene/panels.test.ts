/** The help and the knobs. */
import { expect, test } from "vitest";
import { findingsLines } from "../../../src/screen/scene/findings-lines.ts";
import { helpLines } from "../../../src/screen/scene/help-lines.ts";
import { knobLines } from "../../../src/screen/scene/knob-lines.ts";
import { sceneLines } from "../../../src/screen/scene/scene-lines.ts";
import { Show } from "../../../src/screen/scene/show.ts";
import { COMMANDS } from "../../../src/screen/session/commands.ts";
import { helpGroups } from "../../../src/screen/session/hints.ts";
import { plain } from "../../../src/screen/views/line.ts";
import type { Room } from "../../../src/screen/views/view.ts";
import { open } from "../tui/fake-session.ts";
import { STAGE } from "../tui/fake-stage.ts";

const OPENING = { scenario: "friends", knobs: STAGE.knobsOf("friends", "threads-gil"), playing: false };

const roomOf = (columns: number, rows: number, unicode = true): Room => ({ columns, rows, unicode, colour: false });
const textOf = (lines: ReturnType<typeof helpLines>): string => lines.map((line) => plain(line).trimEnd()).join("\n");

const help = (room: Room, ...keys: readonly string[]): string => textOf(helpLines(open(OPENING, "?", ...keys), room));

test.each([true, false])("at 80x24 the help is two pages at most: all keys in two columns (Unicode: %s)", (unicode) => {
  const page = help(roomOf(80, 23, unicode));
  const shown = `${page}\n${help(roomOf(80, 23, unicode), "space", "space")}`;
  for (const { title, rows } of helpGroups(open(OPENING), unicode)) {
    expect(shown).toContain(` ${title}`);
    for (const { keys, title: words, enabled } of rows) {
      const told = enabled ? ` {2,}${escaped(words)}` : ` +${escaped(`(${words})`)}`;
      expect(shown).toMatch(new RegExp(`${escaped(keys)}${told}( |$)`, "m"));
    }
  }
  for (const line of shown.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  expect(page.split("\n")).toHaveLength(23);
});

test("with more room every command is spelt out", () => {
  const shown = help(roomOf(200, 60));
  for (const { title } of COMMANDS.all) expect(shown).toContain(title);
});

test("on a small screen the help scrolls from the first row to the last", () => {
  const low = roomOf(60, 15);
  const rows = helpGroups(open(OPENING), true).flatMap((group) => group.rows);
  const first = help(low);
  expect(first).toContain("space or j for more");
  const last = help(low, ...Array<string>(99).fill("j"));
  expect(last).not.toContain("for more");
  expect(last).toContain(rows.at(-1)?.title);
  const seen = new Set<string>();
  for (let page = 0; page < 6; page++) {
    const shown = help(low, ...Array<string>(page).fill("space"));
    expect(shown.split("\n")).toHaveLength(low.rows);
    for (const { title } of rows) if (shown.includes(title)) seen.add(title);
  }
  expect(seen).toEqual(new Set(rows.map(({ title }) => title)));
});

test("the knobs show what they turn, and why one does not", () => {
  const room = roomOf(100, 23);
  const view = (rows: number) =>
    Array.from({ length: rows }, (_, row) => [{ text: `row ${row + 1} of the run`, style: {} }]);
  const knobs = (...keys: readonly string[]): string => {
    const lines = knobLines(open(OPENING, "o", ...keys), STAGE.models, room, view);
    expect(lines).toHaveLength(room.rows);
    return textOf(lines);
  };
  expect(knobs()).toContain(
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
  expect(knobs("down", "right")).toContain("▶ cores             ← 6 →");
  expect(knobs("j", "j", "h")).toContain("▶ switch interval   ← 2 ms →");
  expect(knobs("up", "left")).toContain("▶ speed             ← 1/200 →");
  expect(knobs("right")).toContain("   asyncio cannot do this");
  expect(knobs("right", "right")).toContain("▶ model             ← blocking →");
});

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

const findings = (room: Room, ...keys: readonly string[]): string => {
  const show = new Show(STAGE, OPENING, { quit: () => {}, suspend: () => {}, later: (call) => call() });
  for (const key of ["F", ...keys]) show.key(key);
  return textOf(sceneLines(show, room) ?? []);
};

test("the findings are numbered, whole, and one of them is chosen", () => {
  expect(findings(roomOf(70, 16), "j")).toBe(
    [
      " gilgrill · what is to be learnt",
      "",
      "    1   0.0 ms  Finding 1: something is slower than it need be, and",
      "                this sentence says why it is.",
      "",
      " ▶  2  50.0 ms  Finding 2: something is slower than it need be, and",
      "                this sentence says why it is.",
      "",
      "    3 100.0 ms  Finding 3: something is slower than it need be, and",
      "                this sentence says why it is.",
      "",
      "    4 150.0 ms  Finding 4: something is slower than it need be, and",
      "                this sentence says why it is.",
      "",
      "",
      " ↑↓ or 1-4: choose   enter: go to where it shows   esc closes",
    ].join("\n"),
  );
});

test("where the findings do not fit, whole ones round the chosen one are shown", () => {
  const low = roomOf(60, 9);
  for (const keys of [[], ["j"], ["j", "j"], ["4"]]) {
    const shown = findings(low, ...keys);
    expect(shown.split("\n")).toHaveLength(low.rows);
    expect(shown).toMatch(new RegExp(`▶ +${Math.max(1, keys[0] === "4" ? 4 : keys.length + 1)} `));
    expect(shown.match(/Finding \d/g)?.length).toBe(shown.match(/why it is\./g)?.length);
  }
});

test("enter goes to where the chosen finding shows, escape stays", () => {
  const gone = open(OPENING, "F", "3", "enter");
  expect([gone.mode.kind, gone.cursor.event, gone.playing]).toEqual(["watch", 100, false]);
  const stayed = open(OPENING, "F", "3", "escape");
  expect([stayed.mode.kind, stayed.cursor.event]).toEqual(["watch", -1]);
});

test("a run without findings says so, and enter closes", () => {
  const session = open(OPENING, "F");
  const room = roomOf(80, 16);
  const shown = textOf(findingsLines({ ...session, run: { ...session.run, lessons: [] } }, [], room, () => []));
  expect(shown).toContain("There is nothing to be learnt from this run");
  expect(shown).toContain("esc closes");
  expect(shown).not.toContain("choose");
});

import { expect, test } from "vitest";
import { Picker, type PickerProps } from "../../../src/screen/tui/Picker.tsx";
import { STAGE } from "./fake-stage.ts";
import { KEYS } from "./fake-terminal.ts";
import { mount, PALETTE, SIZE } from "./mount.tsx";

function picker(picked: string[], more: Partial<PickerProps> = {}) {
  return (
    <Picker
      scenarios={STAGE.scenarios}
      models={STAGE.models}
      scenario={null}
      message={null}
      page={null}
      size={SIZE}
      palette={PALETTE}
      preview={(scenario, model, columns) => [[{ text: `<${scenario} under ${model}, ${columns} wide>`, style: {} }]]}
      onScenario={(id) => picked.push(`scenario ${id}`)}
      onModel={(id) => picked.push(`model ${id}`)}
      onMark={() => {}}
      pageOf={STAGE.page}
      {...more}
    />
  );
}

test("lists the scenarios, with what the marked one is about and how it looks", async () => {
  const { frame, press } = await mount(picker([]));
  const rows = frame().split("\n");
  expect(rows.filter((row) => row !== "")).toEqual([
    " gilgrill · what happens?",
    " ▶ 1 Three friends  They order burgers.",
    "   2 Ten downloads  What a GIL does.",
    "                    under threads + GIL",
    "                    <friends under null, 79 wide>",
    " ↑↓ or its number, enter   1 of 2   c claims people repeat   q quits",
  ]);
  expect(rows).toHaveLength(SIZE.rows - 1);
  await press(KEYS.down);
  expect(frame()).toContain(" ▶ 2 Ten downloads");
  expect(frame()).toContain("Waiting for the network.");
  expect(frame()).toContain("<downloads under null, 79 wide>");
});

test("by arrows: the scenario, then its best model or another", async () => {
  const picked: string[] = [];
  const { frame, press, rerender } = await mount(picker(picked));
  await press(KEYS.down, KEYS.enter);
  expect(picked).toEqual(["scenario downloads"]);
  await rerender(picker(picked, { scenario: "downloads" }));
  expect(frame()).toContain(" gilgrill · Ten downloads · under which model?");
  expect(frame()).toContain(" ▶ 3 asyncio");
  expect(frame()).toContain("<downloads under asyncio,");
  await press(KEYS.up);
  expect(frame()).toContain(" ▶ 2 threads + GIL");
  expect(frame()).toContain("One runs at a time.");
  await press(KEYS.enter);
  expect(picked).toEqual(["scenario downloads", "model threads-gil"]);
});

test("by number: the scenario, then the model", async () => {
  const picked: string[] = [];
  const { press, rerender } = await mount(picker(picked));
  await press("2", KEYS.enter);
  await rerender(picker(picked, { scenario: "downloads" }));
  await press("1", KEYS.enter);
  expect(picked).toEqual(["scenario downloads", "model blocking"]);
});

test("the lists go round at their ends, with vim's keys too", async () => {
  const { frame, press } = await mount(picker([]));
  await press("k");
  expect(frame()).toContain(" ▶ 2 Ten downloads");
  await press("j");
  expect(frame()).toContain(" ▶ 1 Three friends");
});

test("a message takes the place of the keys", async () => {
  const { frame } = await mount(picker([], { scenario: "friends", message: "asyncio cannot do this" }));
  expect(frame().split("\n").at(-1)).toBe(" asyncio cannot do this");
});

test("a list longer than the screen scrolls under its headings, and every entry has its number", async () => {
  const scenarios = Array.from({ length: 30 }, (_, at) => ({
    id: `s${at + 1}`,
    title: `scenario ${at + 1}.`,
    about: "",
    teaches: "",
    bestModel: "blocking",
    group: at < 20 ? "to begin with" : "rare",
  }));
  const size = { columns: 100, rows: 16 };
  const picked: string[] = [];
  const { frame, press } = await mount(picker(picked, { scenarios, size }));
  const list = (): readonly string[] => frame().split("\n").slice(2, -3);
  expect(list().slice(0, 3)).toEqual([
    "   to begin with",
    " ▶  1 scenario 1.   under blocking",
    "    2 scenario 2.   <s1 under null, 79 wide>",
  ]);
  await press("2", "1");
  expect(list().slice(-2)).toEqual(["   rare", " ▶ 21 scenario 21."]);
  expect(frame()).toContain("21 of 30");
  await press("k", "k");
  expect(list()).toContain(" ▶ 19 scenario 19.");
  await press("j", "j", "j");
  expect(list().at(-1)).toMatch(/^ ▶ 22 scenario 22\./);
  await press("\x1b[5~");
  expect(frame()).toContain(" ▶ 13 scenario 13.");
  await press("\x1b[F", "4", "7", KEYS.enter);
  expect(picked).toEqual(["scenario s7"]);
  expect(frame().split("\n")).toHaveLength(size.rows - 1);
});

test("a long title is cut, the text beside it wrapped", async () => {
  const scenarios = [
    {
      id: "long",
      title: "A title that is much longer than anybody would want to read in a list",
      about: "And a description of it that goes on and on, so that it needs more than the one line there is.",
      teaches: "Patience.",
      bestModel: "blocking",
    },
  ];
  const { frame } = await mount(picker([], { scenarios }));
  expect(frame()).toContain(
    " ▶ 1 A title that is much longer than anybody would …  And a description of it that goes on and on,",
  );
  for (const line of frame().split("\n")) expect(line.length).toBeLessThanOrEqual(SIZE.columns);
});

test("a model's own page: its sections, scrolled", async () => {
  const size = { columns: 80, rows: 24 };
  const { frame, press } = await mount(picker([], { scenario: "friends", page: "asyncio", size }));
  expect(frame().split("\n")).toHaveLength(size.rows - 1);
  expect(frame().split("\n").slice(0, 6)).toEqual([
    " gilgrill · asyncio",
    "",
    " One loop.",
    "",
    " Modelled",
    " · asyncio does a thing, number 1.",
  ]);
  expect(frame()).toContain(" space or j for more   ? or esc closes   q quits");
  await press("j", "k", "k", "j");
  expect(frame().split("\n")[2]).toBe("");
  await press(" ", " ", " ");
  expect(frame()).toContain(" · Everything else…");
  expect(frame()).toContain(" k goes up   ? or esc closes");
});

test("without Unicode the page is ASCII", async () => {
  const palette = { ...PALETTE, unicode: false };
  const { frame, press } = await mount(picker([], { scenario: "friends", page: "asyncio", palette }));
  await press(" ", " ");
  expect(frame()).toContain(" - Everything else...");
  expect([...frame()].filter((character) => character > "\x7e")).toEqual([]);
});

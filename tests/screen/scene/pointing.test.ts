/** What is under the mouse, in real runs. */
import { expect, test } from "vitest";
import { ProgramStage } from "../../../src/cli/stage.ts";
import { sceneLines } from "../../../src/screen/scene/scene-lines.ts";
import { Show } from "../../../src/screen/scene/show.ts";
import { mouseEvents } from "../../../src/screen/tui/mouse.ts";
import { plain } from "../../../src/screen/views/line.ts";

const ROOM = { columns: 100, rows: 29, unicode: true, colour: true };
const CLICK = { kind: "click", more: false } as const;

function open(view: string) {
  const stage = new ProgramStage(null, {});
  const knobs = stage.knobsOf("three-friends", "threads-gil");
  const opening = { scenario: "three-friends", knobs, playing: false, view };
  const show = new Show(stage, opening, { quit: () => {}, suspend: () => {}, later: (call) => call() });
  for (const key of ["1", "5", "0", "l"]) show.key(key);
  const session = () => {
    const scene = show.snapshot();
    if (scene.kind !== "watch") throw new Error("no session");
    return scene.session;
  };
  const lines = () => (sceneLines(show, ROOM) ?? []).map(plain);
  return { show, session, lines };
}

test.each(["lanes", "split", "threads", "restaurant"])("%s: a click on a name selects, another one ends it", (view) => {
  const { show, session, lines } = open(view);
  const click = (): void => {
    for (const [row, line] of lines().entries()) {
      const before = session().selected;
      if (/\bBob\b/.test(line)) show.point({ ...CLICK, row, column: line.indexOf("Bob") }, ROOM);
      if (session().selected !== before) return;
    }
  };
  click();
  expect(session().selected).toBe(1);
  click();
  expect(session().selected).toBeNull();
});

test.each(["lanes", "split", "threads"])("%s: a click on the time axis goes there", (view) => {
  const { show, session, lines } = open(view);
  const row = lines().findIndex((line) => line.startsWith(" time"));
  const left = (lines()[row] ?? "").search(/\b0\b/);
  show.point({ ...CLICK, row, column: left }, ROOM);
  expect(session().cursor.time).toBe(0);
  show.point({ ...CLICK, row, column: left + 20 }, ROOM);
  const { cursor } = session();
  expect(cursor.time).toBeGreaterThan(0);
  show.point({ ...CLICK, row, column: left + 40 }, ROOM);
  expect(session().cursor.time).toBe(2 * cursor.time);
});

test("a click on nothing, on the bottom line or past the screen does nothing", () => {
  const { show, session, lines } = open("lanes");
  const before = session();
  const blank = lines().findIndex((line) => line.trim() === "");
  for (const [row, column] of [
    [blank, 50],
    [ROOM.rows - 1, 4],
    [400, 400],
  ] as const) {
    show.point({ ...CLICK, row, column }, ROOM);
    expect(session()).toEqual(before);
  }
});

test("the wheel steps, with shift by switches; in a list it moves, in a prompt it types nothing", () => {
  const { show, session } = open("lanes");
  const wheel = (kind: "wheel-up" | "wheel-down", more = false) => show.point({ kind, more, row: 0, column: 0 }, ROOM);
  wheel("wheel-down");
  expect(session().cursor.event).toBe(150);
  wheel("wheel-up");
  wheel("wheel-up");
  expect(session().cursor.event).toBe(148);
  wheel("wheel-down", true);
  expect(Array.from(session().run.switches)).toContain(session().cursor.event);
  show.key("?");
  wheel("wheel-down");
  expect(session().mode).toMatchObject({ kind: "help", top: 1 });
  show.key("escape");
  show.key(":");
  wheel("wheel-down");
  expect(session().mode).toMatchObject({ kind: "prompt", text: "" });
});

test("reports are read wherever they stand among keys, releases and other buttons are not", () => {
  expect(mouseEvents("a\x1b[<0;12;5Mb\x1b[<0;12;5m\x1b[<2;1;1M\x1b[A\x1b[<69;300;2M\x1b[<80;1;1M")).toEqual([
    { kind: "click", row: 4, column: 11, more: false },
    { kind: "wheel-down", row: 1, column: 299, more: true },
    { kind: "wheel-up", row: 0, column: 0, more: true },
  ]);
});

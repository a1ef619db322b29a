/** The program beside the run, as drawings; and a window that stands still. */
import { expect, test } from "vitest";
import { ms } from "../../../src/base/time.ts";
import type { ListingFrame } from "../../../src/screen/frame/listing.ts";
import { PreparedRun } from "../../../src/screen/frame/prepared.ts";
import { code } from "../../../src/screen/views/code/code.ts";
import { windowOf } from "../../../src/screen/views/code/window.ts";
import { plain } from "../../../src/screen/views/line.ts";
import type { Room } from "../../../src/screen/views/view.ts";
import { runtimes } from "../../../src/simulation/runtimes/index.ts";
import { simulate } from "../../../src/simulation/simulate.ts";
import { written } from "../../simulation/listings/every.ts";
import { ascii, colour, drawing, frameAtTime, mono } from "../../support/drawing.ts";

function prepared(scenario: string, model: string): PreparedRun {
  const { workload, listing } = written(scenario, model);
  return new PreparedRun(simulate(workload, runtimes.get(model)), undefined, () => listing);
}

const friends = prepared("three-friends", "threads-gil");

/** The rows below the lanes. */
function program(run: PreparedRun, at: number, room: Room, selectedTask: number | null = null): string {
  const frame = frameAtTime(run, ms(at), { columns: code.timelineColumns(room), selectedTask });
  const rows = drawing(code, frame, room).split("\n");
  return `\n${rows.slice(rows.findIndex((row) => /^ [─-] \w+\.(?:py|go)/.test(row))).join("\n")}\n`;
}

test("80x24, ASCII without colour", () => {
  expect(program(friends, 30, ascii(80, 23))).toBe("");
});

test("who is selected has a mark on the line", () => {
  expect(program(friends, 30, mono(100, 30), 2)).toBe("");
});

test("wide: the people and the reasons are beside the code", () => {
  expect(program(prepared("page-rendering", "goroutines"), 21, mono(170, 32))).toBe("");
});

test("in colour the line that a core works at has a ground, from its first word on", () => {
  const room = colour(100, 30);
  const frame = frameAtTime(friends, ms(30), { columns: code.timelineColumns(room) });
  const grounded = code
    .draw(frame, room)
    .map((line) => line.filter(({ style }) => style.ground === "tint"))
    .filter((runs) => runs.length > 0);
  expect(grounded.map(plain)).toEqual(["spin(40)"]);
});

test("the window of a program that is too long moves by pages, and only when people are elsewhere", () => {
  const { listing } = frameAtTime(friends, ms(30));
  const all = listing as ListingFrame;
  const small = windowOf(all, 6);
  expect(small).toHaveLength(6);
  expect(small).toEqual(windowOf({ ...all, people: [...all.people].reverse() }, 6));
  // Where the functions and the main program fit, it is one window for the whole run.
  for (const each of [0, 10, 30, 60, 90]) {
    expect(windowOf(frameAtTime(friends, ms(each)).listing as ListingFrame, 18)).toEqual(windowOf(all, 18));
  }
  // The page of the selected task, though the others are elsewhere.
  const cat = frameAtTime(friends, ms(30), { selectedTask: 2 }).listing as ListingFrame;
  const at = cat.people.find(({ selected }) => selected)?.line;
  for (let rows = 1; rows < 30; rows++) expect(windowOf(cat, rows)).toContain(at);
});

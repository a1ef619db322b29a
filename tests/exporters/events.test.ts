import { expect, test } from "vitest";
import { eventLines } from "../../src/exporters/json/events.ts";
import * as events from "../../src/trace/event.ts";
import { TraceBuilder } from "../support/trace-builder.ts";

function linesOf(builder: TraceBuilder): readonly Record<string, unknown>[] {
  const text = [...eventLines(builder.build())].join("");
  expect(text.endsWith("\n")).toBe(true);
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

test("the first line is what is known besides the events, then one event a line", () => {
  const builder = new TraceBuilder();
  const ann = builder.task("Ann");
  builder.add(events.taskCreated, ann, null);
  builder.add(events.taskFinished, ann);
  const [first, ...rest] = linesOf(builder);
  expect(first).toMatchObject({
    schema: "gilgrill/events/1",
    events: 2,
    header: { model: "threads-gil" },
    tables: { tasks: [{ name: "Ann" }] },
  });
  expect(rest).toEqual([
    { kind: "task.created", seq: 0, time: 0, cause: null, task: 0, parent: null },
    { kind: "task.finished", seq: 1, time: 0, cause: 0, task: 0 },
  ]);
});

test("a long run comes in several pieces, each of whole lines", () => {
  const builder = new TraceBuilder();
  const ann = builder.task("Ann");
  for (let index = 0; index < 5000; index++) builder.add(events.taskReadied, ann);
  const pieces = [...eventLines(builder.build())];
  expect(pieces.length).toBeGreaterThan(1);
  expect(pieces.every((piece) => piece.endsWith("\n"))).toBe(true);
  expect(pieces.join("").trimEnd().split("\n")).toHaveLength(5001);
});

import { expect, test } from "vitest";
import { tilesOf } from "../../../src/screen/frame/tiles.ts";
import { TraceBuilder } from "../../support/trace-builder.ts";

const lettersOf = (names: readonly string[]): string => {
  const b = new TraceBuilder();
  for (const name of names) b.task(name);
  return tilesOf(b.tables)
    .tasks.map((tile) => tile.letter)
    .join("");
};

test("a letter is the name's first, where it is the only one", () => {
  expect(lettersOf(["Ann", "Bob", "Cat"])).toBe("ABC");
  expect(lettersOf(["hog", "Sleeper"])).toBe("HS");
});

test("names that begin alike get the letters that are left", () => {
  expect(lettersOf(["Worker 1", "Worker 2", "Bob", "Worker 3"])).toBe("ACBD");
  expect(lettersOf(["", "Ärger", "中", "9"])).toBe("ABC9");
});

test("capitals, small letters, digits, and then again", () => {
  const letters = lettersOf(Array.from({ length: 64 }, (_, index) => `Client ${index}`));
  expect(letters).toBe("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789AB");
});

test("parts of a task have its hue and a number; machinery has neither", () => {
  const b = new TraceBuilder();
  const sum = b.task("Sum");
  b.task("Sum 1", [], sum);
  b.task("Sum 2", [], sum);
  b.task("Tea");
  b.thread("main", "main");
  b.thread("Tea", "task", 3);
  const { tasks, threads } = tilesOf(b.tables);
  expect(tasks.map(({ letter, hue }) => `${letter}${hue}`)).toEqual(["S0", "10", "20", "T1"]);
  expect(threads[0]).toEqual({ letter: "#", hue: null, name: "main thread", task: null });
  expect(threads[1]).toBe(tasks[3]);
});

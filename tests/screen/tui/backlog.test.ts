import { expect, test } from "vitest";
import { ASK_HERE } from "../../../src/screen/tui/answers.ts";
import { Backlog } from "../../../src/screen/tui/backlog.ts";

function setUp(asked: number | null = 0) {
  const clock = { now: 0 };
  const backlog = new Backlog(() => clock.now, asked);
  /** A frame that the stream passes on at once. @returns how often the terminal is asked with it */
  const frame = (): number => {
    const bytes = backlog.around("frame");
    backlog.written();
    return bytes.split(ASK_HERE).length - 1;
  };
  return { clock, backlog, frame };
}

test("a terminal that must not be asked, or has never answered, is never asked again and always written to", () => {
  for (const asked of [null, 0]) {
    const { clock, backlog, frame } = setUp(asked);
    for (clock.now = 0; clock.now < 10_000; clock.now += 33) {
      expect(frame()).toBe(0);
      expect(backlog.isFull).toBe(false);
    }
  }
});

test("what the stream has not passed on is waited for", () => {
  const { backlog } = setUp(null);
  backlog.around("frame");
  expect(backlog.isFull).toBe(true);
  backlog.written();
  expect(backlog.isFull).toBe(false);
});

test("a quick line is asked now and then, and never full", () => {
  const { clock, backlog, frame } = setUp();
  clock.now = 200;
  backlog.answered();
  let asked = 0;
  for (; clock.now < 1_200; clock.now += 25) {
    const open = frame();
    asked += open;
    clock.now += 5;
    for (let each = 0; each < open; each++) backlog.answered();
    expect(backlog.isFull).toBe(false);
  }
  expect(asked).toBeGreaterThan(3);
  expect(asked).toBeLessThan(15);
});

test("a long way is no full line; more than that way is", () => {
  const { clock, backlog, frame } = setUp();
  clock.now = 400;
  backlog.answered();
  expect(frame()).toBe(2);
  // Until it is known how long the way is, the first picture is on it alone.
  expect(backlog.isFull).toBe(true);
  clock.now += 200;
  backlog.answered();
  expect(backlog.isFull).toBe(false);
  clock.now += 60;
  expect(backlog.isFull).toBe(true);
  clock.now += 1_000;
  backlog.answered();
  expect(backlog.isFull).toBe(false);
  expect(frame()).toBe(1);
  clock.now += 240;
  expect(backlog.isFull).toBe(false);
  clock.now += 20;
  expect(backlog.isFull).toBe(true);
});

test("a lost answer is not waited for, and nothing is asked until it comes", () => {
  const { clock, backlog, frame } = setUp();
  backlog.answered();
  frame();
  clock.now += 1;
  backlog.answered();
  clock.now += 6_000;
  expect(backlog.isFull).toBe(false);
  expect(frame()).toBe(0);
  backlog.answered();
  expect(frame()).toBe(1);
});

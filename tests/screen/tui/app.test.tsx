/** The app in its plain form, with real runs: no canvas, Ink draws everything. */
import { expect, test } from "vitest";
import { ProgramStage } from "../../../src/cli/stage.ts";
import type { Capabilities } from "../../../src/screen/paint/capabilities.ts";
import { Show } from "../../../src/screen/scene/show.ts";
import { App } from "../../../src/screen/tui/App.tsx";
import { darkTheme } from "../../../src/screen/views/themes/dark.ts";
import { KEYS } from "./fake-terminal.ts";
import { mount } from "./mount.tsx";

const CAPABILITIES: Capabilities = {
  level: "none",
  ground: "dark",
  theme: darkTheme,
  unicode: true,
  interactive: false,
  answers: false,
  screenReader: false,
};

async function open(more: Partial<Capabilities> = {}) {
  const stage = new ProgramStage(null, {});
  const left: string[] = [];
  const show = new Show(
    stage,
    { scenario: "three-friends", knobs: stage.knobsOf("three-friends", "threads-gil"), playing: false },
    { quit: (status) => left.push(`quit ${status}`), suspend: () => left.push("suspend"), later: (call) => call() },
  );
  const fail = (error: unknown): void => {
    throw error;
  };
  const app = await mount(
    <App
      show={show}
      capabilities={{ ...CAPABILITIES, ...more }}
      surface={null}
      generation={0}
      onMount={() => {}}
      onFault={fail}
    />,
  );
  return { ...app, show, left };
}

test("steps forwards and back: the same frames in the opposite order", async () => {
  const { frame, press } = await open();
  const seen = [frame()];
  for (let step = 0; step < 12; step++) {
    await press(KEYS.right);
    seen.push(frame());
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen.at(-1)).toMatch(/event +12 of/);
  for (const before of seen.slice(0, -1).toReversed()) {
    await press(KEYS.left);
    expect(frame()).toBe(before);
  }
});

test("plays with the time that goes by, pauses, and rewinds to the frame it was paused at", async () => {
  const { frame, press, show, settle } = await open();
  const first = frame();
  await press(" ");
  expect(show.playing).toBe(true);
  show.elapsed(1000);
  await settle();
  const later = frame();
  expect(later).not.toBe(first);
  show.elapsed(500);
  await press(" ");
  expect(show.playing).toBe(false);
  const paused = frame();
  expect(paused).not.toBe(later);
  await press("9l", "9h");
  expect(frame()).toBe(paused);
  await press("G", "g");
  expect(frame().replace(/‖|▶/g, "")).toBe(first.replace(/‖|▶/g, ""));
});

test("another model keeps the time, and coming back is the frame it was", async () => {
  const { frame, press } = await open();
  await press(":30ms\r");
  const before = frame();
  expect(before).toContain("30.0 ms");
  await press("x");
  expect(frame()).not.toBe(before);
  expect(frame()).toMatch(/▼ 30\.00? ms/);
  await press("X");
  expect(frame()).toBe(before);
});

test("help, knobs and picker come and go, and leave the frame as it was", async () => {
  const { frame, press, left } = await open();
  await press("20l", "j");
  const before = frame();
  for (const [key, heading] of [
    ["?", "gilgrill · keys"],
    ["o", "gilgrill · knobs"],
    ["p", "gilgrill · what happens?"],
  ] as const) {
    await press(key);
    expect(frame()).toContain(heading);
    await press(KEYS.escape);
    expect(frame()).toBe(before);
  }
  await press("q");
  expect(left).toEqual(["quit 0"]);
});

test("ASCII alone where nothing else can be shown", async () => {
  const { frame, press } = await open({ unicode: false });
  for (const key of ["30l", "j", "v", "v", "?"]) {
    await press(key);
    expect(frame()).toMatch(/^[\n\x20-\x7e]+$/);
  }
});

test("a screen reader hears a sentence a step", async () => {
  const { frame, press, show, settle } = await open({ screenReader: true });
  expect(frame().replace(/\s+/g, " ")).toBe(
    "Three friends at the counter, under threads + GIL. 4 cores, CPython 3.12. 3 tasks: Ann, Bob, Cat. The run takes 99.1 ms. Space plays; right and left go one event on and back; n goes to the next switch, i to the next finding; question mark lists all keys; q quits.",
  );
  await press(KEYS.right);
  expect(frame()).toMatch(/^Event 1 of \d+, at 0 ms\. .+\.$/);
  await press("w");
  expect(frame()).toBe("here the chain of causes begins");
  await press("g", " ");
  expect(frame()).toMatch(/^Playing at /);
  const heard = new Set<string>();
  for (let time = 0; time < 40; time++) {
    show.elapsed(400);
    await settle();
    heard.add(frame());
  }
  // Forty frames, and a sentence only where something remarkable has happened.
  expect(heard.size).toBeGreaterThan(2);
  expect(heard.size).toBeLessThan(20);
  for (const sentence of heard) expect(sentence).toMatch(/^(?:Playing at |[\d.]+ [mu]?s: ).+\.$/s);
  await press("?");
  expect(frame()).toContain("play or pause");
});

test("T goes round the themes, on the lists too, and says which is on", async () => {
  const { frame, press, show } = await open();
  const before = frame().split("\n").slice(0, -2);
  await press("T");
  expect(show.theme()).toBe("light");
  expect(frame()).toContain("theme light: for a light ground");
  expect(frame().split("\n").slice(0, -2)).toEqual(before);
  await press("2", "T");
  expect(show.theme()).toBe("safe");
  await press("T");
  expect(show.theme()).toBe("dark");
  await press("p");
  await press("T");
  expect(show.theme()).toBe("light");
});

/** Recording while watching: what is done becomes a tape, and the tape comes to the same places. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { keepTake } from "../../src/cli/recording/keep.ts";
import { ProgramStage } from "../../src/cli/stage.ts";
import { parseTape } from "../../src/screen/recorder/parse-tape.ts";
import { sceneLines } from "../../src/screen/scene/scene-lines.ts";
import { Show } from "../../src/screen/scene/show.ts";
import { plain } from "../../src/screen/views/line.ts";
import { recorded } from "../support/recorded.ts";

let folder = "";
const home = process.cwd();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "keep-"));
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true });
});

/** A show with a clock that only the test moves. */
function open() {
  let now = 1_000;
  const stage = new ProgramStage(null, {}, (...take) => keepTake(...take));
  const knobs = { ...stage.knobsOf("three-friends", "threads-gil"), cores: 2 };
  const quits: number[] = [];
  const show = new Show(
    stage,
    { scenario: "three-friends", knobs, playing: false, view: "split", speed: { label: "1/100", factor: 1 / 100 } },
    {
      quit: (status) => quits.push(status),
      suspend: () => {},
      later: (call) => call(),
      now: () => now,
      size: () => ({ columns: 80, rows: 24 }),
    },
  );
  /** Real time goes by, in frames. */
  const live = (milliseconds: number): void => {
    for (let left = milliseconds; left > 0; left -= 40) {
      now += Math.min(40, left);
      if (show.playing) show.elapsed(Math.min(40, left));
    }
  };
  const session = () => {
    const scene = show.snapshot();
    if (scene.kind !== "watch") throw new Error("no session");
    return scene.session;
  };
  return { show, live, session, quits };
}

const done = (session: () => { readonly message: string | null }) =>
  expect.poll(() => session().message, { timeout: 15_000 }).toMatch(/^recorded/);

test("keys and waits become a tape, which comes to the same place and writes a recording beside it", async () => {
  const { show, live, session } = open();
  for (const key of ["6", "0", "G", "j", "r"]) show.key(key);
  expect(session().recording).toBe(true);
  live(1_000);
  show.key("space");
  live(2_000);
  show.key("space");
  live(5_000);
  for (const key of ["v", "n"]) show.key(key);
  const reached = session().cursor;
  show.key("r");
  await done(session);
  expect(readdirSync(".").toSorted()).toEqual(["three-friends-threads-gil.cast", "three-friends-threads-gil.tape"]);
  const text = readFileSync("three-friends-threads-gil.tape", "utf8");
  expect(text).toBe(`# Recorded while watching. docs/tapes.md says what can be changed.
scenario three-friends
model threads-gil
cores 2
view split
speed 1/100
from 60
select 1
size 80x24
theme dark
idle-limit 2s

wait 1s
key space
wait 2s
key space
wait 5s
keys v n
`);
  const { recording } = await recorded(text);
  const last = (recording.shots.at(-1)?.lines ?? []).map(plain).join("\n");
  expect(last).toContain(`event ${`${reached.event + 1}`.padStart(3)}`);
  expect(parseTape(text, "a.tape").deeds.length).toBe(6);
});

/** What a tape shows in the end, without the line at the bottom, which tells of the recording. */
async function lastOf(tape: string): Promise<string> {
  const { recording } = await recorded(tape);
  return (recording.shots.at(-1)?.lines ?? []).slice(0, -1).map(plain).join("\n");
}
const shownNow = (show: ReturnType<typeof open>["show"]): string =>
  (sceneLines(show, { columns: 80, rows: 24, unicode: true, colour: true }) ?? []).slice(0, -1).map(plain).join("\n");
const tapes = () =>
  readdirSync(".")
    .filter((name) => name.endsWith(".tape"))
    .toSorted()
    .map((name) => readFileSync(name, "utf8"));

test("a tape begins in a what-if, with marks and large letters, as the run did", async () => {
  const { show, session } = open();
  for (const key of ["4", "0", "G", "m", "B", "o", "b", "enter", "6", "0", "G", "e", "down", "right", "enter"]) {
    show.key(key);
  }
  // The race of both futures opens the forked one.
  show.key("enter");
  expect(session().knobs.whatIf.length).toBe(1);
  show.key("P");
  show.key("r");
  for (const key of ["space", "space"]) show.key(key);
  const shown = shownNow(show);
  show.key("r");
  await done(session);
  const [tape = ""] = tapes();
  expect(tape).toMatch(/^set whatIf=\[ \{ at: \d+ns, \w+: .* \} \]$/m);
  expect(tape).toMatch(/^presenter yes$/m);
  expect(await lastOf(tape)).toBe(shown);
});

test("marks are on the tape", async () => {
  const { show, session } = open();
  for (const key of ["4", "0", "G", "m", "B", "o", "b", "enter", "g", "r", "'"]) show.key(key);
  const shown = shownNow(show);
  show.key("r");
  await done(session);
  const [tape = ""] = tapes();
  expect(tape).toMatch(/^marked 40 Bob$/m);
  expect(await lastOf(tape)).toBe(shown);
});

test("a race is recorded from where it is, with the model that is opened in it; leaving it ends the recording", async () => {
  const { show, session } = open();
  for (const key of ["6", "0", "G", "c", "j", "]", "r"]) show.key(key);
  const race = () => {
    const scene = show.snapshot();
    return scene.kind === "race" ? scene.race : null;
  };
  expect(race()?.recording).toBe(true);
  expect((sceneLines(show, { columns: 80, rows: 24, unicode: true, colour: true }) ?? []).map(plain).at(-1)).toMatch(
    /^ ● rec /,
  );
  for (const key of ["l", "enter"]) show.key(key);
  expect(session().recording).toBe(true);
  for (const key of ["n", "escape", "n"]) show.key(key);
  expect(race()?.recording).toBe(true);
  const shown = shownNow(show);
  show.key("escape");
  expect(session().recording).toBe(false);
  await done(session);
  const [tape = ""] = tapes();
  expect(tape).toMatch(/^models blocking,threads,threads-gil,asyncio,goroutines,multiprocessing$/m);
  expect(tape).toMatch(/\n\nkeys l enter n escape n\n$/);
  expect(await lastOf(tape)).toBe(shown);
});

test("two futures are not recorded from their middle", () => {
  const { show } = open();
  for (const key of ["6", "0", "G", "e", "down", "right", "enter", "r"]) show.key(key);
  const scene = show.snapshot();
  expect(scene.kind === "race" && [scene.race.recording, scene.race.message]).toEqual([
    false,
    "a what if is recorded from the run that it forks: esc, then r, then e",
  ]);
});

test("a second one gets another name, and quitting ends one", async () => {
  const { show, session, quits } = open();
  show.key("r");
  show.key("r");
  await done(session);
  for (const key of ["r", "n", "q"]) show.key(key);
  await expect.poll(() => quits, { timeout: 15_000 }).toEqual([0]);
  expect(
    readdirSync(".")
      .filter((name) => name.endsWith(".tape"))
      .toSorted(),
  ).toEqual(["three-friends-threads-gil-2.tape", "three-friends-threads-gil.tape"]);
  expect(readFileSync("three-friends-threads-gil-2.tape", "utf8")).toMatch(/\nkey n\n$/);
});

test("the picker ends a recording before it is shown", async () => {
  const { show, session } = open();
  for (const key of ["r", "n", "p"]) show.key(key);
  await expect.poll(() => readdirSync(".").length, { timeout: 15_000 }).toBe(2);
  show.key("escape");
  expect(session().recording).toBe(false);
});

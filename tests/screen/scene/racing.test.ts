/** From a run to a race and back, and from a race into a run, under one cursor. */
import { expect, test } from "vitest";
import { ms } from "../../../src/base/time.ts";
import { sceneLines } from "../../../src/screen/scene/scene-lines.ts";
import { Show } from "../../../src/screen/scene/show.ts";
import { plain } from "../../../src/screen/views/line.ts";
import { type FakeRun, STAGE } from "../tui/fake-stage.ts";

const KNOBS = STAGE.knobsOf("downloads", "threads-gil");
const ENTRANTS = STAGE.compared.map((model) => ({ label: model, knobs: STAGE.knobsOf("friends", model) }));
const ROOM = { columns: 80, rows: 23, unicode: true, colour: false };

/** A show and what it put off; `goOn` does the first of that. */
function open(opening: ConstructorParameters<typeof Show<FakeRun>>[1]) {
  const put: (() => void)[] = [];
  const left: number[] = [];
  const doors = {
    quit: (status: number) => left.push(status),
    suspend: () => {},
    later: (call: () => void) => put.push(call),
  };
  const show = new Show<FakeRun>(STAGE, opening, doors);
  const goOn = (): void => put.shift()?.();
  const settle = (): void => {
    while (put.length > 0) goOn();
  };
  const scene = () => show.snapshot();
  const race = () => {
    const now = show.snapshot();
    if (now.kind !== "race") throw new Error(`no race but ${now.kind}`);
    return now.race;
  };
  const session = () => {
    const now = show.snapshot();
    if (now.kind !== "watch") throw new Error(`no session but ${now.kind}`);
    return now.session;
  };
  const press = (...keys: readonly string[]): void => {
    for (const key of keys) show.key(key);
  };
  return { show, goOn, settle, scene, race, session, press, left };
}

const text = (show: Show<FakeRun>): string =>
  (sceneLines(show, ROOM) ?? []).map((line) => plain(line).trimEnd()).join("\n");

test("the entrants are simulated one after the other, and what is there is shown meanwhile", () => {
  const { show, goOn, race } = open({ scenario: "friends", entrants: ENTRANTS });
  const states = () => race().entrants.map(({ state }) => state);
  expect(states()).toEqual(["waiting", "waiting", "waiting"]);
  expect(text(show)).toContain("simulating blocking …");
  expect(text(show)).toContain("to be simulated …");
  goOn();
  expect(states()).toEqual(["ready", "waiting", "waiting"]);
  expect(text(show)).toContain("simulating threads-gil …");
  goOn();
  goOn();
  expect(states()).toEqual(["ready", "ready", "refused"]);
  expect(text(show)).toContain("cannot run this: asyncio cannot do this");
  expect(show.playing).toBe(true);
});

test("enter opens the chosen model at that very moment, paused; escape goes back to the race at the same time", () => {
  const { press, settle, race, session, scene } = open({ scenario: "friends", entrants: ENTRANTS });
  settle();
  press("j", ":", ..."46ms", "enter", "enter");
  expect(session()).toMatchObject({
    cursor: { event: 46, time: ms(46) },
    playing: false,
    knobs: { model: "threads-gil" },
  });
  press("escape");
  expect(race()).toMatchObject({ time: ms(46), chosen: 1, playing: false });
  press("enter", "l", "l", "c");
  expect(scene().kind, "c leads back too").toBe("race");
  expect(race().time, "one cursor").toBe(ms(48));
});

test("in an opened run escape closes what is open first", () => {
  const { press, settle, scene } = open({ scenario: "friends", entrants: ENTRANTS });
  settle();
  press("enter", "j", "escape");
  expect(scene().kind).toBe("watch");
  press("o", "escape");
  expect(scene().kind).toBe("watch");
  press("escape");
  expect(scene().kind).toBe("race");
});

test("c compares from the cursor's time on; escape leads back to the run as it was", () => {
  const { press, settle, race, session } = open({ scenario: "downloads", knobs: KNOBS, playing: false });
  press("2", "0", "l", "c");
  settle();
  expect(race()).toMatchObject({ time: afterSteps(20), chosen: 1, playing: false, canLeave: true });
  expect(race().entrants.map(({ label }) => label)).toEqual(["blocking", "threads + GIL", "asyncio"]);
  press("G", "escape");
  expect(session().cursor.time).toBe(afterSteps(20));
});

/** The made-up run has an event each millisecond, from 0 on: the twentieth step ends at the event of that number less one. */
const afterSteps = (steps: number) => ms(steps - 1);

test("a run changed after a race had opened it makes a race of its own", () => {
  const { press, settle, race } = open({ scenario: "friends", entrants: ENTRANTS });
  settle();
  press("enter", "+", "c");
  settle();
  expect(race().entrants.every(({ knobs }) => knobs.cores === 6)).toBe(true);
  expect(race().canLeave).toBe(true);
});

test("two futures of one run can be put side by side from where they part", () => {
  const { show, settle, race } = open({ scenario: "downloads", knobs: KNOBS, playing: false });
  const changed = { ...KNOBS, cores: 2 };
  show.openRace({
    scenario: "downloads",
    title: "What if",
    entrants: [
      { label: "as it was", knobs: KNOBS },
      { label: "with 2 cores from 46 ms", knobs: changed },
    ],
    at: ms(46),
    partsAt: ms(46),
    playing: false,
  });
  settle();
  expect(race()).toMatchObject({ title: "What if", time: ms(46), partsAt: ms(46) });
  expect(text(show)).toContain("What if");
});

test("quitting a race quits the program", () => {
  const { press, settle, left } = open({ scenario: "friends", entrants: ENTRANTS });
  settle();
  press("q");
  press("ctrl+c");
  expect(left).toEqual([0, 130]);
});

const SLOW = { label: "slow", knobs: { ...KNOBS, model: "slow" } };
const FAST = { label: "fast", knobs: KNOBS };

test("a long simulation shows how far it is in its row, and keys are heard meanwhile", () => {
  const { show, goOn, settle, race, press, left } = open({ scenario: "downloads", entrants: [FAST, SLOW] });
  goOn();
  goOn();
  expect(text(show)).toContain("simulating … 100 000 events, up to 1 ms");
  press("j");
  expect(race().chosen).toBe(1);
  goOn();
  expect(text(show)).toContain("100 000 events, up to 2 ms");
  goOn();
  expect(text(show)).toContain("simulated, 100 000 events; measuring …");
  press("q");
  expect(left).toEqual([0]);
  settle();
  expect(
    race().entrants.map(({ state }) => state),
    "who has left waits for nobody",
  ).toEqual(["ready", "waiting"]);
});

test("escape leaves in the middle of a simulation: nothing is made for nobody", () => {
  const { show, goOn, settle, scene, press } = open({ scenario: "downloads", knobs: KNOBS, playing: false });
  show.openRace({ scenario: "downloads", entrants: [SLOW, FAST] });
  goOn();
  press("escape");
  expect(scene().kind).toBe("watch");
  settle();
  expect(scene().kind).toBe("watch");
});

test("who opens a run while others are simulated finds them made after coming back", () => {
  const { goOn, settle, race, scene, press } = open({ scenario: "downloads", entrants: [FAST, SLOW, SLOW] });
  goOn();
  goOn();
  press("enter");
  expect(scene().kind).toBe("watch");
  settle();
  press("escape");
  expect(race().entrants.map(({ state }) => state)).toEqual(["ready", "waiting", "waiting"]);
  settle();
  expect(race().entrants.map(({ state }) => state)).toEqual(["ready", "ready", "ready"]);
});

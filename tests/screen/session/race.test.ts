/** A race: everybody at the same time, under one cursor. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ms } from "../../../src/base/time.ts";
import { openRace, type RaceAction, reduceRace } from "../../../src/screen/session/race.ts";
import { RACE_COMMANDS } from "../../../src/screen/session/race-keys.ts";
import { endOfRace, type Race } from "../../../src/screen/session/race-state.ts";
import { anyRun, type FakeRun, fakeRun, KNOBS } from "./fake-run.ts";

const act = (race: Race<FakeRun>, action: RaceAction<FakeRun>): Race<FakeRun> => reduceRace(race, action)[0];
const press = (race: Race<FakeRun>, ...keys: readonly string[]): Race<FakeRun> =>
  keys.reduce((state, key) => act(state, { type: "key", key }), race);
const effects = (race: Race<FakeRun>, key: string) => reduceRace(race, { type: "key", key })[1];

/** A race of these runs; null: it is not simulated, a text: it refuses. */
function raceOf(runs: readonly (FakeRun | string | null)[], more: Partial<Race<FakeRun>> = {}): Race<FakeRun> {
  const opening = { entrants: runs.map((_, at) => ({ label: `model ${at}`, knobs: KNOBS })), playing: false };
  const made = runs.reduce<Race<FakeRun>>(
    (race, run, entrant) => (run === null ? race : act(race, { type: "made", entrant, made: run })),
    openRace(opening),
  );
  return { ...made, ...more };
}

const SHORT = fakeRun({ times: [0, 2, 5, 9], switches: [1] });
const LONG = fakeRun({ times: [0, 3, 5, 20], switches: [2] });

describe("steps", () => {
  test("stop at each instant at which anything happens to anybody, once", () => {
    let race = raceOf([SHORT, LONG]);
    const stops: number[] = [];
    for (let step = 0; step < 6; step++) {
      race = press(race, "l");
      stops.push(race.time / 1e6);
    }
    expect(stops).toEqual([2, 3, 5, 9, 20, 20]);
    expect(race.message).toBe("there is no later event");
  });

  test("from switch to switch of anybody", () => {
    const race = press(raceOf([SHORT, LONG]), "n");
    expect(race.time).toBe(ms(2));
    expect(press(race, "n").time).toBe(ms(5));
    expect(press(race, "n", "N").time).toBe(ms(2));
  });

  test("n forward and n back end where they began, wherever that was", () => {
    fc.assert(
      fc.property(
        fc.array(anyRun, { minLength: 1, maxLength: 4 }),
        fc.nat({ max: 1000 }),
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom("l", "n"),
        (runs, share, count, onward) => {
          const race = press(raceOf(runs), ":", ...`${share / 10}%`, "enter");
          let taken = 0;
          let at = race;
          for (let step = 0; step < count; step++) {
            const next = press(at, onward);
            if (next.time === at.time) break;
            expect(next.time).toBeGreaterThan(at.time);
            at = next;
            taken++;
          }
          const back = onward === "l" ? "h" : "N";
          for (let step = 0; step < taken; step++) at = press(at, back);
          expect(at.time).toBe(race.time);
        },
      ),
    );
  });
});

describe("playing", () => {
  test("begins when everybody is simulated, and ends with the last one", () => {
    const early = act(raceOf([SHORT, null], { playing: true, speed: { label: "1", factor: 1 } }), {
      type: "elapsed",
      milliseconds: 4,
    });
    expect(early.time).toBe(0);
    const ready = act(early, { type: "made", entrant: 1, made: LONG });
    const later = act(ready, { type: "elapsed", milliseconds: 12 });
    expect(later).toMatchObject({ time: ms(12), playing: true });
    expect(act(later, { type: "elapsed", milliseconds: 12 })).toMatchObject({ time: ms(20), playing: false });
  });

  test("who refuses is not waited for; where all do, nothing plays", () => {
    expect(endOfRace(raceOf(["it cannot", LONG]))).toBe(ms(20));
    expect(raceOf(["it cannot", "nor can it"], { playing: true })).toMatchObject({ time: 0 });
    expect(press(raceOf(["it cannot"]), "space")).toMatchObject({ playing: false, message: "nobody runs" });
  });

  test("space at the end begins again", () => {
    expect(press(raceOf([SHORT]), "G", "space")).toMatchObject({ time: 0, playing: true });
  });
});

describe("keys", () => {
  test("the entrants have no ends; enter opens the chosen one, if it runs", () => {
    const race = raceOf([SHORT, "it cannot do this", LONG]);
    expect(press(race, "k").chosen).toBe(2);
    expect(press(race, "j", "j", "j").chosen).toBe(0);
    expect(effects(race, "enter")).toEqual([{ type: "open" }]);
    expect(press(race, "j", "enter")).toMatchObject({ message: "it cannot do this", chosen: 1 });
  });

  test("escape leads back only where the race was opened from", () => {
    expect(effects(raceOf([SHORT], { canLeave: true }), "escape")).toEqual([{ type: "leave" }]);
    expect(effects(raceOf([SHORT]), "c")).toEqual([]);
    expect(press(raceOf([SHORT]), "escape").message).toContain("q quits");
  });

  test("a place that is none says why, and the prompt stays", () => {
    const race = press(raceOf([LONG]), ":", ..."90ms", "enter");
    expect(race).toMatchObject({ mode: { kind: "prompt" }, message: "the race ends at 20 ms" });
    expect(press(race, "escape")).toMatchObject({ mode: { kind: "watch" }, time: 0 });
    expect(press(raceOf([LONG]), ":", ..."7ms", "enter").time).toBe(ms(7));
  });

  test("a count before a key repeats it", () => {
    expect(press(raceOf([SHORT, LONG]), "3", "l").time).toBe(ms(5));
  });

  test("every key belongs to one command, and quitting works in the help too", () => {
    const keys = RACE_COMMANDS.all.flatMap((command) => command.keys);
    expect(new Set(keys).size).toBe(keys.length);
    const help = press(raceOf([SHORT]), "?");
    expect(help.mode.kind).toBe("help");
    expect(effects(help, "ctrl+c")).toEqual([{ type: "quit", status: 130 }]);
    expect(press(help, "?").mode.kind).toBe("watch");
  });
});

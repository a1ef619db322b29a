/** Simulating again: at once where that is not noticed, else after saying so. */
import { expect, test } from "vitest";
import { UserError } from "../../../src/base/errors.ts";
import { ms } from "../../../src/base/time.ts";
import { Show } from "../../../src/screen/scene/show.ts";
import type { SliceMade } from "../../../src/screen/session/state.ts";
import { type FakeRun, STAGE } from "../tui/fake-stage.ts";

const KNOBS = STAGE.knobsOf("downloads", "threads-gil");

const SLICES: readonly SliceMade[] = [
  { events: 50_000, time: ms(1) },
  { events: 100_000, time: ms(2) },
  { events: 120_000, time: null },
];

/** A show whose runs have so many events, what it put off, and what was made. */
function open(events: number, opening: "watch" | "pick" | "play" = "watch", slices: readonly SliceMade[] = []) {
  const put: (() => void)[] = [];
  const made: string[] = [];
  const left: number[] = [];
  const stage: typeof STAGE = {
    ...STAGE,
    keep: async () => "kept",
    *inSlices(scenario, knobs) {
      made.push(`${knobs.model} on ${knobs.cores}`);
      const simulated = STAGE.simulate(scenario, knobs);
      if (!simulated.ok) return simulated;
      yield* opened ? slices : [];
      return { ok: true, run: { ...simulated.run, events } };
    },
  };
  let opened = opening === "pick";
  const show = new Show<FakeRun>(
    stage,
    opening === "pick" ? null : { scenario: "downloads", knobs: KNOBS, playing: opening === "play" },
    {
      quit: (status) => left.push(status),
      suspend: () => {},
      later: (call) => put.push(call),
      now: () => 0,
    },
  );
  opened = true;
  made.length = 0;
  const session = () => {
    const scene = show.snapshot();
    if (scene.kind !== "watch") throw new Error("no session");
    return scene.session;
  };
  /** What is put off is done, and not what that puts off. */
  const goOn = (): void => {
    for (const call of put.splice(0)) call();
  };
  const finish = (): void => {
    while (put.length > 0) goOn();
  };
  return { show, session, made, left, goOn, finish };
}

test("a small run is there with the key", () => {
  const { show, session, made } = open(200);
  show.key("+");
  expect(made).toEqual(["threads-gil on 6"]);
  expect(session()).toMatchObject({ knobs: { cores: 6 }, asked: null, message: null });
});

test("a large one is announced first, then simulated once for all keys until then", () => {
  const { show, session, made, goOn } = open(100_000);
  for (const key of ["+", "+", "x"]) show.key(key);
  expect(session()).toMatchObject({ knobs: KNOBS, underway: { what: "simulating asyncio", made: null } });
  expect(made).toEqual([]);
  goOn();
  expect(made).toEqual(["asyncio on 8"]);
  expect(session()).toMatchObject({ knobs: { model: "asyncio", cores: 8 }, asked: null, underway: null });
});

test("a run that grows large is announced too", () => {
  const { show, session, made } = open(200);
  for (const key of "999>") show.key(key);
  expect(session().underway).toEqual({ what: "simulating threads + GIL", made: null });
  expect(made).toEqual([]);
});

test("whoever looks at the picker meanwhile gets what was asked for on coming back", () => {
  const { show, session, made, goOn } = open(100_000);
  show.key("+");
  show.key("p");
  goOn();
  expect(made).toEqual([]);
  show.key("escape");
  goOn();
  expect(session().knobs.cores).toBe(6);
});

test("slice by slice: how far it is; the run before stays and stands still until it is there", () => {
  const { show, session, goOn } = open(100_000, "play", SLICES);
  expect(show.playing).toBe(true);
  show.key("+");
  expect(show.playing).toBe(false);
  for (const made of SLICES) {
    goOn();
    expect(session()).toMatchObject({ knobs: KNOBS, underway: { what: "simulating threads + GIL", made } });
  }
  goOn();
  expect(session()).toMatchObject({ knobs: { cores: 6 }, asked: null, underway: null });
  expect(show.playing).toBe(true);
});

test("a run of few events that becomes a long one is announced with its first slice", () => {
  const { show, session, finish } = open(200, "watch", SLICES);
  show.key("x");
  expect(session().underway).toEqual({ what: "simulating asyncio", made: SLICES[0] });
  finish();
  expect(session()).toMatchObject({ knobs: { model: "asyncio" }, underway: null });
});

test("escape cancels: the run and its knobs stay, whatever is put off; a second one clears the selection", () => {
  const { show, session, goOn, finish } = open(100_000, "watch", SLICES);
  show.key("j");
  const before = session();
  show.key("+");
  goOn();
  show.key("escape");
  finish();
  expect(session()).toEqual({ ...before, message: "cancelled: this is the run as it was before" });
  show.key("escape");
  expect(session()).toMatchObject({ selected: null, message: null });
});

test("turned again while it simulates: what was begun is given up", () => {
  const { show, session, made, goOn, finish } = open(100_000, "watch", SLICES);
  show.key("+");
  goOn();
  goOn();
  show.key("+");
  expect(session().underway?.made).toBeNull();
  finish();
  expect(made).toEqual(["threads-gil on 6", "threads-gil on 8"]);
  expect(session().knobs.cores).toBe(8);
});

test("whoever quits while it simulates need not wait for it", () => {
  for (const [key, status] of [
    ["q", 0],
    ["ctrl+c", 130],
  ] as const) {
    const { show, session, left, goOn, finish } = open(100_000, "watch", SLICES);
    show.key("+");
    goOn();
    show.key(key);
    expect(left).toEqual([status]);
    finish();
    expect(session().knobs).toEqual(KNOBS);
  }
});

test("what is recorded cannot be cancelled: a tape knows no waiting", () => {
  const { show, session, goOn, finish } = open(100_000, "watch", SLICES);
  show.key("r");
  show.key("+");
  goOn();
  show.key("escape");
  finish();
  expect(session()).toMatchObject({ recording: true, knobs: { cores: 6 }, underway: null });
});

test("the picker opens a short run at once, and says why it cannot open one", () => {
  const { show, session } = open(200, "pick");
  show.pickScenario("friends");
  show.pickModel("asyncio");
  expect(show.snapshot()).toMatchObject({ kind: "pick", scenario: "friends", message: "asyncio cannot do this" });
  show.pickModel("blocking");
  expect(session().knobs.model).toBe("blocking");
});

test("the picker says how far a long one is; escape cancels it and stays at the models", () => {
  const { show, session, goOn, finish } = open(200, "pick", SLICES);
  show.pickScenario("friends");
  const before = show.snapshot();
  show.pickModel("blocking");
  for (const made of SLICES.slice(0, 2)) {
    expect(show.snapshot()).toMatchObject({ kind: "pick", underway: { what: "simulating blocking", made } });
    goOn();
  }
  show.key("escape");
  finish();
  expect(show.snapshot()).toEqual(before);
  show.pickModel("threads-gil");
  goOn();
  show.pickModel("blocking");
  finish();
  expect(session().knobs.model).toBe("blocking");
});

test("a long run to open with: the screen is there with its first slice, and escape leads to the models", () => {
  const opened = () => {
    const put: (() => void)[] = [];
    const show = new Show<FakeRun>(
      STAGE,
      { scenario: "downloads", knobs: STAGE.knobsOf("downloads", "slow") },
      { quit: () => {}, suspend: () => {}, later: (call) => put.push(call) },
    );
    const finish = (): void => {
      while (put.length > 0) put.shift()?.();
    };
    return { show, finish };
  };
  const one = opened();
  expect(one.show.snapshot()).toMatchObject({ kind: "await", underway: { made: { events: 100_000, time: ms(1) } } });
  expect(one.show.playing).toBe(false);
  one.finish();
  expect(one.show.snapshot()).toMatchObject({ kind: "watch", session: { knobs: { model: "slow" }, playing: true } });
  const other = opened();
  other.show.key("escape");
  other.finish();
  expect(other.show.snapshot()).toMatchObject({ kind: "pick", scenario: "downloads", underway: null });
});

test("a model that refuses the run to open with is an error before there is a screen", () => {
  const doors = { quit: () => {}, suspend: () => {}, later: () => {} };
  const knobs = STAGE.knobsOf("friends", "asyncio");
  expect(() => new Show(STAGE, { scenario: "friends", knobs }, doors)).toThrow(UserError);
});

test("a question mark opens and closes the page of the model under the cursor; escape closes it and goes no further back", () => {
  const { show } = open(200, "pick");
  const page = () => {
    const scene = show.snapshot();
    return scene.kind === "pick" ? `${scene.scenario} ${scene.page}` : "no picker";
  };
  show.mark("friends");
  show.key("?");
  expect(page()).toBe("null null");
  show.pickScenario("friends");
  show.mark("asyncio");
  show.key("?");
  expect(page()).toBe("friends asyncio");
  show.key("?");
  expect(page()).toBe("friends null");
  show.key("?");
  show.key("escape");
  expect(page()).toBe("friends null");
  show.key("escape");
  expect(page()).toBe("null null");
});

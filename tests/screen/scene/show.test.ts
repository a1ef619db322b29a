/** Simulating again: at once where that is not noticed, else after saying so. */
import { expect, test } from "vitest";
import { Show } from "../../../src/screen/scene/show.ts";
import { type FakeRun, STAGE } from "../tui/fake-stage.ts";

const KNOBS = STAGE.knobsOf("downloads", "threads-gil");

/** A show whose runs have so many events, and what it put off. */
function open(events: number, opening: "watch" | "pick" = "watch") {
  const put: (() => void)[] = [];
  const made: string[] = [];
  const stage = {
    ...STAGE,
    simulate: (scenario: string, knobs: typeof KNOBS) => {
      made.push(`${knobs.model} on ${knobs.cores}`);
      const simulated = STAGE.simulate(scenario, knobs);
      return simulated.ok ? { ok: true as const, run: { ...simulated.run, events } } : simulated;
    },
  };
  const show = new Show<FakeRun>(
    stage,
    opening === "pick" ? null : { scenario: "downloads", knobs: KNOBS, playing: false },
    {
      quit: () => {},
      suspend: () => {},
      later: (call) => put.push(call),
    },
  );
  made.length = 0;
  const session = () => {
    const scene = show.snapshot();
    if (scene.kind !== "watch") throw new Error("no session");
    return scene.session;
  };
  const goOn = (): void => {
    for (const call of put.splice(0)) call();
  };
  return { show, session, made, goOn };
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
  expect(session()).toMatchObject({ knobs: KNOBS, message: "simulating asyncio ..." });
  expect(made).toEqual([]);
  goOn();
  expect(made).toEqual(["asyncio on 8"]);
  expect(session()).toMatchObject({ knobs: { model: "asyncio", cores: 8 }, asked: null, message: null });
});

test("a run that grows large is announced too", () => {
  const { show, session, made } = open(200);
  for (const key of "999>") show.key(key);
  expect(session().message).toBe("simulating threads + GIL ...");
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

test("the picker says that it simulates; going back calls it off", () => {
  const { show, session, made, goOn } = open(200, "pick");
  show.pickScenario("friends");
  show.pickModel("blocking");
  expect(show.snapshot()).toMatchObject({ kind: "pick", message: "simulating blocking ..." });
  show.key("escape");
  goOn();
  expect(made).toEqual([]);
  show.pickScenario("friends");
  show.pickModel("asyncio");
  goOn();
  expect(show.snapshot()).toMatchObject({ kind: "pick", scenario: "friends", message: "asyncio cannot do this" });
  show.pickModel("blocking");
  goOn();
  expect(session().knobs.model).toBe("blocking");
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

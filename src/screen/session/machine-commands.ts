/** The knobs: each one simulates again and keeps the cursor's time. */
import { always, type Command } from "./command.ts";
import { CORES, INTERVALS, TASKS, turn } from "./knobs.ts";
import { around } from "./look-commands.ts";
import type { Change, Knobs, Session } from "./state.ts";

/** Several turns before the first of them is simulated add up. */
export const wanted = (session: Session): Knobs => session.asked ?? session.knobs;

export function simulate(session: Session, change: Partial<Knobs>): Change {
  const knobs = { ...wanted(session), ...change };
  return { set: { asked: knobs }, effects: [{ type: "simulate", knobs }] };
}

/** The order in which a kernel would have picked its threads means nothing under another model. */
function underModel(session: Session, model: string): Change {
  const { whatIf } = wanted(session);
  return simulate(session, { model, whatIf: whatIf.filter((each) => !("choice" in each)) });
}

/** From the model that was refused last, or else from the one that runs. */
const model = (session: Session, steps: number): Change =>
  underModel(session, around(session.models, session.refused ?? wanted(session).model, steps));

/** A pair of commands that turn one knob along its ladder. */
function knob(
  noun: string,
  words: readonly [up: string, down: string, both: string],
  keys: readonly [up: readonly string[], down: readonly string[]],
  turned: (session: Session, steps: number) => Partial<Knobs> | string,
): readonly Command[] {
  const make = (verb: string, title: string, names: readonly string[], sign: 1 | -1): Command => ({
    id: `${noun}.${verb}`,
    keys: names,
    title,
    row: words[2],
    group: "change",
    enabled: (session) => {
      const change = turned(session, sign);
      return typeof change === "string" ? change : true;
    },
    run: (session, count) => {
      const change = turned(session, sign * (count ?? 1));
      return typeof change === "string" ? {} : simulate(session, change);
    },
  });
  return [make("more", words[0], keys[0], 1), make("less", words[1], keys[1], -1)];
}

export const machineCommands: readonly Command[] = [
  {
    id: "model.next",
    keys: ["x"],
    title: "next model",
    row: "next, previous model",
    group: "change",
    enabled: always,
    run: (session, count) => {
      if (count === null) return model(session, 1);
      const chosen = session.models[count - 1];
      if (chosen === undefined) return { set: { message: `there are ${session.models.length} models` } };
      return underModel(session, chosen);
    },
  },
  {
    id: "model.previous",
    keys: ["X"],
    title: "previous model",
    row: "next, previous model",
    group: "change",
    enabled: always,
    run: (session, count) => model(session, -(count ?? 1)),
  },
  ...knob("cores", ["more cores", "fewer cores", "more, fewer cores"], [["+", "="], ["-"]], (session, steps) => {
    const now = wanted(session).cores;
    const cores = turn(CORES, now, steps);
    return cores === undefined ? `${now} is as far as it goes` : { cores };
  }),
  ...knob(
    "interval",
    ["longer switch interval", "shorter switch interval", "longer, shorter interval"],
    [["}"], ["{"]],
    (session, steps) => {
      if (!session.run.hasGil) return "this model has no GIL, so no switch interval";
      if (!session.run.hasInterval) return "this GIL counts ticks: it has no switch interval";
      const interval = turn(INTERVALS, wanted(session).interval, steps);
      return interval === undefined ? "the switch interval goes no further" : { interval };
    },
  ),
  ...knob("tasks", ["more tasks", "fewer tasks", "more, fewer tasks"], [[">"], ["<"]], (session, steps) => {
    const now = wanted(session).tasks;
    if (now === null) return "the tasks of this scenario are fixed";
    const tasks = turn(TASKS, now, steps);
    return tasks === undefined ? `${now} is as far as it goes` : { tasks };
  }),
  {
    id: "knobs.open",
    keys: ["o"],
    title: "all knobs",
    group: "change",
    enabled: always,
    run: () => ({ set: { mode: { kind: "knobs", row: 0 }, playing: false } }),
  },
];

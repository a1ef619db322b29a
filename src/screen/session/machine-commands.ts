/** The knobs: each one simulates again and keeps the cursor's time. */
import { always, type Command } from "./command.ts";
import { CORES, INTERVALS, TASKS, turn } from "./knobs.ts";
import { around } from "./look-commands.ts";
import type { Change, Knobs, Session } from "./state.ts";

const simulate = (session: Session, change: Partial<Knobs>): Change => ({
  effects: [{ type: "simulate", knobs: { ...session.knobs, ...change } }],
});

/** From the model that was refused last, or else from the one that runs. */
const model = (session: Session, steps: number): Change =>
  simulate(session, { model: around(session.models, session.refused ?? session.knobs.model, steps) });

/** A pair of commands that turn one knob along its ladder. */
function knob(
  noun: string,
  words: readonly [up: string, down: string],
  keys: readonly [up: readonly string[], down: readonly string[]],
  turned: (session: Session, steps: number) => Partial<Knobs> | string,
): readonly Command[] {
  const make = (verb: string, title: string, names: readonly string[], sign: 1 | -1): Command => ({
    id: `${noun}.${verb}`,
    keys: names,
    title,
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
    keys: ["m"],
    title: "next model; 3m is the third",
    group: "change",
    enabled: always,
    run: (session, count) => {
      const wanted = count === null ? undefined : session.models[count - 1];
      return wanted === undefined ? model(session, 1) : simulate(session, { model: wanted });
    },
  },
  {
    id: "model.previous",
    keys: ["M"],
    title: "previous model",
    group: "change",
    enabled: always,
    run: (session, count) => model(session, -(count ?? 1)),
  },
  ...knob("cores", ["more cores", "fewer cores"], [["+", "="], ["-"]], ({ knobs }, steps) => {
    const cores = turn(CORES, knobs.cores, steps);
    return cores === undefined ? `${knobs.cores} is as far as it goes` : { cores };
  }),
  ...knob(
    "interval",
    ["longer switch interval", "shorter switch interval"],
    [["}"], ["{"]],
    ({ run, knobs }, steps) => {
      if (!run.hasGil) return "this model has no GIL, so no switch interval";
      const interval = turn(INTERVALS, knobs.interval, steps);
      return interval === undefined ? "the switch interval goes no further" : { interval };
    },
  ),
  ...knob("tasks", ["more tasks", "fewer tasks"], [[">"], ["<"]], ({ knobs }, steps) => {
    if (knobs.tasks === null) return "the tasks of this scenario are fixed";
    const tasks = turn(TASKS, knobs.tasks, steps);
    return tasks === undefined ? `${knobs.tasks} is as far as it goes` : { tasks };
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

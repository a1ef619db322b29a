/** What if: forks of a run, and the choices of its kernel. */
import { clip } from "../../base/cells.ts";
import { always, type Command, when } from "./command.ts";
import { simulate, wanted } from "./machine-commands.ts";
import { walk } from "./move-commands.ts";
import type { Run, Session } from "./state.ts";

const NO_CHOICE = "the kernel never had a choice here: nobody ever waited beside another";
const isForked = when<Session>(
  (session) => wanted(session).whatIf.length > 0,
  "nothing is otherwise in this run: e forks it",
);

/** Who was taken, and who else could have been. */
function whoElse(run: Run, event: number): string | null {
  const number = Array.from(run.choices).indexOf(event);
  if (number < 0) return null;
  const { candidates, taken, of } = run.choice(number);
  const names = candidates.map(({ tile }) => clip(tile.name, LONGEST_NAME));
  const others = names.filter((_, index) => index !== taken);
  return fitting(`choice ${number}: ${names[taken]} ${of === "core" ? "gets the core" : "is woken"}, not `, others);
}

const LONGEST_NAME = 16;
/** A message that a narrow screen has room for. */
const MESSAGE = 58;

/** As many of the others by name as there is room for: `…, not Bob, Cat or 3 others`. */
function fitting(head: string, others: readonly string[]): string {
  const told = (named: number): string => {
    const left = others.length - named;
    if (left === 0 && named > 1) return `${head}${others.slice(0, -1).join(", ")} or ${others.at(-1)}`;
    if (left === 0) return `${head}${others[0]}`;
    const rest = `${left === 1 && named === 0 ? "the other one" : left === 1 ? "one other" : `${left} others`}`;
    return named === 0
      ? `${head}${left === 1 ? rest : `one of ${rest}`}`
      : `${head}${others.slice(0, named).join(", ")} or ${rest}`;
  };
  for (let named = others.length; named > 0; named--) if (told(named).length <= MESSAGE) return told(named);
  return told(0);
}

export const forkCommands: readonly Command[] = [
  {
    id: "fork.open",
    keys: ["e"],
    title: "what if: change something from here on",
    row: "what if ... from here on",
    group: "change",
    enabled: always,
    run: () => ({ set: { mode: { kind: "fork", row: 0, steps: 0 }, playing: false, message: null } }),
  },
  {
    id: "fork.undo",
    keys: ["u"],
    title: "undo the last what if",
    group: "change",
    enabled: isForked,
    run: (session, count) => simulate(session, { whatIf: wanted(session).whatIf.slice(0, -(count ?? 1)) }),
  },
  {
    id: "scenario.save",
    keys: ["S"],
    title: "save this scenario, forks and knobs, as a file",
    row: "save it as a scenario",
    group: "change",
    enabled: always,
    run: () => ({ effects: [{ type: "save" }] }),
  },
  ...walk(
    (run) => run.choices,
    "choice",
    "kernel choice",
    ["y", "Y"],
    () => NO_CHOICE,
    whoElse,
  ),
];

/** The same work under several models. */
import { always, type Command } from "./command.ts";

export const raceCommands: readonly Command[] = [
  {
    id: "models.compare",
    keys: ["c"],
    title: "compare models, as a race",
    row: "compare models",
    group: "change",
    enabled: always,
    run: () => ({ effects: [{ type: "compare" }] }),
  },
];

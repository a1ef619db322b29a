/** Recording what is done. */
import { always, type Command } from "./command.ts";

export const recordCommands: readonly Command[] = [
  {
    id: "recording.toggle",
    keys: ["r"],
    title: "record what you do, or end the recording",
    row: "record, or end it",
    group: "program",
    enabled: always,
    run: () => ({ effects: [{ type: "record" }] }),
  },
];

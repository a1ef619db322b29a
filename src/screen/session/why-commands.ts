/** Why: findings, and who waited for whom. */
import { always, type Command } from "./command.ts";

export const whyCommands: readonly Command[] = [
  {
    id: "findings.open",
    keys: ["F"],
    title: "list what is to be learnt",
    row: "all findings",
    group: "why",
    enabled: always,
    run: () => ({ set: { mode: { kind: "findings", row: 0 }, playing: false, message: null } }),
  },
];

/** The host: the main thread of the first process, where guests come from and meet again. */
import type { ThreadRow } from "../../../frame/frame.ts";
import type { Line } from "../../line.ts";
import type { Kit } from "../kit.ts";
import { text } from "../runs.ts";

/** Whoever runs the program: the main thread of the first process. */
export function hostLine(kit: Kit): Line {
  const host = kit.frame.threads.find((thread) => thread.role === "main" && thread.process === 0);
  if (host === undefined || host.state === "created") return [text("closed", { ink: "label" })];
  return [text("host ", { ink: "fact" }), text(hostWords(host), { ink: "label" })];
}

export function hostWords({ state, waitsFor, core }: ThreadRow): string {
  if (state === "exited") return "goes home";
  if (state === "running") return core === null ? "at work" : `at work, cook ${core}`;
  if (state === "runnable") return "waits for a cook";
  return waitsFor === "join" ? "waits for all" : "waits";
}

/** The same in fewer words. */
export const hostBrief = (thread: ThreadRow): string => hostWords(thread).replace(/,.*| for .*/, "");

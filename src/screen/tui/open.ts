/** The door to Ink: says how many colours there are before Ink's own libraries ask, then loads it. */

import type { Run } from "../session/state.ts";
import type { ColourLevel } from "../views/theme.ts";
import { themes } from "../views/themes/index.ts";
import { Answers } from "./answers.ts";
import type { ScreenOptions } from "./run.tsx";

export type { FrameWishes, ModelCard, Opening, ScenarioCard, Simulated, Stage } from "../scene/stage.ts";
export type { ScreenOptions } from "./run.tsx";

/** Ink's colours know no `NO_COLOR`; this they obey. */
const FORCE_COLOR: Readonly<Record<ColourLevel, string>> = { none: "0", "16": "1", "256": "2", truecolour: "3" };

/** `runScreen`, with Ink loaded on demand; while that takes its time the terminal is asked what it has to be asked. */
export async function openScreen<R extends Run>(options: ScreenOptions<R>): Promise<number> {
  process.env["FORCE_COLOR"] = FORCE_COLOR[options.capabilities.level];
  const { stdin = process.stdin, stdout = process.stdout } = options;
  const answers = options.capabilities.answers ? new Answers(stdin, stdout) : null;
  try {
    answers?.ask(followsGround(options));
    const { runScreen } = await import("./run.tsx");
    return await runScreen({ ...options, answers });
  } finally {
    answers?.end();
  }
}

function followsGround<R extends Run>({ capabilities, theme }: ScreenOptions<R>): boolean {
  if (capabilities.level === "none" || theme === undefined) return false;
  const { on } = themes.get(theme);
  return on("dark") !== on("light");
}

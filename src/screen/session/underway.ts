/** A run that is being made while another one is watched. */
import type { Session } from "./state.ts";

/** Whether escape calls it off. A tape knows no waiting: what is recorded can only go on. */
export const canCancel = ({ underway, mode, recording }: Session): boolean =>
  underway !== null && !recording && (mode.kind === "watch" || mode.kind === "knobs");

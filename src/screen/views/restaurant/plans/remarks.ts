/** Small counts that remarks are made of. */
import type { Kit } from "../kit.ts";

const WORDS = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"];

/** `One cook`, `Three cooks`, `63 cooks`: to begin a sentence. */
export const count = (many: number, noun: string): string => `${WORDS[many] ?? many} ${noun}${many === 1 ? "" : "s"}`;

export const idleCooks = (kit: Kit): number =>
  kit.frame.cores.filter((lane) => lane.online && lane.running === null).length;

/** Said of every model: nobody in the restaurant can help. */
export const DEADLOCK = "Each of them has what another one wants: neither waiter nor cook can help.";

/** Versions of CPython, which decide the form of a program. */
import type { Outline } from "../outline.ts";

export type Version = readonly [major: number, minor: number];

export const versionOf = (outline: Outline): Version => {
  const [major = 3, minor = 12] = outline.workload.python.version.split(".").map(Number);
  return [major, minor];
};

/** Whether a version is this one or a later one. */
export const isFrom = ([major, minor]: Version, wanted: Version): boolean =>
  major > wanted[0] || (major === wanted[0] && minor >= wanted[1]);

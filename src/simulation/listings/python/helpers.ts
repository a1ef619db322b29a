/** The small functions that stand in for work: what a task computes, and how the program waits for an instant. */
import type { Outline } from "../outline.ts";
import { waitsForInstants } from "../program.ts";
import { isFrom, type Version } from "./version.ts";

export function helpersOf(outline: Outline, version: Version, awaits: boolean): readonly (readonly string[])[] {
  const { has } = outline;
  const functions: (readonly string[])[] = [];
  const clock = clockOf(version);
  if (has.has("cpu") && !isFrom(version, [3, 3])) {
    functions.push(...COUNTING);
  } else if (has.has("cpu")) {
    functions.push([
      "def spin(ms):",
      '    """Interpreted code, for so many milliseconds of this thread\'s CPU time."""',
      `    end = ${clock} + ms / 1000.0`,
      `    while ${clock} < end:`,
      "        pass",
    ]);
  }
  if (has.has("native")) {
    functions.push(
      [
        "def hash_rounds(count):",
        '    """C code: hashlib lets go of the GIL meanwhile."""',
        '    hashlib.pbkdf2_hmac("sha256", b"secret", b"salt", count)',
      ],
      ["def rounds_per_ms():", `    start = ${clock}`, "    hash_rounds(20000)", `    return 20 / (${clock} - start)`],
      ["ROUNDS = rounds_per_ms()"],
      [
        "def crunch(ms):",
        '    """C code without the GIL, for so many milliseconds of CPU time."""',
        "    hash_rounds(int(ms * ROUNDS) + 1)",
      ],
    );
  }
  if (outline.kinds.some(({ leaves }) => leaves.some((leaf) => leaf.kind === "call" && leaf.into === "python"))) {
    functions.push(["def call():", "    pass"]);
  }
  if (waitsForInstants(outline.later)) {
    const now = nowOf(version);
    functions.push([
      `${awaits ? "async " : ""}def until(ms):`,
      '    """Waits for an instant, in milliseconds from the start."""',
      `    ${awaits ? "await asyncio" : "time"}.sleep(max(0, START + ms / 1000.0 - ${now}))`,
    ]);
  }
  return functions;
}

/** A clock of the thread's own CPU time. */
function clockOf(version: Version): string {
  if (isFrom(version, [3, 7])) return "time.thread_time()";
  return isFrom(version, [3, 3]) ? "time.clock_gettime(time.CLOCK_THREAD_CPUTIME_ID)" : "time.time()";
}

/** Before 3.3 there is no clock of a thread's CPU time that is fine enough. */
const COUNTING: readonly (readonly string[])[] = [
  [
    "def count(rounds):",
    '    """Interpreted code: it counts, for want of a clock of the thread\'s CPU time."""',
    "    while rounds > 0:",
    "        rounds -= 1",
  ],
  ["def counts_per_ms():", "    start = time.time()", "    count(200000)", "    return 200 / (time.time() - start)"],
  ["COUNTS = counts_per_ms()"],
  ["def spin(ms):", "    count(int(ms * COUNTS))"],
];

const nowOf = (version: Version): string => (isFrom(version, [3, 3]) ? "time.monotonic()" : "time.time()");

/** The line that notes when the program begins, where it waits for instants. */
export const startOfClock = (outline: Outline, version: Version): readonly string[] =>
  waitsForInstants(outline.later) ? [`START = ${nowOf(version)}`] : [];

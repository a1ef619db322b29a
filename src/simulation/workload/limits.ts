/** What a scenario may ask for at most: bounds that protect the machine gilgrill itself runs on. */
import { ms, ns } from "../../base/time.ts";

export const LIMITS = {
  /** Bytes of a scenario file. */
  fileBytes: 1024 * 1024,
  /** Values in a file (a list, a table, a word each count as one), references followed. */
  values: 200_000,
  /** Levels of tables and lists; far above what `nesting` allows, and below what a call stack holds. */
  levels: 128,
  /** Steps inside steps. */
  nesting: 32,
  /** Steps written in the file. */
  steps: 10_000,
  /** Tasks with counts spelt out, and the subtasks of `parallel`. */
  tasks: 100_000,
  cores: 1024,
  repeat: 10_000_000,
  ways: 1024,
  workers: 10_000,
  /** One duration. */
  duration: ms(3_600_000),
  /** All durations of all tasks together: 30 days, well inside what a whole number of nanoseconds holds. */
  total: ms(30 * 24 * 3_600_000),
  /** The least switch interval and quantum; CPython refuses less as well. */
  slice: ns(1000),
  /** Characters of a title. */
  title: 100,
  /** Forks of a run, and the number of a choice. */
  forks: 1000,
  choices: 1_000_000_000,
  /** Problems listed in one message. */
  problems: 20,
} as const;

/** A count for people: `1024`, `10 000`. */
export const spellCount = (count: number): string =>
  count < 10_000 ? String(count) : String(count).replace(/\B(?=(\d{3})+$)/g, " ");

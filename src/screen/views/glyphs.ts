/**
 * The characters that carry meaning, in two sets: Unicode, and ASCII that says the same.
 *
 * Each glyph is one cell wide everywhere (checked with string-width, tmux and xterm.js), and none of them has an emoji form.
 */

export interface Glyphs {
  readonly unicode: boolean;

  /** Lanes: the seam of a forced switch (style: ink `seam`) and of a voluntary one (ink `label`). */
  readonly forced: string;
  readonly voluntary: string;
  /** A run's body where the ground colour shows it; without colours views repeat the letter instead. */
  readonly body: string;
  /** Native code, kernel and runtime work, starting up: patterns drawn in the task's colour. */
  readonly native: string;
  readonly system: string;
  readonly startup: string;
  readonly parked: string;
  readonly idle: string;
  /** Nobody holds the lock. */
  readonly free: string;

  /** The cursor above a timeline, and along a column. */
  readonly cursor: string;
  readonly cursorLine: string;
  /** A place a person marked, and one where something is to be learnt. */
  readonly mark: string;
  readonly finding: string;

  readonly play: string;
  readonly pause: string;
  readonly end: string;

  /** A progress bar: edges, full, rest, and the eighths between (shortest first; empty where there are none). */
  readonly barLeft: string;
  readonly barRight: string;
  readonly barFull: string;
  readonly barRest: string;
  readonly barParts: readonly string[];
  /** A thin progress line (a fryer), and a row of chips (a wait that has a limit). */
  readonly lineFull: string;
  readonly lineRest: string;
  readonly chipFull: string;
  readonly chipRest: string;
  /** Eight heights, lowest first: density strips and sparklines. */
  readonly levels: readonly string[];

  /** Two lanes in one row (style: halves): where the upper one has somebody, and where only the lower one has. */
  readonly upperHalf: string;
  readonly lowerHalf: string;

  /** Rules and rooms. */
  readonly rule: string;
  readonly heavy: string;
  readonly wall: string;
  readonly topLeft: string;
  readonly topRight: string;
  readonly bottomLeft: string;
  readonly bottomRight: string;
  readonly teeLeft: string;
  readonly teeRight: string;
  readonly teeDown: string;
  readonly teeUp: string;
  readonly cross: string;

  readonly left: string;
  readonly right: string;
  readonly up: string;
  readonly down: string;
  /** A heavy arrow's shaft; its point is `point`. */
  readonly shaft: string;
  readonly point: string;

  /** What a task does, one sign before its words. */
  readonly running: string;
  readonly runnable: string;
  readonly waiting: string;
  readonly done: string;
  readonly failed: string;

  /** Between two facts of one line. */
  readonly dot: string;
  readonly times: string;
  readonly ellipsis: string;
  readonly bullet: string;

  /** The restaurant: an order, a burger, a buzzer, a plate. */
  readonly ticket: string;
  readonly burger: string;
  readonly buzzer: string;
  readonly plate: string;
}

const UNICODE: Glyphs = {
  unicode: true,
  forced: "▌",
  voluntary: "▏",
  body: " ",
  native: "━",
  system: "▒",
  startup: "░",
  parked: "╌",
  idle: "·",
  free: " ",
  cursor: "▼",
  cursorLine: "│",
  mark: "◆",
  finding: "•",
  play: "▶",
  pause: "‖",
  end: "■",
  barLeft: "▕",
  barRight: "▏",
  barFull: "█",
  barRest: "░",
  barParts: ["▏", "▎", "▍", "▌", "▋", "▊", "▉"],
  lineFull: "━",
  lineRest: "─",
  chipFull: "▰",
  chipRest: "▱",
  levels: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
  upperHalf: "▀",
  lowerHalf: "▄",
  rule: "─",
  heavy: "━",
  wall: "│",
  topLeft: "╭",
  topRight: "╮",
  bottomLeft: "╰",
  bottomRight: "╯",
  teeLeft: "├",
  teeRight: "┤",
  teeDown: "┬",
  teeUp: "┴",
  cross: "┼",
  left: "←",
  right: "→",
  up: "↑",
  down: "↓",
  shaft: "━",
  point: "▶",
  running: "●",
  runnable: "○",
  waiting: "◌",
  done: "✓",
  failed: "✗",
  dot: "·",
  times: "×",
  ellipsis: "…",
  bullet: "•",
  ticket: "▤",
  burger: "≡",
  buzzer: "♪",
  plate: "○",
};

const ASCII: Glyphs = {
  unicode: false,
  forced: "!",
  voluntary: "|",
  body: " ",
  native: "=",
  system: "%",
  startup: ":",
  parked: "~",
  idle: ".",
  free: " ",
  cursor: "v",
  cursorLine: "|",
  mark: "M",
  finding: "o",
  play: ">",
  pause: "=",
  end: "#",
  barLeft: "[",
  barRight: "]",
  barFull: "#",
  barRest: ".",
  barParts: [],
  lineFull: "~",
  lineRest: ".",
  chipFull: "#",
  chipRest: ".",
  levels: [".", ":", "-", "=", "+", "*", "#", "@"],
  upperHalf: "#",
  lowerHalf: "#",
  rule: "-",
  heavy: "=",
  wall: "|",
  topLeft: "+",
  topRight: "+",
  bottomLeft: "+",
  bottomRight: "+",
  teeLeft: "+",
  teeRight: "+",
  teeDown: "+",
  teeUp: "+",
  cross: "+",
  left: "<",
  right: ">",
  up: "^",
  down: "v",
  shaft: "=",
  point: ">",
  running: "*",
  runnable: "o",
  waiting: ".",
  done: "+",
  failed: "x",
  dot: "-",
  times: "x",
  ellipsis: "~",
  bullet: "*",
  ticket: "#",
  burger: "=",
  buzzer: "!",
  plate: "o",
};

/** The set for a room: Unicode where the terminal can show it. */
export const glyphs = (unicode: boolean): Glyphs => (unicode ? UNICODE : ASCII);

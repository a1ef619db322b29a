/** What a terminal can do: one value, made once from the environment and passed down; nobody else looks at the environment. */
import type { ColourLevel } from "../views/theme.ts";
import { AUTO, themes } from "../views/themes/index.ts";
import type { Ground, Theme } from "../views/themes/theme.ts";

export interface Capabilities {
  readonly level: ColourLevel;
  /** What the terminal's own background is. */
  readonly ground: Ground;
  /** As it is on that ground. */
  readonly theme: Theme;
  /** Unicode glyphs, or ASCII only. */
  readonly unicode: boolean;
  /** Cursor movement works: an animation may be drawn. Otherwise plain text, once. */
  readonly interactive: boolean;
  /** It may be asked questions: it either answers them or does not show them. */
  readonly answers: boolean;
  /** Whoever reads this hears it: one sentence a step, no animation. */
  readonly screenReader: boolean;
}

export interface TerminalFacts {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isTTY: boolean;
  /** As `process.platform` names it. */
  readonly platform?: string;
  /** `--color`, `--no-color`; undefined where neither was given. */
  readonly color?: boolean | undefined;
  /** `--theme`. @default "auto" */
  readonly theme?: string | undefined;
  /** What the terminal answered about its ground, where it was asked and did. */
  readonly ground?: Ground | undefined;
  /** `--reader`. */
  readonly reader?: boolean | undefined;
  /** `--ascii`. */
  readonly ascii?: boolean | undefined;
}

/** @throws UserError where there is no theme of that name. */
export function capabilities(facts: TerminalFacts): Capabilities {
  const { env } = facts;
  const ground = facts.ground ?? groundOf(env["COLORFGBG"]);
  const screenReader = facts.reader ?? env["INK_SCREEN_READER"] === "true";
  return {
    level: colourLevel(facts),
    ground,
    theme: themes.get(facts.theme ?? AUTO).on(ground),
    unicode: speaksUnicode(facts),
    interactive: facts.isTTY && isCapable(facts),
    answers: facts.isTTY && isCapable(facts) && !screenReader && !MUTE.test(env["TERM"] ?? ""),
    screenReader,
  };
}

/** Consoles, and what is older than the questions. */
const MUTE = /^(?:linux|cons|sun|vt\d)/;

/** A terminal of no name or of the name `dumb` moves no cursor; on Windows the variable is not set. */
function isCapable({ env, platform }: TerminalFacts): boolean {
  const name = env["TERM"] ?? "";
  return name === "" ? platform === "win32" : name !== "dumb";
}

/**
 * The flag, then `FORCE_COLOR` (0 to 3), then `NO_COLOR` (https://no-color.org: any value but an empty one), then what the terminal
 * says of itself.
 */
function colourLevel(facts: TerminalFacts): ColourLevel {
  const { env, color } = facts;
  if (color === false) return "none";
  const forced = env["FORCE_COLOR"];
  if (color === undefined && forced !== undefined) {
    if (forced === "0" || forced === "false") return "none";
    if (forced === "2") return "256";
    if (forced === "3") return "truecolour";
    return forced === "1" ? "16" : atLeast16(declaredLevel(facts));
  }
  if (color === true) return atLeast16(declaredLevel(facts));
  if ((env["NO_COLOR"] ?? "") !== "" || !facts.isTTY) return "none";
  return declaredLevel(facts);
}

const atLeast16 = (level: ColourLevel): ColourLevel => (level === "none" ? "16" : level);

const TRUECOLOUR_TERMINALS = /direct|kitty|ghostty|alacritty|foot|wezterm|iterm/;

function declaredLevel(facts: TerminalFacts): ColourLevel {
  const { env, platform } = facts;
  if (!isCapable(facts)) return "none";
  const name = (env["TERM"] ?? "").toLowerCase();
  const declared = (env["COLORTERM"] ?? "").toLowerCase();
  if (declared === "truecolor" || declared === "24bit" || env["WT_SESSION"] !== undefined || platform === "win32") {
    return "truecolour";
  }
  if (TRUECOLOUR_TERMINALS.test(name) || (env["TERM_PROGRAM"] ?? "").startsWith("iTerm")) return "truecolour";
  return name.includes("256") ? "256" : "16";
}

/** `COLORFGBG` is `letters;background`, indices of the palette; 7 and 9 to 15 are light grounds. Dark where nothing is known. */
function groundOf(variable: string | undefined): Ground {
  const ground = Number.parseInt(variable?.split(";").at(-1) ?? "", 10);
  return ground === 7 || (ground >= 9 && ground <= 15) ? "light" : "dark";
}

/** By the locale; the Linux console has no glyphs for what UTF-8 could spell. */
function speaksUnicode({ env, platform, ascii }: TerminalFacts): boolean {
  if (ascii === true || env["TERM"] === "linux") return false;
  const locale = env["LC_ALL"] || env["LC_CTYPE"] || env["LANG"] || "";
  if (locale === "") return platform === "win32" || platform === "darwin";
  return /utf-?8/i.test(locale);
}

/**
 * An animation without scripts. Each row of the screen is a strip of all it ever looks like, of which one part is seen at a time (CSS
 * moves the strip in jumps); what stands still in a row is drawn once. Where nearly everything changes at once, a new scene begins, with
 * strips of its own.
 */
import type { Pieces } from "./pieces.ts";
import { CELL } from "./shapes.ts";
import { shortName } from "./styles.ts";

/** A screen as pieces, row by row, from an instant on. */
export interface Still {
  readonly atMs: number;
  readonly rows: readonly Pieces[];
}

export interface Film {
  readonly rules: string;
  /** Elements that others repeat. */
  readonly definitions: string;
  readonly elements: string;
}

/** Where less than this share of a screen was there before, another scene begins. */
const KEPT = 0.25;
/** From one part of a strip to the next: with room between them, no edge of one is seen beside another, at whatever size. */
const PITCH = CELL.height + 4;
/** A piece that is needed so often is written once. */
const OFTEN = 3;

export function filmOf(stills: readonly Still[], durationMs: number, width: number): Film {
  const scenes = scenesOf(stills);
  const shared = new SharedPieces();
  const tracks = scenes.map((scene) => tracksOf(scene));
  for (const scene of tracks) for (const { states } of scene) for (const state of states) shared.count(state.moving);
  const rules = new Rules(durationMs);
  const elements = tracks.map((scene, index) => {
    const begin = scenes[index]?.[0]?.atMs ?? 0;
    const drawer = new Drawer(width, shared, rules, begin);
    const rows = scene.map((track, row) => drawer.track(track, row)).join("");
    if (scenes.length === 1) return rows;
    const end = scenes[index + 1]?.[0]?.atMs;
    const name = rules.turns(end === undefined ? [begin] : [begin, end], "opacity:1", "opacity:0");
    return `<g class="film" style="animation-name:${name}"${end === undefined ? "" : ' opacity="0"'}>${rows}</g>`;
  });
  return { rules: rules.text, definitions: shared.definitions, elements: elements.join("") };
}

function scenesOf(stills: readonly Still[]): readonly (readonly Still[])[] {
  const scenes: Still[][] = [];
  stills.forEach((still, index) => {
    const before = stills[index - 1];
    if (before === undefined || isCut(before, still)) scenes.push([still]);
    else scenes.at(-1)?.push(still);
  });
  return scenes;
}

function isCut(before: Still, after: Still): boolean {
  let all = 0;
  let kept = 0;
  after.rows.forEach((row, at) => {
    const old = before.rows[at] as Pieces;
    const pieces = [...row.grounds, ...row.figures];
    all += pieces.length;
    if (row === old) kept += pieces.length;
    else {
      const known = new Set([...old.grounds, ...old.figures]);
      kept += pieces.filter((piece) => known.has(piece)).length;
    }
  });
  return kept < all * KEPT;
}

const keys = new WeakMap<Pieces, string>();

/** Rows of equal keys look the same. */
function keyOf(pieces: Pieces): string {
  let key = keys.get(pieces);
  if (key === undefined) {
    key = [...pieces.grounds, ...pieces.figures].join("");
    keys.set(pieces, key);
  }
  return key;
}

/** What is drawn of a row while it is on: pieces that come and go by themselves, or a part of the strip. */
interface State {
  readonly moving: readonly string[];
  readonly from: readonly number[];
}

/** A piece that is there for long, and when it comes and goes. */
interface Lasting {
  readonly piece: string;
  /** Instants at which it comes, goes, comes … */
  readonly turns: readonly number[];
}

/** One row during one scene. */
interface Track {
  /** Drawn below and above the strip. */
  readonly grounds: readonly Lasting[];
  readonly figures: readonly Lasting[];
  /** In the order of their first appearance. */
  readonly states: readonly State[];
  /** The state at the end. */
  readonly last: number;
}

/** About how many bytes it costs to repeat a piece in a state, to let one come and go by itself, and each coming and going of it. */
const COST = { again: 20, lasting: 100, turn: 8 } as const;

function tracksOf(scene: readonly Still[]): readonly Track[] {
  return (scene[0] as Still).rows.map((_, row) => trackOf(scene, row));
}

function trackOf(scene: readonly Still[], row: number): Track {
  const shown: { readonly atMs: number; readonly pieces: Pieces }[] = [];
  for (const { atMs, rows } of scene) {
    const pieces = rows[row] as Pieces;
    const before = shown.at(-1);
    if (before === undefined || keyOf(before.pieces) !== keyOf(pieces)) shown.push({ atMs, pieces });
  }
  const turns = new Map<string, { readonly at: number[]; states: number; on: boolean }>();
  for (const { atMs, pieces } of shown) {
    const present = new Set([...pieces.grounds, ...pieces.figures]);
    for (const piece of present) {
      const known = turns.get(piece) ?? { at: [], states: 0, on: false };
      if (!known.on) known.at.push(atMs);
      turns.set(piece, { at: known.at, states: known.states + 1, on: true });
    }
    for (const [piece, known] of turns) {
      if (!known.on || present.has(piece)) continue;
      known.at.push(atMs);
      known.on = false;
    }
  }
  const lasts = (piece: string): boolean => {
    const known = turns.get(piece);
    if (known === undefined) return false;
    const isAlways = known.at.length === 1 && known.at[0] === shown[0]?.atMs;
    return isAlways || known.states * COST.again > COST.lasting + known.at.length * COST.turn;
  };
  const lasting = (list: (pieces: Pieces) => readonly string[]): readonly Lasting[] =>
    [...new Set(shown.flatMap(({ pieces }) => list(pieces)))]
      .filter(lasts)
      .map((piece) => ({ piece, turns: turns.get(piece)?.at ?? [] }));
  return {
    grounds: lasting(({ grounds }) => grounds),
    figures: lasting(({ figures }) => figures),
    ...stripOf(shown, (piece) => !lasts(piece)),
  };
}

function stripOf(
  shown: readonly { readonly atMs: number; readonly pieces: Pieces }[],
  isMoving: (piece: string) => boolean,
): Pick<Track, "states" | "last"> {
  const states = new Map<string, { readonly moving: readonly string[]; readonly from: number[] }>();
  let key: string | null = null;
  for (const { atMs, pieces } of shown) {
    const moving = [...pieces.grounds, ...pieces.figures].filter(isMoving);
    const next = moving.join("");
    if (next === key) continue;
    key = next;
    const state = states.get(key);
    if (state === undefined) states.set(key, { moving, from: [atMs] });
    else state.from.push(atMs);
  }
  return { states: [...states.values()], last: [...states.keys()].indexOf(key ?? "") };
}

/** Draws the tracks of one scene. */
class Drawer {
  readonly #width: number;
  readonly #shared: SharedPieces;
  readonly #rules: Rules;
  /** When the scene begins. */
  readonly #begin: number;

  constructor(width: number, shared: SharedPieces, rules: Rules, begin: number) {
    this.#width = width;
    this.#shared = shared;
    this.#rules = rules;
    this.#begin = begin;
  }

  track({ grounds, figures, states, last }: Track, row: number): string {
    const [only] = states;
    const strip = states.length > 1 ? this.#strip(states, last) : (only?.moving.join("") ?? "");
    const all = this.#lasting(grounds) + strip + this.#lasting(figures);
    return all === "" ? "" : `<g transform="translate(0 ${row * CELL.height})">${all}</g>`;
  }

  /** Those that come and go together are one group. */
  #lasting(pieces: readonly Lasting[]): string {
    const groups = new Map<string, { readonly turns: readonly number[]; readonly pieces: string[] }>();
    for (const { piece, turns } of pieces) {
      const key = turns.join();
      const group = groups.get(key) ?? { turns, pieces: [] };
      group.pieces.push(piece);
      groups.set(key, group);
    }
    return [...groups.values()].map((group) => this.#group(group.turns, group.pieces.join(""))).join("");
  }

  #group(turns: readonly number[], pieces: string): string {
    if (turns.length === 1 && turns[0] === this.#begin) return pieces;
    const name = this.#rules.turns(turns, "visibility:visible", "visibility:hidden");
    const end = turns.length % 2 === 0 ? ' visibility="hidden"' : "";
    return `<g class="film" style="animation-name:${name}"${end}>${pieces}</g>`;
  }

  #strip(states: readonly State[], last: number): string {
    const name = this.#rules.strip(states.map(({ from }) => from));
    const parts = states.map(({ moving }, index) => {
      const pieces = moving.map((each) => this.#shared.element(each)).join("");
      return pieces === "" || index === 0 ? pieces : `<g transform="translate(0 ${index * PITCH})">${pieces}</g>`;
    });
    const end = last === 0 ? "" : ` transform="translate(0 ${-last * PITCH})"`;
    // A picture within a picture cuts off what is outside of it.
    return `<svg width="${this.#width}" height="${CELL.height}"><g class="film" style="animation-name:${name}"${end}>${parts.join("")}</g></svg>`;
  }
}

/** Pieces that come again and again have a name. */
class SharedPieces {
  readonly #counts = new Map<string, number>();
  readonly #names = new Map<string, string>();

  count(pieces: readonly string[]): void {
    for (const piece of pieces) this.#counts.set(piece, (this.#counts.get(piece) ?? 0) + 1);
  }

  element(piece: string): string {
    if ((this.#counts.get(piece) ?? 0) < OFTEN) return piece;
    let name = this.#names.get(piece);
    if (name === undefined) {
      name = shortName(this.#names.size);
      this.#names.set(piece, name);
    }
    return `<use href="#${name}"/>`;
  }

  get definitions(): string {
    return [...this.#names].map(([piece, name]) => piece.replace(/^<(\w+)/, `<$1 id="${name}"`)).join("");
  }
}

/** The rules that move strips and show scenes. */
class Rules {
  readonly #durationMs: number;
  readonly #names = new Map<string, string>();

  constructor(durationMs: number) {
    this.#durationMs = durationMs;
  }

  /** @param froms for each state, when it is on */
  strip(froms: readonly (readonly number[])[]): string {
    const steps = froms.map((from, state) => {
      // Before its scene a strip is not seen, and has to be somewhere.
      const begins = state === 0 && from[0] !== 0 ? [0, ...from] : from;
      return `${this.#shares(begins)}{transform:translateY(${-state * PITCH}px)}`;
    });
    return this.#name(steps.join(""));
  }

  /** @param turns instants at which it is on, off, on … */
  turns(turns: readonly number[], on: string, off: string): string {
    const ons = turns.filter((_, index) => index % 2 === 0);
    const offs = [...(turns[0] === 0 ? [] : [0]), ...turns.filter((_, index) => index % 2 === 1)];
    return this.#name(`${this.#shares(ons)}{${on}}${offs.length === 0 ? "" : `${this.#shares(offs)}{${off}}`}`);
  }

  get text(): string {
    return [...this.#names].map(([steps, name]) => `@keyframes ${name}{${steps}}`).join("");
  }

  #name(steps: string): string {
    const name = this.#names.get(steps) ?? `k${this.#names.size}`;
    this.#names.set(steps, name);
    return name;
  }

  /** To a hundredth of a per cent, or a thousandth of a long film. */
  #shares(instants: readonly number[]): string {
    const parts = this.#durationMs > 60_000 ? 1e3 : 1e2;
    return instants.map((atMs) => `${Math.round((atMs / this.#durationMs) * 100 * parts) / parts}%`).join(",");
  }
}

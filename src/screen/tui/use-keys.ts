/** Ink's key events as names of keys. */
import { type Key, useInput } from "ink";

const NAMED = [
  ["upArrow", "up"],
  ["downArrow", "down"],
  ["leftArrow", "left"],
  ["rightArrow", "right"],
  ["pageUp", "pageup"],
  ["pageDown", "pagedown"],
  ["home", "home"],
  ["end", "end"],
  ["return", "enter"],
  ["escape", "escape"],
  ["backspace", "backspace"],
  ["delete", "backspace"],
] as const satisfies readonly (readonly [keyof Key, string])[];

const CHARACTERS: Readonly<Record<string, string>> = {
  " ": "space",
  "\r": "enter",
  "\n": "enter",
  "\t": "tab",
  "\x7f": "backspace",
  "\b": "backspace",
  "\x1b": "escape",
  "\x03": "ctrl+c",
  "\x1a": "ctrl+z",
};

/** One event may carry several keys: over a slow line plain characters arrive together. */
export function keyNames(input: string, key: Key): readonly string[] {
  if (key.eventType === "release") return [];
  const named = NAMED.find(([flag]) => key[flag] === true);
  if (named !== undefined) return [named[1]];
  if (key.tab) return [key.shift ? "shift+tab" : "tab"];
  if (key.ctrl) return [`ctrl+${input}`];
  if (key.meta) return [`alt+${input}`];
  return [...input].map((character) => CHARACTERS[character] ?? character);
}

export function useKeys(press: (key: string) => void): void {
  useInput((input, key) => {
    for (const name of keyNames(input, key)) press(name);
  });
}

/** Every theme there is, in the order of their key. To add one: a file and a line here. */
import { Registry } from "../../../base/registry.ts";
import { contrastOnDark, contrastOnLight } from "./contrast.ts";
import { darkTheme } from "./dark.ts";
import { lightTheme } from "./light.ts";
import { safeOnDark, safeOnLight } from "./safe.ts";
import type { Ground, Theme } from "./theme.ts";

/** A theme by name: what it is on a ground. */
export interface NamedTheme {
  readonly id: string;
  readonly title: string;
  on(ground: Ground): Theme;
}

/** The usual one for the terminal's ground. */
export const AUTO = "auto";

const either =
  (dark: Theme, light: Theme) =>
  (ground: Ground): Theme =>
    ground === "dark" ? dark : light;

export const themes = new Registry<NamedTheme>("theme", [
  { id: AUTO, title: "the terminal's ground decides: dark or light", on: either(darkTheme, lightTheme) },
  { id: "dark", title: "for a dark ground", on: () => darkTheme },
  { id: "light", title: "for a light ground", on: () => lightTheme },
  { id: "contrast", title: "strong contrast, nothing dim", on: either(contrastOnDark, contrastOnLight) },
  {
    id: "safe",
    title: "hues that differ in lightness too, for any colour vision",
    on: either(safeOnDark, safeOnLight),
  },
]);

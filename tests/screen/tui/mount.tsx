/**
 * Components on ink-testing-library: text of 100 columns, keys in, frames out. Its limits (no rows, no resize, no alternate screen, no
 * colours) are why whole screens are tested on the terminal of `fake-terminal.ts`.
 */
import { cleanup, render } from "ink-testing-library";
import type { ReactElement } from "react";
import { afterEach } from "vitest";
import type { Palette } from "../../../src/screen/tui/InkLine.tsx";
import { darkTheme } from "../../../src/screen/views/themes/dark.ts";

export const PALETTE: Palette = { level: "none", theme: darkTheme, unicode: true };
export const SIZE = { columns: 100, rows: 24 } as const;

/** Ink holds a lone escape back for a moment: it may begin a sequence. */
const SETTLED_MS = 40;
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, SETTLED_MS));

afterEach(cleanup);

export async function mount(node: ReactElement) {
  const app = render(node);
  // A key before the first effect is lost.
  await settle();
  return {
    /** What it shows now, without blanks at the ends of lines. */
    frame: (): string => (app.lastFrame() ?? "").replace(/ +$/gm, ""),
    press: async (...keys: readonly string[]): Promise<void> => {
      for (const key of keys) {
        app.stdin.write(key);
        await settle();
      }
    },
    rerender: async (next: ReactElement): Promise<void> => {
      app.rerender(next);
      await settle();
    },
    settle,
  };
}

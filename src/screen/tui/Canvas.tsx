/** A page's canvas: lines of styled runs. On a terminal of its own it paints itself; everywhere else it is Ink text. */
import { Box, Text, useApp } from "ink";
import { type ReactNode, useEffect, useLayoutEffect, useState } from "react";
import type { Line } from "../views/line.ts";
import { InkLine, type Palette } from "./InkLine.tsx";
import type { Surface } from "./surface.ts";

export interface CanvasProps {
  readonly lines: readonly Line[];
  readonly columns: number;
  readonly rows: number;
  readonly palette: Palette;
  /** Null: Ink draws. */
  readonly surface: Surface | null;
  /** Another number after somebody else had the terminal. */
  readonly generation: number;
}

export function Canvas({ surface, generation, ...props }: CanvasProps): ReactNode {
  if (surface === null) return <InkCanvas {...props} />;
  // Another size, or a terminal that was away: a new canvas on a clean screen.
  return <PaintedCanvas key={`${props.columns}x${props.rows}.${generation}`} surface={surface} {...props} />;
}

/** As wide as the terminal is by now: Ink draws once more on a resize, before React knows of it. */
function InkCanvas({ lines, rows, palette }: Omit<CanvasProps, "surface" | "generation" | "columns">): ReactNode {
  return (
    <Box flexDirection="column" width="100%" height={rows} overflow="hidden">
      {lines.slice(0, rows).map((line, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row of a screen is its number
        <Box key={row} height={1}>
          {line.length === 0 ? <Text> </Text> : <InkLine line={line} palette={palette} />}
        </Box>
      ))}
    </Box>
  );
}

/**
 * Renders nothing, and paints after each commit. Ink paints inside the commit, before effects run; so what Ink had on the screen goes
 * first (wait for its flush), and a clean screen is handed back while the commit that shows an Ink view is still on its way (the
 * clean-up of a layout effect runs before Ink paints).
 */
function PaintedCanvas({
  lines,
  columns,
  rows,
  palette,
  surface,
}: Omit<CanvasProps, "generation"> & { readonly surface: Surface }) {
  const { waitUntilRenderFlush } = useApp();
  const [isReady, setReady] = useState(false);
  useLayoutEffect(() => () => surface.cede(), [surface]);
  useEffect(() => {
    let isGone = false;
    void Promise.all([waitUntilRenderFlush(), surface.ready()]).then(() => {
      if (!isGone) setReady(true);
    });
    return () => {
      isGone = true;
    };
  }, [waitUntilRenderFlush, surface]);
  useLayoutEffect(() => {
    if (isReady) surface.paint(lines, columns, rows, palette.theme);
  });
  return null;
}

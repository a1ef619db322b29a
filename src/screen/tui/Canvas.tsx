/** A page's canvas: lines of styled runs. On a terminal of its own it paints itself; everywhere else it is Ink text. */
import { Box, Text, useApp } from "ink";
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Line } from "../views/line.ts";
import { InkLine, type Palette } from "./InkLine.tsx";
import type { Surface } from "./surface.ts";

export interface CanvasProps {
  /** What there is to see now; null where it is not lines. */
  draw(): readonly Line[] | null;
  /** Calls whenever there may be something else to see. */
  subscribe(listener: () => void): () => void;
  onFault(error: unknown): void;
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
function InkCanvas({ draw, rows, palette }: Pick<CanvasProps, "draw" | "rows" | "palette">): ReactNode {
  return (
    <Box flexDirection="column" width="100%" height={rows} overflow="hidden">
      {(draw() ?? []).slice(0, rows).map((line, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row of a screen is its number
        <Box key={row} height={1}>
          {line.length === 0 ? <Text> </Text> : <InkLine line={line} palette={palette} />}
        </Box>
      ))}
    </Box>
  );
}

/**
 * Renders nothing, and paints after each commit and after each change of what there is to see, which React does not hear of. Ink paints
 * inside the commit, before effects run; so what Ink had on the screen goes first (wait for its flush), and a clean screen is handed
 * back while the commit that shows an Ink view is still on its way (the clean-up of a layout effect runs before Ink paints).
 */
function PaintedCanvas(props: Omit<CanvasProps, "generation"> & { readonly surface: Surface }) {
  const { surface, subscribe } = props;
  const { waitUntilRenderFlush } = useApp();
  const [isReady, setReady] = useState(false);
  const latest = useRef(props);
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
    latest.current = props;
    if (isReady) paint(props);
  });
  useLayoutEffect(() => {
    if (!isReady) return;
    return painting(subscribe, () => paint(latest.current));
  }, [isReady, subscribe]);
  return null;
}

function paint({ draw, columns, rows, palette, surface, onFault }: Omit<CanvasProps, "generation">): void {
  try {
    const lines = draw();
    if (lines !== null) surface?.paint(lines, columns, rows, palette.theme);
  } catch (error) {
    onFault(error);
  }
}

/** Paints once for all changes of one moment, until the answer is called. */
function painting(subscribe: CanvasProps["subscribe"], call: () => void): () => void {
  let isAsked = false;
  let isOver = false;
  const stop = subscribe(() => {
    if (isAsked) return;
    isAsked = true;
    queueMicrotask(() => {
      isAsked = false;
      if (!isOver) call();
    });
  });
  return () => {
    isOver = true;
    stop();
  };
}

/** A run or a race on the screen: painted, or told. */
import { Text } from "ink";
import type { ReactNode } from "react";
import { written } from "../../base/cells.ts";
import type { Capabilities } from "../paint/capabilities.ts";
import { sceneLines } from "../scene/scene-lines.ts";
import type { Awaiting, Racing, Watching } from "../scene/scenes.ts";
import { spoken } from "../scene/spoken.ts";
import type { Run } from "../session/state.ts";
import type { Room } from "../views/view.ts";
import type { AppProps } from "./App.tsx";
import { Canvas } from "./Canvas.tsx";
import type { Size } from "./use-terminal.ts";

export function Watch<R extends Run>({
  show,
  scene,
  size,
  capabilities,
  surface,
  generation,
  onFault,
}: Omit<AppProps<R>, "onMount"> & {
  readonly scene: Awaiting | Watching<R> | Racing<R>;
  readonly size: Size;
}): ReactNode {
  const room = roomOf(size, capabilities);
  if (capabilities.screenReader && !isPanel(scene)) return <Text>{written(spoken(show, scene))}</Text>;
  return (
    <Canvas
      draw={() => sceneLines(show, room)}
      subscribe={show.subscribe}
      onFault={onFault}
      columns={room.columns}
      rows={room.rows}
      palette={capabilities}
      surface={surface}
      generation={generation}
    />
  );
}

/** A list over the view: a screen reader reads it as it stands. */
function isPanel<R extends Run>(scene: Awaiting | Watching<R> | Racing<R>): boolean {
  if (scene.kind === "await") return false;
  const { mode } = scene.kind === "race" ? scene.race : scene.session;
  return mode.kind !== "watch" && mode.kind !== "prompt";
}

/** What there is for a run's lines. */
export const roomOf = ({ columns, rows }: Size, { unicode, level }: Capabilities): Room => ({
  columns,
  // The last row stays free: nothing scrolls when a line is ended there.
  rows: rows - 1,
  unicode,
  colour: level !== "none",
});

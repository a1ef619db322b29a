/** The screen: the picker, or a session as canvas, help or knobs. */
import { useApp } from "ink";
import { type ReactNode, useEffect, useLayoutEffect, useSyncExternalStore } from "react";
import type { Capabilities } from "../paint/capabilities.ts";
import { LEAST } from "../scene/compose.ts";
import type { Show } from "../scene/show.ts";
import type { Run } from "../session/state.ts";
import { themes } from "../views/themes/index.ts";
import { Claims } from "./Claims.tsx";
import { InkLine, type Palette } from "./InkLine.tsx";
import type { Mouse } from "./mouse.ts";
import { Picker } from "./Picker.tsx";
import { saidBy } from "./said.ts";
import type { Surface } from "./surface.ts";
import { useKeys } from "./use-keys.ts";
import { type Size, useTerminal } from "./use-terminal.ts";
import { Watch } from "./Watch.tsx";

/** What the app has of Ink that its owner needs. */
export type InkHandle = ReturnType<typeof useApp>;

export interface AppProps<R extends Run> {
  readonly show: Show<R>;
  readonly capabilities: Capabilities;
  /** Null: Ink draws everything. */
  readonly surface: Surface | null;
  /** Another number after somebody else had the terminal. */
  readonly generation: number;
  /** Left out: it is the terminal's. */
  readonly mouse?: Mouse | null;
  onMount(ink: InkHandle): void;
  /** A fault while a key was obeyed. */
  onFault(error: unknown): void;
}

export function App<R extends Run>(props: AppProps<R>): ReactNode {
  const { show, onMount, onFault, surface } = props;
  // What is painted moves without React: thirty times a second it would find that nothing of its own has changed.
  const standing = useSyncExternalStore(show.subscribe, surface === null ? show.snapshot : show.standing);
  const scene = standing ?? show.snapshot();
  const theme = useSyncExternalStore(show.subscribe, show.theme);
  const capabilities = { ...props.capabilities, theme: themes.get(theme).on(props.capabilities.ground) };
  const size = useTerminal();
  const ink = useApp();
  useEffect(() => onMount(ink), [ink, onMount]);
  useKeys((key) => {
    try {
      show.key(key);
    } catch (error) {
      onFault(error);
    }
  });
  useMouse(props.mouse ?? null, props.generation);
  if (size.columns < LEAST.columns || size.rows < LEAST.rows) return <TooSmall size={size} palette={capabilities} />;
  if (scene.kind === "watch" || scene.kind === "race" || scene.kind === "await")
    return <Watch {...props} capabilities={capabilities} scene={scene} size={size} />;
  if (scene.kind === "judge") return <Claims show={show} scene={scene} size={size} palette={capabilities} />;
  return (
    <Picker
      scenarios={show.stage.scenarios}
      models={show.stage.models}
      scenario={scene.scenario}
      message={saidBy(scene, size, capabilities)}
      page={scene.page}
      size={size}
      palette={capabilities}
      preview={(scenario, model, columns, rows) =>
        show.stage.preview(scenario, model, {
          columns,
          rows,
          unicode: capabilities.unicode,
          colour: capabilities.level !== "none",
        })
      }
      onScenario={(id) => show.pickScenario(id)}
      onModel={(id) => show.pickModel(id)}
      onMark={show.mark}
      pageOf={(model) => show.stage.page(model)}
    />
  );
}

/** On once the keys are read, off before they are no more: effects of the layout end first. */
function useMouse(mouse: Mouse | null, generation: number): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: in another generation the terminal has forgotten it
  useEffect(() => mouse?.on(), [mouse, generation]);
  useLayoutEffect(() => () => mouse?.off(), [mouse]);
}

function TooSmall({ size, palette }: { readonly size: Size; readonly palette: Palette }): ReactNode {
  const text = `gilgrill needs ${LEAST.columns}x${LEAST.rows}; this is ${size.columns}x${size.rows}`;
  return <InkLine line={[{ text, style: {} }]} palette={palette} />;
}

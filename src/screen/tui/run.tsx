/** Mounts the app on a terminal and gives the terminal back, whatever happens in between. */
import { performance } from "node:perf_hooks";
import { setImmediate as pass, setTimeout as sleep } from "node:timers/promises";
import { render } from "ink";
import type { Capabilities } from "../paint/capabilities.ts";
import type { MouseEvent } from "../scene/pointing.ts";
import { Show } from "../scene/show.ts";
import type { Opening, RaceStart, Stage, Wishes } from "../scene/stage.ts";
import { type Clock, FRAMES_A_SECOND, Player } from "../session/player.ts";
import type { Run } from "../session/state.ts";
import { AUTO, themes } from "../views/themes/index.ts";
import { App, type InkHandle } from "./App.tsx";
import type { Answers } from "./answers.ts";
import { Backlog } from "./backlog.ts";
import { JobControl } from "./job-control.ts";
import { Mouse } from "./mouse.ts";
import { Surface } from "./surface.ts";
import { sizeOf } from "./use-terminal.ts";
import { roomOf } from "./Watch.tsx";

export interface ScreenOptions<R extends Run> {
  readonly stage: Stage<R>;
  /** Null: the picker. */
  readonly opening: Opening | RaceStart | null;
  readonly capabilities: Capabilities;
  /** By its name, as it was asked for: where its look depends on the ground, the terminal's answer counts. @default that of the capabilities */
  readonly theme?: string;
  /** Where the terminal was asked. @default null: it was not */
  readonly answers?: Answers | null;
  /** Whether clicks and the wheel are obeyed; the terminal then selects text with shift only. @default false */
  readonly mouse?: boolean;
  /** The theme is that of the capabilities. */
  readonly wishes?: Wishes;
  /** `ink` lets Ink draw the canvas too. @default "canvas" */
  readonly renderer?: "canvas" | "ink";
  /** @default process.stdin */
  readonly stdin?: NodeJS.ReadStream;
  /** @default process.stdout */
  readonly stdout?: NodeJS.WriteStream;
}

/** Ink merges frames that come faster than this, and a timer of the same rate always comes too early: twice the player's. */
const INK_FPS = 60;

/** Nobody waits longer for the terminal's last answer. */
const ANSWERED_MS = 500;

/** After this long Ink has painted what it was given, too. */
const PAINTED_MS = Math.ceil(2000 / INK_FPS);

const clock: Clock = {
  now: () => performance.now(),
  every: (milliseconds, call) => {
    const timer = setInterval(call, milliseconds);
    return () => clearInterval(timer);
  },
};

/**
 * Shows the screen until it is left.
 *
 * @returns the exit status: 0, or 130 after Ctrl+C. A fatal signal restores the terminal and ends the process itself (128 + its number).
 * @throws UserError where the opening's run cannot be made (before anything is drawn), and whatever the program did wrong, after the
 * terminal is restored
 */
export async function runScreen<R extends Run>(options: ScreenOptions<R>): Promise<number> {
  const {
    stage,
    opening,
    capabilities,
    wishes = {},
    theme = capabilities.theme.id,
    answers = null,
    mouse = false,
    renderer = "canvas",
    stdin = process.stdin,
    stdout = process.stdout,
  } = options;
  let ink: InkHandle | null = null;
  let jobControl: JobControl | null = null;
  let generation = 0;
  let isLeft = false;
  /** What went wrong before Ink could be told. */
  let fault: Error | null = null;
  const fail = (error: unknown): void => {
    fault = error instanceof Error ? error : new Error(String(error));
    ink?.exit(fault);
  };
  const obey = (call: () => void): void => {
    if (isLeft) return;
    try {
      call();
      player.resume();
    } catch (error) {
      fail(error);
    }
  };
  const show = new Show(
    stage,
    opening,
    {
      quit: (status) => void answered().then(() => ink?.exit(status)),
      suspend: () => jobControl?.suspend(),
      now: clock.now,
      // The last row stays free.
      size: () => ({ columns: stdout.columns, rows: stdout.rows - 1 }),
      later: (call) => void setTimeout(() => obey(call), PAINTED_MS),
      soon: (call) => void setImmediate(() => obey(call)),
    },
    { ...wishes, theme: capabilities.theme.id },
  );
  const backlog = new Backlog(clock.now, answers?.asked ?? null);
  const advance = (milliseconds: number): void => {
    try {
      show.elapsed(milliseconds);
    } catch (error) {
      fail(error);
    }
  };
  const player = new Player(clock, advance, FRAMES_A_SECOND, () => !backlog.isFull);
  const point = (event: MouseEvent): void => {
    try {
      show.point(event, roomOf(sizeOf(stdout), capabilities));
    } catch (error) {
      fail(error);
    }
  };
  const pointer = mouse ? new Mouse(stdin, stdout, point) : null;
  const surface = new Surface({
    level: capabilities.level,
    theme: capabilities.theme,
    ascii: !capabilities.unicode,
    write: (bytes, written) => stdout.write(bytes, written),
    now: clock.now,
    wrote: (milliseconds) => player.wrote(milliseconds),
    backlog,
    freed: () => player.catchUp(),
    // What the terminal has answered by now is read before the first picture.
    ready: () => (answers === null ? Promise.resolve() : pass().then(() => pass())),
  });
  /** No more is sent, and what was asked is answered: an answer must not come to the shell. */
  const answered = async (): Promise<void> => {
    surface.hold();
    for (let waited = 0; backlog.isOpen && waited < ANSWERED_MS; waited += 5) await sleep(5);
  };
  const onMount = (handle: InkHandle): void => {
    ink = handle;
    if (fault !== null) handle.exit(fault);
    jobControl ??= new JobControl({
      suspendTerminal: handle.suspendTerminal,
      leave: async () => {
        show.pause();
        await answered();
        pointer?.off();
      },
      comeBack: () => {
        surface.release();
        generation++;
        app.rerender(element());
      },
      onFault: fail,
    });
  };
  const isPainted = renderer === "canvas" && !capabilities.screenReader;
  const element = () => (
    <App
      show={show}
      capabilities={{ ...capabilities, ground: answers?.ground ?? capabilities.ground }}
      surface={isPainted ? surface : null}
      generation={generation}
      mouse={pointer}
      onMount={onMount}
      onFault={fail}
    />
  );
  const app = render(element(), {
    stdin,
    stdout,
    alternateScreen: !capabilities.screenReader,
    interactive: true,
    incrementalRendering: true,
    isScreenReaderEnabled: capabilities.screenReader,
    maxFps: INK_FPS,
    exitOnCtrlC: false,
    patchConsole: false,
  });
  if (answers !== null) {
    answers.onHere = () => {
      backlog.answered();
      surface.free();
    };
    answers.onGround = (ground) => {
      if (theme === AUTO) show.wear(themes.get(AUTO).on(ground).id);
      app.rerender(element());
    };
  }
  const unsubscribe = show.subscribe(() => player.set(show.playing));
  player.set(show.playing);
  try {
    const status = await app.waitUntilExit();
    return typeof status === "number" ? status : 0;
  } finally {
    isLeft = true;
    unsubscribe();
    player.end();
    (jobControl as JobControl | null)?.end();
  }
}

/** What is on the screen, outside React: the picker or a session. Keys and time go in, snapshots come out; effects are carried out here. */
import { UserError } from "../../base/errors.ts";
import { around } from "../session/look-commands.ts";
import { type RaceAction, reduceRace } from "../session/race.ts";
import type { Entrant, RaceEffect } from "../session/race-state.ts";
import { type Action, openSession, reduce } from "../session/session.ts";
import type { Effect, Knobs, Run } from "../session/state.ts";
import { AUTO, themes } from "../views/themes/index.ts";
import type { Room } from "../views/view.ts";
import { type MouseEvent, pointedIn, wheelKey } from "./pointing.ts";
import { backInRace, futuresOf, opened, raceOf, racing, sameRace } from "./racing.ts";
import type { Judging, Picking, Racing, Scene, Watching } from "./scenes.ts";
import type { Ledger, Opening, RaceStart, RunCard, Stage, Wishes } from "./stage.ts";
import { Taking } from "./taking.ts";

/** What only the terminal's owner can do. */
export interface Doors {
  /** @param status for the process: 0, or 130 after Ctrl+C */
  quit(status: number): void;
  suspend(): void;
  /** Calls once what is shown now is on the screen. */
  later(call: () => void): void;
  /** Real time in milliseconds, from anywhere; nothing can be recorded without it. */
  now?(): number;
  /** Of what is painted on. */
  size?(): { readonly columns: number; readonly rows: number };
}

/** A simulation of so many events is over before it is noticed. */
const UNNOTICED_EVENTS = 20_000;

export class Show<R extends Run> {
  readonly stage: Stage<R>;
  readonly #doors: Doors;
  readonly #listeners = new Set<() => void>();
  #scene: Scene<R>;
  /** The entry under the list's cursor. */
  #marked: string | null = null;
  #taking: Taking<R> | null = null;
  readonly #wishes: Wishes;
  #theme: string;

  /**
   * @throws UserError where the opening's run cannot be made.
   */
  constructor(stage: Stage<R>, opening: Opening | RaceStart | null, doors: Doors, wishes: Wishes = {}) {
    this.#wishes = wishes;
    this.#theme = wishes.theme ?? "dark";
    this.stage = stage;
    this.#doors = doors;
    if (opening === null) {
      this.#scene = { kind: "pick", scenario: null, message: null, page: null, before: null };
      return;
    }
    if ("entrants" in opening) {
      this.#scene = racing(wishes.speed === undefined ? opening : { speed: wishes.speed, ...opening }, null);
      this.#simulateNext();
      return;
    }
    const made = this.#watching(opening);
    if (typeof made === "string") throw new UserError(made);
    this.#scene = made;
  }

  /** For `useSyncExternalStore`. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly snapshot = (): Scene<R> => this.#scene;
  /** The id of the theme that is on, for `useSyncExternalStore`. */
  readonly theme = (): string => this.#theme;

  get playing(): boolean {
    if (this.#scene.kind === "race") return this.#scene.race.playing;
    return this.#scene.kind === "watch" && this.#scene.session.playing;
  }

  key(key: string): void {
    const taking = this.#taking;
    taking?.wait(this.playing);
    this.#obey(key);
    // What ends a recording, or leaves the program for a while, is no part of it.
    if (taking !== null && taking === this.#taking && key !== "ctrl+z") taking.key(key);
  }

  #obey(key: string): void {
    if (key === "T" && this.#scene.kind !== "watch") this.#nextTheme(1);
    else if (this.#scene.kind === "watch") this.#watchKey(this.#scene, key);
    else if (this.#scene.kind === "race") this.#raceOn({ type: "key", key });
    else if (this.#scene.kind === "pick") this.#pickerKey(this.#scene, key);
    else this.#judgeKey(this.#scene, key);
  }

  /** The mouse, over a screen of so many cells. */
  point(event: MouseEvent, room: Room): void {
    const scene = this.#scene;
    if (event.kind !== "click") {
      const key = wheelKey(scene, event);
      if (key !== null) this.key(key);
      return;
    }
    if (scene.kind !== "watch") return;
    const at = pointedIn(this.stage, scene.session, room, event);
    if (at !== null) this.#dispatch({ type: "pointed", at });
  }

  /** Real time went by. */
  elapsed(milliseconds: number): void {
    this.#taking?.elapsed(milliseconds);
    if (this.#scene.kind === "race") this.#raceOn({ type: "elapsed", milliseconds });
    else this.#dispatch({ type: "elapsed", milliseconds });
  }

  /** Stops playing, whatever it shows. */
  pause(): void {
    if (this.playing) this.key("space");
  }

  /** Puts runs of a scenario side by side: models, or the futures of one run. From a run that is on, escape goes back to it. */
  openRace(start: RaceStart): void {
    this.#become(racing(start, this.#scene.kind === "watch" ? this.#scene : null));
    this.#simulateNext();
  }

  /** The list's cursor is on this entry. */
  readonly mark = (id: string): void => {
    this.#marked = id;
  };

  pickScenario(scenario: string): void {
    if (this.#scene.kind === "pick") this.#become({ ...this.#scene, scenario, message: null });
  }

  /** Opens the chosen scenario under a model; where that cannot be, the picker says why. */
  pickModel(model: string): void {
    const scene = this.#scene;
    if (scene.kind !== "pick" || scene.scenario === null) return;
    const view = scene.before?.session.view;
    const opening = { scenario: scene.scenario, knobs: this.stage.knobsOf(scene.scenario, model) };
    const waiting = { ...scene, message: this.#waitingFor(model) };
    this.#become(waiting);
    this.#doors.later(() => {
      if (this.#scene !== waiting) return;
      const made = this.#watching(view === undefined ? opening : { ...opening, view });
      this.#become(typeof made === "string" ? { ...scene, message: made } : made);
    });
  }

  /** Makes a claim's runs and shows what they come to. */
  pickClaim(claim: string): void {
    const scene = this.#scene;
    if (scene.kind !== "judge") return;
    const waiting = { ...scene, claim, message: `settling claim ${claim} ...` };
    this.#become(waiting);
    this.#doors.later(() => {
      if (this.#scene === waiting) {
        this.#become({ ...waiting, settled: scene.ledger.settle(claim), message: null });
      }
    });
  }

  /** Opens one of the runs of the claim that is shown. */
  pickRun({ scenario, model }: RunCard): void {
    const scene = this.#scene;
    if (scene.kind !== "judge") return;
    const made = this.#watching({ scenario, knobs: this.stage.knobsOf(scenario, model) });
    this.#become(typeof made === "string" ? { ...scene, message: made } : { ...made, from: scene });
  }

  #judgeKey(scene: Judging<R>, key: string): void {
    switch (key) {
      case "escape":
      case "left":
        return this.#become(scene.settled === null ? scene.before : { ...scene, settled: null, message: null });
      case "q":
        return this.#doors.quit(0);
      case "ctrl+c":
        return this.#doors.quit(130);
      case "ctrl+z":
        return this.#doors.suspend();
    }
  }

  /** Loads the claims and lists them. */
  #openLedger(before: Picking<R>): void {
    const opened = (ledger: Ledger): void => {
      if (this.#scene === before) {
        this.#become({ kind: "judge", ledger, claim: null, settled: null, message: null, before });
      }
    };
    const failed = (error: unknown): void =>
      this.#doors.later(() => {
        throw error;
      });
    this.stage.ledger().then(opened, failed);
  }

  #pickerKey(scene: Picking<R>, key: string): void {
    switch (key) {
      case "?":
        if (scene.page !== null) this.#become({ ...scene, page: null });
        else if (scene.scenario !== null) this.#become({ ...scene, page: this.#marked, message: null });
        return;
      case "escape":
      case "left":
        if (scene.page !== null) this.#become({ ...scene, page: null });
        else if (scene.scenario !== null) this.#become({ ...scene, scenario: null, message: null });
        else if (scene.before !== null && key === "escape") this.#goBack(scene.before);
        return;
      case "c":
        if (scene.scenario === null) this.#openLedger(scene);
        return;
      case "q":
        return this.#doors.quit(0);
      case "ctrl+c":
        return this.#doors.quit(130);
      case "ctrl+z":
        return this.#doors.suspend();
    }
  }

  #goBack(before: Watching<R>): void {
    this.#become(before);
    const { asked } = before.session;
    if (asked !== null) this.#simulate(asked);
  }

  /** In a run that a race has opened, escape leads back once nothing is left that it would end. */
  #watchKey(scene: Watching<R>, key: string): void {
    const { session, from } = scene;
    const isFree = session.mode.kind === "watch" && session.selected === null && session.count === null;
    if (key === "escape" && isFree && from?.kind === "race") this.#become(backInRace(from, session));
    else this.#dispatch({ type: "key", key });
  }

  #raceOn(action: RaceAction<R>): void {
    const scene = this.#scene;
    if (scene.kind !== "race") return;
    const [race, effects] = reduceRace(scene.race, action);
    if (race !== scene.race) this.#become({ ...scene, race });
    for (const effect of effects) this.#carryOutRace({ ...scene, race }, effect);
  }

  #carryOutRace(scene: Racing<R>, effect: RaceEffect): void {
    switch (effect.type) {
      case "open":
        return this.#become(opened(this.stage, scene, this.#wishes) ?? scene);
      case "leave":
        return this.#become(scene.from ?? scene);
      case "suspend":
        return this.#doors.suspend();
      case "quit":
        return this.#quit(effect.status);
    }
  }

  /** The entrants one after the other, so that each is shown as soon as it is there. */
  #simulateNext(): void {
    this.#doors.later(() => {
      const scene = this.#scene;
      const entrant = scene.kind === "race" ? scene.race.entrants.findIndex(({ state }) => state === "waiting") : -1;
      if (scene.kind !== "race" || entrant < 0) return;
      const made = this.stage.simulate(scene.scenario, (scene.race.entrants[entrant] as Entrant).knobs);
      this.#raceOn({ type: "made", entrant, made: made.ok ? made.run : made.error });
      this.#simulateNext();
    });
  }

  #dispatch(action: Action<R>): void {
    const scene = this.#scene;
    if (scene.kind !== "watch") return;
    const [session, effects] = reduce(scene.session, action);
    if (session !== scene.session) this.#become({ ...scene, session });
    for (const effect of effects) this.#carryOut(effect);
  }

  #carryOut(effect: Effect): void {
    switch (effect.type) {
      case "simulate":
        return this.#simulate(effect.knobs);
      case "compare": {
        if (this.#scene.kind !== "watch") return;
        const back = sameRace(this.#scene);
        return back === null ? this.openRace(raceOf(this.stage, this.#scene)) : this.#become(back);
      }
      case "record":
        return this.#record();
      case "futures":
        if (this.#scene.kind === "watch") this.openRace(futuresOf(this.#scene, effect.change, effect.whatIf));
        return;
      case "save":
        if (this.#scene.kind !== "watch") return;
        return this.#dispatch({
          type: "told",
          message: this.stage.save(this.#scene.scenario, this.#scene.session.knobs),
        });
      case "pick":
        // The lists cannot be recorded.
        if (this.#taking !== null) this.#keep(this.#taking, () => {});
        if (this.#scene.kind === "watch" && this.#scene.from?.kind === "judge") this.#become(this.#scene.from);
        else if (this.#scene.kind === "watch") {
          this.#become({ kind: "pick", scenario: null, message: null, page: null, before: this.#scene });
        }
        return;
      case "theme":
        this.#nextTheme(effect.steps);
        return this.#dispatch({ type: "told", message: `theme ${this.#theme}: ${themes.get(this.#theme).title}` });
      case "suspend":
        return this.#doors.suspend();
      case "quit":
        return this.#quit(effect.status);
      default:
        return;
    }
  }

  /** Begins to keep what is done, or ends it and has it written. */
  #record(): void {
    const { now, size } = this.#doors;
    const scene = this.#scene;
    if (this.#taking !== null) return this.#keep(this.#taking, () => {});
    if (scene.kind !== "watch" || now === undefined || this.stage.keep === undefined) {
      return this.#dispatch({ type: "recording", on: false, message: "nothing can be recorded here" });
    }
    // What is shown while it records is no part of where it began.
    const start = { ...scene, session: { ...scene.session, recording: false, message: null } };
    this.#taking = new Taking({ start, theme: this.#theme, size: size?.() ?? null }, now);
  }

  /** Has it written once that is said on the screen, and then goes on. */
  #keep(taking: Taking<R>, goOn: () => void): void {
    this.#taking = null;
    const take = taking.end(this.playing);
    this.#dispatch({ type: "recording", on: false, message: "writing the recording ..." });
    const told = (message: string): void => {
      this.#dispatch({ type: "told", message });
      goOn();
    };
    const failed = (error: unknown): void =>
      this.#doors.later(() => {
        throw error;
      });
    this.#doors.later(() => void this.stage.keep?.(take).then(told, failed));
  }

  #quit(status: number): void {
    if (this.#taking === null) return this.#doors.quit(status);
    this.#keep(this.#taking, () => this.#doors.quit(status));
  }

  #nextTheme(steps: number): void {
    // What `auto` comes to is one of the others.
    const ids = themes.ids.filter((id) => id !== AUTO);
    this.#theme = around(ids, this.#theme, steps);
    for (const listener of this.#listeners) listener();
  }

  /** At once, or after saying so where it takes a while; what was asked for meanwhile is made instead. */
  #simulate(knobs: Knobs): void {
    if (this.#scene.kind !== "watch") return;
    const { run, knobs: before } = this.#scene.session;
    const growth = (knobs.tasks ?? 1) / (before.tasks ?? 1);
    if (run.events * growth <= UNNOTICED_EVENTS) return this.#load(knobs);
    this.#dispatch({ type: "waiting", message: this.#waitingFor(knobs.model) });
    this.#doors.later(() => {
      if (this.#scene.kind === "watch" && this.#scene.session.asked === knobs) this.#load(knobs);
    });
  }

  #load(knobs: Knobs): void {
    if (this.#scene.kind !== "watch") return;
    const made = this.stage.simulate(this.#scene.scenario, knobs);
    if (made.ok) this.#dispatch({ type: "loaded", run: made.run, knobs });
    else this.#dispatch({ type: "refused", model: knobs.model, reason: made.error });
  }

  #waitingFor(model: string): string {
    const { title } = this.stage.models.find(({ id }) => id === model) ?? { title: model };
    return `simulating ${title} ...`;
  }

  /** A session at its beginning, or why there is none. */
  #watching({ scenario, knobs, playing = true, ...more }: Opening): Watching<R> | string {
    const made = this.stage.simulate(scenario, knobs);
    if (!made.ok) return made.error;
    const models = this.stage.models.map((model) => model.id);
    const views = this.stage.views.map((view) => view.id);
    return {
      kind: "watch",
      scenario,
      session: openSession({ run: made.run, knobs, models, views, playing, ...this.#wishes, ...more }),
    };
  }

  #become(scene: Scene<R>): void {
    this.#scene = scene;
    for (const listener of this.#listeners) listener();
  }
}

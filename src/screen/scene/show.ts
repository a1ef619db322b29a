/** What is on the screen, outside React: keys and time go in, snapshots come out; effects are carried out here. */
import { UserError } from "../../base/errors.ts";
import { around } from "../session/look-commands.ts";
import { type RaceAction, reduceRace } from "../session/race.ts";
import type { RaceEffect } from "../session/race-state.ts";
import { type Action, openSession, reduce } from "../session/session.ts";
import type { Effect, Knobs, Run, SliceMade, Underway } from "../session/state.ts";
import { canCancel } from "../session/underway.ts";
import { AUTO, themes } from "../views/themes/index.ts";
import type { Room } from "../views/view.ts";
import { Deck, signed } from "./deck.ts";
import { Lists } from "./lists.ts";
import { makeEntrants } from "./making.ts";
import { type MouseEvent, pointedIn, wheelKey } from "./pointing.ts";
import { backInRace, futuresOf, opened, raceOf, racing, sameRace } from "./racing.ts";
import { type Awaiting, picking, type Racing, type Scene, type Watching } from "./scenes.ts";
import { Slices } from "./slices.ts";
import type { Opening, RaceStart, RunCard, Simulated, Stage, Wishes } from "./stage.ts";

/** What only the terminal's owner can do. */
export interface Doors {
  /** @param status for the process: 0, or 130 after Ctrl+C */
  quit(status: number): void;
  suspend(): void;
  /** Calls once what is shown now is on the screen. */
  later(call: () => void): void;
  /** Calls once keys and frames that are due have had their turn. @default later */
  soon?(call: () => void): void;
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
  readonly #slices: Slices;
  readonly #lists: Lists<R>;
  readonly #deck: Deck<R>;
  readonly #wishes: Wishes;
  #theme: string;

  /**
   * @throws UserError where the opening's model refuses it, or its run is a short one that cannot be made.
   */
  constructor(stage: Stage<R>, opening: Opening | RaceStart | null, doors: Doors, wishes: Wishes = {}) {
    this.#wishes = wishes;
    this.#theme = wishes.theme ?? "dark";
    this.stage = stage;
    this.#doors = doors;
    this.#deck = new Deck<R>({
      scene: this.snapshot,
      theme: this.theme,
      playing: () => this.#plays,
      tell: (message) => this.#tell(message),
      later: (call) => doors.later(call),
      now: doors.now,
      size: doors.size,
      keep: stage.keep?.bind(stage),
    });
    this.#slices = new Slices((call) => (doors.soon === undefined ? doors.later(call) : doors.soon(call)));
    this.#lists = new Lists<R>({
      stage,
      slices: this.#slices,
      scene: this.snapshot,
      become: (scene) => this.#become(scene),
      watching: (chosen, run) => this.#watching(chosen, run),
      goBack: (before) => this.#goBack(before),
      quit: (status) => this.#quit(status),
      suspend: () => doors.suspend(),
      later: (call) => doors.later(call),
    });
    if (opening === null) {
      this.#scene = picking(null, null);
      return;
    }
    if ("entrants" in opening) {
      this.#scene = racing(wishes.speed === undefined ? opening : { speed: wishes.speed, ...opening }, null);
      this.#makeEntrants();
      return;
    }
    this.#scene = { kind: "await", opening, underway: this.#underway(opening.knobs.model, null) };
    this.#open(opening);
  }

  /** For `useSyncExternalStore`. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly snapshot = (): Scene<R> => this.#scene;
  /** What React has to know of: a list, or null as long as there are lines to paint, whatever moves in them. */
  readonly standing = (): Scene<R> | null =>
    this.#scene.kind === "pick" || this.#scene.kind === "judge" ? this.#scene : null;
  /** The id of the theme that is on, for `useSyncExternalStore`. */
  readonly theme = (): string => this.#theme;

  /** While a run is being made the one before stands still. */
  get playing(): boolean {
    return this.#plays && !(this.#scene.kind === "watch" && this.#scene.session.underway !== null);
  }

  get #plays(): boolean {
    if (this.#scene.kind === "race") return this.#scene.race.playing;
    return this.#scene.kind === "watch" && this.#scene.session.playing;
  }

  key(key: string): void {
    this.#deck.key(key, () => this.#obey(key));
  }

  #obey(key: string): void {
    if (key === "T" && this.#scene.kind !== "watch") this.#nextTheme(1);
    else if (this.#scene.kind === "watch") this.#watchKey(this.#scene, key);
    else if (this.#scene.kind === "race") this.#raceOn({ type: "key", key });
    else if (this.#scene.kind === "await") this.#awaitKey(this.#scene, key);
    else this.#lists.key(this.#scene, key);
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
    this.#deck.elapsed(milliseconds);
    if (this.#scene.kind === "race") this.#raceOn({ type: "elapsed", milliseconds });
    else this.#dispatch({ type: "elapsed", milliseconds });
  }

  /** Stops playing, whatever it shows. */
  pause(): void {
    if (this.#plays) this.key("space");
  }

  /** Puts runs of a scenario side by side: models, or the futures of one run. From a run that is on, escape goes back to it. */
  openRace(start: RaceStart): void {
    this.#become(racing(start, this.#scene.kind === "watch" ? this.#scene : null));
  }

  /** The list's cursor is on this entry. */
  readonly mark = (id: string): void => this.#lists.mark(id);

  pickScenario(scenario: string): void {
    this.#lists.pickScenario(scenario);
  }

  pickModel(model: string): void {
    this.#lists.pickModel(model);
  }

  pickClaim(claim: string): void {
    this.#lists.pickClaim(claim);
  }

  pickRun(card: RunCard): void {
    this.#lists.pickRun(card);
  }

  #goBack(before: Watching<R>): void {
    this.#become(before);
    const { asked } = before.session;
    if (asked !== null) this.#simulate(asked);
  }

  #awaitKey({ opening }: Awaiting, key: string): void {
    switch (key) {
      case "escape":
        return this.#become(picking(opening.scenario, null));
      case "q":
        return this.#quit(0);
      case "ctrl+c":
        return this.#quit(130);
      case "ctrl+z":
        return this.#doors.suspend();
    }
  }

  /** In a run that a race has opened, escape leads back once nothing is left that it would end. */
  #watchKey(scene: Watching<R>, key: string): void {
    const { session, from } = scene;
    if (key === "escape" && canCancel(session)) {
      this.#slices.giveUp();
      return this.#dispatch({ type: "cancelled" });
    }
    const isFree = session.mode.kind === "watch" && session.selected === null && session.count === null;
    if (key === "escape" && isFree && from?.kind === "race") {
      this.#deck.leave(from);
      this.#become(backInRace(from, session));
    } else this.#dispatch({ type: "key", key });
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
        this.#deck.leave(scene.from);
        return scene.from === null ? undefined : this.#goBack(scene.from);
      case "record":
        return this.#record();
      case "suspend":
        return this.#doors.suspend();
      case "quit":
        return this.#quit(effect.status);
    }
  }

  #makeEntrants(): void {
    makeEntrants<R>({
      stage: this.stage,
      slices: this.#slices,
      race: () => (this.#scene.kind === "race" ? this.#scene : null),
      made: (action) => this.#raceOn(action),
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
        if (back !== null) this.#deck.leave(this.#scene.from);
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
        this.#deck.end();
        if (this.#scene.kind === "watch" && this.#scene.from?.kind === "judge") this.#become(this.#scene.from);
        else if (this.#scene.kind === "watch") {
          this.#become(picking(null, this.#scene));
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

  #record(): void {
    this.#deck.toggle();
    this.#become(this.#scene);
  }

  #tell(message: string): void {
    if (this.#scene.kind === "race") this.#raceOn({ type: "told", message });
    else this.#dispatch({ type: "told", message });
  }

  #quit(status: number): void {
    this.#slices.giveUp();
    this.#deck.end(() => this.#doors.quit(status));
  }

  /** From now on the theme is this one, by its id. */
  wear(theme: string): void {
    this.#theme = theme;
    for (const listener of this.#listeners) listener();
  }

  #nextTheme(steps: number): void {
    // What `auto` comes to is one of the others.
    const ids = themes.ids.filter((id) => id !== AUTO);
    this.wear(around(ids, this.#theme, steps));
  }

  /** At once where that is not noticed, else after saying so, for what was asked for last. */
  #simulate(knobs: Knobs): void {
    if (this.#scene.kind !== "watch") return;
    const { scenario, session } = this.#scene;
    const growth = (knobs.tasks ?? 1) / (session.knobs.tasks ?? 1);
    const going = (made: SliceMade | null): void =>
      this.#dispatch({ type: "underway", underway: this.#underway(knobs.model, made) });
    const done = (made: Simulated<R>): void => {
      if (made.ok) this.#dispatch({ type: "loaded", run: made.run, knobs });
      else this.#dispatch({ type: "refused", model: knobs.model, reason: made.error });
    };
    const work = this.stage.inSlices(scenario, knobs);
    if (session.run.events * growth <= UNNOTICED_EVENTS) return this.#slices.begin(work, { going, done });
    going(null);
    this.#slices.announce(work, { going, done });
  }

  /** Makes the run that the screen opens with. */
  #open(opening: Opening): void {
    this.#slices.begin(this.stage.inSlices(opening.scenario, opening.knobs), {
      going: (made) => this.#become({ kind: "await", opening, underway: this.#underway(opening.knobs.model, made) }),
      done: (made) => {
        if (!made.ok) throw new UserError(made.error);
        this.#become(this.#watching(opening, made.run));
      },
    });
  }

  #underway(model: string, made: SliceMade | null): Underway {
    const { title } = this.stage.models.find(({ id }) => id === model) ?? { title: model };
    return { what: `simulating ${title}`, made };
  }

  /** A session at its beginning. */
  #watching({ scenario, knobs, playing = true, ...more }: Opening, run: R): Watching<R> {
    const models = this.stage.models.map((model) => model.id);
    const views = this.stage.views.map((view) => view.id);
    return {
      kind: "watch",
      scenario,
      session: openSession({ run, knobs, models, views, playing, ...this.#wishes, ...more }),
    };
  }

  #become(scene: Scene<R>): void {
    const isEntered = scene.kind === "race" && this.#scene.kind !== "race";
    // What is made for a screen that is left is made for nobody.
    if (scene.kind !== this.#scene.kind) this.#slices.giveUp();
    this.#scene = signed(scene, this.#deck.on);
    // Whoever was left half made is made now.
    if (isEntered) this.#makeEntrants();
    for (const listener of this.#listeners) listener();
  }
}

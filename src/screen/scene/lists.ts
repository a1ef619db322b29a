/** The lists to choose from: scenarios and their models, claims and their runs. What is chosen opens a run. */
import type { Run } from "../session/state.ts";
import type { Judging, Picking, Scene, Watching } from "./scenes.ts";
import type { Slices } from "./slices.ts";
import type { Ledger, Opening, RunCard, Stage } from "./stage.ts";

/** What the lists are on. */
export interface Host<R extends Run> {
  readonly stage: Stage<R>;
  readonly slices: Slices;
  scene(): Scene<R>;
  become(scene: Scene<R>): void;
  /** A session at its beginning. */
  watching(opening: Opening, run: R): Watching<R>;
  goBack(before: Watching<R>): void;
  quit(status: number): void;
  suspend(): void;
  /** Where what is thrown is reported. */
  later(call: () => void): void;
}

export class Lists<R extends Run> {
  readonly #host: Host<R>;
  /** The entry under the list's cursor. */
  #marked: string | null = null;

  constructor(host: Host<R>) {
    this.#host = host;
  }

  mark(id: string): void {
    this.#marked = id;
  }

  pickScenario(scenario: string): void {
    const scene = this.#host.scene();
    if (scene.kind === "pick") this.#host.become({ ...scene, scenario, message: null });
  }

  /** Opens the chosen scenario under a model; where that cannot be, the picker says why. */
  pickModel(model: string): void {
    const scene = this.#host.scene();
    if (scene.kind !== "pick" || scene.scenario === null) return;
    const view = scene.before?.session.view;
    const opening = { scenario: scene.scenario, knobs: this.#host.stage.knobsOf(scene.scenario, model) };
    this.#open({ ...scene, underway: null }, view === undefined ? opening : { ...opening, view });
  }

  /** Makes a claim's runs and shows what they come to. */
  pickClaim(claim: string): void {
    const { scene, slices, become } = this.#host;
    const before = scene();
    if (before.kind !== "judge") return;
    const list = { ...before, claim, message: null };
    slices.begin(before.ledger.settling(claim), {
      going: ({ run, runs, title, made }) =>
        become({ ...list, underway: { what: `settling claim ${claim}, run ${run} of ${runs}: ${title}`, made } }),
      done: (settled) => become({ ...list, settled, underway: null }),
    });
  }

  /** Opens one of the runs of the claim that is shown. */
  pickRun({ scenario, model }: RunCard): void {
    const scene = this.#host.scene();
    if (scene.kind !== "judge") return;
    this.#open({ ...scene, underway: null }, { scenario, knobs: this.#host.stage.knobsOf(scenario, model) });
  }

  key(scene: Picking<R> | Judging<R>, key: string): void {
    const { become, quit, suspend } = this.#host;
    switch (key) {
      case "q":
        return quit(0);
      case "ctrl+c":
        return quit(130);
      case "ctrl+z":
        return suspend();
    }
    if (key === "escape" && scene.underway !== null) {
      this.#host.slices.giveUp();
      return become({ ...scene, underway: null });
    }
    if (scene.kind === "pick") this.#pickerKey(scene, key);
    else if (key === "escape" || key === "left") {
      this.#host.slices.giveUp();
      become(scene.settled === null ? scene.before : { ...scene, settled: null, message: null, underway: null });
    }
  }

  #pickerKey(before: Picking<R>, key: string): void {
    const { become, goBack, slices } = this.#host;
    const scene = { ...before, underway: null };
    switch (key) {
      case "?":
        slices.giveUp();
        if (scene.page !== null) become({ ...scene, page: null });
        else if (scene.scenario !== null) become({ ...scene, page: this.#marked, message: null });
        return;
      case "escape":
      case "left":
        slices.giveUp();
        if (scene.page !== null) become({ ...scene, page: null });
        else if (scene.scenario !== null) become({ ...scene, scenario: null, message: null });
        else if (scene.before !== null && key === "escape") goBack(scene.before);
        return;
      case "c":
        if (scene.scenario === null) this.#openLedger(before);
        return;
    }
  }

  /** From a list, which stays as it is until the run is there, and says how far it is. */
  #open(list: Picking<R> | Judging<R>, opening: Opening): void {
    const { stage, slices, become, watching } = this.#host;
    const { title } = stage.models.find(({ id }) => id === opening.knobs.model) ?? { title: opening.knobs.model };
    slices.begin(stage.inSlices(opening.scenario, opening.knobs), {
      going: (made) => become({ ...list, message: null, underway: { what: `simulating ${title}`, made } }),
      done: (made) => {
        if (!made.ok) become({ ...list, message: made.error });
        else if (list.kind === "judge") become({ ...watching(opening, made.run), from: list });
        else become(watching(opening, made.run));
      },
    });
  }

  /** Loads the claims and lists them. */
  #openLedger(before: Picking<R>): void {
    const { stage, scene, become, later } = this.#host;
    const opened = (ledger: Ledger): void => {
      if (scene() !== before) return;
      become({ kind: "judge", ledger, claim: null, settled: null, message: null, underway: null, before });
    };
    const failed = (error: unknown): void =>
      later(() => {
        throw error;
      });
    stage.ledger().then(opened, failed);
  }
}

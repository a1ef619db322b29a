/** Stretches of computing: how they begin, advance with the speed of their core, are cut at check points, and end. */
import type { Ns } from "../../base/time.ts";
import * as events from "../../trace/event.ts";
import type { Agenda } from "./agenda.ts";
import type { Core } from "./core.ts";
import type { Burst, Thread } from "./thread.ts";

export class Bursts {
  readonly #agenda: Agenda;
  /** Of each of two busy hardware threads of one core. */
  readonly #siblingSpeed: number;

  constructor(agenda: Agenda, siblingSpeed: number) {
    this.#agenda = agenda;
    this.#siblingSpeed = siblingSpeed;
  }

  /** The thread is on the core and goes on computing. */
  resume(core: Core, thread: Thread, burst: Burst): void {
    burst.active = true;
    burst.since = this.#agenda.now;
    if (burst.request.code !== "system") {
      this.#agenda.by(
        thread,
        events.cpuStarted,
        thread.id,
        burst.request.task,
        burst.request.code,
        burst.remaining as Ns,
      );
    }
    this.arm(core, burst);
  }

  /** Schedules the end of a burst: of all of it, or of the part up to the next check point where somebody wants attention. */
  arm(core: Core, burst: Burst): void {
    const { pollEvery, firstPoll } = burst.request;
    let ahead = burst.remaining;
    if (pollEvery > 0 && (core.thread as Thread).attention) {
      const past = burst.total - burst.remaining - firstPoll;
      ahead = Math.min(ahead, Math.max(0, Math.ceil(past / pollEvery)) * pollEvery - past);
    }
    this.#agenda.plan(core, this.#agenda.now + Math.ceil(ahead / core.speed));
  }

  /** Whether the thread's stretch of computing ends at this instant. */
  isOver(core: Core, { burst }: Thread): boolean {
    if (burst?.active !== true) return false;
    return burst.remaining <= Math.round((this.#agenda.now - burst.since) * core.speed);
  }

  /** Books what has been computed up to now. */
  settle(core: Core, burst: Burst): void {
    burst.remaining = Math.max(0, burst.remaining - Math.round((this.#agenda.now - burst.since) * core.speed));
    burst.since = this.#agenda.now;
  }

  /** The thread stops computing, for good or for now. */
  stop(core: Core, thread: Thread, burst: Burst): void {
    this.settle(core, burst);
    burst.active = false;
    if (burst.request.code !== "system") this.#agenda.by(thread, events.cpuStopped, thread.id, burst.remaining as Ns);
  }

  /** Two busy hardware threads share their core's speed. */
  retime(core: Core): void {
    const { sibling } = core;
    if (sibling === null) return;
    const shared = core.thread !== null && sibling.thread !== null;
    const speed = shared ? this.#siblingSpeed : 1;
    for (const each of [core, sibling]) {
      if (each.speed === speed) continue;
      const burst = each.thread?.burst;
      if (burst?.active === true) this.settle(each, burst);
      each.speed = speed;
      if (burst?.active === true) this.arm(each, burst);
    }
  }
}

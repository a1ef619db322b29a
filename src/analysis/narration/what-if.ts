/** What somebody changed from outside while the program ran. */
import { assertNever } from "../../base/errors.ts";
import { formatDuration } from "../../base/time.ts";
import type { EventNamed } from "../../trace/event.ts";
import type { Scene } from "./scene.ts";
import { type Sentence, say } from "./words.ts";

export type WhatIfEvent = EventNamed<"core.offlined" | "core.onlined" | "device.retimed" | "interval.set">;

export function tellWhatIf(event: WhatIfEvent, scene: Scene): Sentence {
  switch (event.kind) {
    case "core.offlined":
      return scene.told(
        say`What if: core ${event.core} goes offline, and its threads move to the other cores`,
        say`What if: cook ${event.core} goes home, and the other cooks get those tickets`,
      );
    case "core.onlined":
      return scene.told(
        say`What if: core ${event.core} comes online, with cold caches and nothing to do yet`,
        say`What if: cook ${event.core} comes to work, and looks round for a ticket`,
      );
    case "device.retimed": {
      const length = formatDuration(event.length);
      const food = scene.food(event.device);
      return scene.told(
        say`What if: ${scene.device(event.device)} takes ${length} from here on, also for what is under way`,
        say`What if: ${food} ${food.startsWith("a ") ? "takes" : "take"} ${length} from here on, for those who wait already as well`,
      );
    }
    case "interval.set": {
      const interval = formatDuration(event.interval);
      return scene.told(
        say`What if: the switch interval is ${interval} from here on; the next wait for the GIL uses it`,
        say`What if: from here on the next one in line has ${interval} of patience`,
      );
    }
    default:
      return assertNever(event);
  }
}

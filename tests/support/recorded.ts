/** Recordings for tests. */
import { makeRecording, type Order } from "../../src/cli/recording/make.ts";
import { tapeWords, Words } from "../../src/cli/recording/words.ts";
import { parseTape } from "../../src/screen/recorder/parse-tape.ts";

/** What a tape comes to. */
export function recorded(tape: string, more: Partial<Order> = {}) {
  const { settings, deeds } = parseTape(tape, "test.tape");
  return makeRecording({
    words: new Words(tapeWords(settings, "test.tape")),
    deeds,
    tape: "test.tape",
    stdin: null,
    level: "truecolour",
    ascii: false,
    until: undefined,
    fps: 30,
    still: false,
    ...more,
  });
}

/** While it records, the status line says so, in each set of characters. */
import { expect, test } from "vitest";
import { statusLine } from "../../../src/screen/scene/status-line.ts";
import { plain } from "../../../src/screen/views/line.ts";
import { ascii, colour } from "../../support/drawing.ts";
import { open } from "../tui/fake-session.ts";
import { STAGE } from "../tui/fake-stage.ts";

test("a dot and a word", () => {
  const session = {
    ...open({ scenario: "downloads", knobs: STAGE.knobsOf("downloads", "threads-gil"), playing: false }),
    recording: true,
  };
  const counts = { switches: 0, forced: 0 };
  expect(plain(statusLine(session, counts, colour(100, 30)))).toMatch(/^ ● rec /);
  expect(plain(statusLine(session, counts, ascii(60, 16)))).toMatch(/^ \* rec .{53}$/);
  expect(plain(statusLine({ ...session, recording: false }, counts, colour(100, 30)))).not.toMatch(/rec/);
});

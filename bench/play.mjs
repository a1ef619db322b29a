/** Playing at a real pseudo terminal, 200x60 at 30 frames a second: the share of one core, and the bytes of a frame, for each view. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import pty from "@lydell/node-pty";
import { line, title } from "./timing.mjs";

const COLUMNS = 200;
const ROWS = 60;
/** The start, with its loading and compiling, is another yardstick. */
const WARM_MS = 3_000;
const MEASURED_MS = 6_000;
/** Clock ticks of a second in /proc (Linux: always a hundred). */
const TICKS = 100;
const QUESTION = "\x1b[5n";
const END_OF_FRAME = "\x1b[?2026l";

export async function play(library, root) {
  title(`play: ${COLUMNS}x${ROWS} at 30 frames a second`);
  line("", "of one core", "frames a second", "bytes a frame");
  const run = ["three-friends", "-m", "threads-gil"];
  const sessions = [
    ...library.views.ids.map((view) => [view, ["play", ...run, "--view", view]]),
    ["presenter", ["play", ...run, "--presenter"]],
    ["compare", ["compare", "three-friends"]],
  ];
  for (const [name, words] of sessions) {
    const { cpu, frames, bytes } = await measured(root, words, name === "presenter" ? ["\r"] : []);
    const share = `${((100 * cpu) / MEASURED_MS).toFixed(1)} %`;
    line(name, share, ((1000 * frames) / MEASURED_MS).toFixed(1), frames === 0 ? "" : (bytes / frames).toFixed(0));
  }
}

async function measured(root, words, keys) {
  const terminal = pty.spawn(process.execPath, [join(root, "bin/gilgrill.js"), ...words], {
    cols: COLUMNS,
    rows: ROWS,
    env: {
      PATH: process.env.PATH,
      HOME: "/nonexistent",
      LANG: "C.UTF-8",
      TERM: "xterm-256color",
      COLORTERM: "truecolor",
    },
  });
  let bytes = 0;
  let frames = 0;
  terminal.onData((data) => {
    bytes += Buffer.byteLength(data);
    frames += data.split(END_OF_FRAME).length - 1;
    // As a terminal does.
    for (let asked = data.split(QUESTION).length; asked > 1; asked--) terminal.write("\x1b[0n");
  });
  await pass(WARM_MS);
  for (const key of keys) terminal.write(key);
  const before = { cpu: cpuOf(terminal.pid), bytes, frames };
  await pass(MEASURED_MS);
  const after = { cpu: cpuOf(terminal.pid), bytes, frames };
  terminal.kill("SIGKILL");
  return { cpu: after.cpu - before.cpu, bytes: after.bytes - before.bytes, frames: after.frames - before.frames };
}

const pass = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Milliseconds of CPU time of a process with all its threads. */
function cpuOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS;
}

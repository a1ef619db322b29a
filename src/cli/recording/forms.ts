/** The forms a recording is written in, by the ending of the file. */
import { nearest, UserError } from "../../base/errors.ts";
import type { CastVersion } from "../../exporters/asciicast/asciicast.ts";
import type { Made } from "./make.ts";

export const FORMS = ["cast", "svg", "txt"] as const;
export type Form = (typeof FORMS)[number];

export interface Wishes {
  readonly castVersion: CastVersion;
  /** One picture, the last one. */
  readonly still: boolean;
  /** Text: every picture. */
  readonly frames: boolean;
}

/**
 * @param path of the file to write; `-` is standard output
 * @throws UserError where its ending stands for no form.
 */
export function formOf(path: string): Form {
  const ending = /\.([^./\\]*)$/.exec(path)?.[1] ?? "";
  const form = FORMS.find((each) => each === ending.toLowerCase());
  if (form !== undefined) return form;
  const guess = nearest(ending, FORMS);
  const hint = guess === undefined ? "" : `, did you mean .${guess}?`;
  throw new UserError(`--output: found "${path}", expected a name that ends in .cast, .svg or .txt${hint}`);
}

/** Shots a second where nobody says how many: a player has no trouble with thirty, a picture grows with each of them. */
export const FPS: Readonly<Record<Form, number>> = { cast: 30, svg: 12, txt: 30 };

/** The file, in pieces. */
export async function writtenAs(form: Form, { recording, painting }: Made, wishes: Wishes): Promise<Iterable<string>> {
  const { theme, ascii } = painting;
  const { shots } = recording;
  const last = shots.at(-1);
  if (last === undefined) return [];
  switch (form) {
    case "cast": {
      const [{ castLines }, { hexColour }] = await Promise.all([
        import("../../exporters/asciicast/asciicast.ts"),
        import("../../exporters/svg/styles.ts"),
      ]);
      const colours = { ground: hexColour(theme.paper), letter: hexColour(theme.letter) };
      const one = wishes.still
        ? { ...recording, shots: [{ ...last, atMs: 0 }], markers: [], durationMs: 1 }
        : recording;
      return castLines(one, { ...painting, ...colours, version: wishes.castVersion });
    }
    case "svg": {
      const { svgAnimation, svgStill } = await import("../../exporters/svg/svg.ts");
      const options = { ...painting, paper: theme.paper, letter: theme.letter };
      return [wishes.still ? svgStill(recording, last, options) : svgAnimation(recording, options)];
    }
    case "txt": {
      const { plainShot, plainShots } = await import("../../exporters/plain/plain.ts");
      if (wishes.frames) return plainShots(shots, recording.columns, ascii === true);
      return [plainShot(last.lines, ascii === true)];
    }
  }
}

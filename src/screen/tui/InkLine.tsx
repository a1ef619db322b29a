/** One line of styled runs as Ink text. */
import { Text, type TextProps } from "ink";
import type { ReactNode } from "react";
import { asciiText, healed, written } from "../../base/cells.ts";
import type { Line } from "../views/line.ts";
import { type ColourLevel, type Look, look } from "../views/theme.ts";
import { type Colour, DEFAULT, RGB } from "../views/themes/colour.ts";
import type { Theme } from "../views/themes/theme.ts";

export interface Palette {
  readonly level: ColourLevel;
  readonly theme: Theme;
  readonly unicode: boolean;
}

export function InkLine({ line, palette }: { readonly line: Line; readonly palette: Palette }): ReactNode {
  return (
    <Text wrap="truncate">
      {line.map(({ text, style }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a run of a line is its place
        <Text key={at} {...propsOf(look(style, palette.level, palette.theme))}>
          {palette.unicode ? written(text) : asciiText(healed(text))}
        </Text>
      ))}
    </Text>
  );
}

function propsOf({ letter, ground, bold, dim, underline, inverse }: Look): TextProps {
  return {
    bold,
    dimColor: dim,
    underline,
    inverse,
    ...(letter === DEFAULT ? {} : { color: colourName(letter) }),
    ...(ground === DEFAULT ? {} : { backgroundColor: colourName(ground) }),
  };
}

/** As Ink spells colours. */
const colourName = (colour: Colour): string =>
  colour >= RGB ? `#${(colour - RGB).toString(16).padStart(6, "0")}` : `ansi256(${colour})`;

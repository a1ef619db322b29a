/** Pictures: well-formed, and at each instant the film shows exactly what the shot of that instant shows. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { writtenAs } from "../../src/cli/recording/forms.ts";
import type { Made } from "../../src/cli/recording/make.ts";
import { xmlText } from "../../src/exporters/svg/xml.ts";
import { recorded } from "../support/recorded.ts";
import { type Element, everyElement, parseXml } from "../support/xml.ts";

const svg = async (made: Made, still = false): Promise<string> =>
  [...(await writtenAs("svg", made, { castVersion: "2", still, frames: false }))].join("");

/** The steps of each animation: a share of the whole, and what holds from there on. */
function animations(style: string): ReadonlyMap<string, readonly (readonly [share: number, what: string])[]> {
  const found = new Map<string, readonly (readonly [number, string])[]>();
  for (const [, name = "", body = ""] of style.matchAll(/@keyframes (\w+)\{((?:[^{}]*\{[^{}]*\})*)\}/g)) {
    const steps = [...body.matchAll(/([^{}]*)\{([^{}]*)\}/g)].flatMap(([, shares = "", what = ""]) =>
      shares.split(",").map((share) => [Number.parseFloat(share), what] as const),
    );
    found.set(
      name,
      steps.toSorted(([a], [b]) => a - b),
    );
  }
  return found;
}

/** What a browser draws at an instant (a share in per cent); null: where nothing may move. */
class Browser {
  readonly #root: Element;
  readonly #animations: ReturnType<typeof animations>;
  readonly #definitions = new Map<string, Element>();

  constructor(text: string) {
    this.#root = parseXml(text);
    const every = [...everyElement(this.#root)];
    this.#animations = animations(every.find(({ name }) => name === "style")?.text ?? "");
    const definitions = every.find(({ name }) => name === "defs")?.children ?? [];
    for (const element of definitions) this.#definitions.set(element.attributes["id"] ?? "", element);
  }

  at(share: number | null): readonly string[] {
    const screen = this.#root.children.find(({ attributes }) => attributes["color"] !== undefined) as Element;
    return [...this.#drawn(screen, share, null)].toSorted();
  }

  *#drawn(element: Element, share: number | null, row: number | null): Iterable<string> {
    const { name, attributes, children, text } = element;
    const state = this.#state(attributes, share);
    if (state.hidden) return;
    if (name === "use") {
      const used = this.#definitions.get((attributes["href"] ?? "").slice(1)) as Element;
      return yield* this.#drawn(used, share, row);
    }
    if (name === "path" || name === "text") {
      yield JSON.stringify([row, name, { ...attributes, id: undefined }, text]);
      return;
    }
    if (name === "svg") {
      // A strip: of its parts, only the one in the window.
      const strip = children[0] as Element;
      const shift = -this.#state(strip.attributes, share).shift;
      for (const child of strip.children) {
        const isPart = child.name === "g" && child.attributes["transform"] !== undefined;
        const place = isPart ? shiftOf(child.attributes["transform"] ?? "") : 0;
        if (place !== shift) continue;
        if (isPart) for (const each of child.children) yield* this.#drawn(each, share, row);
        else yield* this.#drawn(child, share, row);
      }
      return;
    }
    const own = attributes["class"] === undefined ? attributes["transform"] : undefined;
    const inner = own === undefined || own.includes("22 22") ? row : shiftOf(own);
    for (const child of children) yield* this.#drawn(child, share, inner);
  }

  #state(attributes: Element["attributes"], share: number | null) {
    const name = /animation-name:(\w+)/.exec(attributes["style"] ?? "")?.[1];
    const steps = name === undefined || share === null ? undefined : this.#animations.get(name);
    const what = steps?.findLast(([from]) => from <= (share ?? 0))?.[1];
    if (what === undefined) {
      const hidden = attributes["visibility"] === "hidden" || attributes["opacity"] === "0";
      return { hidden, shift: shiftOf(attributes["transform"] ?? "") };
    }
    return { hidden: /hidden|opacity:0/.test(what), shift: Number(/translateY\((-?\d+)px/.exec(what)?.[1] ?? 0) };
  }
}

const shiftOf = (transform: string): number => Number(/translate\(\S+ (-?[\d.]+)\)/.exec(transform)?.[1] ?? 0);

const TAPES = [
  "size 100x30\nspeed 1/50\nfps 8\nplay\nend\n",
  "scenario ten-downloads\nmodel asyncio\nview split\nsize 120x40\nspeed 1/20\nfps 8\nplay\nend\nkey ?\nwait 1s\nkey escape\nwait 1s\n",
  "scenario two-locks\nview restaurant\ntheme light\nsize 80x24\nspeed 1/20\nfps 8\nplay\nend\nkeys v v\n",
  "models blocking,threads-gil,asyncio\nspeed 1/20\nfps 8\nplay\nend\n",
  "size 80x24\nspeed 1/20\nfps 8\nplay\nwait 500ms\nkey T\nwait 1s\nkey T\n",
];

describe.each(TAPES)("%j", (tape) => {
  test("the film shows each shot, and without motion the last one", async () => {
    const made = await recorded(tape);
    const { recording } = made;
    const film = new Browser(await svg(made));
    const last = recording.shots.length - 1;
    const picked = [0, 1, 2, Math.floor(last / 3), Math.floor(last / 2), last - 1, last];
    // Classes are numbered as they come up: so that all of them are the same, a still is cut from the same film.
    for (const index of picked) {
      const shot = recording.shots[index];
      const next = recording.shots[index + 1]?.atMs ?? recording.durationMs;
      if (shot === undefined) continue;
      const alone = { ...recording, shots: [...recording.shots, { ...shot, atMs: recording.durationMs }] };
      const still = new Browser(await svg({ ...made, recording: { ...alone, durationMs: recording.durationMs + 1 } }));
      const seen = film.at((((shot.atMs + next) / 2) * 100) / recording.durationMs);
      expect(seen.length).toBeGreaterThan(10);
      expect(seen).toEqual(still.at(null));
    }
    expect(film.at(null)).toEqual(film.at(99.999));
  });

  test("it is the same file every time", async () => {
    expect(await svg(await recorded(tape))).toBe(await svg(await recorded(tape)));
  });
});

test("a still has no animation, and one screen", async () => {
  const text = await svg(await recorded("from 46ms\n", { still: true }), true);
  expect(text).not.toMatch(/keyframes|animation/);
  const words = [...everyElement(parseXml(text))].filter(({ name }) => name === "text").map((element) => element.text);
  expect(words).toContain("gilgrill");
  expect(words.join(" ")).toMatch(/46\.0 ms/);
});

test("whoever cannot see it is told what it is, and whoever wants no motion gets none", async () => {
  const text = await svg(await recorded('title "Ann & <Bob>"\nspeed 1/50\nfps 2\nplay\nend\n'));
  const root = parseXml(text);
  expect(root.children.find(({ name }) => name === "title")?.text).toBe("Ann & <Bob>: threads + GIL");
  expect(root.children.find(({ name }) => name === "desc")?.text).toMatch(
    /^A recording of gilgrill: Ann & <Bob>, under/,
  );
  expect(text).toContain("@media(prefers-reduced-motion:reduce){.film{animation:none!important}}");
});

test("any text is XML that reads the same, but for what XML cannot spell", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 30 }), (text) => {
      const read = parseXml(`<text a="${xmlText(text)}">${xmlText(text)}</text>`);
      const expected = [...text]
        .map((each) => (/[\p{Cc}\p{Cs}\ufffe\uffff]/u.test(each) && !/[\t\n\r]/.test(each) ? "?" : each))
        .join("");
      expect(read.text).toBe(expected);
      expect(read.attributes["a"]).toBe(expected);
    }),
  );
});

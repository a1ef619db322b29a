/** XML for tests: read strictly, as a tree. */

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  /** What is written directly in it. */
  readonly text: string;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"' };
const TAG = /<(\/?)([\w:-]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/uy;

/** @throws Error where it is not well-formed. */
export function parseXml(text: string): Element {
  const root = open("", {});
  const stack = [root];
  const tag = new RegExp(TAG);
  const source = text.trim();
  while (tag.lastIndex < source.length) {
    const at = tag.lastIndex;
    const match = tag.exec(source);
    if (match === null) throw new Error(`not well-formed at ${at}: ${source.slice(at, at + 60)}`);
    const [, close, name = "", attributes = "", empty, characters] = match;
    const top = stack.at(-1) as ReturnType<typeof open>;
    if (characters !== undefined) top.text += decoded(characters);
    else if (close === "/") {
      if (top.name !== name || stack.length === 1) throw new Error(`</${name}> closes <${top.name}> at ${at}`);
      stack.pop();
    } else {
      const element = open(name, attributesOf(attributes));
      top.children.push(element);
      if (empty !== "/") stack.push(element);
    }
  }
  if (stack.length !== 1 || root.children.length !== 1)
    throw new Error("one element expected, and each of them closed");
  return root.children[0] as Element;
}

function open(name: string, attributes: Readonly<Record<string, string>>) {
  return { name, attributes, children: [] as Element[], text: "" };
}

function attributesOf(text: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [, name = "", value = ""] of text.matchAll(/([\w:-]+)="([^"]*)"/g)) {
    if (name in found) throw new Error(`${name} twice`);
    found[name] = decoded(value);
  }
  return found;
}

function decoded(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is them that are looked for
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text)) throw new Error("a forbidden character");
  return text.replace(/&(\w*);?/g, (all, name: string) => {
    const character = ENTITIES[name];
    if (character === undefined || !all.endsWith(";")) throw new Error(`unknown entity ${all}`);
    return character;
  });
}

/** An element and all below it. */
export function* everyElement(element: Element): Iterable<Element> {
  yield element;
  for (const child of element.children) yield* everyElement(child);
}

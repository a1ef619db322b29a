/** Completion for zsh, in the words of its own `_arguments`. */
import type { ArgumentShape, CommandShape, OptionShape, Values } from "./tree.ts";

export function zshScript(shapes: readonly CommandShape[]): string {
  return `#compdef gilgrill
# zsh completion for gilgrill: gilgrill completion zsh > a folder of $fpath, as _gilgrill

${shapes.map((shape) => commandFunction(shape)).join("\n\n")}

if [[ $funcstack[1] == _gilgrill ]]; then _gilgrill "$@"; else compdef _gilgrill gilgrill; fi
`;
}

/** `settings set` is completed by `_gilgrill_settings_set`. */
const functionOf = (path: string): string => ["_gilgrill", ...path.split(" ").filter((word) => word !== "")].join("_");

function commandFunction(shape: CommandShape): string {
  const specs = [...shape.options.map(optionSpec), ...shape.arguments.map(argumentSpec)];
  const lines = specs.map((spec) => `    ${spec}`);
  const name = functionOf(shape.path);
  if (shape.commands.length === 0) return `${name}() {\n  _arguments -s : \\\n${lines.join(" \\\n")}\n}`;
  const below = shape.commands.map((each) => `    ${each}) ${functionOf(`${shape.path} ${each}`)} ;;`);
  return `${name}() {
  local curcontext="$curcontext" state line
  typeset -A opt_args
  _arguments -s -C : \\
${lines.map((line) => `${line} \\\n`).join("")}    '1:command:(${shape.commands.join(" ")})' \\
    '*:: :->below'
  [[ $state == below ]] || return
  case $line[1] in
${below.join("\n")}
  esac
}`;
}

/** In a specification brackets and colons mean something, and the whole stands in single quotes. */
const text = (words: string): string =>
  words.replace(/[\\[\]:]/g, (character) => `\\${character}`).replaceAll("'", "'\\''");

function optionSpec({ flags, about, values }: OptionShape): string {
  const rest = `[${text(about)}]${values === null ? "" : `: :${action(values)}`}`;
  const [first] = flags;
  if (flags.length === 1) return `'${first}${rest}'`;
  return `'(${flags.join(" ")})'{${flags.join(",")}}'${rest}'`;
}

const argumentSpec = ({ usage, values, isRepeated }: ArgumentShape, index: number): string =>
  `'${isRepeated ? "*" : `${index + 1}:`}:${text(usage.replace(/[<>[\].]/g, ""))}:${action(values)}'`;

function action({ words, isList, files }: Values): string {
  if (words.length === 0) return files ? "_files" : " ";
  if (isList) return `_sequence compadd - ${words.join(" ")}`;
  if (!files) return `(${words.join(" ")})`;
  return `{ _alternative "words\\:word\\:(${words.join(" ")})" "files\\:file\\:_files" }`;
}

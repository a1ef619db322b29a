/** Completion for bash, without the bash-completion package. */
import { type CommandShape, type Values, valueFlags } from "./tree.ts";

export function bashScript(shapes: readonly CommandShape[]): string {
  return `# bash completion for gilgrill: gilgrill completion bash > ~/.local/share/bash-completion/completions/gilgrill
# shellcheck shell=bash disable=SC2207

_gilgrill_words() {
  COMPREPLY+=($(compgen -W "$1" -- "$cur"))
}

_gilgrill_list() {
  local before=""
  if [[ $cur == *,* ]]; then before="\${cur%,*},"; fi
  COMPREPLY+=($(compgen -P "$before" -W "$1" -- "\${cur##*,}"))
  compopt -o nospace 2>/dev/null
}

_gilgrill_files() {
  local IFS=$'\\n'
  compopt -o filenames 2>/dev/null
  COMPREPLY+=($(compgen -f -- "$cur"))
}

_gilgrill() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="" path="" place=0 i word
  COMPREPLY=()
  if ((COMP_CWORD > 1)); then prev="\${COMP_WORDS[COMP_CWORD - 1]}"; fi
  # --model=asyncio comes as three words.
  if [[ $cur == "=" ]]; then cur=""; elif [[ $prev == "=" ]]; then prev="\${COMP_WORDS[COMP_CWORD - 2]}"; fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="\${COMP_WORDS[i]}"
    case "$word" in
      ${alternatives(valueFlags(shapes))})
        ((i++))
        if [[ \${COMP_WORDS[i]} == "=" ]]; then ((i++)); fi
        ;;
      -?*) ;;
      *)
        case "$path/$word" in
${descents(shapes)}
          *) ((place++)) ;;
        esac
        ;;
    esac
  done
  case "$path/$prev" in
${shapes.flatMap(valueCases).join("\n")}
  esac
  case "$path" in
${shapes.map(placeCase).join("\n")}
  esac
}

complete -F _gilgrill gilgrill
`;
}

const alternatives = (words: readonly string[]): string => words.map((word) => `"${word}"`).join(" | ");

/** From a command to one below it. */
const descents = (shapes: readonly CommandShape[]): string =>
  shapes
    .flatMap(({ path, commands }) =>
      commands.map((name) => `          "${path}/${name}") path="${`${path} ${name}`.trim()}" place=0 ;;`),
    )
    .join("\n");

const offering = ({ words, isList, files }: Values): readonly string[] => [
  ...(words.length === 0 ? [] : [`${isList ? "_gilgrill_list" : "_gilgrill_words"} "${words.join(" ")}"`]),
  ...(files ? ["_gilgrill_files"] : []),
];

const valueCases = ({ path, options }: CommandShape): readonly string[] =>
  options.flatMap(({ flags, values }) =>
    values === null
      ? []
      : [
          `    ${alternatives(flags.map((flag) => `${path}/${flag}`))}) ${[...offering(values), "return"].join("; ")} ;;`,
        ],
  );

function placeCase({ path, options, arguments: all, commands }: CommandShape): string {
  const flags = options.flatMap((each) => each.flags).join(" ");
  const places = all.flatMap(({ values, isRepeated }, index) => {
    const actions = offering(values);
    if (actions.length === 0) return [];
    return [`      if ((place ${isRepeated ? ">=" : "=="} ${index})); then ${actions.join("; ")}; fi`];
  });
  return [
    `    "${path}")`,
    `      if [[ $cur == -* ]]; then _gilgrill_words "${flags}"; return; fi`,
    ...(commands.length === 0 ? [] : [`      if ((place == 0)); then _gilgrill_words "${commands.join(" ")}"; fi`]),
    ...places,
    "      ;;",
  ].join("\n");
}

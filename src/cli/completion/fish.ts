/** Completion for fish. */
import { type CommandShape, type OptionShape, type Values, valueFlags } from "./tree.ts";

export function fishScript(shapes: readonly CommandShape[]): string {
  return `# fish completion for gilgrill: gilgrill completion fish > ~/.config/fish/completions/gilgrill.fish

# The command that the line has come to, and how many words stand after it.
function __gilgrill_place
  set -l path
  set -l place 0
  set -l skip 0
  for word in (commandline -opc)[2..-1]
    if test $skip = 1
      set skip 0
      continue
    end
    switch $word
      case ${valueFlags(shapes).join(" ")}
        set skip 1
      case '-?*'
      case '*'
        switch "$path/$word"
${descents(shapes)}
          case '*'
            set place (math $place + 1)
        end
    end
  end
  echo "$path"
  echo $place
end

function __gilgrill_at
  set -l here (__gilgrill_place)
  test "$here[1]" = "$argv[1]"; or return 1
  test (count $argv) = 1; or test $here[2] = $argv[2]
end

# Words with commas between.
function __gilgrill_list
  set -l before (commandline -ct | string replace -r '^--[^=]*=' '' | string match -r '^.*,')
  for word in $argv
    echo "$before$word"
  end
end

complete -c gilgrill -f
${shapes.flatMap(commandLines).join("\n")}
`;
}

const quoted = (words: string): string => `'${words.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;

const descents = (shapes: readonly CommandShape[]): string =>
  shapes
    .flatMap(({ path, commands }) =>
      commands.map(
        (name) =>
          `          case "${path}/${name}"\n            set path "${`${path} ${name}`.trim()}"\n            set place 0`,
      ),
    )
    .join("\n");

function commandLines(
  { path, options, arguments: all, commands }: CommandShape,
  _: number,
  shapes: readonly CommandShape[],
): readonly string[] {
  const at = (...place: readonly number[]): string =>
    `complete -c gilgrill -n ${quoted(`__gilgrill_at "${path}" ${place.join(" ")}`.trim())}`;
  const about = (name: string): string => shapes.find((each) => each.path === `${path} ${name}`.trim())?.about ?? "";
  return [
    ...commands.map((name) => `${at(0)} -a ${name} -d ${quoted(about(name))}`),
    ...all.flatMap(({ values, isRepeated }, index) => {
      const words = wordsOf(values);
      return words === "" ? [] : [`${isRepeated ? at() : at(index)}${words}`];
    }),
    ...options.map(
      (option) =>
        `${at()}${flagsOf(option)} -d ${quoted(option.about)}${option.values === null ? "" : ` -r${wordsOf(option.values)}`}`,
    ),
  ];
}

const flagsOf = ({ flags }: OptionShape): string =>
  flags.map((flag) => (flag.startsWith("--") ? ` -l ${flag.slice(2)}` : ` -s ${flag.slice(1)}`)).join("");

function wordsOf({ words, isList, files }: Values): string {
  const offered = isList ? `(__gilgrill_list ${words.join(" ")})` : words.join(" ");
  return `${words.length === 0 ? "" : ` -a ${quoted(offered)}`}${files ? " -F" : ""}`;
}

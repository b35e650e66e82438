import type { CompletedCommand, CompletedValue } from "./completion-tree.ts";

/**
 * A bash script that completes `luke`: commands, options, and what options and positions take. It needs neither Node nor
 * the bash-completion package when a key is pressed.
 */
export function bashCompletion(commands: readonly CompletedCommand[]): string {
  return `# luke completion bash: add to ~/.bashrc
#   source <(luke completion bash)
_luke() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} path= position=0 value=0 i word
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    if ((value)); then value=0
    elif [[ $word == -* ]]; then _luke_takes "$path" "$word" && value=1
    elif _luke_has "$path" "$word"; then path="\${path:+$path }$word"
    else ((position++)); fi
  done
  if ((value)); then
    case "$path $previous" in
${commands.flatMap(valueCases).join("\n")}
    esac
    return
  fi
  if [[ $current == -* ]]; then
    case $path in
${commands.map(({ path, options }) => `      ${pattern(path)}) COMPREPLY=($(compgen -W ${quote(options.flatMap(({ flags }) => flags).join(" "))} -- "$current")) ;;`).join("\n")}
    esac
    return
  fi
  case "$path $position" in
${commands.flatMap(positionCases).join("\n")}
  esac
}
_luke_has() {
  case "$1 $2" in
    ${alternatives(commands.flatMap(({ path, commands: children }) => children.map(({ name }) => `${path.join(" ")} ${name}`)))}) return 0 ;;
  esac
  return 1
}
_luke_takes() {
  case "$1 $2" in
    ${alternatives(commands.flatMap(({ path, options }) => options.filter(({ value }) => value !== undefined).flatMap(({ flags }) => flags.map((flag) => `${path.join(" ")} ${flag}`))))}) return 0 ;;
  esac
  return 1
}
complete -F _luke luke
`;
}

function valueCases({ path, options }: CompletedCommand): string[] {
  return options.flatMap(({ flags, value }) =>
    value === undefined || value.kind === "nothing"
      ? []
      : [`      ${alternatives(flags.map((flag) => `${path.join(" ")} ${flag}`))}) ${reply(value)} ;;`],
  );
}

function positionCases({ path, commands, positions, variadic }: CompletedCommand): string[] {
  const words = path.join(" ");
  if (commands.length > 0) {
    const names = commands.map(({ name }) => name);
    return [`    ${quote(`${words} 0`)}) ${reply({ kind: "words", words: names })} ;;`];
  }
  return positions.flatMap((value, i) => {
    if (value.kind === "nothing") return [];
    const last = variadic && i === positions.length - 1;
    return [`    ${last ? `${quote(`${words} `)}*` : quote(`${words} ${i}`)}) ${reply(value)} ;;`];
  });
}

/** Names with spaces stay whole: one candidate a line. */
function reply(value: CompletedValue): string {
  if (value.kind === "words")
    return `COMPREPLY=($(compgen -W ${quote(value.words.join(" "))} -- "$current"))`;
  return `compopt -o filenames 2> /dev/null; mapfile -t COMPREPLY < <(compgen -${value.kind === "folders" ? "d" : "f"} -- "$current")`;
}

function pattern(path: readonly string[]): string {
  return quote(path.join(" "));
}

function alternatives(words: readonly string[]): string {
  return words.map(quote).join("|");
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

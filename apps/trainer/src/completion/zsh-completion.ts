import type { CompletedCommand, CompletedOption, CompletedValue } from "./completion-tree.ts";

/** A zsh script that completes `luke`, with the descriptions of commands and options. */
export function zshCompletion(commands: readonly CompletedCommand[]): string {
  return `#compdef luke
# luke completion zsh: add to ~/.zshrc, after compinit
#   source <(luke completion zsh)
_luke() {
  local at= i # not "path", which zsh ties to PATH
  local -a here
  for ((i = 2; i < CURRENT; i++)); do
    if [[ \${words[i]} == -* ]]; then continue; fi
    case "$at \${words[i]}" in
      ${commands.flatMap(({ path, commands: children }) => children.map(({ name }) => quote(`${path.join(" ")} ${name}`))).join("|")}) at="\${at:+$at }\${words[i]}" ;;
      *) break ;;
    esac
    words=("\${words[1]}" "\${(@)words[i+1,-1]}")
    ((CURRENT -= i - 1, i = 1))
  done
  case $at in
${commands.map(completeCommand).join("\n")}
  esac
}
compdef _luke luke
`;
}

function completeCommand({ path, commands, options, positions, variadic }: CompletedCommand): string {
  const specs = options.flatMap(optionSpecs);
  if (commands.length > 0) {
    const names = commands.map(({ name, description }) => quote(`${escapeColon(name)}:${description}`));
    return `    ${quote(path.join(" "))})
      here=(${names.join(" ")})
      if [[ \${words[CURRENT]} == -* ]]; then _arguments ${specs.join(" ")}; else _describe command here; fi ;;`;
  }
  const places = positions.map((value, i) => {
    const place = variadic && i === positions.length - 1 ? "*" : String(i + 1);
    return quote(`${place}:value:${action(value)}`);
  });
  return `    ${quote(path.join(" "))}) _arguments ${[...specs, ...places].join(" ")} ;;`;
}

function optionSpecs({ flags, description, value }: CompletedOption): string[] {
  const text = description.replace(/[[\]\\]/g, "\\$&");
  return flags.map((flag) =>
    quote(`*${flag}[${text}]${value === undefined ? "" : `:value:${action(value)}`}`),
  );
}

function action(value: CompletedValue): string {
  if (value.kind === "words") return `(${value.words.join(" ")})`;
  return { files: "_files", folders: "_files -/", nothing: " " }[value.kind];
}

function escapeColon(text: string): string {
  return text.replaceAll(":", "\\:");
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

import type { CompletedCommand, CompletedOption, CompletedValue } from "./completion-tree.ts";

/** A fish script that completes `luke`, with the descriptions of commands and options. */
export function fishCompletion(commands: readonly CompletedCommand[]): string {
  const children = commands.flatMap(({ path, commands: below }) =>
    below.map(({ name }) => quote([...path, name].join(" "))),
  );
  return `# luke completion fish: save as ~/.config/fish/completions/luke.fish
function __luke_path
    set -l path
    for word in (commandline -opc)[2..]
        if string match -q -- '-*' $word
            continue
        end
        if contains -- (string join ' ' $path $word) ${children.join(" ")}
            set -a path $word
        else
            break
        end
    end
    string join ' ' $path
end
function __luke_at
    test (__luke_path | string collect -a) = "$argv[1]"
end
complete -c luke -f
${commands.flatMap(completeCommand).join("\n")}
`;
}

function completeCommand({ path, commands, options, positions }: CompletedCommand): string[] {
  const start = `complete -c luke -n ${quote(`__luke_at ${quote(path.join(" "))}`)}`;
  return [
    ...commands.map(({ name, description }) => `${start} -a ${quote(name)} -d ${quote(description)}`),
    ...options.map((option) => `${start} ${optionWords(option)}`),
    ...positions.flatMap((value) => (value.kind === "nothing" ? [] : [`${start} ${candidates(value)}`])),
  ];
}

function optionWords({ flags, description, value }: CompletedOption): string {
  const names = flags.map((flag) => (flag.startsWith("--") ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
  const taken = value === undefined ? "" : ` ${value.kind === "files" ? "-r" : "-x"} ${candidates(value)}`;
  return `${names.join(" ")} -d ${quote(description)}${taken}`;
}

function candidates(value: CompletedValue): string {
  if (value.kind === "words") return `-a ${quote(value.words.join(" "))}`;
  return { files: "-F", folders: "-a '(__fish_complete_directories)'", nothing: "" }[value.kind];
}

function quote(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}

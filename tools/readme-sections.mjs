/**
 * The parts that every package's README has in one shape, written from the packages themselves: how it is installed, the
 * table of its functions, classes and constants (the first sentence of each docstring), and its sizes.
 *
 *     npm run docs:readmes; node tools/readme-sections.mjs --check only compares
 *
 * They stand between `<!-- package -->` and `<!-- /package -->`. A README with an API section of its own keeps that.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { root } from "./bootstrap.mjs";

const start = "<!-- package: written by tools/readme-sections.mjs -->";
const end = "<!-- /package -->";
const kinds = { variable: 32, function: 64, class: 128 }; // numbers of TypeDoc
const modules = JSON.parse(readFileSync(join(root, ".tools", "typedoc", "api.json"), "utf8")).children;
const onlyCheck = process.argv.includes("--check");

for (const name of readdirSync(join(root, "packages"))) {
  const folder = join(root, "packages", name);
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  if (manifest.private === true) continue;
  const readme = join(folder, "README.md");
  const text = readFileSync(readme, "utf8");
  const at = text.indexOf(start);
  const own = (at < 0 ? text : text.slice(0, at) + text.slice(text.indexOf(end) + end.length)).trimEnd();
  const parts = [
    start,
    installed(manifest, own),
    ...(/^## API$/m.test(own) ? [] : [apiTable(name)]),
    await sizes(name, manifest),
    end,
  ];
  const written = `${own}\n\n${parts.join("\n\n")}\n`;
  if (!onlyCheck) {
    writeFileSync(readme, written);
  } else if (namesIn(written) !== namesIn(text)) {
    console.error(`${readme}: its table is not that of the exports; run node tools/readme-sections.mjs`);
    process.exitCode = 1;
  }
}
if (!onlyCheck) {
  const readmes = readdirSync(join(root, "packages")).map((name) => join("packages", name, "README.md"));
  const biome = join(root, "node_modules", "@biomejs", "biome", "bin", "biome");
  execFileSync(process.execPath, [biome, "check", "--write", ...readmes], { cwd: root, stdio: "inherit" });
}

function installed({ name, peerDependencies = {}, peerDependenciesMeta = {}, exports }, own) {
  const peers = Object.keys(peerDependencies).filter((peer) => peerDependenciesMeta[peer]?.optional !== true);
  const optional = Object.keys(peerDependenciesMeta).filter((peer) => peerDependenciesMeta[peer].optional);
  const entries = Object.keys(exports).filter((key) => key !== "./package.json");
  const notes = [
    ...(optional.length > 0 ? [`Optional beside it: ${optional.join(", ")}.`] : []),
    ...(entries.includes("./node")
      ? [`\`${name}\` loads in a browser, \`${name}/node\` is for files and needs Node.`]
      : []),
  ];
  if (own.includes("npm install @lukejs"))
    return notes.length > 0 ? notes.join(" ") : "ES modules, Node ≥ 20.";
  const command = `## Install\n\n\`\`\`sh\nnpm install ${[name, ...peers].join(" ")}\n\`\`\``;
  return [command, ...(notes.length > 0 ? [notes.join(" ")] : [])].join("\n\n");
}

function apiTable(name) {
  const rows = modules
    .filter(({ name: entry }) => entry === `${name}/src` || entry === `${name}/src/node`)
    .flatMap(({ name: entry, children = [] }) =>
      children
        .filter(({ kind }) => Object.values(kinds).includes(kind))
        .map(
          (child) => `| \`${child.name}\`${entry.endsWith("node") ? " (node)" : ""} | ${sentence(child)} |`,
        ),
    );
  return `## API\n\n| name | does |\n| --- | --- |\n${rows.join("\n")}`;
}

/** The first sentence of a docstring, in one line. */
function sentence(child) {
  const { summary = [] } = child.comment ?? child.signatures?.find(({ comment }) => comment)?.comment ?? {};
  const text = summary.map(({ text }) => text).join("");
  const [paragraph = ""] = text.split(/\n\s*\n/);
  const line = paragraph.replace(/\s+/g, " ").trim();
  const cut = /^.*?(?<!\b(?:e\.g|i\.e|§\d|al|cf))\.(?= [A-Z]|$)/.exec(line)?.[0] ?? line;
  return cut.replace(/\.$/, "").replaceAll("|", "\\|");
}

/** Of the tarball, unpacked, and of everything that `.` exports in a bundle. */
async function sizes(name, { name: full, peerDependencies = {} }) {
  const [packed] = JSON.parse(
    execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts", "--loglevel=silent"], {
      cwd: join(root, "packages", name),
      encoding: "utf8",
      shell: process.platform === "win32",
    }),
  );
  const { outputFiles } = await build({
    stdin: {
      contents: `export * from "${full}";`,
      resolveDir: existsSync(join(root, "examples", "node_modules", full))
        ? join(root, "examples")
        : join(root, "packages", name),
    },
    external: Object.keys(peerDependencies).concat("node:*"),
    conditions: ["@lukejs/source"],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "browser",
    logLevel: "error",
  });
  const gzipped = gzipSync(outputFiles[0].contents, { level: 9 }).length;
  const kilobytes = (bytes) => (bytes < 1e5 ? (bytes / 1e3).toFixed(1) : (bytes / 1e3).toFixed(0));
  return `## Size\n\n${kilobytes(packed.unpackedSize)} kB unpacked, sources included. All of \`${full}\` in a bundle, minified and gzipped, with its\ndependencies and without peers: ${kilobytes(gzipped)} kB.`;
}

/** The rows' names, in order. */
function namesIn(text) {
  const from = text.indexOf(start);
  return from < 0
    ? ""
    : [...text.slice(from).matchAll(/^\| `([^`]+)`( \(node\))?/gm)].map(([row]) => row).join("\n");
}

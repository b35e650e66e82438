import { uploadCheckpoint } from "@lukejs/model/node";
import type { Command } from "commander";
import { tokenMissing } from "../errors.ts";
import { runCommand } from "../terminal/run-command.ts";

interface Options {
  readonly branch: string;
  readonly public?: boolean;
  readonly message?: string;
  readonly hub?: string;
}

/** `luke upload FOLDER OWNER/NAME`. */
export function addUpload(program: Command): void {
  program
    .command("upload")
    .description("upload a model's folder to a Hugging Face repository, in one commit")
    .argument("<folder>", "a folder that luke has written")
    .argument("<repository>", "owner/name; it is made, private, if there is none")
    .option("--branch <name>", "where it is committed", "main")
    .option("--public", "make a new repository public")
    .option("--message <text>", "of the commit")
    .option("--hub <address>", "another hub than Hugging Face's")
    .addHelpText(
      "after",
      "\nExample:\n  HF_TOKEN=… luke upload runs/demo/tasks/entity-typing/run/model you/luke-typing",
    )
    .action((folder: string, repository: string, options: Options, command: Command) =>
      runCommand(command.optsWithGlobals(), async (context) => {
        const token = process.env["HF_TOKEN"];
        if (token === undefined || token === "") throw tokenMissing(repository);
        const url = await uploadCheckpoint(folder, repository, {
          token,
          branch: options.branch,
          visibility: options.public === true ? "public" : "private",
          signal: context.signal,
          ...(options.message === undefined ? {} : { message: options.message }),
          ...(options.hub === undefined ? {} : { hubUrl: options.hub }),
        });
        context.result({ folder, repository, url }, `${folder} is at ${url}`);
      }),
    );
}

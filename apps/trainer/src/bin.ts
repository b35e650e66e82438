#!/usr/bin/env node
import { commands } from "./commands/index.ts";
import { createProgram, runProgram } from "./program.ts";

await runProgram(createProgram(commands), process.argv.slice(2));

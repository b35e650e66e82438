#!/usr/bin/env node
import { commands } from "./commands/index.ts";
import { createProgram, runProgram } from "./program.ts";
import { quietPipes } from "./terminal/quiet-pipes.ts";

quietPipes();
await runProgram(createProgram(commands), process.argv.slice(2));

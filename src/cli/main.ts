#!/usr/bin/env node
import { createLocalSession } from './local-session.ts';
import { processIo } from './process-io.ts';
import { runCommandLine } from './program.ts';

const io = processIo();
const argv = process.argv.slice(2);
process.exitCode = await runCommandLine(argv, io, createLocalSession(argv, io));

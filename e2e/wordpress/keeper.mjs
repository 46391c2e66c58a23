// node keeper.mjs <command> <args…>: runs a server for as long as this process's standard input stays open.
// Whoever started it may be killed without a chance to tidy up; the pipe then closes all the same, and the server goes.
// It is started as leader of its own process group, which holds the server and the server's workers and nothing else.

import { spawn } from 'node:child_process';

const graceMs = 5000;
const [command, ...args] = process.argv.slice(2);
const server = spawn(command ?? '', args, { stdio: ['ignore', 'inherit', 'inherit'] });

/** Ends what is left of the group, this process included. */
const endGroup = () => process.kill(-process.pid, 'SIGKILL');

server.on('error', (error) => {
  process.stderr.write(`${error.message}\n`, endGroup);
});
server.on('exit', endGroup);
process.stdin.resume();
process.stdin.on('close', () => {
  server.kill('SIGTERM');
  setTimeout(endGroup, graceMs);
});

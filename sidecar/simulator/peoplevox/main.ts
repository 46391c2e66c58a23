import { readFileSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import Type, { type Static, type TSchema } from 'typebox';
import Value from 'typebox/value';
import { SeedSchema } from './seed.ts';
import { startPeoplevox } from './startPeoplevox.ts';
import { TogglesSchema } from './toggles.ts';

// npm run peoplevox: a simulated tenant in a process of its own, until it is interrupted.

function port(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0 || number > 65_535) {
    throw new InvalidArgumentError('A port is a whole number up to 65535; 0 takes a free one.');
  }
  return number;
}

function jsonFile<Schema extends TSchema>(schema: Schema) {
  return (path: string): Static<Schema> => {
    const content: unknown = JSON.parse(readFileSync(path, 'utf8'));
    const problem = Value.Errors(schema, content)[0];
    if (problem) throw new InvalidArgumentError(`${path}${problem.instancePath}: ${problem.message}`);
    return content as Static<Schema>;
  };
}

const program = new Command('peoplevox')
  .description('A simulated Peoplevox: see sidecar/simulator/peoplevox/README.md')
  .option('--port <port>', 'of the SOAP endpoint', port, 8701)
  .option('--control-port <port>', 'of the JSON control', port, 8702)
  .option('--host <address>', 'to listen at', '127.0.0.1')
  .option('--client-id <id>', '', 'demo1234')
  .option('--username <name>', '', 'woo.connector')
  .option('--password <text>', '', 's3cret')
  .option('--seed <file>', 'JSON, as POST /seed takes it', jsonFile(SeedSchema))
  .option('--toggles <file>', 'JSON, as PATCH /toggles takes it', jsonFile(Type.Partial(TogglesSchema)));

const peoplevox = await startPeoplevox(program.parse().opts());
console.log(`Simulated Peoplevox at ${peoplevox.url}`);
console.log(`Control at             ${peoplevox.controlUrl}`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void peoplevox.stop().then(() => process.exit(0)));
}

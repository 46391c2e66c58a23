import { expect, test } from 'vitest';
import { LeaseLost, NotConnected } from '../domain/errors.ts';
import type { Warehouse } from '../domain/ports.ts';
import { gated, noWarehouse } from './gated.ts';

const lease = { held: true };
const mayCall = () => {
  if (!lease.held) throw new LeaseLost('not ours');
};
/** Every method answers with its own name. */
const answering = () => {
  const names = Object.keys(noWarehouse());
  return Object.fromEntries(names.map((name) => [name, async () => name])) as unknown as Warehouse;
};

test('without the lease no call to Peoplevox is made, by whatever method', async () => {
  const warehouse = gated(answering(), mayCall) as unknown as Record<string, () => Promise<string>>;
  const calls = Object.entries(warehouse).filter(([name]) => name !== 'tryLoginAgain');
  expect(calls.length).toBeGreaterThanOrEqual(15);
  lease.held = true;
  for (const [name, call] of calls) expect(await call()).toBe(name);
  lease.held = false;
  for (const [name, call] of calls) await expect(call(), name).rejects.toThrow(LeaseLost);
});

test('where Peoplevox is not configured, every call says so', async () => {
  await expect(noWarehouse().readStock()).rejects.toThrow(NotConnected);
  await expect(noWarehouse().find([], null)).rejects.toThrow('PICKWAVE_PEOPLEVOX_URL');
});

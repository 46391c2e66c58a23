import { expect, test } from 'vitest';
import { NotConnected } from '../domain/errors.ts';
import { noWarehouse } from './noWarehouse.ts';

test('where Peoplevox is not configured, every call says so', async () => {
  const { tryLoginAgain, deliveryDifference, lineDetailDifference, ...calls } = noWarehouse();
  for (const [name, call] of Object.entries(calls)) {
    const asked = (call as () => Promise<unknown>)();
    await expect(asked, name).rejects.toThrow(NotConnected);
    await expect(asked, name).rejects.toThrow('PICKWAVE_PEOPLEVOX_URL');
  }
});

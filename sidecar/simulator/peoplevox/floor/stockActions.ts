import { type Floor, FloorRefusal } from '../floorActions.ts';
import { allocateWaiting, takeBackOverAllocated } from '../orders/allocate.ts';
import { moveStock, stockRow } from '../orders/stock.ts';
import { deactivateItem } from '../templates/saveRecord.ts';
import type { Tenant } from '../tenant.ts';
import { floorUser, knownItem, knownSite } from './shared.ts';

/** What people do to the stock. */
export function stockActions(tenant: Tenant): Pick<Floor, 'receive' | 'writeOff' | 'deactivateItem'> {
  const { world } = tenant;
  return {
    receive({ item, quantity, site }) {
      const where = knownSite(world, site);
      moveStock(world, knownItem(world, item), where, { onHand: quantity }, 'received', floorUser);
      allocateWaiting(world);
      tenant.settle();
      tenant.events.tell({
        type: 'GoodsReceived',
        site: where,
        values: {
          GoodsInId: [world.nextId()],
          Reference: [''],
          ReconciledDateTime: [new Date(world.now())],
          'Consignments.ConsignmentItemTypes.Quantity': [quantity],
          'Consignments.ConsignmentItemTypes.ItemType.Name': [
            String(world.records['Item types'].get(item)?.Name ?? ''),
          ],
          'Consignments.ConsignmentItemTypes.ItemType.ItemCode': [item],
        },
      });
    },

    writeOff({ item, quantity, site, reason }) {
      const where = knownSite(world, site);
      const row = stockRow(world, item, where);
      if (!row || row.onHand < quantity) {
        throw new FloorRefusal(`Of ${item} only ${row?.onHand ?? 0} are at ${where}, not ${quantity}`);
      }
      const over = row.allocated - (row.onHand - quantity);
      const takesBack = world.toggles.writeOff === 'takes allocations back';
      if (takesBack && over > 0 && !takeBackOverAllocated(world, item, where, over)) {
        throw new FloorRefusal(`${item} cannot be written off: it is picked`);
      }
      moveStock(world, item, where, { onHand: -quantity }, reason ?? 'written off', floorUser);
      tenant.settle();
    },

    deactivateItem({ item }) {
      if (!deactivateItem(world, item)) throw new FloorRefusal(`There is no item '${item}'`);
      tenant.settle();
    },
  };
}

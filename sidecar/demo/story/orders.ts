// What the customers of the story buy.

import { giftCardSku, unknownSku } from '../catalogue.ts';
import type { Part } from './cast.ts';

/** Paid before Pickwave is switched live: other people sent them, Pickwave must not. */
export const beforeGoLive: Part[] = [
  { what: 'paid before go-live', lines: [['SCARF-RED-M', 1]], stays: true },
  {
    what: 'paid before go-live, two lines',
    lines: [
      ['HAT-NAVY', 1],
      ['YARN-OAT', 4],
    ],
    stays: true,
  },
];

export const ordinary: Part[] = [
  { what: 'one variation', lines: [['SCARF-RED-S', 1]] },
  {
    what: 'two sizes',
    lines: [
      ['SCARF-RED-M', 1],
      ['SCARF-RED-L', 1],
    ],
  },
  {
    what: 'two colours',
    lines: [
      ['SCARF-BLUE-M', 2],
      ['SCARF-GREEN-M', 1],
    ],
  },
  {
    what: 'five lines',
    lines: [
      ['SCARF-BLUE-S', 1],
      ['HAT-CREAM', 1],
      ['YARN-OAT', 6],
      ['YARN-MOSS', 4],
      ['NEEDLES-5MM', 1],
    ],
  },
  {
    what: 'the same SKU twice',
    lines: [
      ['YARN-OAT', 3],
      ['YARN-OAT', 2],
    ],
  },
  {
    what: 'same SKU twice and another',
    lines: [
      ['HAT-NAVY', 1],
      ['SCARF-GREEN-L', 1],
      ['HAT-NAVY', 2],
    ],
  },
  { what: 'cash on delivery', lines: [['SCARF-GREEN-S', 1]], paymentMethod: 'cod' },
  {
    what: 'cash on delivery, two lines',
    lines: [
      ['TIN-SMALL', 1],
      ['YARN-MOSS', 8],
    ],
    paymentMethod: 'cod',
  },
  {
    what: 'with a gift card',
    lines: [
      ['SCARF-BLUE-L', 1],
      [giftCardSku, 1],
    ],
  },
  { what: 'an ampersand in the name', lines: [['NEEDLES-5MM', 2]] },
  { what: 'many units', lines: [['YARN-MOSS', 24]] },
  { what: 'one hat', lines: [['HAT-CREAM', 1]] },
  {
    what: 'hat and scarf',
    lines: [
      ['HAT-CREAM', 1],
      ['SCARF-RED-S', 1],
    ],
  },
  {
    what: 'three scarves',
    lines: [
      ['SCARF-RED-S', 1],
      ['SCARF-BLUE-S', 1],
      ['SCARF-GREEN-S', 1],
    ],
  },
  {
    what: 'wool for a jumper',
    lines: [
      ['YARN-OAT', 12],
      ['NEEDLES-5MM', 1],
    ],
  },
  { what: 'two tins', lines: [['TIN-SMALL', 2]] },
  { what: 'large scarf', lines: [['SCARF-GREEN-L', 1]] },
  {
    what: 'presents',
    lines: [
      ['TIN-SMALL', 1],
      ['HAT-NAVY', 1],
      ['SCARF-BLUE-M', 1],
    ],
  },
];

export const giftCardOnly: Part = {
  what: 'gift card only',
  lines: [[giftCardSku, 1]],
  stays: true,
};

/** Not paid yet. */
export const unpaid: Part[] = [
  { what: 'bank transfer, paid later', lines: [['SCARF-RED-L', 2]], paymentMethod: 'bacs' },
  {
    what: 'bank transfer, paid later',
    lines: [
      ['YARN-MOSS', 5],
      ['HAT-CREAM', 1],
    ],
    paymentMethod: 'bacs',
  },
  { what: 'card declined first', lines: [['SCARF-BLUE-L', 1]], paymentMethod: 'card_later' },
];
export const neverPaid: Part = {
  what: 'bank transfer, never paid',
  lines: [['SCARF-GREEN-M', 1]],
  paymentMethod: 'bacs',
  stays: true,
  status: 'on-hold',
};

export const toldTenTimes: Part = {
  what: 'event sent ten times',
  lines: [
    ['HAT-NAVY', 1],
    ['YARN-OAT', 2],
  ],
};
export const triggerBlocked: Part = { what: 'trigger blocked', lines: [['SCARF-GREEN-M', 1]] };
export const notInPeoplevox: Part = {
  what: 'SKU unknown to Peoplevox',
  lines: [
    [unknownSku, 1],
    ['HAT-CREAM', 1],
  ],
};
/** The scarves' stock changes while this one is still waiting: they are promised. */
export const badAddress: Part = { what: 'postcode incomplete', lines: [['SCARF-RED-M', 3]] };
export const answerLost: Part = {
  what: 'answer of the save lost',
  lines: [
    ['SCARF-BLUE-M', 1],
    ['YARN-MOSS', 2],
  ],
};
export const cancelledInTime: Part = {
  what: 'cancelled before it was sent',
  lines: [['SCARF-RED-M', 2]],
  stays: true,
  status: 'cancelled',
};

/** Being sent when the sidecar is killed. */
export const duringTheKill: Part[] = [
  {
    what: 'sidecar killed while sending',
    lines: [
      ['SCARF-RED-S', 1],
      ['YARN-OAT', 1],
    ],
  },
  { what: 'sidecar killed while sending', lines: [['HAT-CREAM', 2]] },
  {
    what: 'sidecar killed while sending',
    lines: [
      ['YARN-MOSS', 3],
      ['YARN-MOSS', 1],
    ],
  },
];
export const whileItIsAway: Part = { what: 'paid while the sidecar was away', lines: [['SCARF-BLUE-S', 1]] };

/** Leaves in two parcels. */
export const twoParcels: Part = {
  what: 'despatched in two parcels',
  lines: [
    ['SCARF-GREEN-S', 2],
    ['TIN-SMALL', 1],
    ['YARN-OAT', 5],
  ],
  status: 'completed',
};

// POST /pair: the plugin answers with the code that the sidecar printed (docs/link.md, Pairing).

import { Type } from 'typebox';

export const PairBody = Type.Object({
  code: Type.String({ maxLength: 40 }),
  secret: Type.String({ minLength: 32, maxLength: 200 }),
  installation_id: Type.String({ minLength: 1, maxLength: 100, pattern: '^[A-Za-z0-9._-]+$' }),
  shop_url: Type.String({ pattern: '^https?://', maxLength: 500 }),
  rest_url: Type.String({ pattern: '^https?://', maxLength: 500 }),
});
export const PairAnswer = Type.Object({ sidecar_id: Type.String(), version: Type.String() });

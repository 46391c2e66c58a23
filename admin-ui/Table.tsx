// The table itself. Loaded when it is needed, so nothing in here may have words of its own: WordPress gives a script
// its translations by its file, and this file is made anew with each build.

import { DataViews, type Field, type View } from '@wordpress/dataviews/wp';
import type { OrderRow } from '../sidecar/http/schemas/orders.ts';

export interface TableProps {
  rows: OrderRow[];
  fields: Field<OrderRow>[];
  view: View;
}

const onlyTable = { table: {} };
const orderId = ({ orderId }: OrderRow) => String(orderId);
// Order, filter and page are the server's to choose: there is nothing to change in the table itself.
const keep = () => undefined;

export default function Table({ rows, fields, view }: TableProps) {
  return (
    <DataViews
      data={rows}
      fields={fields}
      view={view}
      onChangeView={keep}
      getItemId={orderId}
      defaultLayouts={onlyTable}
      paginationInfo={{ totalItems: rows.length, totalPages: 1 }}
    >
      <DataViews.Layout />
    </DataViews>
  );
}

import { Button } from '@wordpress/components';
import { useCallback, useEffect, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import type { OrderRows } from '../sidecar/http/schemas/orders.ts';
import { getOrderRows } from './api.ts';
import { CallFailed, type Problem, problemFrom } from './problem.ts';
import { State } from './State.tsx';
import { Loading, Trouble } from './Trouble.tsx';

type Rows =
  | { kind: 'closed' }
  | { kind: 'loading' }
  | { kind: 'failed'; problem: Problem }
  | { kind: 'ready'; rows: OrderRows };

/** Exactly what would be sent, column by column. Asked for by hand: it costs the shop a look, and Peoplevox nothing. */
export function OrderRowsCard({ orderId, open }: { orderId: number; open: boolean }) {
  const [state, setState] = useState<Rows>({ kind: 'closed' });
  const load = useCallback(async () => {
    setState({ kind: 'loading' });
    try {
      setState({ kind: 'ready', rows: await getOrderRows(orderId) });
    } catch (thrown) {
      setState({
        kind: 'failed',
        problem: thrown instanceof CallFailed ? thrown.problem : problemFrom(thrown),
      });
    }
  }, [orderId]);
  useEffect(() => {
    setState({ kind: 'closed' });
    if (open) void load();
  }, [open, load]);

  return (
    <section className="pickwave-card" aria-labelledby="pickwave-rows">
      <h3 id="pickwave-rows">{__('What would be sent', 'pickwave')}</h3>
      {state.kind === 'closed' && (
        <Button variant="secondary" size="compact" onClick={load}>
          {__('See what would be sent', 'pickwave')}
        </Button>
      )}
      {state.kind === 'loading' && <Loading what={__('Asking the shop for the order…', 'pickwave')} />}
      {state.kind === 'failed' && <Trouble problem={state.problem} retry={load} />}
      {state.kind === 'ready' && <RowsView rows={state.rows} />}
    </section>
  );
}

const RowsView = ({ rows: { sendable, words, header, lines } }: { rows: OrderRows }) => (
  <>
    <p>
      {sendable ? (
        <State tone="good">
          {__('Made fresh from the shop, without sending it. It would go like this:', 'pickwave')}
        </State>
      ) : (
        <State tone="warning">{words}</State>
      )}
    </p>
    {sendable && words !== '' && (
      <p>
        <State tone="warning">{words}</State>
      </p>
    )}
    {header.length > 0 && (
      <dl className="pickwave-facts">
        {header.map(({ column, value }) => (
          <div key={column}>
            <dt>{column}</dt>
            <dd>{value || '–'}</dd>
          </div>
        ))}
      </dl>
    )}
    {lines.length > 0 && <Lines lines={lines} />}
  </>
);

function Lines({ lines }: { lines: OrderRows['lines'] }) {
  const columns = [...new Set(lines.flatMap((line) => line.map(({ column }) => column)))];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className="pickwave-scroll" tabIndex={0} aria-label={__('Lines that would be sent', 'pickwave')}>
      <table className="pickwave-table is-wide">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.map(({ value }) => value).join(' ')}>
              {columns.map((column) => (
                <td key={column}>{line.find((cell) => cell.column === column)?.value || '–'}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

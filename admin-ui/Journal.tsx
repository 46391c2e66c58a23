import { __ } from '@wordpress/i18n';
import type { OrderDetail } from '../sidecar/http/schemas/orders.ts';
import { Ago } from './now.tsx';
import { whoWords } from './wording.ts';

/** Who did what to an order, the newest first. */
export const Journal = ({ entries }: { entries: OrderDetail['journal'] }) => (
  <section className="pickwave-card" aria-labelledby="pickwave-journal">
    <h3 id="pickwave-journal">{__('Journal', 'pickwave')}</h3>
    {entries.length === 0 ? (
      <p>{__('Nothing has been done with this order yet.', 'pickwave')}</p>
    ) : (
      <table className="pickwave-table">
        <thead>
          <tr>
            <th scope="col">{__('When', 'pickwave')}</th>
            <th scope="col">{__('Who', 'pickwave')}</th>
            <th scope="col">{__('What', 'pickwave')}</th>
          </tr>
        </thead>
        <tbody>
          {[...entries]
            .sort((a, b) => b.id - a.id)
            .map(({ id, at, who, what, detail }) => (
              <tr key={id}>
                <td data-label={__('When', 'pickwave')}>
                  <Ago time={at} />
                </td>
                <td data-label={__('Who', 'pickwave')}>{whoWords(who)}</td>
                <td data-label={__('What', 'pickwave')}>
                  {what}
                  {detail && (
                    <details>
                      <summary>{__('Details for support', 'pickwave')}</summary>
                      <pre>{detail}</pre>
                    </details>
                  )}
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    )}
  </section>
);

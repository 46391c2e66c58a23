import { __, sprintf } from '@wordpress/i18n';
import type { OrderDetail } from '../sidecar/http/schemas/orders.ts';
import { Ago } from './now.tsx';
import { State } from './State.tsx';
import { timelineOf } from './timeline.ts';
import { exact, pageLocale } from './timeWording.ts';

/** The facts of an order, in the order they happened. */
export const Timeline = ({ order }: { order: OrderDetail }) => (
  <ol className="pickwave-timeline">
    {timelineOf(order, pageLocale()).map(({ key, tone, title, at, words, took }) => (
      <li key={key}>
        <span className="pickwave-timeline__title">
          <State tone={tone}>{title}</State>
        </span>
        <span className="pickwave-timeline__at">
          {at && (
            <>
              {exact(at, pageLocale())}
              <span className="pickwave-quiet">
                <Ago time={at} />
              </span>
            </>
          )}
        </span>
        <span className="pickwave-timeline__words">
          {words.join(' · ')}
          {took && (
            <span className="pickwave-quiet">
              {/* translators: %s: a length of time such as "5 s" */}
              {sprintf(__('after %s', 'pickwave'), took)}
            </span>
          )}
        </span>
      </li>
    ))}
  </ol>
);

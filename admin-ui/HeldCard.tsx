import { Button, VisuallyHidden } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import type { HeldList, HeldView } from '../sidecar/http/schemas/stock.ts';
import { Ask } from './Ask.tsx';
import { decideHeld, getHeld } from './api.ts';
import { type Decision, decidedWords, heldWords, question } from './heldWording.ts';
import { Ago } from './now.tsx';
import { State } from './State.tsx';
import { useAct } from './said.tsx';
import { Trouble } from './Trouble.tsx';
import { usePolled } from './usePolled.ts';
import { useLink } from './useRoute.ts';

const everyMs = 10_000;

interface Wanted {
  decision: Decision;
  /** null: all that it is about */
  skus: string[] | null;
  count: number;
}

/** Stock that was not written, to be safe: is the warehouse right? Not there where nothing is held. */
export function HeldCard() {
  const { view, refresh } = usePolled(getHeld, 'held', { everyMs });
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const { busy, act } = useAct();
  if (view.kind === 'loading') return null;
  if (view.kind === 'failed') return <Trouble problem={view.problem} retry={refresh} />;
  const { value } = view;
  if (value.held.length === 0) return null;
  const stale = view.problem !== null;
  const decide = async ({ decision, skus, count }: Wanted) => {
    await act('held', async () => {
      await decideHeld(decision, skus ?? undefined);
      return decidedWords(decision, count);
    });
    setWanted(null);
    await refresh();
  };
  return (
    <section className="pickwave-card" aria-labelledby="pickwave-held">
      <h2 id="pickwave-held">{__('Stock that was not written, to be safe', 'pickwave')}</h2>
      <div className={stale ? 'is-stale' : undefined}>
        <p>
          <State tone={value.waiting > 0 ? 'warning' : 'idle'}>{heldWords(value)}</State>
        </p>
        {value.waiting > 1 && (
          <div className="pickwave-buttons">
            {(['apply', 'discard'] as const).map((decision) => (
              <Button
                key={decision}
                variant="secondary"
                size="compact"
                disabled={busy !== null || stale}
                accessibleWhenDisabled
                onClick={() => setWanted({ decision, skus: null, count: value.waiting })}
              >
                {allWords(decision, value.waiting)}
              </Button>
            ))}
          </div>
        )}
        <HeldTable list={value} off={busy !== null || stale} choose={setWanted} />
      </div>
      {wanted && (
        <Ask
          {...question(wanted.decision, wanted.skus, wanted.count)}
          leaveIt={__('Leave it as it is', 'pickwave')}
          busy={busy !== null}
          onDo={() => void decide(wanted)}
          onLeave={() => setWanted(null)}
        />
      )}
    </section>
  );
}

const allWords = (decision: 'apply' | 'discard', count: number) =>
  decision === 'apply'
    ? /* translators: %d: number of SKUs */
      sprintf(__('Apply all %d…', 'pickwave'), count)
    : /* translators: %d: number of SKUs */
      sprintf(__('Discard all %d…', 'pickwave'), count);

interface TableProps {
  list: HeldList;
  off: boolean;
  choose(wanted: Wanted): void;
}

function HeldTable({ list, off, choose }: TableProps) {
  const more = list.waiting + list.apply + list.discard - list.held.length;
  return (
    <>
      <table className="pickwave-table">
        <thead>
          <tr>
            <th scope="col">{__('SKU', 'pickwave')}</th>
            <th scope="col">{__('Written last', 'pickwave')}</th>
            <th scope="col">{__('Peoplevox says', 'pickwave')}</th>
            <th scope="col">{__('Since', 'pickwave')}</th>
            <th scope="col">
              <VisuallyHidden>{__('Actions', 'pickwave')}</VisuallyHidden>
            </th>
          </tr>
        </thead>
        <tbody>
          {list.held.map((one) => (
            <HeldRow key={one.sku} held={one} off={off} choose={choose} />
          ))}
        </tbody>
      </table>
      {more > 0 && (
        <p className="pickwave-quiet">
          {sprintf(
            /* translators: %d: number of SKUs */
            _n('and %d more SKU', 'and %d more SKUs', more, 'pickwave'),
            more,
          )}
        </p>
      )}
    </>
  );
}

function HeldRow({ held, off, choose }: { held: HeldView; off: boolean; choose(wanted: Wanted): void }) {
  const { sku, before, available, since, decision, decidedBy, decidedAt } = held;
  const link = useLink();
  const button = (does: Decision, words: string) => (
    <Button
      variant="secondary"
      size="compact"
      disabled={off}
      accessibleWhenDisabled
      aria-label={`${words}: ${sku}`}
      onClick={() => choose({ decision: does, skus: [sku], count: 1 })}
    >
      {words}
    </Button>
  );
  return (
    <tr>
      <th scope="row">
        <a {...link({ tab: 'stock', sku })}>{sku}</a>
      </th>
      <td data-label={__('Written last', 'pickwave')}>{before}</td>
      <td data-label={__('Peoplevox says', 'pickwave')}>{available}</td>
      <td data-label={__('Since', 'pickwave')}>
        <Ago time={since} />
      </td>
      <td className="pickwave-table__actions">
        {decision === null ? (
          <>
            {button('apply', __('Apply', 'pickwave'))} {button('discard', __('Discard', 'pickwave'))}
          </>
        ) : (
          <>
            <span className="pickwave-quiet">
              {decision === 'apply'
                ? __('Written with the next reading.', 'pickwave')
                : __('Kept as it is until Peoplevox has units of it.', 'pickwave')}{' '}
              {decidedBy} <Ago time={decidedAt ?? since} />
            </span>{' '}
            {button('wait', __('Take back', 'pickwave'))}
          </>
        )}
      </td>
    </tr>
  );
}

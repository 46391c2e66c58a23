import { Button } from '@wordpress/components';
import { __, _n, sprintf } from '@wordpress/i18n';
import type { ReactNode } from 'react';
import type { JourneyName, JourneyView, Overview } from '../sidecar/http/schemas/overview.ts';
import { tryLoginAgain } from './api.ts';
import { Age, Ago, Due } from './now.tsx';
import { State } from './State.tsx';
import { useAct } from './said.tsx';
import { pageLocale, seconds } from './timeWording.ts';
import { useLink } from './useRoute.ts';
import {
  accuracyWords,
  callsWords,
  journeyWords,
  peoplevoxState,
  reasons,
  type StateWords,
  worstState,
} from './wording.ts';

interface Props {
  overview: Overview;
  /** What is shown is only the last known. */
  stale: boolean;
  refresh(): Promise<void>;
}

/** One card per journey group, and one for Peoplevox itself. */
export function Cards({ overview, stale, refresh }: Props) {
  const link = useLink();
  const { journeys, orders, peoplevox } = overview;
  const some = (...names: JourneyName[]) => journeys.filter(({ name }) => names.includes(name));
  const toPeoplevox = some(
    'noticeOrders',
    'sendOrders',
    'followOrders',
    'finishHeld',
    'reconcileOrders',
    'watchLate',
  );
  return (
    <div className="pickwave-cards">
      <Card title={__('Orders → Peoplevox', 'pickwave')} state={worstState(toPeoplevox)}>
        <ul>
          <li>
            <a {...link({ tab: 'orders', filter: 'waiting_to_send' })}>
              {sprintf(
                /* translators: %d: number of orders */
                _n('%d order waiting', '%d orders waiting', orders.waitingToSend, 'pickwave'),
                orders.waitingToSend,
              )}
            </a>
          </li>
          <li>
            <a {...link({ tab: 'orders', filter: 'in_peoplevox' })}>
              {sprintf(
                /* translators: %d: number of orders */
                _n('%d in Peoplevox', '%d in Peoplevox', orders.inPeoplevox, 'pickwave'),
                orders.inPeoplevox,
              )}
            </a>
          </li>
          <li>
            <a {...link({ tab: 'orders' })}>
              {sprintf(
                /* translators: %d: number of orders */
                _n('%d sent today', '%d sent today', orders.sentToday, 'pickwave'),
                orders.sentToday,
              )}
            </a>
          </li>
          <Delays orders={orders} />
        </ul>
        <Runs journeys={toPeoplevox} lead="sendOrders" />
      </Card>
      <Card title={__('Stock → shop', 'pickwave')} state={worstState(some('updateStock'))}>
        <Accuracy stock={overview.stock} />
        <Runs journeys={some('updateStock')} lead="updateStock" />
      </Card>
      <Card title={__('Despatches → shop', 'pickwave')} state={worstState(some('recordDespatches'))}>
        <ul>
          <li>
            <a {...link({ tab: 'orders', filter: 'despatched' })}>{__('Despatched orders', 'pickwave')}</a>
          </li>
        </ul>
        <Runs journeys={some('recordDespatches')} lead="recordDespatches" />
      </Card>
      <Card title={__('Peoplevox', 'pickwave')} state={peoplevoxState(peoplevox.state)}>
        {/* A refused login is told at once as what needs somebody; in the other states the word says it all. */}
        {peoplevox.words && peoplevox.state === 'away' && (
          <p className="pickwave-card__reason is-bad">{peoplevox.words}</p>
        )}
        <ul>
          <li>{callsWords(peoplevox)}</li>
          <li>
            {sprintf(
              /* translators: %s: number of calls */
              _n('%s call today', '%s calls today', peoplevox.callsToday, 'pickwave'),
              new Intl.NumberFormat(pageLocale()).format(peoplevox.callsToday),
            )}
          </li>
          {peoplevox.lastAnswerAt && (
            <li>
              {__('last answer', 'pickwave')} <Ago time={peoplevox.lastAnswerAt} />
            </li>
          )}
          <li className="pickwave-quiet">{peoplevox.host}</li>
        </ul>
        {peoplevox.state === 'login_refused' && !stale && <TryLogin refresh={refresh} />}
      </Card>
    </div>
  );
}

const Card = ({ title, state, children }: { title: string; state: StateWords; children: ReactNode }) => (
  <section className="pickwave-card" aria-label={title}>
    <h2>{title}</h2>
    <p className="pickwave-card__state">
      <State tone={state.tone}>{state.words}</State>
    </p>
    {children}
  </section>
);

function Accuracy({ stock }: { stock: Overview['stock'] }) {
  if (!stock) return null;
  return (
    <ul>
      <li>{accuracyWords(stock)}</li>
    </ul>
  );
}

function TryLogin({ refresh }: { refresh(): Promise<void> }) {
  const { busy, act } = useAct();
  const ask = () =>
    act('login', async () => {
      const { words } = await tryLoginAgain();
      await refresh();
      return words;
    });
  return (
    <p>
      <Button
        variant="secondary"
        size="compact"
        isBusy={busy !== null}
        disabled={busy !== null}
        accessibleWhenDisabled
        onClick={ask}
      >
        {__('Try the login again', 'pickwave')}
      </Button>
    </p>
  );
}

function Delays({ orders: { medianSeconds, p95Seconds } }: { orders: Overview['orders'] }) {
  if (medianSeconds === null || p95Seconds === null) return null;
  const locale = pageLocale();
  return (
    <li title={__('From paid to released in Peoplevox, orders of the last 24 hours', 'pickwave')}>
      {sprintf(
        /* translators: 1, 2: a length of time such as "4 s" */
        __('half there in %1$s, 95 %% in %2$s', 'pickwave'),
        seconds(medianSeconds, locale),
        seconds(p95Seconds, locale),
      )}
    </li>
  );
}

/** When the leading journey last went well, and what is wrong with any of them. */
function Runs({ journeys, lead }: { journeys: JourneyView[]; lead: JourneyName }) {
  const leading = journeys.find(({ name }) => name === lead);
  const names = journeyWords();
  return (
    <>
      {leading && (
        <ul>
          {leading.lastSuccessAt && (
            <li>
              {__('went well', 'pickwave')} <Ago time={leading.lastSuccessAt} />
            </li>
          )}
          {leading.lastResult && <li>{leading.lastResult}</li>}
          {leading.nextRunAt && !leading.paused && (
            <li>
              {__('next', 'pickwave')} <Due time={leading.nextRunAt} />
            </li>
          )}
        </ul>
      )}
      {reasons(journeys).map(({ words, fails, since, of }) => (
        <p key={words} className={`pickwave-card__reason ${fails ? 'is-bad' : ''}`}>
          {fails && journeys.length > 1 && <b>{of.map((name) => names[name].name).join(', ')}: </b>}
          {words}
          {since && (
            <>
              {' '}
              ({__('for', 'pickwave')} <Age since={since} />)
            </>
          )}
        </p>
      ))}
    </>
  );
}

import { DropdownMenu, MenuGroup, MenuItem } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { chevronDown } from '@wordpress/icons';
import type { JourneyName, Overview } from '../sidecar/http/schemas/overview.ts';
import { runJourney } from './api.ts';
import { Ago } from './now.tsx';
import { needsHeading } from './place.ts';
import { State } from './State.tsx';
import { useAct } from './said.tsx';
import { journeyWords } from './wording.ts';

interface Props {
  overview: Overview | null;
  /** What is shown is only the last known. */
  stale: boolean;
  refresh(): void;
}

/** The name, whether it is live, when something was last heard, and "Run now". */
export function Header({ overview, stale, refresh }: Props) {
  const news = overview ? lastNews(overview) : null;
  return (
    <div className="pickwave-header">
      {needsHeading() && <h1>{__('Pickwave', 'pickwave')}</h1>}
      {overview && (
        <p className={stale ? 'is-stale' : undefined}>
          <State tone={overview.live.on ? 'good' : 'idle'}>
            {overview.live.on ? __('Live', 'pickwave') : __('Not live', 'pickwave')}
          </State>
          {news && (
            <span className="pickwave-quiet">
              {__('last news', 'pickwave')} <Ago time={news} />
            </span>
          )}
        </p>
      )}
      {overview && !stale && <RunNow refresh={refresh} />}
    </div>
  );
}

/** When either side last answered. */
function lastNews({ shop, peoplevox }: Overview): string | null {
  const answers = [shop.lastAnswerAt, peoplevox.lastAnswerAt].filter((time) => time !== null);
  return answers.sort().at(-1) ?? null;
}

function RunNow({ refresh }: { refresh(): void }) {
  const { busy, act } = useAct();
  const words = journeyWords();
  const run = (name: JourneyName) =>
    act(name, async () => {
      const answer = await runJourney(name);
      refresh();
      return startedWords(words[name].name, answer);
    });
  return (
    <DropdownMenu
      icon={chevronDown}
      text={__('Run now', 'pickwave')}
      label={__('Run a journey now', 'pickwave')}
      toggleProps={{
        variant: 'secondary',
        size: 'compact',
        iconPosition: 'right',
        showTooltip: false,
        isBusy: busy !== null,
      }}
      popoverProps={{ placement: 'bottom-end' }}
    >
      {({ onClose }) => (
        <MenuGroup>
          {(Object.keys(words) as JourneyName[]).map((name) => (
            <MenuItem
              key={name}
              info={words[name].does}
              onClick={() => {
                onClose();
                void run(name);
              }}
            >
              {words[name].name}
            </MenuItem>
          ))}
        </MenuGroup>
      )}
    </DropdownMenu>
  );
}

export const startedWords = (journey: string, { started, words }: { started: boolean; words: string }) =>
  words ||
  (started
    ? /* translators: %s: a journey, such as "Send orders" */
      sprintf(__('%s: started.', 'pickwave'), journey)
    : /* translators: %s: a journey, such as "Send orders" */
      sprintf(__('%s: not started.', 'pickwave'), journey));

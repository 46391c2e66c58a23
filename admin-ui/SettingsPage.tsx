import { Button, SearchControl } from '@wordpress/components';
import { useEffect, useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import type { FormEvent } from 'react';
import type { SettingView } from '../sidecar/http/schemas/settings.ts';
import type { Connection } from './api.ts';
import { ConnectionCard } from './ConnectionCard.tsx';
import { ProbeCard } from './ProbeCard.tsx';
import { SettingField } from './SettingField.tsx';
import { useSay } from './said.tsx';
import { type Draft, type Typed, typedFrom } from './settingsDraft.ts';
import { findSettings, groupSettings } from './settingsWording.ts';
import { Loading, Trouble } from './Trouble.tsx';
import { useSettings } from './useSettings.ts';

interface Props {
  connection: Connection | null;
  onConnectionChange(): void;
}

export function SettingsPage({ connection, onConnectionChange }: Props) {
  const { state, draft, errors, changed, type, discard, save, load } = useSettings();
  return (
    <>
      {connection && <ConnectionCard connection={connection} onUnpaired={onConnectionChange} />}
      <ProbeCard />
      {state.kind === 'loading' && <Loading what={__('Loading the settings…', 'pickwave')} />}
      {state.kind === 'failed' && <Trouble problem={state.problem} retry={load} />}
      {state.kind === 'ready' && (
        <SettingsForm
          settings={state.settings}
          draft={draft}
          errors={errors}
          changed={changed}
          onType={type}
          onDiscard={discard}
          onSave={save}
        />
      )}
    </>
  );
}

interface FormProps {
  settings: SettingView[];
  draft: Draft;
  errors: Record<string, string>;
  changed: number;
  onType(key: string, typed: Typed): void;
  onDiscard(): void;
  onSave: ReturnType<typeof useSettings>['save'];
}

function SettingsForm({ settings, draft, errors, changed, onType, onDiscard, onSave }: FormProps) {
  const say = useSay();
  const [saving, setSaving] = useState(false);
  useWarnOfUnsaved(changed > 0);
  const [wanted, setWanted] = useState('');
  const wrong = Object.keys(errors).length;
  // What is wrong is shown even when it is not what is looked for.
  const found = findSettings(settings, wanted);
  const shown = settings.filter((setting) => found.includes(setting) || setting.key in errors);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (wrong > 0) return focusFirst(errors);
    setSaving(true);
    const problem = await onSave();
    setSaving(false);
    if (!problem)
      return say({ tone: 'good', words: __('Saved. The sidecar works by it from now on.', 'pickwave') });
    say({ tone: 'bad', words: `${__('Nothing was saved.', 'pickwave')} ${problem.message}` });
    if (problem.kind === 'refused') focusFirst(problem.fields);
  };

  return (
    <form onSubmit={submit} noValidate>
      <SearchControl
        __nextHasNoMarginBottom
        label={__('Find a setting', 'pickwave')}
        placeholder={__('Find a setting', 'pickwave')}
        value={wanted}
        onChange={setWanted}
        className="pickwave-search"
      />
      {shown.length === 0 && <p role="status">{__('No setting is called that.', 'pickwave')}</p>}
      {groupSettings(shown).map(({ key, title, about, settings: some }) => (
        <section key={key} className="pickwave-card pickwave-settings" aria-labelledby={`pickwave-${key}`}>
          <header>
            <h2 id={`pickwave-${key}`}>{title}</h2>
            <p className="pickwave-quiet">{about}</p>
          </header>
          <div>
            {some.map((setting) => (
              <SettingField
                key={setting.key}
                setting={setting}
                typed={draft[setting.key] ?? typedFrom(setting.type, setting.value)}
                error={errors[setting.key]}
                onType={(typed) => onType(setting.key, typed)}
              />
            ))}
          </div>
        </section>
      ))}
      {changed > 0 && (
        <div className="pickwave-save">
          <span>
            {sprintf(
              /* translators: %d: number of settings */
              _n(
                '%d setting changed, not saved yet',
                '%d settings changed, not saved yet',
                changed,
                'pickwave',
              ),
              changed,
            )}
          </span>
          <Button
            __next40pxDefaultSize
            variant="primary"
            type="submit"
            isBusy={saving}
            disabled={saving}
            accessibleWhenDisabled
          >
            {__('Save', 'pickwave')}
          </Button>
          <Button __next40pxDefaultSize variant="tertiary" onClick={onDiscard}>
            {__('Discard', 'pickwave')}
          </Button>
        </div>
      )}
    </form>
  );
}

/** The browser asks before a page with unsaved settings is left. */
function useWarnOfUnsaved(unsaved: boolean) {
  useEffect(() => {
    if (!unsaved) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [unsaved]);
}

function focusFirst(errors: Record<string, string>) {
  const fields = [...document.querySelectorAll<HTMLElement>('.pickwave [data-setting]')];
  const first = fields.find(({ dataset }) => dataset.setting !== undefined && dataset.setting in errors);
  first?.querySelector<HTMLElement>('input, select, textarea, button')?.focus();
}

import { Button, SelectControl, TextareaControl, TextControl, ToggleControl } from '@wordpress/components';
import { useId } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { SettingView } from '../sidecar/http/schemas/settings.ts';
import { State } from './State.tsx';
import { type TableRow, type Typed, typedFrom } from './settingsDraft.ts';
import { defaultWords, fixedBy, sameValue } from './settingsWording.ts';

interface Props {
  setting: SettingView;
  typed: Typed;
  error: string | undefined;
  onType(typed: Typed): void;
}

/** One setting with its default, where it comes from, and what is wrong with it. */
export function SettingField({ setting, typed, error, onType }: Props) {
  const { key, type, source } = setting;
  const reason = fixedBy(source);
  const errorId = useId();
  const isDefault = sameValue(typed, typedFrom(type, setting.default));
  return (
    <div className={`pickwave-setting is-${type}`} data-setting={key}>
      <Input setting={setting} typed={typed} error={error} onType={onType} errorId={errorId} />
      <p className="pickwave-quiet">
        <code>{key}</code> · {defaultWords(setting.default)}
        {!isDefault && !reason && (
          <>
            {' · '}
            <Button
              variant="link"
              onClick={() => onType(typedFrom(type, setting.default))}
              /* translators: %s: the title of a setting */
              aria-label={sprintf(__('Back to the default: %s', 'pickwave'), setting.title)}
            >
              {__('Back to the default', 'pickwave')}
            </Button>
          </>
        )}
      </p>
      {reason && <p className="pickwave-quiet">{reason}</p>}
      <div id={errorId} role="alert" className="pickwave-field-trouble">
        {error && <State tone="bad">{error}</State>}
      </div>
    </div>
  );
}

function Input({ setting, typed, error, onType, errorId }: Props & { errorId: string }) {
  const { type, title, choices, minimum, maximum } = setting;
  const shared = {
    __nextHasNoMarginBottom: true,
    label: title,
    disabled: fixedBy(setting.source) !== null,
    'aria-invalid': error !== undefined,
    'aria-errormessage': error === undefined ? undefined : errorId,
  };
  if (typeof typed === 'boolean') return <ToggleControl {...shared} checked={typed} onChange={onType} />;
  if (typeof typed !== 'string') {
    return <TableInput title={title} rows={typed} disabled={shared.disabled} onType={onType} />;
  }
  switch (type) {
    case 'choice':
      return (
        <SelectControl
          {...shared}
          __next40pxDefaultSize
          value={typed}
          options={choices.map((choice) => ({ label: choice, value: choice }))}
          onChange={onType}
        />
      );
    case 'list':
      return (
        <TextareaControl
          {...shared}
          help={__('One a line.', 'pickwave')}
          rows={Math.max(2, typed.split('\n').length)}
          value={typed}
          onChange={onType}
        />
      );
    case 'number':
      return (
        <TextControl
          {...shared}
          __next40pxDefaultSize
          type="number"
          min={minimum ?? undefined}
          max={maximum ?? undefined}
          step="any"
          value={typed}
          onChange={onType}
        />
      );
    default:
      return <TextControl {...shared} __next40pxDefaultSize value={typed} onChange={onType} />;
  }
}

interface TableInputProps {
  title: string;
  rows: TableRow[];
  disabled: boolean;
  onType(rows: TableRow[]): void;
}

function TableInput({ title, rows, disabled, onType }: TableInputProps) {
  const change = (place: number, row: TableRow) => onType(rows.map((old, at) => (at === place ? row : old)));
  return (
    <fieldset className="pickwave-rows" disabled={disabled}>
      <legend>{title}</legend>
      {rows.map(([name, value], place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is known by its place, its name is being typed
        <div key={place} className="pickwave-rows__row">
          <TextControl
            __next40pxDefaultSize
            __nextHasNoMarginBottom
            hideLabelFromVision
            /* translators: %d: number of the row */
            label={sprintf(__('Name in row %d', 'pickwave'), place + 1)}
            value={name}
            onChange={(next) => change(place, [next, value])}
          />
          <TextControl
            __next40pxDefaultSize
            __nextHasNoMarginBottom
            hideLabelFromVision
            /* translators: %d: number of the row */
            label={sprintf(__('Value in row %d', 'pickwave'), place + 1)}
            value={value}
            onChange={(next) => change(place, [name, next])}
          />
          <Button
            variant="tertiary"
            size="compact"
            onClick={() => onType(rows.filter((_, at) => at !== place))}
            /* translators: %d: number of the row */
            aria-label={sprintf(__('Remove row %d', 'pickwave'), place + 1)}
          >
            {__('Remove', 'pickwave')}
          </Button>
        </div>
      ))}
      <Button variant="secondary" size="compact" onClick={() => onType([...rows, ['', '']])}>
        {__('Add a row', 'pickwave')}
      </Button>
    </fieldset>
  );
}

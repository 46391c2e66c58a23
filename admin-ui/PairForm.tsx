import { Button, TextControl } from '@wordpress/components';
import { useEffect, useId, useRef, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import type { FormEvent } from 'react';
import { pair } from './api.ts';
import { type PairTrouble, pairTrouble, tidyAddress, tidyCode } from './pairing.ts';
import { CallFailed, problemFrom } from './problem.ts';
import { State } from './State.tsx';
import { useSay } from './said.tsx';

/** Address and code of the sidecar; what is wrong is said next to the field it is about. */
export function PairForm({ onPaired }: { onPaired(): void }) {
  const say = useSay();
  const [url, setUrl] = useState('');
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<PairTrouble | null>(null);
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (trouble?.field) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [trouble]);
  const marks = (field: 'url' | 'code') =>
    trouble?.field === field ? { 'aria-invalid': true, 'aria-errormessage': `${id}-${field}` } : {};

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const asked = { url: tidyAddress(url), code: tidyCode(code) };
    if (asked.url === '') {
      return setTrouble({
        field: 'url',
        words: __('The address is missing. The sidecar prints it.', 'pickwave'),
      });
    }
    if (asked.code === '') {
      return setTrouble({
        field: 'code',
        words: __('The code is missing. The sidecar prints it.', 'pickwave'),
      });
    }
    setBusy(true);
    setTrouble(null);
    try {
      await pair(asked);
      say({ tone: 'good', words: __('Paired. Nothing is sent before you go live.', 'pickwave') });
      onPaired();
    } catch (thrown) {
      setTrouble(pairTrouble(thrown instanceof CallFailed ? thrown.problem : problemFrom(thrown)));
    } finally {
      setBusy(false);
    }
  };

  return (
    <form ref={form} className="pickwave-form" onSubmit={submit} noValidate>
      <TextControl
        __next40pxDefaultSize
        __nextHasNoMarginBottom
        label={__('Address of the sidecar', 'pickwave')}
        help={__('As it prints it, for example https://pickwave.example.com:7425', 'pickwave')}
        type="url"
        value={url}
        onChange={setUrl}
        autoComplete="off"
        {...marks('url')}
      />
      <FieldTrouble id={`${id}-url`} trouble={trouble} field="url" />
      <TextControl
        __next40pxDefaultSize
        __nextHasNoMarginBottom
        label={__('Code', 'pickwave')}
        help={__(
          'Ten letters and digits in two groups, such as K7QF2-9XMPT. It is good for ten minutes.',
          'pickwave',
        )}
        value={code}
        onChange={setCode}
        autoComplete="off"
        spellCheck={false}
        className="pickwave-code-field"
        {...marks('code')}
      />
      <FieldTrouble id={`${id}-code`} trouble={trouble} field="code" />
      <FieldTrouble id={`${id}-form`} trouble={trouble} field={null} />
      <Button
        __next40pxDefaultSize
        variant="primary"
        type="submit"
        isBusy={busy}
        disabled={busy}
        accessibleWhenDisabled
      >
        {__('Pair', 'pickwave')}
      </Button>
    </form>
  );
}

interface FieldTroubleProps {
  id: string;
  trouble: PairTrouble | null;
  field: PairTrouble['field'];
}

const FieldTrouble = ({ id, trouble, field }: FieldTroubleProps) => (
  <div id={id} role="alert" className="pickwave-field-trouble">
    {trouble && trouble.field === field && <State tone="bad">{trouble.words}</State>}
  </div>
);

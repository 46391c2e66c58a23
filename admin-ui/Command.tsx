import { Button } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { useSay } from './said.tsx';

/** A command to be typed on the sidecar's machine, with a button that copies it. */
export function Command({ line }: { line: string }) {
  const say = useSay();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(line);
      say({ tone: 'good', words: __('Copied.', 'pickwave') });
    } catch {
      // No clipboard without https: the command can still be selected.
      say({
        tone: 'bad',
        words: __('The browser does not let us copy. Select the command instead.', 'pickwave'),
      });
    }
  };
  return (
    <span className="pickwave-command">
      <code>{line}</code>
      <Button variant="secondary" size="compact" onClick={copy}>
        {__('Copy', 'pickwave')}
      </Button>
    </span>
  );
}

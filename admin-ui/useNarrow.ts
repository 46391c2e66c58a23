import { useEffect, useState } from '@wordpress/element';

// Where wp-admin itself turns to its phone layout.
const query = '(max-width: 782px)';

/** Is the window as narrow as a phone? */
export function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(() => window.matchMedia(query).matches);
  useEffect(() => {
    const media = window.matchMedia(query);
    const changed = () => setNarrow(media.matches);
    media.addEventListener('change', changed);
    return () => media.removeEventListener('change', changed);
  }, []);
  return narrow;
}

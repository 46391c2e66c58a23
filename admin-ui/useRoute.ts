import { createContext, useContext, useEffect, useState } from '@wordpress/element';
import type { MouseEvent } from 'react';
import { home, hrefOf, parseRoute, type Route } from './route.ts';

export interface Router {
  route: Route;
  /** Opens it; `replace` does not leave a step for the Back button (while typing a search). */
  go(route: Partial<Route>, how?: { replace: boolean }): void;
}

/** The route in the address bar, with Back and Forward. */
export function useAddressBar(): Router {
  const [route, setRoute] = useState(() => parseRoute(window.location.search));
  useEffect(() => {
    const read = () => setRoute(parseRoute(window.location.search));
    window.addEventListener('popstate', read);
    return () => window.removeEventListener('popstate', read);
  }, []);
  const go: Router['go'] = (next, how) => {
    const href = hrefOf(next, window.location.search);
    if (how?.replace) window.history.replaceState(null, '', href);
    else window.history.pushState(null, '', href);
    setRoute({ ...home, ...next });
  };
  return { route, go };
}

export const RouterContext = createContext<Router>({ route: home, go: () => undefined });

/** What a link to a place on this screen needs: a real address, and a click that does not load the page anew. */
export function useLink() {
  const { go } = useContext(RouterContext);
  return (to: Partial<Route>) => ({
    href: hrefOf(to, window.location.search),
    onClick: (event: MouseEvent) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
      event.preventDefault();
      go(to);
    },
  });
}

export const useRouter = () => useContext(RouterContext);

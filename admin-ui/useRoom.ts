import { useEffect, useRef, useState } from '@wordpress/element';

export type Room = 'wide' | 'medium' | 'narrow';

// What the columns of the orders need. The window's width would not do: wp-admin's menu takes its share, or does not.
const roomFor = (width: number): Room => (width >= 1040 ? 'wide' : width >= 600 ? 'medium' : 'narrow');

/** How much room an element has; `ref` goes on it. */
export function useRoom<E extends HTMLElement>() {
  const ref = useRef<E>(null);
  const [room, setRoom] = useState<Room>('wide');
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const measure = () => setRoom(roomFor(element.clientWidth));
    const observer = new ResizeObserver(measure);
    measure();
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, room };
}

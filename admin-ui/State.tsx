import type { ReactNode } from 'react';
import type { Tone } from './wording.ts';

// Shapes differ as much as colours do, so that neither has to be seen to tell them apart.
const shapes: Record<Tone, ReactNode> = {
  good: <path d="M8 0a8 8 0 1 1 0 16A8 8 0 0 1 8 0Zm3.7 4.6L7 9.3 4.6 6.9 3.4 8.1 7 11.7l5.9-5.9Z" />,
  busy: (
    <path d="M8 0a8 8 0 1 1 0 16A8 8 0 0 1 8 0ZM4.2 6.7a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.6Zm3.8 0a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.6Zm3.8 0a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.6Z" />
  ),
  idle: (
    <path d="M8 0a8 8 0 1 1 0 16A8 8 0 0 1 8 0Zm0 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8ZM4.5 7h7v2h-7Z" />
  ),
  warning: <path d="M8 .8 16 15H0ZM7.1 5.6v4.7h1.8V5.6Zm0 5.9v1.8h1.8v-1.8Z" />,
  bad: (
    <path d="M4.7 0h6.6L16 4.7v6.6L11.3 16H4.7L0 11.3V4.7Zm.6 4.1L4.1 5.3 6.8 8l-2.7 2.7 1.2 1.2L8 9.2l2.7 2.7 1.2-1.2L9.2 8l2.7-2.7-1.2-1.2L8 6.8Z" />
  ),
};

const Glyph = ({ tone }: { tone: Tone }) => (
  <svg
    className="pickwave-glyph"
    viewBox="0 0 16 16"
    width="14"
    height="14"
    aria-hidden="true"
    focusable="false"
  >
    {shapes[tone]}
  </svg>
);

/** An icon and a word; colour never stands alone. */
export const State = ({ tone, children }: { tone: Tone; children: ReactNode }) => (
  <span className={`pickwave-state is-${tone}`}>
    <Glyph tone={tone} />
    <span>{children}</span>
  </span>
);

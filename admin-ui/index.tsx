import { createRoot } from '@wordpress/element';
import { App } from './App.tsx';
import { takeRootOfPlace } from './api.ts';
import './screen.css';

function start() {
  const place = document.getElementById('pickwave-screen');
  if (!place) return;
  takeRootOfPlace();
  createRoot(place).render(<App />);
}

if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
else start();

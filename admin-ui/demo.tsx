// The screen in a page outside WordPress: it brings along the styles that wp-admin would have loaded.

import '@wordpress/components/build-style/style.css';
import './demo.css';
import './index.tsx';

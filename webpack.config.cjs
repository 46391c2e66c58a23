// The screen for WordPress: @wordpress/scripts' own configuration with our entry and place.
// React and the wp.* packages stay outside (WordPress has them); DataViews is in, in a file of its own that is
// fetched when the orders are looked at.

const path = require('node:path');
const base = require('@wordpress/scripts/config/webpack.config');

module.exports = {
  ...base,
  entry: { index: path.join(__dirname, 'admin-ui/index.tsx') },
  output: {
    ...base.output,
    path: process.env.PICKWAVE_BUILD_FOLDER ?? path.join(__dirname, 'plugin/build'),
  },
  optimization: {
    ...base.optimization,
    splitChunks: {
      cacheGroups: { ...base.optimization.splitChunks.cacheGroups, defaultVendors: false },
    },
  },
  performance: false, // the sizes are printed and held by scripts/build.mjs
};

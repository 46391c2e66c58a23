// Which part may import which (docs/development.md). Imports point inwards:
//   main ▶ http, journeys, adapters ▶ domain ▶ nothing.   admin-ui ▶ domain, and the types of http/schemas.
// Tests, and what only they use (folders called testing), may join parts that never meet in the product.
// scripts/lib/importRules.test.ts breaks each rule once.

const tests = '(\\.test\\.tsx?$|/testing/)';
const standIns = '^sidecar/(simulator|demo|bench|contract)/';
const product = { path: '^(sidecar|admin-ui)/', pathNot: [tests, standIns] };

/** Libraries without I/O and clock, which the domain may use. */
const pureLibraries = '^node_modules/(typebox|postcode|validator|luxon|@types/(validator|luxon))/';

module.exports = {
  forbidden: [
    {
      name: 'domain-imports-nothing',
      comment:
        'domain/ is pure: it imports itself and libraries without I/O, so that server and screen can share it.',
      severity: 'error',
      from: { path: '^sidecar/domain/', pathNot: tests },
      to: { pathNot: ['^sidecar/domain/', pureLibraries] },
    },
    {
      name: 'adapters-never-meet',
      comment: 'An adapter knows the domain and the link, never another adapter, a journey or the HTTP side.',
      severity: 'error',
      from: { path: '^sidecar/(peoplevox|woocommerce|ledger|alerts)/', pathNot: tests },
      to: { path: '^sidecar/', pathNot: '^sidecar/(domain|link|$1)/' },
    },
    {
      name: 'journeys-ask-for-ports',
      comment: 'A journey says what it needs as a port of the domain; main hands it the adapter.',
      severity: 'error',
      from: { path: '^sidecar/journeys/', pathNot: tests },
      to: { path: '^sidecar/', pathNot: '^sidecar/(domain|journeys)/' },
    },
    {
      name: 'http-knows-no-adapter',
      comment: 'Routes are handed what they call.',
      severity: 'error',
      from: { path: '^sidecar/http/', pathNot: tests },
      to: { path: '^sidecar/', pathNot: '^sidecar/(domain|link|http)/' },
    },
    {
      name: 'link-knows-the-domain-only',
      comment: 'Signing and verifying is used by both ends and by the stand-ins.',
      severity: 'error',
      from: { path: '^sidecar/link/', pathNot: tests },
      to: { path: '^sidecar/', pathNot: '^sidecar/(domain|link)/' },
    },
    {
      name: 'no-stand-ins-in-the-product',
      comment: 'What is shipped must not lean on the simulators, the demo or the benchmarks.',
      severity: 'error',
      from: product,
      to: { path: standIns },
    },
    {
      name: 'no-tools-in-the-product',
      comment: 'Tests, scripts and development packages are not shipped.',
      severity: 'error',
      from: { path: '^sidecar/', pathNot: [tests, standIns] },
      to: { path: ['^(e2e|scripts|admin-ui)/', tests] },
    },
    {
      name: 'no-development-packages-in-the-product',
      comment: 'The sidecar is installed without devDependencies.',
      severity: 'error',
      from: { path: '^sidecar/', pathNot: [tests, standIns] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'screen-imports-domain-only',
      comment: 'The screen runs in a browser: it may have the domain and the types of http/schemas.',
      severity: 'error',
      from: { path: '^admin-ui/', pathNot: tests },
      to: { path: '^(sidecar|e2e|scripts)/', pathNot: '^sidecar/(domain|http/schemas)/' },
    },
    {
      name: 'screen-imports-schemas-as-types',
      comment: 'Only the types: the schemas themselves would come into the bundle.',
      severity: 'error',
      from: { path: '^admin-ui/', pathNot: tests },
      to: { path: '^sidecar/http/schemas/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'screen-has-no-node',
      comment: 'There is no Node in a browser.',
      severity: 'error',
      from: { path: '^admin-ui/', pathNot: [tests, '^admin-ui/dev/'] },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-circle',
      comment: 'A circle of imports has no inside.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'everything-is-there',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};

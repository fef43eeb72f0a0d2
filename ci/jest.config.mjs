import basis from '../jest.config.mjs';

// Checks against official material beside the project; `.ci/run` names the folder in GEGEVENS.
const [voorbeeld] = basis.projects;
export default {
  ...voorbeeld,
  rootDir: '..',
  displayName: 'ci',
  roots: ['<rootDir>/ci'],
  testMatch: ['<rootDir>/ci/**/*.spec.ts'],
  // What needs the running suite is started by ci/suite.mjs, with its own servers.
  ...(process.env.BRONHUIS_SUITE ? {} : { globalSetup: basis.globalSetup, globalTeardown: basis.globalTeardown, testPathIgnorePatterns: ['/ci/suite/', '/node_modules/'] }),
  testSequencer: '<rootDir>/ci/volgorde.mjs',
  testTimeout: 300_000,
};

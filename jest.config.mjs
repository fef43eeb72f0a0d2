import { readdirSync, existsSync } from 'node:fs';

// One Jest project per folder that has a package.json, found by itself: a new component needs no line here.
const mappen = [...['libs', 'services'].flatMap((m) => readdirSync(m).map((n) => `${m}/${n}`)), 'gateway', 'deploy'].filter(
  (m) => existsSync(`${m}/package.json`),
);

/** The compiler of the tests: swc, straight from source through our own export condition. */
const transform = {
  '^.+\\.ts$': [
    '@swc/jest',
    {
      jsc: {
        target: 'es2022',
        parser: { syntax: 'typescript', decorators: true },
        transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
      },
      module: { type: 'es6' },
      sourceMaps: 'inline',
    },
  ],
};

export default {
  testTimeout: 60_000,
  // The modules of a file that ran stay with its worker: after a hundred files they are gigabytes, that the collector walks again and again.
  workerIdleMemoryLimit: '1500MB',
  globalSetup: '<rootDir>/tools/testservers.mjs',
  globalTeardown: '<rootDir>/tools/testservers-stop.mjs',
  projects: mappen.map((map) => ({
    displayName: map.split('/').at(-1),
    rootDir: import.meta.dirname,
    roots: [`<rootDir>/${map}`],
    testMatch: [`<rootDir>/${map}/src/**/*.spec.ts`, `<rootDir>/${map}/test/**/*.spec.ts`],
    testPathIgnorePatterns: ['/dist/', '/node_modules/'],
    modulePathIgnorePatterns: ['/dist/'],
    testEnvironment: 'node',
    testEnvironmentOptions: { customExportConditions: ['bronhuis-source', 'node', 'node-addons'] },
    extensionsToTreatAsEsm: ['.ts'],
    transform,
  })),
};

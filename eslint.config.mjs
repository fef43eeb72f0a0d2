import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';
import { huisregels } from './tools/huisregels.mjs';

const klok = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Ask the Klok: a decision has no clock of its own.' },
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: 'Ask the Klok: a decision has no clock of its own.' },
];
const omgeving = [
  { selector: "MemberExpression[object.name='process'][property.name='env']", message: 'Settings are parsed once, in the configuration.' },
];

const GEHEIM = '/(geheim|handtekening|wachtwoord|secret|token)$/i';
// How long `===` takes, tells how far a guess was right: secrets are looked up by their hash, or compared whole.
const geheimen = [
  {
    selector: `BinaryExpression[operator=/^[!=]==?$/]:matches([left.name=${GEHEIM}], [left.property.name=${GEHEIM}]):not([right.name='undefined'], [right.type='Literal'])`,
    message: 'Compare secrets with timingSafeEqual, or look them up by their hash.',
  },
];

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '.data/**', '.cache/**', 'helm/**', '**/*.mjs'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.base],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { '@nx': nx, huis: huisregels },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          allow: [],
          // A command may load late what it alone needs, also when another file needs it at once.
          checkDynamicDependenciesExceptions: ['.*'],
          // The tests of these libs lean on the test kit, that leans on them; `huis/tests-niet-in-bron` keeps source out of it.
          ignoredCircularDependencies: ['bron', 'events', 'component'].map((lib) => [`@bronhuis/${lib}`, '@bronhuis/testing']),
          depConstraints: [
            {
              sourceTag: 'lib:standaarden',
              onlyDependOnLibsWithTags: ['lib:standaarden'],
              bannedExternalImports: ['@nestjs/*', 'typeorm', 'pg', '@nats-io/*', 'fastify', 'undici'],
            },
            { sourceTag: 'type:lib', onlyDependOnLibsWithTags: ['type:lib', 'type:testing'] },
            { sourceTag: 'type:testing', onlyDependOnLibsWithTags: ['type:lib'] },
            { sourceTag: 'type:service', onlyDependOnLibsWithTags: ['type:lib', 'type:testing'] },
            { sourceTag: 'type:deploy', onlyDependOnLibsWithTags: ['type:lib', 'type:testing', 'type:service'] },
          ],
        },
      ],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      'no-empty': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
      'no-restricted-syntax': ['error', ...klok, ...omgeving, ...geheimen],
      'huis/route-verklaard': 'error',
      'huis/uitzondering-met-reden': 'error',
      'huis/beslissing-is-zuiver': 'error',
      'huis/tests-niet-in-bron': 'error',
    },
  },
  // The configuration is the one place that reads the environment; `main.ts` hands it over.
  { files: ['**/config.ts', '**/main.ts', 'libs/component/src/start.ts'], rules: { 'no-restricted-syntax': ['error', ...klok, ...geheimen] } },
  { files: ['libs/standaarden/src/klok.ts'], rules: { 'no-restricted-syntax': 'off' } },
  // Runners, benchmarks and tests live in real time and read the settings of the machine.
  {
    files: ['**/*.spec.ts', '**/test/**/*.ts', 'libs/testing/**/*.ts', 'deploy/**/*.ts', 'ci/**/*.ts'],
    rules: { 'no-restricted-syntax': 'off', 'max-lines': ['error', { max: 500 }] },
  },
);

// Rules of the house that no package knows. Each one says what it protects.

const HTTP = new Set(['Get', 'Post', 'Put', 'Patch', 'Delete', 'All', 'Head', 'Options']);
const naamVan = (decorator) => decorator.expression?.callee?.name ?? decorator.expression?.name;

/** Deny by default: a route says which action it is and which class of call. */
const routeVerklaard = {
  meta: { type: 'problem', schema: [], messages: { ontbreekt: 'Route {{naam}} declares no action and class: add @Route({ actie, klasse }).' } },
  create: (context) => ({
    MethodDefinition(node) {
      const namen = (node.decorators ?? []).map(naamVan);
      if (namen.some((n) => HTTP.has(n)) && !namen.includes('Route')) {
        context.report({ node, messageId: 'ontbreekt', data: { naam: node.key.name } });
      }
    },
  }),
};

/** Each suppression gives its reason. */
const uitzonderingMetReden = {
  meta: { type: 'problem', schema: [], messages: { reden: 'Say why after `--`.', nooit: 'Not in this house: mend the type.' } },
  create: (context) => ({
    Program() {
      for (const c of context.sourceCode.getAllComments()) {
        if (/eslint-disable/.test(c.value) && !/--\s*\S{3,}/.test(c.value)) context.report({ loc: c.loc, messageId: 'reden' });
        if (/@ts-(ignore|nocheck)/.test(c.value)) context.report({ loc: c.loc, messageId: 'nooit' });
      }
    },
  }),
};

const BUITEN = /^(@nestjs\/|typeorm$|pg$|@nats-io\/|fastify$|undici$|node:(fs|http|net|child_process))/;

/** A decision (a file with a spec beside its name and no layer in it) knows no framework, database or network. */
const beslissingIsZuiver = {
  meta: { type: 'problem', schema: [], messages: { onzuiver: 'A decision imports no framework, database or network: {{bron}}.' } },
  create: (context) => {
    const bestand = context.filename.replaceAll('\\', '/');
    if (!/\/services\/[^/]+\/src\/.*(beslissing|beslis|decisions?|afleiding|regels)\.ts$/.test(bestand)) return {};
    return {
      ImportDeclaration(node) {
        if (BUITEN.test(node.source.value)) context.report({ node, messageId: 'onzuiver', data: { bron: node.source.value } });
      },
    };
  },
};

/** What runs in production does not lean on the test kit. */
const testsNietInBron = {
  meta: { type: 'problem', schema: [], messages: { test: 'Source does not import the test kit.' } },
  create: (context) => {
    const bestand = context.filename.replaceAll('\\', '/');
    if (!/\/(services|libs|gateway)\/.*src\//.test(bestand) || /\.spec\.ts$|libs\/testing\//.test(bestand)) return {};
    return {
      ImportDeclaration(node) {
        if (/^@bronhuis\/testing(\/|$)/.test(node.source.value)) context.report({ node, messageId: 'test' });
      },
    };
  },
};

export const huisregels = {
  rules: {
    'route-verklaard': routeVerklaard,
    'uitzondering-met-reden': uitzonderingMetReden,
    'beslissing-is-zuiver': beslissingIsZuiver,
    'tests-niet-in-bron': testsNietInBron,
  },
};

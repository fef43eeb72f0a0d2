import { systeemKlok, type Klok } from '@bronhuis/standaarden';
import { testComponent, type OpenApi, type TestOmgeving } from '@bronhuis/testing';
import { maakPortaal } from '../src/portaal.ts';
import { leesContracten } from './contracten.ts';
import { Standin } from './standin.ts';

export interface Route {
  methode: string;
  pad: string;
}

export interface Huis {
  o: TestOmgeving;
  url: string;
  standin: Standin;
  /** The route table of the portaal as it registered it: a new page is in it by itself. */
  routes: Route[];
  contracten: Map<string, OpenApi>;
}

/** The portaal as it runs, with a stand-in for the gateway that speaks the real contracts. */
export async function openHuis(klok: Klok = systeemKlok): Promise<Huis> {
  const contracten = await leesContracten();
  const definitie = await maakPortaal();
  const routes: Route[] = [];
  const o = await testComponent({
    klok,
    start: {
      ...definitie,
      fastify: (instantie, config) => {
        instantie.addHook('onRoute', (r) => {
          for (const methode of [r.method].flat()) if (methode !== 'HEAD') routes.push({ methode, pad: r.url });
        });
        return definitie.fastify?.(instantie, config);
      },
    },
    logNiveau: 'error',
  });
  return { o, url: o.url, standin: new Standin(contracten, o.buiten), routes, contracten };
}

/** What is a page or a form: not the style sheets, and not what a machine asks. */
export const paginas = (routes: readonly Route[], methode: string): string[] =>
  routes.filter((r) => r.methode === methode && !/^\/(health|metrics|portaal\/stijl)/.test(r.pad)).map((r) => r.pad);

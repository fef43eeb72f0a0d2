import pg from 'pg';
import { Bron } from '@bronhuis/bron';
import { nieuweTrace, uuidv7 } from '@bronhuis/standaarden';
import { Beslisser, Tokencontrole, type Bundel } from '@bronhuis/toegang';
import { VerwerkingSchrijver } from '@bronhuis/verwerking';
import { belast, omDeBeurt } from './belasting.ts';
import { cijfer, hoogstens, minstens, type Meting } from './cijfer.ts';
import { startKaal } from './kaalproces.ts';
import { maakObject } from './object.ts';
import { proefDatabase } from './proefdatabase.ts';
import { OVERBRUGGE, type Suite } from './suite.ts';

const DUUR = { ms: 3_000, tegelijk: 50 };

/** One object with token, decision, tenant and record, beside Fastify and pg reading the same row. */
export const lezen: Meting = {
  naam: 'een object lezen',
  async meet(suite, meld) {
    const token = await suite.token();
    const id = await maakObject(suite, token);
    const kaal = await startKaal(suite.beheerUrl('registers'));
    const kop = { authorization: `Bearer ${token}` };
    const pad = `/registers/v1/objecten/${id}`;
    const registers = suite.pidVan('registers');
    meld('kaal, component en gateway om de beurt');
    try {
      const u = await suite.alleen(['registers'], () => omDeBeurt(4, {
        kaal: () => belast(kaal.url, () => ({ method: 'GET', path: `/objecten/${id}` }), { ...DUUR, pids: [kaal.pid] }),
        component: () => belast(suite.url('registers'), () => ({ method: 'GET', path: pad, headers: kop }), { ...DUUR, pids: [registers] }),
        gateway: () => belast(suite.url('gateway'), () => ({ method: 'GET', path: pad, headers: kop }), { ...DUUR, pids: [registers, suite.pidVan('gateway')] }),
      }));
      const uit = [
        cijfer('lezen aan de component', u.component.perSeconde, 'per s', { kaal: u.kaal.perSeconde, doel: minstens(0.5, 'verhouding') }),
        cijfer('lezen door de gateway', u.gateway.perSeconde, 'per s', { kaal: u.kaal.perSeconde }),
      ];
      const kaalCpu = u.kaal.cpuMicro;
      if (kaalCpu !== null && u.component.cpuMicro !== null && u.gateway.cpuMicro !== null) {
        uit.push(cijfer('  CPU aan de component', u.component.cpuMicro, 'µs', { kaal: kaalCpu }));
        uit.push(cijfer('  CPU gateway en component samen', u.gateway.cpuMicro, 'µs', { kaal: kaalCpu, doel: hoogstens(3, 'verhouding') }));
      }
      meld('waar de rest heen gaat');
      return [...uit, ...(await delen(suite, token, id))];
    } finally {
      await kaal.stop();
    }
  },
};

const keer = async (n: number, doe: (i: number) => unknown): Promise<number> => {
  for (let i = 0; i < n / 10; i++) await doe(i);
  const begin = process.cpuUsage();
  for (let i = 0; i < n; i++) await doe(i);
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / n;
};

/** Each guarantee alone, in CPU of this process: the same code as the component runs. */
async function delen(suite: Suite, token: string, id: string): Promise<ReturnType<typeof cijfer>[]> {
  const jws = await (await fetch(`${suite.url('toegangsbeheer')}/toegangsbeheer/v1/bundel`)).text();
  const bundel = JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString('utf8')) as Bundel;
  const controle = new Tokencontrole(bundel);
  const nu = new Date();
  const tokenMicro = await keer(20_000, () => controle.controleer(`Bearer ${token}`, nu));
  const beslisser = new Beslisser(bundel);
  const vraag = {
    principal: { soort: 'applicatie' as const, id: 'zaaksysteem', rollen: [], applicatie: 'zaaksysteem' },
    actie: 'objecten:lezen',
    resource: { soort: 'object', component: 'registers', vertrouwelijkheid: 2, persoonsgegevens: true, activiteiten: ['VA-01'] },
    context: {
      klasse: 'doelgebonden', organisatie: OVERBRUGGE, uitvoerder: OVERBRUGGE, eigenOrganisatie: true, bevoegd: true,
      doel: 'VA-01', werkproces: 'vergunningverlening', doelGeldig: true, demonstratie: true, niveau: 0, netwerk: 'extern' as const, uur: 11, weekdag: 7,
    },
  };
  const beslisMicro = await keer(20_000, () => beslisser.beslis(vraag));

  const rollen = suite.geheim<{ rollen: Record<string, { toepassing: string; werker: string }> }>('database.json').rollen['registers'];
  const url = (rol: 'toepassing' | 'werker'): string => `postgres://registers_${rol}:${rollen?.[rol]}@127.0.0.1:${suite.config.poorten.postgres}/registers`;
  const bron = await Bron.open({ component: 'registers', toepassing: url('toepassing'), werker: url('werker'), entities: [] });
  const pool = new pg.Pool({ connectionString: suite.beheerUrl('registers'), max: 8 });
  const los = await proefDatabase(suite);
  const dag = nu.toISOString().slice(0, 10);
  try {
    const tegelijk = (n: number, doe: () => Promise<unknown>): Promise<unknown> => Promise.all(Array.from({ length: n }, doe));
    const kaal = await keer(150, () =>
      tegelijk(32, () => pool.query({ name: 'kaal', text: 'select gegevens::text from object_versie where organisatie = $1 and object = $2', values: [OVERBRUGGE, id] })),
    );
    const metOrganisatie = await keer(150, () =>
      tegelijk(32, () => bron.functie({ naam: 'object_tekst', organisatie: OVERBRUGGE, soorten: ['uuid', 'date', 'timestamptz'], waarden: [id, dag, 'infinity'] })),
    );
    const schrijver = new VerwerkingSchrijver(los.bron.werker);
    const regel = (): object => ({ id: uuidv7(), traceId: nieuweTrace().slice(3, 35), spanId: 'b'.repeat(16), tijdstip: nu.toISOString(), proef: 'x'.repeat(600) });
    const vastleggen = await keer(150, () => tegelijk(32, () => schrijver.schrijf(OVERBRUGGE, { verwerking: regel(), beslissing: regel() })));
    return [
      cijfer('  waarvan token (bekend)', tokenMicro, 'µs'),
      cijfer('  waarvan beslissing (bekend)', beslisMicro, 'µs'),
      cijfer('  waarvan bron: organisatie zetten en beide tijdassen', metOrganisatie / 32, 'µs', { kaal: kaal / 32 }),
      cijfer('  waarvan vastlegging', vastleggen / 32, 'µs'),
    ];
  } finally {
    await los.weg();
    await pool.end();
    await bron.sluit();
  }
}


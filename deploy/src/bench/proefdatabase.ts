import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { Bron, bronMigraties, maakDatabase, migreer, type Migratie } from '@bronhuis/bron';
import type { Suite } from './suite.ts';

const proef: Migratie = {
  naam: '0001-bench',
  up: `create table gedaan (organisatie text not null, event text not null, onderwerp text not null, tijd timestamptz not null default clock_timestamp(), primary key (organisatie, event));
       select bron.beveilig('gedaan');
       create table kaal (organisatie text not null, id uuid not null, payload text not null, primary key (organisatie, id));
       select bron.beveilig('kaal');`,
  down: 'drop table kaal; drop table gedaan;',
};

export interface Proefdatabase {
  bron: Bron;
  /** Owner of the server: looks and loads from outside. */
  beheer: pg.Pool;
  naam: string;
  weg(): Promise<void>;
}

/** A database with the tables of libs/bron, and these, on the server of the suite, that no component knows. */
export async function proefDatabase(suite: Pick<Suite, 'beheerUrl'>, migraties: readonly Migratie[] = [proef]): Promise<Proefdatabase> {
  const naam = `bench_${randomBytes(6).toString('hex')}`;
  const wachtwoord = randomBytes(16).toString('hex');
  const urls = await maakDatabase(suite.beheerUrl(), { component: 'bench', database: naam, wachtwoorden: { toepassing: wachtwoord, werker: wachtwoord, eigenaar: wachtwoord } });
  await migreer(urls.eigenaar, [...bronMigraties, ...migraties]);
  const bron = await Bron.open({ component: 'bench', toepassing: urls.toepassing, werker: urls.werker, entities: [] });
  const beheer = new pg.Pool({ connectionString: suite.beheerUrl(naam), max: 4 });
  return {
    bron,
    beheer,
    naam,
    weg: async () => {
      await bron.sluit();
      await beheer.end();
      const baas = new pg.Client({ connectionString: suite.beheerUrl() });
      await baas.connect();
      await baas.query(`drop database ${naam} with (force)`);
      await baas.end();
    },
  };
}

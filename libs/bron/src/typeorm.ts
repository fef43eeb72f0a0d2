import type pg from 'pg';
import { DataSource } from 'typeorm';
import type { Entiteiten } from './types.ts';

/** TypeORM over our own pool: its driver asks for a `Pool` class and gets the one that is there. */
export async function maakDataSource(pool: pg.Pool, entities: Entiteiten): Promise<DataSource> {
  const driver = {
    Pool: function Pool() {
      return pool;
    },
  };
  const dataSource = new DataSource({
    type: 'postgres',
    driver,
    entities,
    synchronize: false,
    migrationsRun: false,
    installExtensions: false,
    logging: false,
  });
  return dataSource.initialize();
}

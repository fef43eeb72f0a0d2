export { testServers } from './config.ts';
export { testDatabase, type TestDatabase } from './database.ts';
export { wachtTot } from './wachten.ts';

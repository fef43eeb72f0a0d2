/** The settings of the command: this is the only place that reads them. */
export function leesVerifieerConfig(omgeving: NodeJS.ProcessEnv = process.env): { databaseUrl: string; geheimenMap: string; gegevensMap: string | null } {
  const ontbreekt = ['DATABASE_URL_EIGENAAR', 'GEHEIMEN_MAP'].filter((naam) => !omgeving[naam]);
  if (ontbreekt.length > 0) throw new Error(`Deze instellingen ontbreken: ${ontbreekt.join(', ')}.`);
  return { databaseUrl: omgeving['DATABASE_URL_EIGENAAR'] as string, geheimenMap: omgeving['GEHEIMEN_MAP'] as string, gegevensMap: omgeving['GEGEVENS_MAP'] ?? null };
}

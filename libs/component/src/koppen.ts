/** Headers of every answer (ADR /core/transport/security-headers, /core/version-header); an answer may set its own. */
export const koppenVan = (versie: string): Record<string, string> => ({
  'api-version': versie,
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
});

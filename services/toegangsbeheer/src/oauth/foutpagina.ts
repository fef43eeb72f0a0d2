import type { KoaContextWithOIDC } from 'oidc-provider';

const VEILIG = (t: string): string => t.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

/** For who cannot be sent back to the application: its request was not right, or came too late. */
export function foutpagina(ctx: KoaContextWithOIDC, uit: { error: string; error_description?: string | undefined }): void {
  ctx.type = 'html';
  ctx.body = pagina('Aanmelden lukt niet', `De applicatie vroeg iets dat niet kan, of de aanmelding duurde te lang. Ga terug naar de applicatie en probeer het opnieuw.`, `${uit.error}: ${uit.error_description ?? ''}`);
}

export function pagina(titel: string, uitleg: string, voorBeheerder: string): string {
  return `<!doctype html><html lang="nl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${VEILIG(titel)}</title></head>
<body><main><h1>${VEILIG(titel)}</h1><p>${VEILIG(uitleg)}</p><p>Voor de beheerder: <code>${VEILIG(voorBeheerder)}</code></p></main></body></html>`;
}

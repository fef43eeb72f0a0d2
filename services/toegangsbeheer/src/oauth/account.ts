/** Of whom oidc-provider keeps the code: an employee of one organisatie. */
export interface Account {
  organisatie: string;
  persoon: string;
}

export const alsAccount = ({ organisatie, persoon }: Account): string => `${organisatie} ${persoon}`;

/** @throws Error on an id that was not made here */
export function leesAccount(id: string): Account {
  const [, organisatie, persoon] = /^(\d{20}) (.+)$/s.exec(id) ?? [];
  if (!organisatie || !persoon) throw new Error('not an account of ours');
  return { organisatie, persoon };
}

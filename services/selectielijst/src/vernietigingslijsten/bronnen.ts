import { Inject, Injectable } from '@nestjs/common';
import type { Context } from '@bronhuis/bron';
import { ComponentClient } from '@bronhuis/toegang';
import { Probleem } from '@bronhuis/standaarden';
import type { Blijft, Bronnaam, Controle, Gaat } from './regel.ts';

/** Archiefbeheer en vernietiging: the purpose of every question to a source. */
export const ACTIVITEIT = 'VA-03';

export interface Planantwoord {
  id: string;
  gaat: Gaat[];
  blijft: Blijft[];
  hash: string;
}

export interface Uitvoering {
  id: string;
  vernietigd: boolean;
  reden?: string;
}

export interface Bewijs {
  id: string;
  resten: { waar: string; aantal: number }[];
}

export interface Opdracht {
  vernietigingslijst: string;
  dossiers: { id: string; hash: string }[];
  grondslag: { selectielijst: string; nummer: string; omschrijving: string };
}

/** The one contract of destruction, the same at every source: plan, check, destroy, prove. */
@Injectable()
export class Bronnen {
  constructor(@Inject(ComponentClient) private readonly client: ComponentClient) {}

  plan(ctx: Context, bron: Bronnaam, dossiers: string[]): Promise<Planantwoord[]> {
    return this.vraag<Planantwoord>(ctx, bron, '_plan', { dossiers }, (d) => typeof d.hash === 'string' && Array.isArray(d.gaat) && Array.isArray(d.blijft));
  }

  async controle(ctx: Context, bron: Bronnaam, dossiers: { id: string; hash: string; uitkomst: string | null; einddatum: string | null }[]): Promise<Map<string, Controle>> {
    const antwoorden = await this.vraag<{ id: string; akkoord: boolean; reden?: string }>(ctx, bron, '_controle', { dossiers }, (d) => typeof d.akkoord === 'boolean');
    return new Map(antwoorden.map((a) => [a.id, { component: bron, akkoord: a.akkoord, reden: a.reden }]));
  }

  uitvoering(ctx: Context, bron: Bronnaam, opdracht: Opdracht): Promise<Uitvoering[]> {
    return this.vraag<Uitvoering>(ctx, bron, '_uitvoering', opdracht, (d) => typeof d.vernietigd === 'boolean');
  }

  bewijs(ctx: Context, bron: Bronnaam, dossiers: string[]): Promise<Bewijs[]> {
    return this.vraag<Bewijs>(ctx, bron, '_bewijs', { dossiers }, (d) => Array.isArray(d.resten));
  }

  /** Anything but the promised answer is a reason to try again later, never a reason to go on. */
  private async vraag<T extends { id: string }>(ctx: Context, bron: Bronnaam, vraag: string, body: object, klopt: (d: T) => boolean): Promise<T[]> {
    const antwoord = await this.client.vraag(ctx, ACTIVITEIT, 'POST', `/${bron}/v1/vernietigingen/${vraag}`, body);
    const inhoud = antwoord.body as { dossiers?: T[]; detail?: string } | null;
    const dossiers = inhoud?.dossiers;
    if (antwoord.status !== 200 || !Array.isArray(dossiers) || !dossiers.every((d) => typeof d.id === 'string' && klopt(d))) {
      throw Probleem.nietBeschikbaar(`${bron} gaf op ${vraag} geen bruikbaar antwoord (${antwoord.status}${inhoud?.detail ? `: ${inhoud.detail}` : ''})`);
    }
    return dossiers;
  }
}

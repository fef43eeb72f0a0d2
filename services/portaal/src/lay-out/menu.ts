import type { Persoon } from '../sessie/sessie.ts';

export interface Menupunt {
  pad: string;
  naam: string;
  /** what one can do there, for the start page of an employee */
  uitleg: string;
}

const MEDEWERKERS: (Menupunt & { rollen: string[] })[] = [
  {
    pad: '/dossiers',
    naam: 'Dossiers',
    uitleg: 'Bekijk dossiers, tot wanneer ze blijven en waarom.',
    rollen: ['behandelaar', 'teamleider', 'informatiebeheerder', 'archivaris', 'zorgdrager'],
  },
  {
    pad: '/objecttypen',
    naam: 'Registers',
    uitleg: 'Bekijk welke gegevens we bijhouden, zoek een registratie en zie wat er wanneer gold.',
    rollen: ['behandelaar', 'teamleider', 'informatiebeheerder', 'applicatiebeheerder'],
  },
  {
    pad: '/concepten',
    naam: 'Openbaar maken',
    uitleg: 'Maak besluiten klaar voor publicatie en zet ze online.',
    rollen: ['woo-coordinator'],
  },
  {
    pad: '/vernietigingslijsten',
    naam: 'Vernietigen',
    uitleg: 'Stel lijsten samen, beoordeel ze en bekijk de verklaringen.',
    rollen: ['teamleider', 'informatiebeheerder', 'archivaris', 'zorgdrager'],
  },
  {
    pad: '/cijfers',
    naam: 'Cijfers',
    uitleg: 'Bekijk hoe vaak de gemeente gegevens van mensen gebruikte, per maand en per soort werk.',
    rollen: ['fg'],
  },
  {
    pad: '/register',
    naam: 'Register',
    uitleg: 'Lees waarvoor de gemeente gegevens gebruikt, volgens welke regels en hoe lang.',
    rollen: ['fg', 'privacy-officer', 'ciso'],
  },
  {
    pad: '/controles',
    naam: 'Controle',
    uitleg: 'Vraag wat een collega raadpleegde, of beoordeel zo’n verzoek. U hebt een goede reden nodig, en een tweede persoon.',
    rollen: ['ciso', 'privacy-officer', 'fg'],
  },
  {
    pad: '/beslissingen',
    naam: 'Wie mocht wat',
    uitleg: 'Zoek op waarom iemand iets kon zien of doen, of juist niet.',
    rollen: ['ciso', 'privacy-officer', 'fg'],
  },
  {
    pad: '/beleid',
    naam: 'Toegangsregels',
    uitleg: 'Bekijk welke regels zeggen wie wat mag, schrijf een nieuwe versie of stel er een vast.',
    rollen: ['applicatiebeheerder', 'ciso', 'privacy-officer'],
  },
  {
    pad: '/toegang',
    naam: 'Toegang',
    uitleg: 'Vraag tijdelijk toegang voor een ander, beslis daarover, of zie wat een medewerker mag.',
    rollen: ['gegevenseigenaar', 'teamleider', 'zorgdrager', 'applicatiebeheerder', 'ciso', 'privacy-officer'],
  },
  {
    pad: '/applicaties',
    naam: 'Applicaties',
    uitleg: 'Bekijk welke applicaties voor de gemeente werken, wie ze beheert en wat er nog ontbreekt.',
    rollen: ['applicatiebeheerder'],
  },
];

/** What an employee can do here; a page that answers "dit mag niet" is not shown in the menu. */
export function taken(persoon: Persoon | null): Menupunt[] {
  return MEDEWERKERS.filter((punt) => persoon?.rollen.some((rol) => punt.rollen.includes(rol)));
}

export function menu(persoon: Persoon | null): Menupunt[] {
  const zoeken = { pad: '/', naam: 'Zoeken', uitleg: 'Zoek in wat de gemeente openbaar maakte.' };
  const gegevens = { pad: '/uw-gegevens', naam: 'Uw gegevens', uitleg: 'Zie wie uw gegevens gebruikte, wanneer en waarom.' };
  return persoon?.soort === 'medewerker' ? [zoeken, ...taken(persoon)] : [zoeken, gegevens];
}

/** Where somebody starts after signing in. */
export function startpagina(persoon: Persoon): string {
  if (persoon.soort === 'inwoner') return '/uw-gegevens';
  const [eerste, ...meer] = taken(persoon);
  return eerste && meer.length === 0 ? eerste.pad : '/mijn-werk';
}

/** Only a path of our own: an address of another site would make our sign-in page somebody's bait. */
export function veiligPad(pad: unknown): string | null {
  if (typeof pad !== 'string' || !/^\/(?![/\\])[\w\-./?=&%]*$/.test(pad)) return null;
  return pad;
}

import type { Componentdefinitie } from '@bronhuis/component';
import { AppModule } from './app.module.ts';
import { ControleverzoekRij } from './controleverzoeken/controleverzoek.entity.ts';
import { migraties } from './migraties.ts';
import { ActiviteitVersieRij, VerwerkingsactiviteitRij } from './verwerkingsactiviteiten/activiteit.entity.ts';
import { laadDemonstratie } from './verwerkingsactiviteiten/demonstratie.ts';

export const verantwoording: Componentdefinitie = {
  naam: 'verantwoording',
  titel: 'Verantwoording',
  omschrijving: 'Legt vast wie welke persoonsgegevens gebruikte, wanneer en waarom, en laat dat zien aan wie het aangaat, met bewijs dat er niets aan is veranderd.',
  versie: '0.1.0',
  module: AppModule,
  entities: [VerwerkingsactiviteitRij, ActiviteitVersieRij, ControleverzoekRij],
  migraties: [...migraties],
  consumeert: [{ stroom: 'verwerkingen' }],
  instellingen: { DEMONSTRATIE_MAP: { standaard: 'services/toegangsbeheer/demonstratie', uitleg: 'folder with the data of the demonstration organisations' } },
  opdrachten: { demonstratie: laadDemonstratie },
};

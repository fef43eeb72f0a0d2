/** The eighteen information categories of the Woo (value list scw_woo_informatiecategorieen/4); `nummer` names the sitemap. */
export interface Categorie {
  code: string;
  nummer: string;
  naam: string;
  artikel: string;
}

export const KERN = 'https://identifier.overheid.nl/tooi/def/thes/kern/';

const rij = (nummer: string, code: string, artikel: string, naam: string): Categorie => ({ nummer, code, artikel, naam });

export const CATEGORIEEN: readonly Categorie[] = [
  rij('001', 'c_139c6280', '3.3 lid 1 a', 'wetten en algemeen verbindende voorschriften'),
  rij('002', 'c_aab6bfc7', '3.3 lid 1 b', 'overige besluiten van algemene strekking'),
  rij('003', 'c_759721e2', '3.3 lid 1 c', 'ontwerpen van wet- en regelgeving met adviesaanvraag'),
  rij('004', 'c_40a05794', '3.3 lid 1 d', 'organisatie en werkwijze'),
  rij('005', 'c_89ee6784', '3.3 lid 1 e', 'bereikbaarheidsgegevens'),
  rij('006', 'c_8c840238', '3.3 lid 2 a', 'bij vertegenwoordigende organen ingekomen stukken'),
  rij('007', 'c_c76862ab', '3.3 lid 2 b', 'vergaderstukken Staten-Generaal'),
  rij('008', 'c_db4862c3', '3.3 lid 2 c', 'vergaderstukken decentrale overheden'),
  rij('009', 'c_3a248e3a', '3.3 lid 2 d', "agenda’s en besluitenlijsten bestuurscolleges"),
  rij('010', 'c_99a836c7', '3.3 lid 2 e', 'adviezen'),
  rij('011', 'c_8fc2335c', '3.3 lid 2 f', 'convenanten'),
  rij('012', 'c_c6cd1213', '3.3 lid 2 g', 'jaarplannen en jaarverslagen'),
  rij('013', 'c_cf268088', '3.3 lid 2 h', 'subsidieverplichtingen anders dan met beschikking'),
  rij('014', 'c_3baef532', '3.3 lid 2 i', 'Woo-verzoeken en -besluiten'),
  rij('015', 'c_fdaee95e', '3.3 lid 2 j', 'onderzoeksrapporten'),
  rij('016', 'c_46a81018', '3.3 lid 2 k', 'beschikkingen'),
  rij('017', 'c_a870c43d', '3.3 lid 2 l', 'klachtoordelen'),
  rij('018', 'c_816e508d', '3.1', 'inspanningsverplichting art 3.1 Woo'),
];

export const categorieVan = (code: string): Categorie | null => CATEGORIEEN.find((c) => c.code === code) ?? null;
export const categorieMetNummer = (nummer: string): Categorie | null => CATEGORIEEN.find((c) => c.nummer === nummer) ?? null;

import type { Beslissingsrecord } from '@bronhuis/toegang';
import { isToepassingsbeslissing } from '../toepassingen/toepassingsbeslissing.ts';

/**
 * A decision in the form of the Authorization Decision Log (Logius ADL 1.0.0), all four levels: request and response,
 * policies, information, configuration. What stands in `attributes` does not stand in `body`. A refusal is no error.
 */
export function alsAdl(b: Beslissingsrecord): object {
  const { id, type, soort, ...eigenschappen } = b.resource;
  const doel = b.doel ? { processing_activity_id: b.doel.id } : null;
  const eigen = isToepassingsbeslissing(b) ? b.toepassing : null;
  const bundel = `bundel ${b.bundel.versie} sha256:${b.bundel.hash}`;
  const versie = eigen && `toepassing ${b.wie.applicatie} ${eigen.versie} sha256:${eigen.hash}`;
  return {
    trace_id: b.traceId ?? null,
    span_id: b.spanId ?? null,
    event_name: 'adl.access_evaluation',
    timestamp: Date.parse(b.tijdstip),
    status: 'Ok',
    resource: { 'service.name': b.component },
    attributes: {
      'adl.core.policies': versie ?? bundel,
      // What the policies looked up: organisations, bevoegdheden, activities, tokens. What the call brought is in the request.
      'adl.core.information': versie ? `${versie}, ${bundel}` : bundel,
      ...(b.motor ? { 'adl.core.configuration': b.motor } : {}),
    },
    body: {
      'adl.core.request': eigen?.vraag ?? {
        subject: { type: b.wie.soort, id: b.wie.id, properties: { rollen: b.wie.rollen, applicatie: b.wie.applicatie, uitvoerder: b.uitvoerder, ...(b.apiToken ? { apiToken: b.apiToken } : {}) } },
        action: { name: b.actie, ...(doel ? { properties: doel } : {}) },
        resource: { type: soort, id: id ?? '', properties: { ...eigenschappen, ...(type ? { type } : {}), component: b.component } },
        context: { time: b.tijdstip, ...(b.dag ? { dag: b.dag } : {}), ...(b.uur === undefined ? {} : { uur: b.uur }), niveau: b.niveau ?? 0, netwerk: b.netwerk ?? 'extern', klasse: b.klasse, organisatie: b.organisatie },
      },
      'adl.core.response': { decision: b.besluit === 'toegestaan', context: { id: b.id, beleid: b.beleid, redenen: b.redenen, ...(b.rijen ? { rijen: b.rijen } : {}), ...(b.verplichtingen ? { verplichtingen: b.verplichtingen } : {}) } },
    },
  };
}

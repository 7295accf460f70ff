"""Knows what the columns of files are that an office already has: the fields of each kind of file, and the headings they go by."""

from collections.abc import Mapping, Sequence

from api.rules.refusals import Refusal

# The fields of each kind, with the headings by which they are recognised; those of exports are among them.
MEMBERS: Mapping[str, tuple[str, ...]] = {
    'slug': ('slug', 'member slug', 'city slug'),
    'name': (
        'name', 'member name', 'city', 'city name', 'member', 'member city', 'municipality', 'local authority', 'stadt', 'mitglied',
        'mitgliedsstadt', 'mitgliedstadt', 'kommune', 'gemeinde', 'ort', 'ville', 'ciudad', 'citta',
    ),
    'other_names': ('other names', 'also known as', 'weitere namen', 'andere namen'),
    'kind': ('kind', 'type', 'art', 'typ'),
    'country_code': ('country code', 'member country code', 'country', 'iso', 'state', 'land', 'staat', 'landercode', 'pays'),
    'geonames': ('geonames', 'geonames id', 'geonameid', 'geoname id'),
    'wikidata': ('wikidata', 'wikidata id', 'qid'),
    'unlocode': ('unlocode', 'un locode', 'locode'),
    'lau': ('lau', 'lau code', 'ags', 'gemeindeschlussel', 'gemeindekennziffer'),
    'nuts3': ('nuts3', 'nuts 3', 'nuts'),
    'identifiers': ('identifiers', 'kennungen'),
    'start_date': (
        'start date', 'member since', 'since', 'joined', 'joined on', 'accession', 'accession date', 'date of accession', 'mitglied seit',
        'seit', 'beitritt', 'beitrittsdatum', 'beginn', 'signed', 'signed on',
    ),
    'start_precision': ('start precision', 'precision'),
    'end_date': ('end date', 'until', 'member until', 'left on', 'mitglied bis', 'bis', 'austritt', 'ende'),
    'end_reason': ('end reason',),
    'stage': ('stage', 'membership', 'mitgliedschaft'),
    'working_group': ('working group id', 'working group slug', 'working group', 'arbeitsgruppe'),
}  # fmt: skip
WORKING_GROUPS: Mapping[str, tuple[str, ...]] = {
    'slug': ('slug', 'group slug', 'working group slug'),
    'title': (
        'title', 'name', 'group', 'group name', 'working group', 'working group name', 'topic', 'theme', 'arbeitsgruppe', 'gruppe', 'ag',
        'titel', 'thema', 'bezeichnung', 'groupe de travail',
    ),
    'aims': ('aims', 'aim', 'description', 'ziele', 'ziel', 'beschreibung'),
    'stage': ('stage', 'state', 'status', 'phase', 'stand'),
    'channel': ('channel', 'proposed at', 'proposed to', 'weg', 'vorgeschlagen bei', 'anlass'),
    'proposed_on': ('proposed on', 'proposed on value', 'proposed', 'date of proposal', 'vorgeschlagen', 'vorgeschlagen am'),
    'constituted_on': (
        'constituted on', 'constituted on value', 'constituted', 'founded', 'founded on', 'established', 'since', 'official since',
        'gegrundet', 'gegrundet am', 'konstituiert', 'konstituiert am', 'seit',
    ),
    'closed_on': ('closed on', 'closed', 'completed', 'completed on', 'ended on', 'abgeschlossen', 'abgeschlossen am', 'beendet am'),
    'lead_city': (
        'lead city', 'lead city slug', 'lead', 'chair', 'leading city', 'coordinating city', 'leitung', 'federfuhrung',
        'federfuhrende stadt', 'vorsitz',
    ),
    'lead_since': ('lead since', 'chair since', 'leitung seit', 'federfuhrung seit', 'vorsitz seit'),
    'cities': (
        'cities', 'member cities', 'members', 'participants', 'participating cities', 'stadte', 'mitglieder', 'mitgliedsstadte',
        'mitgliedstadte', 'teilnehmende stadte',
    ),
    'city': ('city', 'member city', 'member', 'participant', 'city slug', 'stadt', 'mitglied', 'mitgliedsstadt', 'teilnehmende stadt'),
    'start_date': ('start date', 'joined', 'joined on', 'member since', 'beitritt', 'mitglied seit', 'dabei seit'),
    'start_precision': ('start precision', 'precision'),
    'end_date': ('end date', 'left', 'left on', 'member until', 'austritt', 'mitglied bis'),
    'rhythm': ('rhythm', 'meeting rhythm', 'rhythmus', 'rhythmus der treffen', 'sitzungsrhythmus'),
    'mode': ('mode', 'meeting mode', 'form', 'art der treffen', 'sitzungsform'),
    'continues': (
        'continues', 'continues id', 'continues slug', 'continuation of', 'successor of', 'predecessor', 'former group', 'setzt fort',
        'fortsetzung von', 'nachfolgerin von', 'vorgangergruppe', 'vorgangerin',
    ),
}  # fmt: skip
PEOPLE: Mapping[str, tuple[str, ...]] = {
    'name': (
        'name', 'full name', 'person', 'contact person', 'contact', 'ansprechpartner', 'ansprechpartnerin', 'ansprechperson', 'kontakt',
        'kontaktperson', 'nom', 'nombre', 'nome',
    ),
    'first_name': ('first name', 'given name', 'vorname', 'prenom'),
    'last_name': ('last name', 'surname', 'family name', 'nachname', 'familienname', 'nom de famille'),
    'mail': (
        'mail', 'e mail', 'email', 'mail address', 'e mail address', 'email address', 'mailadresse', 'e mail adresse', 'courriel', 'correo',
    ),
    'role': ('role', 'function', 'rolle', 'funktion', 'amt'),
    'city': ('city', 'city id', 'city slug', 'city name', 'municipality', 'member city', 'stadt', 'kommune', 'mitgliedsstadt', 'ville'),
    'organisation': ('organisation', 'organisation id', 'organisation slug', 'organization', 'einrichtung', 'verein'),
    'working_group': ('working group', 'working group id', 'working group slug', 'group', 'arbeitsgruppe', 'ag'),
    'phone': ('phone', 'telephone', 'phone number', 'tel', 'telefon', 'telefonnummer', 'mobile', 'mobil', 'telefono'),
    'visibility': ('visibility', 'visible to', 'sichtbarkeit', 'sichtbar fur'),
    'language': ('language', 'sprache', 'langue'),
    'start_date': ('start date', 'since', 'in office since', 'term start', 'from', 'seit', 'im amt seit', 'beginn'),
    'start_precision': ('start precision', 'precision'),
}  # fmt: skip
# A city's own table of the actions of its plan, in whichever of five languages it is kept.
PLAN_ACTIONS: Mapping[str, tuple[str, ...]] = {
    'id': ('id', 'action id', 'plan action id'),
    'title': (
        'title', 'action', 'measure', 'name', 'titel', 'massnahme', 'massnahmen', 'bezeichnung', 'mesure', 'titre', 'intitule', 'medida',
        'accion', 'titulo', 'misura', 'azione', 'titolo',
    ),
    'commitment': (
        'commitment', 'commitment number', 'point', 'ten points', 'cell commitment', 'verpflichtung', 'punkt', 'handlungsfeld',
        'engagement', 'compromiso', 'punto', 'impegno',
    ),
    'track': (
        'track', 'cell track', 'strand', 'level', 'ebene', 'handlungsebene', 'schiene', 'strang', 'massnahmenart', 'axe', 'volet',
        'linea', 'eje', 'via', 'asse', 'pista', 'weg', 'voie', 'wege',
    ),
    'further_cells': ('further cells', 'further cells of the frame', 'weitere felder', 'autres cases', 'otras casillas', 'altre caselle'),
    'description': (
        'description', 'details', 'beschreibung', 'inhalt', 'descripcion', 'descrizione', 'contenu', 'contenido', 'contenuto',
    ),
    'origin': ('origin', 'herkunft', 'origine', 'origen', 'neu oder bestehend'),
    'addressees': ('addressees', 'addressee', 'adressaten', 'angesprochene', 'destinataires', 'destinatarios', 'destinatari'),
    'target_groups': (
        'target groups', 'target group', 'beneficiaries', 'zielgruppe', 'zielgruppen', 'groupes cibles', 'groupe cible', 'public cible',
        'grupos destinatarios', 'grupo destinatario', 'grupos meta', 'gruppi destinatari', 'gruppo destinatario', 'gruppi target',
    ),
    'city_function': (
        'city function', 'function', 'function of the city', 'funktion', 'funktion der stadt', 'fonction', 'fonction de la ville',
        'funcion', 'funcion de la ciudad', 'funzione', 'funzione della citta', 'rolle der stadt',
    ),
    'horizon': ('horizon', 'time frame', 'zeithorizont', 'horizont', 'echeance generale', 'horizonte', 'plazo general', 'orizzonte'),
    'department': (
        'department', 'responsible department', 'unit', 'amt', 'abteilung', 'dienststelle', 'fachbereich', 'referat',
        'zustandiges amt', 'zustandige stelle', 'federfuhrung', 'service', 'direction', 'service responsable', 'departamento', 'servicio',
        'area', 'area responsable', 'dipartimento', 'ufficio', 'settore', 'servizio responsabile', 'servizio',
    ),
    'responsible': (
        'responsible', 'responsible contact', 'responsible person', 'contact', 'contact person', 'mail',
        'e mail', 'verantwortlich', 'verantwortliche', 'verantwortliche person', 'ansprechperson', 'ansprechpartner', 'ansprechpartnerin',
        'kontakt', 'personne responsable', 'responsable', 'persona responsable', 'contacto', 'responsabile', 'persona responsabile',
        'contatto',
    ),
    'starts_on': (
        'starts on', 'start', 'start date', 'from', 'begin', 'beginn', 'anfang', 'start am', 'von', 'ab', 'debut', 'date de debut',
        'inicio', 'fecha de inicio', 'inizio', 'data di inizio', 'begins on', 'beginnt am', 'commence le', 'empieza el', 'inizia il',
    ),
    'due_on': (
        'due on', 'due', 'due date', 'deadline', 'end', 'end date', 'until', 'fallig', 'fallig am', 'frist', 'ende', 'bis', 'termin',
        'echeance', 'fin', 'date de fin', 'date limite', 'plazo', 'fecha limite', 'fecha de fin', 'scadenza', 'fine', 'termine',
        'vence el', 'scade il',
    ),
    'completion_criterion': (
        'completion criterion', 'criterion', 'done when', 'kriterium', 'erledigt wenn', 'erfolgskriterium', 'zielerreichung', 'critere',
        'critere d achevement', 'criterio', 'criterio de cumplimiento', 'criterio di completamento', 'fait quand', 'hecho cuando',
        'fatto quando',
    ),
    'budget_note': (
        'budget note', 'budget', 'costs', 'cost', 'kosten', 'mittel', 'finanzierung', 'cout', 'couts', 'financement', 'presupuesto',
        'costes', 'costi', 'finanziamento', 'note on the budget', 'hinweis zum budget', 'note sur le budget', 'nota sobre el presupuesto',
        'nota sul bilancio',
    ),
    'stage': ('stage', 'state', 'status', 'stand', 'umsetzungsstand', 'etat', 'avancement', 'estado', 'stato', 'fase'),
    'percent': ('percent', 'percentage', 'progress', 'prozent', 'fortschritt', 'pourcentage', 'porcentaje', 'percentuale'),
    'shared_with': ('shared with', 'geteilt mit', 'partage avec', 'compartido con', 'condiviso con'),
}  # fmt: skip
# What a partner's list says of a city: as for members, and by what the partner itself knows it.
PARTNER_CITIES: Mapping[str, tuple[str, ...]] = {
    'partner_key': ('id', 'key', 'number', 'nr', 'no', 'reference', 'partner key', 'nummer', 'kennung', 'schlussel'),
    **{name: MEMBERS[name] for name in (
        'name', 'other_names', 'country_code', 'geonames', 'wikidata', 'unlocode', 'lau', 'nuts3', 'identifiers',
    )},
}  # fmt: skip
FIELDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    'members': MEMBERS, 'working_groups': WORKING_GROUPS, 'people': PEOPLE, 'partner_cities': PARTNER_CITIES,
    'plan_actions': PLAN_ACTIONS,
}  # fmt: skip
# Of each kind, the fields of which a file needs one.
NEEDED: Mapping[str, tuple[str, ...]] = {
    'members': ('name', 'slug', 'geonames', 'wikidata', 'unlocode', 'lau', 'identifiers'),
    'working_groups': ('title', 'slug'),
    'people': ('name', 'last_name', 'mail'),
    'partner_cities': ('name', 'partner_key', 'geonames', 'wikidata', 'unlocode', 'lau', 'identifiers'),
    'plan_actions': ('title', 'id'),
}


def proposed_fields(kind: str, headings: Sequence[str], remembered: Mapping[str, str | None]) -> list[str | None]:
    """Each column is taken for what it was last time, else for what its heading says; no field stands for two columns.

    Takes folded headings. Returns a field or None for each.

    Rule: M3. Decided here.
    """
    known = {heading: name for name, headings_of in FIELDS[kind].items() for heading in headings_of}
    found: list[str | None] = []
    for heading in headings:
        meant = remembered[heading] if heading in remembered else known.get(heading)
        found.append(meant if meant in FIELDS[kind] and meant not in found else None)
    return found


def why_not_plan(kind: str, *, names_plan: bool) -> Refusal | None:
    """A table of actions goes into a plan, and no other file does.

    Rule: P3. Decided here.
    """
    return Refusal('import-names-a-plan', {'kind': kind}) if names_plan != (kind == 'plan_actions') else None


def why_not_fields(kind: str, fields: Sequence[str | None], columns: int) -> Refusal | None:
    """Every column has one field or none, no field has two columns, and one of them says who or what a row is about.

    Rule: M3. Decided here.
    """
    named = [name for name in fields if name is not None]
    if len(fields) != columns:
        return Refusal('import-columns-differ', {'columns': columns, 'fields': len(fields)})
    strange = [name for name in named if name not in FIELDS[kind]]
    twice = [name for place, name in enumerate(named) if name in named[:place]]
    if strange or twice:
        return Refusal('import-field-unknown' if strange else 'import-field-twice', {'field': (strange or twice)[0]})
    return None if set(named) & set(NEEDED[kind]) else Refusal('import-names-nobody', {'fields': ', '.join(NEEDED[kind])})

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
FIELDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {'members': MEMBERS, 'working_groups': WORKING_GROUPS, 'people': PEOPLE}
# Of each kind, the fields of which a file needs one.
NEEDED: Mapping[str, tuple[str, ...]] = {
    'members': ('name', 'slug', 'geonames', 'wikidata', 'unlocode', 'lau', 'identifiers'),
    'working_groups': ('title', 'slug'),
    'people': ('name', 'last_name', 'mail'),
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

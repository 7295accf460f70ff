"""Knows what a city's own table says of the actions of its plan: which of the plan's cells are meant, which words, which days.

A row is the action whose id it has. Without an id it is the one action of that title in that cell; where a title is only like one
that is known, or stands in another cell, a person says whether it is the same. An import shares nothing: with whom an action is
shared is an act of its own (P10).
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from api.rules.imports import Fault, PartlyKnown, day_said

_NUMBER = re.compile(r'\d+')
_CELL = re.compile(r'(\d{1,2})\s*[:./-]\s*(\d{1,2})')
_PERCENT = re.compile(r'(\d{1,3})(?:[.,]0+)?\s*%?')
_PART = re.compile(r'0[.,](\d{1,2})')
_DONE, _MONTHS = 100, 12
# What cities write for the words of the contract, folded, in five languages.
STAGES: Mapping[str, str] = {
    'geplant': 'planned', 'offen': 'planned', 'open': 'planned', 'not started': 'planned', 'nicht begonnen': 'planned', 'prevu': 'planned',
    'prevue': 'planned', 'planifie': 'planned', 'planifiee': 'planned', 'previsto': 'planned', 'prevista': 'planned',
    'planificado': 'planned', 'planificada': 'planned', 'pianificato': 'planned', 'pianificata': 'planned',
    'ongoing': 'in_progress', 'started': 'in_progress', 'running': 'in_progress', 'in arbeit': 'in_progress', 'laufend': 'in_progress',
    'lauft': 'in_progress', 'begonnen': 'in_progress', 'in umsetzung': 'in_progress', 'en cours': 'in_progress',
    'en curso': 'in_progress', 'in corso': 'in_progress',
    'done': 'completed', 'finished': 'completed', 'erledigt': 'completed', 'abgeschlossen': 'completed', 'umgesetzt': 'completed',
    'fertig': 'completed', 'termine': 'completed', 'terminee': 'completed', 'acheve': 'completed', 'achevee': 'completed',
    'realise': 'completed', 'realisee': 'completed', 'completado': 'completed', 'completada': 'completed', 'terminado': 'completed',
    'terminada': 'completed', 'concluido': 'completed', 'concluida': 'completed', 'completato': 'completed', 'completata': 'completed',
    'concluso': 'completed', 'conclusa': 'completed',
    'verschoben': 'postponed', 'zuruckgestellt': 'postponed', 'on hold': 'postponed', 'reporte': 'postponed', 'reportee': 'postponed',
    'aplazado': 'postponed', 'aplazada': 'postponed', 'rinviato': 'postponed', 'rinviata': 'postponed',
    'canceled': 'cancelled', 'dropped': 'cancelled', 'gestrichen': 'cancelled', 'abgesagt': 'cancelled', 'entfallen': 'cancelled',
    'aufgegeben': 'cancelled', 'annule': 'cancelled', 'annulee': 'cancelled', 'abandonne': 'cancelled', 'cancelado': 'cancelled',
    'cancelada': 'cancelled', 'annullato': 'cancelled', 'annullata': 'cancelled',
}  # fmt: skip
ORIGINS: Mapping[str, str] = {
    'bestehend': 'existing', 'vorhanden': 'existing', 'existant': 'existing', 'existante': 'existing', 'existente': 'existing',
    'esistente': 'existing', 'erweitert': 'enhanced', 'ausgebaut': 'enhanced', 'verstarkt': 'enhanced', 'renforce': 'enhanced',
    'renforcee': 'enhanced', 'reforzado': 'enhanced', 'reforzada': 'enhanced', 'ampliado': 'enhanced', 'ampliada': 'enhanced',
    'potenziato': 'enhanced', 'potenziata': 'enhanced', 'ampliato': 'enhanced', 'ampliata': 'enhanced', 'neu': 'new', 'nouveau': 'new',
    'nouvelle': 'new', 'nuevo': 'new', 'nueva': 'new', 'nuovo': 'new', 'nuova': 'new',
}  # fmt: skip
HORIZONS: Mapping[str, str] = {
    'kurz': 'short', 'kurzfristig': 'short', 'short term': 'short', 'court': 'short', 'court terme': 'short', 'corto': 'short',
    'corto plazo': 'short', 'breve': 'short', 'breve termine': 'short', 'lang': 'long', 'langfristig': 'long', 'long term': 'long',
    'long terme': 'long', 'largo': 'long', 'largo plazo': 'long', 'lungo': 'long', 'lungo termine': 'long',
}  # fmt: skip
ADDRESSEES: Mapping[str, str] = {
    'city': 'official_city', 'administration': 'official_city', 'verwaltung': 'official_city', 'stadtverwaltung': 'official_city',
    'ville': 'official_city', 'ayuntamiento': 'official_city', 'comune': 'official_city', 'business': 'private_sector',
    'wirtschaft': 'private_sector', 'privatwirtschaft': 'private_sector', 'secteur prive': 'private_sector',
    'sector privado': 'private_sector', 'settore privato': 'private_sector', 'bevolkerung': 'population', 'poblacion': 'population',
    'popolazione': 'population', 'residents': 'population', 'andere staatliche ebene': 'other_government_level',
    'autre niveau de l etat': 'other_government_level',
}  # fmt: skip
FUNCTIONS: Mapping[str, str] = {
    'demokratische institution': 'democratic_institution', 'institution democratique': 'democratic_institution',
    'institucion democratica': 'democratic_institution', 'istituzione democratica': 'democratic_institution',
    'regulator': 'rule_maker', 'arbeitgeber': 'employer', 'arbeitgeberin': 'employer', 'employeur': 'employer', 'empleadora': 'employer',
    'datrice di lavoro': 'employer', 'dienstleister': 'service_provider', 'dienstleisterin': 'service_provider',
    'prestataire de services': 'service_provider', 'prestadora de servicios': 'service_provider',
    'fornitrice di servizi': 'service_provider', 'auftraggeber': 'contractor', 'auftraggeberin': 'contractor',
}  # fmt: skip


def number_meant(said: str, folded: str, named: Mapping[str, int]) -> int | None:
    """A commitment or a track goes by its name in any language of its frame, or by its number, with words around it or none.

    `folded`: what is said, without case and accents. `named`: the numbers of the frame by each name, folded. Returns None where it
    is neither, or where several numbers are said.

    Rule: P3. Decided here.
    """
    if folded in named:
        return named[folded]
    numbers = {int(each) for each in _NUMBER.findall(said)}
    return next(iter(numbers)) if len(numbers) == 1 and numbers <= set(named.values()) else None


def cell_meant(said: str) -> tuple[int, int] | None:
    """A further cell is written as the number of its commitment and that of its track, with a colon, dot, slash or dash between.

    Rule: P3. Decided here.
    """
    found = _CELL.fullmatch(said.strip())
    return (int(found[1]), int(found[2])) if found else None


def day_meant(said: str, *, ends: bool) -> date | Fault:
    """A day that is known in part begins with its first day and ends with its last: what is due in June is due when June is over.

    Rule: P3. Decided here.
    """
    found = day_said(said)
    return found if isinstance(found, Fault) else _last_of(found) if ends else found.day


def percent_meant(said: str) -> int | Fault:
    """How much is done is a whole number from 0 to 100; a spreadsheet keeps 40 % as 0.4.

    Rule: P7. Decided here.
    """
    found, part = _PERCENT.fullmatch(said), _PART.fullmatch(said)
    percent = int(found[1]) if found else int(part[1].ljust(2, '0')) if part else None
    return percent if percent is not None and percent <= _DONE else Fault('percent_unknown', {'value': said})


def texts_said(cell: str) -> list[str]:
    """Several texts in one cell stand with semicolons between them; one that belongs to a text has a backslash in front.

    Rule: P3. Decided here.
    """
    return list(dict.fromkeys(filter(None, (' '.join(part.split()) for part in _parts(cell)))))


def why_not_twice(keys: Sequence[tuple[int, object]]) -> dict[int, Fault]:
    """No two rows of a file are one action: of those that are, each later one is refused and names the first.

    Takes the number of each row with what it is: an id, or a title in a cell.

    Rule: P3. Decided here.
    """
    first: dict[object, int] = {}
    return {number: Fault('action_twice', {'row': first[key]}) for number, key in keys if first.setdefault(key, number) != number}


def _parts(cell: str) -> Iterator[str]:
    part, signs = '', iter(cell)
    for sign in signs:
        if sign == '\\':
            part += next(signs, '\\')
        elif sign == ';':
            yield part
            part = ''
        else:
            part += sign
    yield part


def _last_of(known: PartlyKnown) -> date:
    if known.precision == 'day':
        return known.day
    month = known.day.month if known.precision == 'month' else _MONTHS
    return date(known.day.year, month, monthrange(known.day.year, month)[1])

"""A plan as a paper for those who decide on it: its aims, who carries it, its measures, what it covers, what stays open, who signs."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from babel.dates import format_date

from api.journal_texts import value_text
from api.markdown import plain
from api.models.plan_coverage import Coverage
from api.paper_parts import Heading, Paragraph, Part, Signatures, Table
from api.rules.coverage import Frame
from api.sentences import locale_of, say

Record = Mapping[str, Any]
_OPEN = ('planned', 'in_progress', 'postponed')


def about(language: str, plan: Record) -> list[str]:
    """Return what is said under the title: whose plan it is, its period, how far it is, who decided."""
    stage = value_text(language, 'plan', 'stage', plan['stage'], {}) or ''
    period = _period(language, plan)
    decided = (
        say(language, 'paper.decided', body=plan['adopted_by'], date=_day(language, plan['adopted_on']))
        if plan['adopted_by']
        else say(language, 'paper.to_decide')
    )
    reference = plan['decision_reference']
    signed = (
        say(language, 'paper.signed', name=plan['signed_by'] or '–', date=_day(language, plan['signed_on'])) if plan['signed_on'] else None
    )
    lines = (plan['city']['name'], period, stage[:1].upper() + stage[1:], decided, reference, plan['decision_url'], signed)
    return [plain(line) for line in lines if line]


def parts(
    language: str, plan: Record, frame: Frame, actions: Sequence[Record], covered: Coverage, names: Mapping[str, Sequence[str]]
) -> list[Part]:
    """Return what the paper holds, of what the reader is shown: without departments where those are the city's own business."""
    found: list[Part] = []
    if plan['aims']:
        found += [Heading(say(language, 'paper.aims')), Paragraph(plain(plan['aims']))]
    found += _carried(language, plan, names)
    found.append(Heading(say(language, 'paper.measures')))
    if not actions:
        found.append(Paragraph(say(language, 'paper.no_measures')))
    with_departments = any(each['department'] for each in actions)
    tracks = {each.number: each.names[language] for each in frame.tracks}
    for commitment in frame.commitments:
        of_it = [each for each in actions if each['cell']['commitment'] == commitment.number]
        if of_it:
            found.append(Heading(f'{commitment.number}. {commitment.names[language]}', 2))
            found.append(_measures(language, tracks, of_it, with_departments=with_departments))
    found += [Heading(say(language, 'paper.coverage')), _coverage(language, frame, covered)]
    found += [Heading(say(language, 'paper.open')), *_still_open(language, frame, actions, covered)]
    signed = [say(language, f'paper.signature.{who}') for who in ('place', 'political_head', 'administration', 'coordinator')]
    if plan['signed_by']:
        signed[1] = f'{signed[1]}: {plain(plan["signed_by"])}'
    return [*found, Heading(say(language, 'paper.signatures')), Signatures(signed)]


def _carried(language: str, plan: Record, names: Mapping[str, Sequence[str]]) -> list[Part]:
    """Return who carries the plan and with what; it is the city's to know, and of others' papers no part."""
    named = {name: ', '.join(found) for name, found in names.items()}
    said = {
        'political_head': named['political_head_id'],
        'coordination_team': named['coordination_team_ids'],
        'departments': named['department_ids'],
        'steering_committee': '\n'.join(each for each in (named['steering_committee_ids'], plan['steering_committee']) if each),
        'resources': plan['resources'],
    }
    lines = [Paragraph(f'{say(language, f"paper.carried.{name}")}: {plain(text)}') for name, text in said.items() if text]
    return [Heading(say(language, 'paper.carried')), *lines] if lines else []


def _measures(language: str, tracks: Mapping[int, str], actions: Sequence[Record], *, with_departments: bool) -> Table:
    columns = ['measure', 'track', *(['department'] if with_departments else []), 'due', 'stage']
    rows = []
    for each in actions:
        criterion = f'\n{say(language, "paper.done_when", criterion=each["completion_criterion"])}' if each['completion_criterion'] else ''
        said = {
            'measure': each['title'] + criterion,
            'track': tracks[each['cell']['track']],
            'department': each['department'] or '–',
            'due': _day(language, each['due_on']) if each['due_on'] else '–',
            'stage': value_text(language, 'plan_action', 'stage', each['stage'], {}) or '',
        }
        rows.append([plain(said[column]) for column in columns])
    wide = {'measure': 6, 'track': 3, 'department': 3, 'due': 3, 'stage': 3}
    return Table([say(language, f'paper.column.{column}') for column in columns], rows, [wide[column] for column in columns])


def _coverage(language: str, frame: Frame, covered: Coverage) -> Table:
    count = {(each.commitment, each.track): each.actions for each in covered.cells}
    total = {each.number: each.actions for each in covered.commitments}
    rows = [
        [
            f'{each.number}. {each.names[language]}',
            *(str(count[each.number, track.number] or '–') for track in frame.tracks),
            str(total[each.number] or '–'),
        ]
        for each in frame.commitments
    ]
    tracks = [each.names[language] for each in frame.tracks]
    headings = [say(language, 'paper.column.commitment'), *tracks, say(language, 'paper.column.all')]
    return Table(headings, rows, [7, *(3 for _ in frame.tracks), 2])


def _still_open(language: str, frame: Frame, actions: Sequence[Record], covered: Coverage) -> list[Part]:
    unfinished = sum(each['stage'] in _OPEN for each in actions)
    undated = sum(each['stage'] in _OPEN and not each['due_on'] for each in actions)
    names = {each.number: each.names[language] for each in frame.commitments}
    found: list[Part] = [Paragraph(say(language, 'paper.unfinished', count=unfinished, total=len(actions)))]
    if undated:
        found.append(Paragraph(say(language, 'paper.undated', count=undated)))
    found.append(Paragraph(say(language, 'paper.gaps', count=len(covered.gaps), total=len(frame.cells))))
    without = [f'{number}. {names[number]}' for number in covered.commitments_without]
    return [*found, *([Paragraph('\n'.join((say(language, 'paper.without'), *without)))] if without else [])]


def _period(language: str, plan: Record) -> str:
    start, end = (_day(language, plan[name]) if plan[name] else '' for name in ('starts_on', 'ends_on'))
    if start and end:
        return say(language, 'paper.period', start=start, end=end)
    return say(language, 'paper.since', start=start) if start else say(language, 'paper.until', end=end) if end else ''


def _day(language: str, day: str) -> str:
    return format_date(date.fromisoformat(day), format='medium', locale=locale_of(language))

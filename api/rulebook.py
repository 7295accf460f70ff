"""Writes the rulebook as a page to read: every rule in words, its source and the figures in force, made from the rules themselves."""

import inspect
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import FunctionType, ModuleType

from api.by_law_presets import PRESETS
from api.rules import (
    action_items,
    assemblies,
    broadcasts,
    by_laws,
    calls_for_interest,
    coverage,
    dates,
    declarations,
    drafts,
    erasures,
    group_invitations,
    invitations,
    machines,
    memberships,
    obligations,
    own_rhythm,
    participation_requests,
    plan_health,
    plans,
    progress,
    reminders,
    reports,
    roadmap,
    roles,
    tasks,
    working_groups,
)
from api.rules.by_laws import ByLaws, figures_of
from api.sentences import DEFAULT_LANGUAGE, say

MODULES = (
    memberships, working_groups, broadcasts, calls_for_interest, group_invitations, participation_requests, assemblies, reports,
    drafts, declarations, obligations, reminders, action_items, progress, plans, coverage, plan_health, roadmap, own_rhythm, roles,
    invitations, machines, erasures, by_laws, dates, tasks,
)  # fmt: skip

_LAST_LINE = re.compile(r'Rule: (?P<id>\S+)\.(?: Figures: (?P<figures>[a-z_, ]+)\.)? (?P<source>.+)')
_FOR_ENGINEERS = re.compile(r'Takes |Returns |Raises |`')


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its id, the function that applies it, its statement, where it comes from, the by-law figures it counts with."""

    id: str
    name: str
    statement: str
    source: str
    figures: tuple[str, ...]


def page(in_force: Mapping[str, ByLaws] = PRESETS) -> str:
    """Return the rulebook as Markdown; `in_force` maps a network's name to its by-laws, the presets when not given."""
    title, about = say(DEFAULT_LANGUAGE, 'rulebook.title'), say(DEFAULT_LANGUAGE, 'rulebook.about')
    parts = [f'# {title}', about, *_figures(in_force)]
    for module in MODULES:
        parts += _chapter(module, in_force)
    return '\n\n'.join(parts) + '\n'


def rules_of(module: ModuleType) -> list[Rule]:
    """Return the rules a module holds, by number, else in the order they are written."""
    functions = [value for value in vars(module).values() if isinstance(value, FunctionType) and value.__module__ == module.__name__]
    found = [rule for function in functions if (rule := _rule(function))]
    return sorted(found, key=lambda rule: int(re.sub(r'\D', '', rule.id) or 0))


def _rule(function: FunctionType) -> Rule | None:
    paragraphs = _paragraphs(function)
    last = _LAST_LINE.fullmatch(paragraphs[-1]) if paragraphs else None
    if not last:
        return None
    return Rule(
        id=last['id'],
        name=function.__name__.replace('_', ' '),
        statement='\n\n'.join(text for text in paragraphs[:-1] if not _FOR_ENGINEERS.match(text)),
        source=last['source'],
        figures=tuple((last['figures'] or '').split(', ')) if last['figures'] else (),
    )


def _paragraphs(thing: FunctionType) -> list[str]:
    return [' '.join(text.split()) for text in (inspect.getdoc(thing) or '').split('\n\n') if text.strip()]


def _chapter(module: ModuleType, in_force: Mapping[str, ByLaws]) -> Iterator[str]:
    about, *table = (inspect.getdoc(module) or '').split('\n\n')
    yield f'## {module.__name__.rpartition(".")[2].replace("_", " ").capitalize()}'
    yield ' '.join(about.split())
    yield from (part for part in table if part.startswith('|'))
    for rule in rules_of(module):
        heading = say(DEFAULT_LANGUAGE, 'rulebook.rule', id=rule.id)
        yield f'### {heading}: {rule.name}'
        yield rule.statement
        yield from (f'- {line}' for line in [_figures_line(rule, in_force)] if rule.figures)
        yield f'*{rule.source}*'


def _figures_line(rule: Rule, in_force: Mapping[str, ByLaws]) -> str:
    return '; '.join(
        f'{say(DEFAULT_LANGUAGE, f"by_laws.{name}")}: '
        + ', '.join(f'{_written(figures_of(figures)[name])} ({network})' for network, figures in in_force.items())
        for name in rule.figures
    )


def _figures(in_force: Mapping[str, ByLaws]) -> Iterator[str]:
    yield f'## {say(DEFAULT_LANGUAGE, "rulebook.figures")}'
    columns = [figures_of(figures) for figures in in_force.values()]
    head = [say(DEFAULT_LANGUAGE, 'rulebook.figure'), *in_force]
    rows = [[say(DEFAULT_LANGUAGE, f'by_laws.{name}'), *(_written(column[name]) for column in columns)] for name in ByLaws.__slots__]
    yield '\n'.join(f'| {" | ".join(cells)} |' for cells in [head, ['---'] * len(head), *rows])


def _written(value: object) -> str:
    if isinstance(value, list):
        return ', '.join(str(item) for item in value)
    return say(DEFAULT_LANGUAGE, 'rulebook.none') if value is None else str(value)

"""What can be done with a file of what the office already has: check it, say how it is meant, apply or discard it (M3); nothing is sent."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select

from api.models.columns import table
from api.models.imports import (
    MOST_BYTES,
    ImportApplicationCreate,
    ImportCreate,
    ImportDecisionCreate,
    ImportPatch,
    ImportRow,
    RowDecision,
    RowOfImport,
)
from api.models.keys import fold
from api.models.networks import NetworkRow
from api.models.people import PersonRow
from api.models.plans import PlanRow
from api.models.shapes import MAIL
from api.operations.files import cleaned_name
from api.operations.import_cells import Checked
from api.operations.import_groups import check_groups
from api.operations.import_groups_applied import apply_groups
from api.operations.import_members import apply_members, check_members
from api.operations.import_partner_cities import apply_partner_cities, check_partner_cities, gone_of
from api.operations.import_people import check_people
from api.operations.import_people_applied import apply_people
from api.operations.import_plan_actions import check_plan_actions
from api.operations.import_plan_actions_applied import apply_plan_actions, facts_of_file, locked_plan, plan_of_file
from api.operations.permit import permit, permit_on
from api.permissions import Facts
from api.problems import Problem, refuse, unknown_reference
from api.rules import import_fields
from api.rules import imports as rules
from api.rules.mirrored_cities import why_not_partner
from api.spine import Transaction
from api.uploaded_tables import read_table
from api.workbooks import NoTableError

_REMEMBERED = 20
_IMPORTS, _ROWS, _PEOPLE = table(ImportRow), table(RowOfImport), table(PersonRow)
_MAIL = re.compile(MAIL)
Check = Callable[[Transaction, UUID, Sequence[tuple[RowOfImport, Mapping[str, str]]]], list[Checked]]
_OF_A_PARTNER = 'partner_cities'
_CHECKS: Mapping[str, Check] = {'members': check_members, 'working_groups': check_groups, 'people': check_people}
_APPLIED: Mapping[str, Callable[[Transaction, UUID, Sequence[Checked]], None]] = {
    'members': apply_members, 'working_groups': apply_groups, 'people': apply_people,
}  # fmt: skip


def facts_of_import(_transaction: Transaction, row: ImportRow) -> Facts:
    """Return what the permission table needs to know of an import."""
    return Facts(frozenset({row.network_id}), row.city_id)


def create_import(transaction: Transaction, wish: ImportCreate, kept: timedelta) -> ImportRow:
    """Read a file and check it: its columns are understood as last time, else by their headings. Nothing of it is recorded yet.

    `kept`: how long its rows are.
    """
    permit(transaction, 'create_import', facts_of_file(wish, plan := plan_of_file(transaction, wish)))
    if plan is not None:
        # Nobody but the city begins a plan, nor fills it.
        permit(transaction, 'create_plan', facts_of_file(wish, plan))
    if wish.kind == 'people':
        permit(transaction, 'create_person', Facts(networks=frozenset({wish.network_id})))
    transaction.lock_named(NetworkRow, wish.network_id, 'network_id')
    partner = transaction.lock_named(NetworkRow, wish.partner_id, 'partner_id') if wish.partner_id else None
    refuse(why_not_partner(wish.kind, names_partner=partner is not None, is_partner=partner is not None and partner.partner))
    refuse(import_fields.why_not_plan(wish.kind, names_plan=plan is not None))
    content = wish.file.file.read(MOST_BYTES + 1)
    file_name = cleaned_name(wish.file.filename or '')
    if len(content) > MOST_BYTES:
        raise Problem('content-too-large', {'most': MOST_BYTES})
    try:
        read = read_table(content)
    except NoTableError as error:
        raise Problem(error.code, {'file_name': file_name}) from error
    headings = [heading[:200] for heading in read.headings]
    remembered = _remembered(transaction, wish.network_id, wish.kind, plan.city_id if plan else None)
    fields = import_fields.proposed_fields(wish.kind, [_heading(each) for each in headings], remembered)
    row = transaction.add(
        ImportRow(
            network_id=wish.network_id,
            kind=wish.kind,
            partner_id=wish.partner_id,
            plan_id=wish.plan_id,
            city_id=plan.city_id if plan else None,
            file_name=file_name,
            columns=[{'heading': heading, 'field': field} for heading, field in zip(headings, fields, strict=True)],
            rows_until=transaction.now + kept,
            audience='city_alone' if plan else 'office',
        ),
    )
    transaction.record('create_import', row)
    mails = {number: next(filter(_MAIL.fullmatch, cells), None) for number, cells in read.rows}
    known = _people_at(transaction, {mail.lower() for mail in mails.values() if mail})
    for number, cells in read.rows:
        mail = mails[number]
        person_id = known.get(mail.lower()) if mail else None
        kept_row = RowOfImport(network_id=row.network_id, city_id=row.city_id, import_id=row.id, number=number, cells=list(cells))
        kept_row.mail, kept_row.person_id = mail, person_id
        transaction.session.add(kept_row)
    _check(transaction, row)
    return row


def update_import(transaction: Transaction, import_id: UUID, wish: ImportPatch) -> ImportRow:
    """Say how the columns are to be understood, and check every row anew."""
    row = permit_on(transaction, 'update_import', ImportRow, import_id, facts_of_import)
    _refuse_settled(transaction, row)
    if 'fields' in wish.model_fields_set:
        refuse(import_fields.why_not_fields(row.kind, wish.fields, len(row.columns)))
        row.columns = [{**column, 'field': field} for column, field in zip(row.columns, wish.fields, strict=True)]
    _check(transaction, row)
    transaction.record('update_import', row)
    return row


def decide_import_rows(transaction: Transaction, import_id: UUID, wish: ImportDecisionCreate) -> ImportRow:
    """Say of rows which of those they might mean they are, that they are new, or that they are left out; every row is checked anew."""
    row = permit_on(transaction, 'decide_import_rows', ImportRow, import_id, facts_of_import)
    _refuse_settled(transaction, row)
    rows = {each.id: each for each in _rows_of(transaction, row)}
    for place, each in enumerate(wish.decisions):
        _decide(rows.get(each.row_id), each, place)
    _check(transaction, row)
    transaction.record('decide_import_rows', row)
    return row


def apply_import(transaction: Transaction, import_id: UUID, wish: ImportApplicationCreate) -> ImportRow:
    """Record what the rows say, all in one transaction; with faults nothing, unless the sound rows alone are asked for."""
    row = permit_on(transaction, 'apply_import', ImportRow, import_id, facts_of_import)
    if row.kind == 'people':
        permit(transaction, 'give_role', Facts(networks=frozenset({row.network_id})))
    _refuse_settled(transaction, row)
    plan = locked_plan(transaction, row.plan_id) if row.plan_id else None
    if plan is None:
        transaction.lock_named(NetworkRow, row.network_id, 'network_id', share=False)
    checked = _check(transaction, row)
    refuse(rules.why_not_apply(row.counts, sound_only=wish.rows == 'sound'))
    sound = [each for each in checked if each.outcome in {'added', 'changed'}]
    if row.kind == _OF_A_PARTNER and row.partner_id:
        apply_partner_cities(
            transaction, row.network_id, row.partner_id, sound, gone_of(transaction, row.network_id, row.partner_id, checked)
        )
    elif plan is not None:
        apply_plan_actions(transaction, plan, sound)
    else:
        _APPLIED[row.kind](transaction, row.network_id, sound)
    kept = {each.number: each for each in _rows_of(transaction, row)}
    for each in sound:
        kept[each.number].record_id = each.record_id
        kept[each.number].person_id = each.person_id or kept[each.number].person_id
    row.stage, row.applied_at = 'applied', transaction.now
    transaction.record('apply_import', row)
    return row


def discard_import(transaction: Transaction, import_id: UUID) -> ImportRow:
    """Let go of a file that was not applied: its rows are deleted at once."""
    row = permit_on(transaction, 'discard_import', ImportRow, import_id, facts_of_import)
    _refuse_settled(transaction, row)
    transaction.session.execute(_ROWS.delete().where(_ROWS.c.import_id == row.id))
    row.stage = 'discarded'
    transaction.record('discard_import', row)
    return row


def _people_at(transaction: Transaction, mails: set[str]) -> dict[str, UUID]:
    """Return who is known by these mail addresses."""
    wanted = select(func.lower(_PEOPLE.c.mail), _PEOPLE.c.id).where(func.lower(_PEOPLE.c.mail).in_(sorted(mails)))
    return {row[0]: row[1] for row in transaction.session.execute(wanted)} if mails else {}


def _refuse_settled(transaction: Transaction, row: ImportRow) -> None:
    if row.stage == 'applied':
        raise Problem('import-applied')
    if row.stage == 'discarded':
        raise Problem('import-discarded')
    if row.rows_until <= transaction.now:
        raise Problem('import-rows-gone')


def _heading(text: str) -> str:
    """Return by what a heading is known again."""
    return fold(text.replace('_', ' '))


def _remembered(transaction: Transaction, network_id: UUID, kind: str, city_id: UUID | None) -> dict[str, str | None]:
    """Return how columns were understood in the files of this kind, the latest of each heading, by the folded heading."""
    of_city = _IMPORTS.c.city_id.is_not_distinct_from(city_id)
    wanted = select(_IMPORTS.c.columns).where(_IMPORTS.c.network_id == network_id, _IMPORTS.c.kind == kind, of_city)
    found: dict[str, str | None] = {}
    for columns in transaction.session.execute(wanted.order_by(_IMPORTS.c.id.desc()).limit(_REMEMBERED)).scalars():
        for column in columns:
            found.setdefault(_heading(column['heading']), column['field'])
    return found


def _rows_of(transaction: Transaction, row: ImportRow) -> list[RowOfImport]:
    transaction.flush()
    wanted = select(RowOfImport).where(_ROWS.c.import_id == row.id).order_by(_ROWS.c.id)
    return list(transaction.session.execute(wanted).scalars())


def _check(transaction: Transaction, row: ImportRow) -> list[Checked]:
    """Compare every row with what is recorded now, and keep what it would do."""
    rows = _rows_of(transaction, row)
    remembered = _decided_before(transaction, row, rows)
    for each in rows:
        if each.decision is None and tuple(each.cells) in remembered:
            each.decision, each.candidate_id = remembered[tuple(each.cells)]
    read = [(each, _by_field(row, each)) for each in rows]
    gone = 0
    if row.kind == _OF_A_PARTNER and row.partner_id:
        checked = check_partner_cities(transaction, row.network_id, row.partner_id, read)
        gone = len(gone_of(transaction, row.network_id, row.partner_id, checked))
    elif row.plan_id:
        checked = check_plan_actions(transaction, transaction.lock_named(PlanRow, row.plan_id, 'plan_id'), read)
    else:
        checked = _CHECKS[row.kind](transaction, row.network_id, read)
    for each, found in zip(rows, checked, strict=True):
        each.outcome, each.findings, each.record_id = found.outcome, found.findings, found.record_id
        each.person_id = found.person_id or each.person_id
    counted = Counter(each.outcome for each in checked)
    row.counts = {outcome: counted[outcome] for outcome in rules.OUTCOMES} | {'gone': gone}
    return checked


def _by_field(row: ImportRow, each: RowOfImport) -> dict[str, str]:
    """Return the cells of a row that say something, by the fields that their columns are taken for."""
    pairs = zip(row.columns, each.cells, strict=True)
    return {column['field']: cell for column, cell in pairs if column['field'] and cell}


def _decided_before(
    transaction: Transaction, row: ImportRow, rows: Sequence[RowOfImport]
) -> dict[tuple[str, ...], tuple[str, UUID | None]]:
    """Return what was decided of rows with the same cells in files that were applied: the record that they became, so nobody asks twice."""
    if not rows:
        return {}
    applied = (_IMPORTS.c.network_id == row.network_id, _IMPORTS.c.kind == row.kind, _IMPORTS.c.stage == 'applied')
    of_plan = _IMPORTS.c.plan_id.is_not_distinct_from(row.plan_id)
    wanted = (
        select(_ROWS.c.cells, _ROWS.c.decision, _ROWS.c.record_id)
        .join(ImportRow, _IMPORTS.c.id == _ROWS.c.import_id)
        .where(*applied, of_plan, _IMPORTS.c.columns == row.columns, _ROWS.c.decision.is_not(None))
        .order_by(_ROWS.c.id)
    )
    found: dict[tuple[str, ...], tuple[str, UUID | None]] = {}
    for cells, decision, record_id in transaction.session.execute(wanted):
        found[tuple(cells)] = ('same', record_id) if record_id else (decision, None)
    return found


def _decide(row: RowOfImport | None, wish: RowDecision, place: int) -> None:
    if row is None:
        raise unknown_reference(f'decisions/{place}/row_id')
    known = {each['id'] for each in row.findings.get('candidates', ())}
    if wish.decision == 'same' and str(wish.candidate_id) not in known:
        raise unknown_reference(f'decisions/{place}/candidate_id')
    row.decision = wish.decision
    row.candidate_id = wish.candidate_id if wish.decision == 'same' else None

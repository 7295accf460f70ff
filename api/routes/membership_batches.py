"""Many memberships at once over HTTP, for scripts: batches of acts, and the members of a group or a network as a whole."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

from fastapi import Query
from pydantic import BeforeValidator
from starlette.responses import Response

from api import problems, reads, shown
from api.contract import DryRunAsked, Resource, Tx
from api.membership_tables import EXAMPLE, batch_of
from api.models.columns import table
from api.models.membership_batches import (
    MOST_MEMBERS,
    GroupEffect,
    MembershipBatch,
    MembershipBatchCreate,
    MembershipBatchItemResult,
    MembershipBatchSummary,
    NetworkMembers,
    NetworkMembersReplace,
    WorkingGroupMembers,
    WorkingGroupMembersReplace,
)
from api.models.memberships import MembershipRow
from api.models.shapes import GroupName, Reference
from api.models.working_groups import Missing, WorkingGroupRow
from api.operations import desired_cities, desired_members, membership_batches
from api.operations.membership_acts import Outcome
from api.paging import Page, found_rows
from api.preconditions import etag
from api.spine import Transaction

batches = Resource('Memberships')
_MEMBERS = table(MembershipRow)
_TABLES = ('table-not-readable', 'table-too-large', 'table-empty')


@batches.offer(
    'POST', '/membership-batches', MembershipBatch, code=207, csv=EXAMPLE, problems=('batch-refused', 'by-laws-impossible', *_TABLES)
)
def apply_membership_batch(
    tx: Tx,
    body: Annotated[MembershipBatchCreate, BeforeValidator(batch_of)],
    mode: Annotated[Literal['atomic', 'independent'] | None, Query(description='With a table; a body of JSON says it itself.')] = None,
    dry_run: DryRunAsked = 'false',
) -> Response:
    """Do up to 500 acts on memberships at once: join, update, leave, in working groups and networks.

    Each act is what it is alone, with the same rules and permissions; what is so already is `unchanged`, so the same batch again
    changes nothing. `atomic`: when one is refused nothing is done, and the problem (409 batch-refused) says of each why. `independent`:
    each by itself, the answer says of each what became of it. A group is counted once, when all is done: `effects` says what came of it.

    A body may be a table (`text/csv`), a row for each act, with the columns `op`, `working_group` or `network`, `member.slug`,
    `member_id` or `identifier` (scheme:value), `role`, `stage`, `effective_on`, `if_version`, `reason`, `ref`. An export of memberships is
    such a table as it is: without `op` a row with an `end_date` leaves on that day, and every other one joins.
    """
    wish = body.model_copy(update={'mode': mode or body.mode, 'dry_run': body.dry_run or dry_run == 'true'})
    done = membership_batches.apply_membership_batch(tx, wish)
    results = [_result(tx, item.ref, outcome) for item, outcome in zip(body.items, done.outcomes, strict=True)]
    counted = {status: sum(result.status == status for result in results) for status in ('applied', 'unchanged', 'failed')}
    effects = _effects(done.groups)
    answer = MembershipBatch(dry_run=tx.is_dry_run, items=results, summary=MembershipBatchSummary.model_validate(counted), effects=effects)
    return Response(answer.model_dump_json(by_alias=True), status_code=207, media_type=reads.JSON)


@batches.offer(
    'PUT', '/working-groups/{working_group}/members', WorkingGroupMembers, transition=True, etag=True,
    problems=('documented-fact', 'batch-refused', 'mass-removal', 'lead-stays', 'by-laws-impossible'),
)  # fmt: skip
def replace_working_group_members(
    tx: Tx, working_group: Reference, body: WorkingGroupMembersReplace, dry_run: DryRunAsked = 'false'
) -> Response:
    """Bring a working group to a desired set of members: who is named joins or stays, who is not named leaves.

    All of it is done or nothing. More than half of the members leave only when `max_removals` allows as many, and the lead city never
    leaves this way: it hands over first. The ETag is the group's. The same set again changes nothing. With dry_run=true the answer is
    the same, nothing is kept, and the memberships in `joined` are none yet.
    """
    done = desired_members.replace_working_group_members(tx, working_group, body)
    tag, _ = reads.found_after(tx, 'get_working_group', shown.WORKING_GROUPS, done.group.id)
    lists = {'joined': done.joined, 'left': done.left, 'changed': [], 'unchanged': done.unchanged}
    return _replaced(tx, lists, done.groups, tag, dry_run)


@batches.offer(
    'PUT', '/networks/{network}/members', NetworkMembers, transition=True, etag=True,
    problems=('documented-fact', 'batch-refused', 'mass-removal', 'lead-stays', 'by-laws-impossible'),
)  # fmt: skip
def replace_network_members(tx: Tx, network: Reference, body: NetworkMembersReplace, dry_run: DryRunAsked = 'false') -> Response:
    """Bring a network to a desired set of cities: who is named belongs to it, who is not named leaves it, and with it its groups.

    All of it is done or nothing. More than half of the members leave only when `max_removals` allows as many, and a city that leads
    a group never leaves this way: it hands over first. Applicants that are not named stay applicants. The ETag is that of the members
    as a whole, and changes with each of them: ask with dry_run=true and `If-Match: *`, look at the answer, and send the same with
    its ETag, which does what you have seen or nothing. The same set again changes nothing. With dry_run=true nothing is kept, and the
    memberships in `joined` and `changed` are none yet.
    """
    done = desired_cities.replace_network_members(tx, network, body)
    lists = {name: getattr(done, name) for name in ('joined', 'left', 'changed', 'unchanged')}
    return _replaced(tx, lists, done.groups, etag(done.version, 'members'), dry_run)


def _replaced(
    transaction: Transaction,
    lists: Mapping[str, Sequence[MembershipRow]],
    groups: Sequence[tuple[WorkingGroupRow, str]],
    tag: str,
    dry_run: str,
) -> Response:
    parts = ','.join(f'"{name}":[{",".join(_shown(transaction, rows))}]' for name, rows in lists.items())
    said = ','.join(effect.model_dump_json() for effect in _effects(groups))
    text = f'{{"dry_run":{dry_run},{parts},"effects":[{said}]}}'
    return Response(text, media_type=reads.JSON, headers={'ETag': tag})


def _result(transaction: Transaction, ref: str | None, outcome: Outcome) -> MembershipBatchItemResult:
    row = None if transaction.is_dry_run and outcome.began else outcome.row
    said = None
    if outcome.problem is not None:
        asked, caller = transaction.asked, transaction.caller
        said = problems.written(outcome.problem, language=caller.language, path=asked.path, request_id=asked.request_id or '')
    told = {'ref': ref, 'status': outcome.came_to, 'problem': said}
    return MembershipBatchItemResult.model_validate(
        {**told, 'membership_id': row.id if row else None, 'version': row.version if row else None}
    )


def _effects(groups: Sequence[tuple[WorkingGroupRow, str]]) -> list[GroupEffect]:
    return [
        GroupEffect.model_validate({
            'working_group': GroupName(id=group.id, slug=group.slug, title=group.title),
            'stage_before': before,
            'stage': group.stage,
            'city_count': group.city_count,
            'country_count': group.country_count,
            'missing': [Missing.model_validate(each) for each in group.missing] if group.stage == 'proposed' else [],
        })
        for group, before in groups
    ]  # fmt: skip


def _shown(transaction: Transaction, rows: Sequence[MembershipRow]) -> list[str]:
    if not rows:
        return []
    these = _MEMBERS.c.id.in_([row.id for row in rows])
    found, _ = found_rows(transaction, 'list_memberships', shown.MEMBERSHIPS, Page(len(rows) + MOST_MEMBERS, None), these, with_facts=False)
    return [reads.body_of(shown.MEMBERSHIPS, transaction, each, with_facts=False) for each in found]

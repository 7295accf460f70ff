"""Knows what scripts that change many memberships send and are answered: a batch of acts, or a group's whole desired set."""

from typing import Annotated, Any, Literal, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from api.models.memberships import Membership, MembershipStage
from api.models.problem_details import ProblemDetails
from api.models.shapes import Day, Flag, GroupName, Id, Identifier, Line, Number, OnBehalfOf, Reference, Shape, Slug, Version, Wish
from api.models.working_groups import Missing, Stage

MOST_ITEMS = 500
MOST_MEMBERS = 1000
Op = Literal['join', 'update', 'leave']
Role = Literal['member', 'associate']
Kind = Literal['city', 'organisation']
Ref = Annotated[Line, Field(description='A name of your own for the item; the answer says it back.', examples=['row 2'])]


def _left_out() -> Any:
    return None


def _one_of(wish: Wish, *ways: tuple[str, ...]) -> None:
    """Refuse what says of several ways to name a record none or more than one."""
    given = wish.model_fields_set
    said = {name for way in ways for name in way} & given
    if said not in [set(way) for way in ways]:
        raise PydanticCustomError('one_of', 'exactly one is needed', {'fields': '; '.join(' + '.join(way) for way in ways)})


def _without(*names: str) -> dict[str, Any]:
    """Return the schemas of fields that are not there."""
    return {name: {'not': {}} for name in names}


class MemberMeant(Wish):
    """Who is meant: a city or an organisation, by its id, by a key that others know it by, or by its slug."""

    model_config = ConfigDict(json_schema_extra={'oneOf': [{'required': ['id']}, {'required': ['identifier']}, {'required': ['slug']}]})

    id: Id = Field(default_factory=_left_out)
    identifier: Identifier = Field(default_factory=_left_out)
    slug: Slug = Field(default_factory=_left_out)
    kind: Kind | None = Field(default=None, description='Needed only with a slug that a city has and an organisation as well.')

    @model_validator(mode='after')
    def _named_once(self) -> Self:
        _one_of(self, ('id',), ('identifier',), ('slug',))
        return self


class MembershipBatchItem(Wish):
    """One act of a batch: a member joins, is brought to another stage, or leaves; in a working group or in a network."""

    model_config = ConfigDict(
        json_schema_extra={
            'oneOf': [
                {'required': ['working_group', 'member'], 'properties': _without('network', 'membership_id')},
                {'required': ['network', 'member'], 'properties': _without('working_group', 'membership_id')},
                {'required': ['membership_id'], 'properties': _without('working_group', 'network', 'member')},
            ],
        },
    )

    ref: Ref | None = None
    op: Op
    working_group: Reference = Field(default_factory=_left_out)
    network: Reference = Field(default_factory=_left_out)
    member: MemberMeant = Field(default_factory=_left_out)
    membership_id: Id = Field(default_factory=_left_out, description='Instead of member and group or network.')
    role: Role | None = Field(default=None, description='Checked: cities are members, organisations are associates of groups.')
    stage: MembershipStage | None = Field(default=None, description='In a network: as what a city joins, or what it becomes.')
    effective_on: Day | None = Field(default=None, description='Today when left out; another day is the office’s to say, with a reason.')
    if_version: Annotated[Number, Field(ge=1, le=2_147_483_647)] | None = Field(
        default=None, description='The version of the membership that you have seen.'
    )
    reason: Line | None = Field(default=None, description='Needed for an earlier day, and where an organisation’s participation is ended.')
    on_behalf_of: OnBehalfOf | None = None

    @model_validator(mode='after')
    def _named_once(self) -> Self:
        _one_of(self, ('working_group', 'member'), ('network', 'member'), ('membership_id',))
        return self


class MembershipBatchCreate(Wish):
    """Acts that are done together (`atomic`: all of them or none), or each by itself (`independent`)."""

    mode: Literal['atomic', 'independent'] = 'atomic'
    dry_run: Flag = Field(default=False, description='Only say what it would do.')
    items: list[MembershipBatchItem] = Field(min_length=1, max_length=MOST_ITEMS)


class GroupEffect(Shape):
    """What came of it for a working group."""

    working_group: GroupName
    stage_before: Stage = Field(description='Open list.')
    stage: Stage = Field(description='Open list.')
    city_count: int = Field(ge=0)
    country_count: int = Field(ge=0)
    missing: list[Missing] = Field(description='What it still lacks to become official.')


class MembershipBatchItemResult(Shape):
    """What became of one item. The problem is the one that the same act would meet alone."""

    ref: Ref | None
    status: Literal['applied', 'unchanged', 'failed'] = Field(description='Open list.')
    membership_id: Id | None = Field(description='Null where there is none, and for one that a dry run would begin.')
    version: Version | None
    problem: ProblemDetails | None


class MembershipBatchSummary(Shape):
    """How many items came to what."""

    applied: int = Field(ge=0)
    unchanged: int = Field(ge=0)
    failed: int = Field(ge=0)


class MembershipBatch(Shape):
    """What became of a batch, item by item in their order, and of the working groups whose members changed."""

    dry_run: bool
    items: list[MembershipBatchItemResult] = Field(max_length=MOST_ITEMS)
    summary: MembershipBatchSummary
    effects: list[GroupEffect] = Field(max_length=MOST_ITEMS)


class DesiredMember(Wish):
    """Who is to be in a group."""

    ref: Ref | None = None
    member: MemberMeant
    role: Role | None = Field(default=None, description='Checked: cities are members, organisations are associates.')


class WorkingGroupMembersReplace(Wish):
    """Everybody who is to be in a working group; whoever is in it and not named here leaves."""

    members: list[DesiredMember] = Field(max_length=MOST_MEMBERS)
    effective_on: Day | None = Field(default=None, description='Today when left out; another day is said with a reason.')
    reason: Line | None = Field(default=None, description='Needed for an earlier day, and where organisations are among those who leave.')
    max_removals: Annotated[Number, Field(ge=0, le=MOST_MEMBERS)] | None = Field(
        default=None, description='How many may leave, where that is more than half of those who are in the group.'
    )


class DesiredCity(Wish):
    """Who is to belong to a network."""

    ref: Ref | None = None
    member: MemberMeant
    stage: MembershipStage | None = Field(
        default=None, description='When left out, whoever belongs stays as it is, and whoever applies or is new becomes active.'
    )


class NetworkMembersReplace(Wish):
    """Every city that is to belong to a network; whoever belongs to it and is not named here leaves, applicants apart."""

    members: list[DesiredCity] = Field(max_length=MOST_MEMBERS)
    effective_on: Day | None = Field(default=None, description='Today when left out; another day is said with a reason.')
    reason: Line | None = Field(default=None, description='Needed for an earlier day.')
    max_removals: Annotated[Number, Field(ge=0, le=MOST_MEMBERS)] | None = Field(
        default=None, description='How many may leave, where that is more than half of those who belong.'
    )


class NetworkMembers(Shape):
    """What it took to bring a network to the desired set: its memberships as they are now, and what came of it for its groups."""

    dry_run: bool
    joined: list[Membership] = Field(max_length=MOST_MEMBERS)
    left: list[Membership]
    changed: list[Membership] = Field(max_length=MOST_MEMBERS, description='Who stays at another stage: admitted, suspended, active again.')
    unchanged: list[Membership] = Field(max_length=MOST_MEMBERS)
    effects: list[GroupEffect]


class WorkingGroupMembers(Shape):
    """What it took to bring a group to the desired set. `changed` is for members who stay in another way; there is no such way yet."""

    dry_run: bool
    joined: list[Membership] = Field(max_length=MOST_MEMBERS)
    left: list[Membership]
    changed: list[Membership] = Field(max_length=MOST_MEMBERS)
    unchanged: list[Membership] = Field(max_length=MOST_MEMBERS)
    effects: list[GroupEffect] = Field(max_length=1)

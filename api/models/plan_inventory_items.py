"""Knows the inventory that a city makes before it plans: which services, organisations and measures against racism are there already."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import CheckConstraint, Index, Integer, Text

from api.models.columns import KEY, Subject, free_text, plain
from api.models.plan_actions import Cell, CellNamed
from api.models.plans import SharedWith
from api.models.shapes import CityName, Id, Line, Name, Prose, Shape, Url, Version, Wish

InventoryKind = Literal['service', 'organisation', 'measure']


class PlanInventoryItemRow(Subject, table=True):
    """Something that is there already. It has both of `commitment` and `track`, or neither. Shared as what else a city notes."""

    __tablename__ = 'plan_inventory_items'
    __table_args__ = (
        CheckConstraint("kind IN ('service', 'organisation', 'measure')", name='plan_inventory_items_kind'),
        CheckConstraint('(commitment IS NULL) = (track IS NULL)', name='plan_inventory_items_cell'),
        CheckConstraint("shared_with IN ('nobody', 'office', 'advisers', 'members', 'public')", name='plan_inventory_items_shared_with'),
        Index('plan_inventory_items_by_name', 'sort_key', 'id'),
        Index('plan_inventory_items_of_plan', 'plan_id', 'sort_key', 'id'),
        Index('plan_inventory_items_of_network', 'network_id', 'id'),
    )

    network_id: UUID = plain(foreign_key='networks.id')
    city_id: UUID = plain(foreign_key='cities.id', index=True)
    plan_id: UUID = plain(foreign_key='plans.id')
    kind: str = plain(sa_type=Text)
    name: str = plain(sa_type=Text)
    sort_key: str = plain(default='', sa_type=KEY)
    provider: str | None = free_text(default=None, sa_type=Text)
    organisation_id: UUID | None = plain(default=None, foreign_key='organisations.id')
    commitment: int | None = plain(default=None, sa_type=Integer)
    track: int | None = plain(default=None, sa_type=Integer)
    description: str | None = free_text(default=None, sa_type=Text)
    url: str | None = plain(default=None, sa_type=Text)
    shared_with: str = plain(default='nobody', sa_type=Text)


class PlanInventoryItem(Shape):
    """A service, an organisation or a measure that a city found to be there already. The city alone sees it until it shares it."""

    id: Id
    version: Version
    network_id: Id
    city: CityName
    plan_id: Id
    kind: InventoryKind = Field(description='Open list.')
    name: Name
    provider: Line | None = Field(description='Who offers it, in words.')
    organisation_id: Id | None = Field(description='Who offers it, where it is an organisation that has a record here.')
    cell: Cell | None = Field(description='Where it belongs in the frame of the plan.')
    description: Prose | None
    url: Url | None = Field(description='Where one reads more.')
    shared_with: SharedWith = Field(description='Open list. Each includes those before it; never more than those who see the plan.')
    source: str | None
    demonstration: bool
    created_at: datetime
    updated_at: datetime
    you_may: list[str] | None


class PlanInventoryItemPage(Shape):
    """A page of what is there already."""

    items: list[PlanInventoryItem]
    next: Id | None


class PlanInventoryItemCreate(Wish):
    """Something that is there already. It is shared with nobody unless it says so."""

    plan_id: Id
    kind: InventoryKind
    name: Name
    provider: Line | None = Field(default=None, description='Who offers it, in words.')
    organisation_id: Id | None = None
    cell: CellNamed | None = None
    description: Prose | None = None
    url: Url | None = None
    shared_with: SharedWith = 'nobody'


class PlanInventoryItemPatch(Wish):
    """What may be changed about it."""

    kind: InventoryKind = Field(default_factory=lambda: 'service')
    name: Name = Field(default_factory=str)
    provider: Line | None = Field(default=None, description='Who offers it, in words.')
    organisation_id: Id | None = None
    cell: CellNamed | None = None
    description: Prose | None = None
    url: Url | None = None
    shared_with: SharedWith = Field(default_factory=lambda: 'nobody')

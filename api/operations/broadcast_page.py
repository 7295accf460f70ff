"""Says of a group's broadcast what its office can still do with it: whether it is held, until when, to whom it goes."""

from uuid import UUID

from sqlalchemy import select

from api.models.broadcasts import Broadcast
from api.models.cities import CityRow
from api.models.columns import table
from api.models.notices import NoticeRow
from api.models.shapes import CityName
from api.models.working_groups import WorkingGroupRow
from api.operations.broadcasts import KIND
from api.operations.formation import contact_is_shown
from api.operations.permit import permit
from api.permissions import Facts
from api.problems import Problem
from api.spine import Transaction

_NOTICES, _CITIES = table(NoticeRow), table(CityRow)


def broadcast_of(transaction: Transaction, group_id: UUID) -> Broadcast:
    """Return the broadcast of a group that the caller may see."""
    group = transaction.find(WorkingGroupRow, group_id)
    if group is None:
        raise Problem('not-found')
    permit(transaction, 'get_broadcast', Facts(networks=frozenset({group.network_id})))
    told = select(NoticeRow, CityRow).join(CityRow, _CITIES.c.id == _NOTICES.c.city_id)
    of_group = told.where(_NOTICES.c.working_group_id == group.id, _NOTICES.c.kind == KIND).order_by(_CITIES.c.sort_key, _CITIES.c.id)
    found = transaction.session.execute(of_group).all()
    held = bool(found) and all(notice.stage == 'held' for notice, _ in found)
    return Broadcast(
        working_group_id=group.id,
        version=group.version,
        held=held,
        held_until=found[0][0].held_until if held else None,
        sentence=group.broadcast_sentence,
        contact_shown=contact_is_shown(transaction, group),
        cities=[CityName(id=city.id, slug=city.slug, name=city.name, country_code=city.country_code) for _, city in found],
    )

"""What the server's own command line does in the operator's name: let a machine in, make a link, resume the outbox."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date, timedelta
from typing import Any, get_args
from uuid import UUID

from sqlalchemy import func, select

from api import clock
from api.database import Database
from api.hashes import hashed, new_token
from api.models.api_clients import Scope
from api.models.cities import CityRow
from api.models.columns import table
from api.models.instance import InstanceRow
from api.models.journal import JournalRow
from api.models.memberships import MembershipRow
from api.models.networks import NetworkRow
from api.models.outbox import OutboxRow
from api.models.people import PersonRow
from api.models.sessions import SignInLinkRow
from api.operations.api_clients import let_in
from api.operations.days import Brought, bring_day
from api.operations.permit import id_of
from api.operations.sessions import LINK_LIFE
from api.permissions import Caller
from api.running.processes import CannotStart
from api.settings import Settings
from api.spine import Transaction

OPERATOR = Caller(kind='operator', everywhere=True, scopes=None)


@contextmanager
def _transaction(url: str) -> Iterator[Transaction]:
    with closing(Database(url, threads=1)) as database, Transaction(database, OPERATOR) as transaction:
        yield transaction


def create_client(url: str, name: str, scopes: Sequence[str], city_slug: str | None, network_slug: str | None) -> dict[str, Any]:
    """Let a machine in: for a city, for a network's office, or, with neither, for the operator of the whole instance.

    Returns client_id, client_secret (shown this once), scopes, and when it ends. Raises CannotStart for a scope, city or
    network that does not exist.
    """
    unknown = sorted(set(scopes) - set(get_args(Scope)))
    if unknown:
        raise CannotStart(f'There is no scope {unknown[0]}. There are: {", ".join(get_args(Scope))}.')
    if not name.strip():
        raise CannotStart('A client needs a name that says whom it belongs to.')
    with _transaction(url) as transaction:
        city_id = _named(transaction, CityRow, city_slug, 'city')
        network_id = _network_of(transaction, city_id) if city_id else _named(transaction, NetworkRow, network_slug, 'network')
        if city_id and network_id is None:
            raise CannotStart(f'{city_slug} is an active member of no network, and a client acts for a city in one.')
        client, secret = let_in(transaction, name.strip(), scopes, network_id=network_id, city_id=city_id)
    return {
        'client_id': str(client.id),
        'client_secret': secret,
        'scopes': client.scopes,
        'city': city_slug,
        'network': network_slug,
        'expires_at': client.expires_at.isoformat(),
    }


def _named(transaction: Transaction, row: type[CityRow | NetworkRow], slug: str | None, noun: str) -> UUID | None:
    found = id_of(transaction, row, slug) if slug else None
    if slug and (found is None or transaction.find(row, found) is None):
        raise CannotStart(f'There is no {noun} {slug}.')
    return found


def _network_of(transaction: Transaction, city_id: UUID) -> UUID | None:
    """Return the network whose office sees a city's client: the first in which the city is active."""
    members = table(MembershipRow)
    going_on = (members.c.working_group_id.is_(None), members.c.stage == 'active', members.c.end_date.is_(None))
    first = select(members.c.network_id).where(members.c.city_id == city_id, *going_on).order_by(members.c.id).limit(1)
    found: UUID | None = transaction.session.execute(first).scalar_one_or_none()
    return found


def resume_outbox(url: str) -> int | None:
    """Let the outbox of a restored database go on; return how many pieces of work are due at once, None when it was not paused."""
    with _transaction(url) as transaction:
        instance = transaction.session.execute(select(InstanceRow).with_for_update()).scalar_one()
        if instance.outbox_paused_at is None:
            return None
        paused_at, instance.outbox_paused_at = instance.outbox_paused_at, None
        transaction.session.add(
            JournalRow(
                recorded_at=transaction.now,
                actor_kind=OPERATOR.kind,
                operation='resume_outbox',
                subject_type='instance',
                subject_id=instance.feed_id,
                changes={'outbox_paused_at': [paused_at.isoformat(), None]},
            )
        )
        work = table(OutboxRow).c
        due = select(func.count()).where(work.done_at.is_(None), work.due_at <= transaction.now)
        found: int = transaction.session.execute(due).scalar_one()
        return found


def sign_in_link(url: str, email: str) -> str:
    """Make a link that signs a person in, once and within 15 minutes; for the first sign-in, before any mail goes out.

    Raises CannotStart when nobody with that address may sign in.
    """
    with _transaction(url) as transaction:
        people = table(PersonRow)
        known = select(people.c.id).where(func.lower(people.c.mail) == email.strip().lower(), people.c.disabled_at.is_(None))
        person_id = transaction.session.execute(known).scalar_one_or_none()
        if person_id is None:
            raise CannotStart(f'Nobody who may sign in is known by the address {email}.')
        token = new_token()
        link = SignInLinkRow(
            person_id=person_id, token_hash=hashed(token), created_at=transaction.now, expires_at=transaction.now + LINK_LIFE
        )
        transaction.session.add(link)
    return f'{Settings().public_url}/sign-in#token={token}'


def run_scheduler(url: str, at: date | None, until: date | None, *, dry_run: bool = False) -> list[tuple[date, str, Brought]]:
    """Do what a day brings, or each day until another one, for every network; without a day, the network's present one.

    Returns day, slug of the network and what it has brought, where it brought anything. Done again, a day adds nothing. With `dry_run`
    nothing is written: the days are done one after the other, from today when they are yet to come, and all is taken back. Raises
    CannotStart for a day to come otherwise, unless the network is a demonstration: mails would go out too early.
    """
    networks, done = table(NetworkRow).c, list[tuple[date, str, Brought]]()
    with closing(Database(url, threads=1)) as database:
        with Transaction(database, OPERATOR) as transaction:
            wanted = select(networks.id, networks.slug, networks.time_zone).where(~networks.partner).order_by(networks.slug)
            found, invented = transaction.session.execute(wanted).all(), transaction.is_demonstration
        for network_id, slug, zone in found:
            today = clock.today(zone)
            first, last = at or today, until or at or today
            if dry_run:
                done += [
                    (day, slug, each) for day, each in _simulated(database, network_id, min(first, today), last) if day >= first and each
                ]
                continue
            if last > today and not invented:
                raise CannotStart(
                    f'{last} is yet to come: only a demonstration can be taken there, because the mails go out at once. '
                    'With --dry-run any day can be looked at.'
                )
            for day in _days(first, last):
                with Transaction(database, OPERATOR) as transaction:
                    brought = bring_day(transaction, network_id, day)
                if brought:
                    done.append((day, slug, brought))
    return done


def _days(first: date, last: date) -> Iterator[date]:
    yield from (first + timedelta(days=passed) for passed in range((last - first).days + 1))


def _simulated(database: Database, network_id: UUID, first: date, last: date) -> list[tuple[date, Brought]]:
    """Return what each day would bring, each after those before it; nothing of it stays."""
    with Transaction(database, OPERATOR) as transaction:
        transaction.is_dry_run = True
        return [(day, bring_day(transaction, network_id, day)) for day in _days(first, last)]

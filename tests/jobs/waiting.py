"""Work that waits in the outbox, as tests put it there."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from api.models.columns import new_id
from tests.postbox import Postbox

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
KEY = b'a key for tests, which is at least 32 signs long'
ADDRESS = 'ada@example.org'


def post(postbox: Postbox, kind: str = 'sign_in_mail', due_at: datetime = NOON, **payload: str) -> UUID:
    work_id = new_id()
    postbox.run(
        'INSERT INTO outbox (id, kind, payload, created_at, due_at, attempt) VALUES (%s, %s, %s::jsonb, %s, %s, 0)',
        work_id, kind, str(payload).replace("'", '"'), due_at, due_at,
    )  # fmt: skip
    return work_id


def ask(postbox: Postbox, at: datetime = NOON) -> UUID:
    """Ask for a sign-in mail, as the route does, and return the id of the link."""
    link_id = new_id()
    postbox.run(
        'INSERT INTO sign_in_links (id, person_id, wrong_codes, created_at, expires_at) SELECT %s, id, 0, %s, %s FROM people',
        link_id, at, at + timedelta(minutes=15),
    )  # fmt: skip
    post(postbox, due_at=at, link_id=str(link_id))
    return link_id

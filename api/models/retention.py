"""Knows the shape in which the service says for how long things are kept."""

from pydantic import Field

from api.models.shapes import Shape
from api.retention import (
    IDEMPOTENCY_KEY_DAYS,
    IMPORT_DAYS,
    INVITATION_DAYS,
    MESSAGE_DAYS,
    OUTBOX_DAYS,
    SESSION_DAYS,
    SIGN_IN_LINK_DAYS,
    UNANSWERED_INVITATION_DAYS,
)
from api.settings import Settings


class Retention(Shape):
    """How long things are kept."""

    idempotency_key_days: int = Field(ge=1)
    tombstone_days: int = Field(ge=90, description='Tombstones in the sync feed, from the last change of the record.')
    sign_in_link_days: int = Field(ge=1, description='Links and codes to sign in with, from when they were asked for.')
    session_days: int = Field(ge=1, description='Sessions, from their end.')
    outbox_days: int = Field(ge=1, description='Which mails were sent, by ids alone, from when they were.')
    invitation_days: int = Field(ge=1, description='Name and address in an invitation, from when it was accepted.')
    unanswered_invitation_days: int = Field(
        ge=1, description='Name and address of whoever was invited and did not come, from when it was declined, withdrawn or expired.'
    )
    message_days: int = Field(ge=1, description='How long a message from outside is kept after it was passed on.')
    import_days: int = Field(ge=1, description='The rows of a file that an office has imported, from when it was sent.')
    security_event_days: int = Field(ge=1)
    person_without_role_days: int = Field(
        ge=0, description='After how long without any role the office is asked to erase a person; 0: it is not asked.'
    )


def retention(settings: Settings) -> Retention:
    """Return all of it: what is fixed, and what this installation has set."""
    return Retention(
        idempotency_key_days=IDEMPOTENCY_KEY_DAYS,
        tombstone_days=settings.tombstone_days,
        sign_in_link_days=SIGN_IN_LINK_DAYS,
        session_days=SESSION_DAYS,
        outbox_days=OUTBOX_DAYS,
        invitation_days=INVITATION_DAYS,
        unanswered_invitation_days=UNANSWERED_INVITATION_DAYS,
        message_days=MESSAGE_DAYS,
        import_days=IMPORT_DAYS,
        security_event_days=settings.security_event_days,
        person_without_role_days=settings.person_without_role_days,
    )

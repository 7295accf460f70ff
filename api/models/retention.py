"""Knows the shape in which the service says for how long things are kept."""

from pydantic import Field

from api.models.shapes import Shape
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
    progress_asking_days: int = Field(ge=1, description='Who was asked how their actions stand, from when they were asked.')
    progress_referral_days: int = Field(ge=1, description='Name and address of whoever was named to be asked instead, from when they were.')
    webhook_days: int = Field(ge=30, description='What was sent to addresses of partners, from when it was to be sent.')
    security_event_days: int = Field(ge=1)
    person_without_role_days: int = Field(
        ge=0, description='After how long without any role the office is asked to erase a person; 0: it is not asked.'
    )


def retention(settings: Settings) -> Retention:
    """Return what this installation has set."""
    return Retention(**{name: getattr(settings, name) for name in Retention.model_fields})

"""Knows the shapes of a broadcast: that a group is official, as it is told to every other active city. Its rows are notices."""

from datetime import datetime

from pydantic import Field

from api.models.shapes import CityName, Id, SaidLine, Shape, Version, Wish


class Broadcast(Shape):
    """The notice that a working group is official, to every other active city of its network."""

    working_group_id: Id
    version: Version = Field(description='That of the working group, which If-Match names.')
    held: bool = Field(description='Whether something can still be added to it, and whether it can be sent at once.')
    held_until: datetime | None = Field(description='When it leaves by itself; null when it is not held.')
    sentence: SaidLine | None = Field(description='What the office adds to it, in every mail as it was written, whatever its language.')
    contact_shown: bool = Field(
        description='Whether members see how the lead city is reached; if not, it gives an address of the office, which passes messages on.'
    )
    cities: list[CityName] = Field(description='To whom it goes or went; empty while the group is not official.')


class BroadcastPatch(Wish):
    """What the office adds while it is held; null takes it back."""

    sentence: SaidLine | None = None

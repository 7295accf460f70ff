"""Knows what somebody is reminded of: a duty of a group, or a call that their city has not answered."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Due:
    """What is open, with the step of the ladder that has come: of a group and an assembly, or of a call. `city_id`: whose it is."""

    duty: str
    due_on: date
    step_on: date
    is_last: bool
    city_id: UUID | None
    demonstration: bool
    working_group_id: UUID | None = None
    assembly_id: UUID | None = None
    call_id: UUID | None = None

    def key(self, person_id: UUID | None) -> tuple[Any, ...]:
        """Return what is told once."""
        of_call = (self.call_id, self.city_id if self.call_id else None)
        return person_id, self.working_group_id, self.assembly_id, *of_call, self.duty, self.step_on

"""Knows the invented people of the demonstration: they are called by their role, and their addresses reach nobody."""

from dataclasses import dataclass

from api.models.keys import slug_of


@dataclass(frozen=True, slots=True)
class Account:
    """An invented person to try the demonstration as. `id` is a slug; `city` is the city's slug, None for the office."""

    id: str
    role: str
    city: str | None
    name: str

    @property
    def mail(self) -> str:
        """The address; example.org is reserved, so nothing sent there reaches anybody."""
        return f'{self.id}@example.org'


def coordinator_of(city_name: str) -> Account:
    """Return the account of a city's coordinator: every member city has one, reached by mail as graz@example.org."""
    slug = slug_of(city_name, fallback='city')
    return Account(slug, 'coordinator', slug, f'Demonstration coordinator of {city_name}')


OFFICE = (
    Account('office', 'office_admin', None, 'Demonstration office administrator'),
    Account('office-staff', 'office_staff', None, 'Demonstration office staff'),
)
# What the sign-in page offers. Barcelona, Bologna and Heidelberg are in a documented group; Bologna leads the invented one, Graz is in it.
ACCOUNTS: tuple[Account, ...] = (*OFFICE, *(coordinator_of(name) for name in ('Graz', 'Bologna', 'Barcelona', 'Heidelberg')))

"""The life of working groups a second time: a small model that shares no code with the service, and says what must be so."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

REPORTS = {
    ('draft', 'submissions'): 'submitted', ('returned', 'submissions'): 'submitted', ('submitted', 'tablings'): 'tabled',
    ('tabled', 'approvals'): 'approved', ('tabled', 'returns'): 'returned', ('approved', 'publications'): 'published',
}  # fmt: skip
OPEN = {'proposed', 'constituted'}


@dataclass
class City:
    """A city: its country, and since when it is active in the network, suspended, or gone."""

    country: str
    since: date
    standing: str = 'active'


@dataclass
class Group:
    """A group as the rules have it.

    `members` are the cities in it, with the day on which each came; `invited` those that are asked, and whether to lead.
    """

    members: dict[str, date]
    lead: str | None
    invited: dict[str, bool] = field(default_factory=dict)
    stage: str = 'proposed'
    met: date | None = None
    recorded: date | None = None
    closed: date | None = None
    told: set[str] = field(default_factory=set)
    past: dict[str, list[tuple[date, date]]] = field(default_factory=dict)
    lacks: list[tuple[str, int, int]] = field(default_factory=list)
    is_undeclared: bool = False
    reports: dict[int, str] = field(default_factory=dict)


@dataclass
class Model:
    """The network: its cities, its by-laws by their first day, its groups, the days of its assemblies."""

    today: date
    cities: dict[str, City]
    by_laws: dict[date, tuple[int, int]]
    groups: list[Group] = field(default_factory=list)
    assemblies: list[date] = field(default_factory=list)

    # -- what counts -----------------------------------------------------------------------------------------------------

    def active(self) -> set[str]:
        """The cities that are active now."""
        return {slug for slug, city in self.cities.items() if city.standing == 'active'}

    def counted(self, group: Group) -> list[str]:
        """The cities of a group that count."""
        return [slug for slug in group.members if slug in self.active()]

    def figures(self, day: date) -> tuple[int, int]:
        """The minimum of cities and countries on a day; the first by-laws count for all days before them."""
        begun = [first for first in self.by_laws if first <= day]
        return self.by_laws[max(begun) if begun else min(self.by_laws)]

    def numbers(self, slugs: Iterable[str]) -> tuple[int, int]:
        """How many cities of how many countries these are."""
        found = list(slugs)
        return len(found), len({self.cities[slug].country for slug in found})

    def missing(self, group: Group) -> list[tuple[str, int, int]]:
        """What a group lacks."""
        pairs = zip(('cities', 'countries'), self.numbers(self.counted(group)), self.figures(self.today), strict=True)
        return [(name, have, needed) for name, have, needed in pairs if have < needed]

    def settle(self, groups: Iterable[Group]) -> None:
        """Count groups that go on anew; a proposed one is official since the first day on which it lacked nothing."""
        for group in groups:
            if group.stage not in OPEN:
                continue
            group.lacks = self.missing(group)
            met = self._met(group)
            if group.stage == 'proposed' and (met or not group.lacks):
                group.stage, group.recorded, group.met = 'constituted', self.today, met
                group.told = self.active() - set(group.members)

    def _met(self, group: Group) -> date | None:
        since = {slug: max(group.members[slug], self.cities[slug].since) for slug in self.counted(group)}
        day = min([*since.values(), *self.by_laws])
        while day <= self.today:
            have = self.numbers(slug for slug, first in since.items() if first <= day)
            if all(a >= b for a, b in zip(have, self.figures(day), strict=True)):
                return day
            day += timedelta(days=1)
        return None

    # -- acts: each says whether it is allowed, and does it if it is --------------------------------------------------------

    def propose(self, slug: str, invited: Iterable[str] = (), to_lead: str | None = None) -> bool:
        """An active city proposes, and leads; other active cities are named, of which one may be to lead."""
        others = ({*invited} | ({to_lead} if to_lead else set())) - {slug}
        if not {slug, *others} <= self.active():
            return False
        self.groups.append(Group({slug: self.today}, slug, {each: each == to_lead for each in others}))
        self.settle(self.groups[-1:])
        return True

    def join(self, group: Group, slug: str, day: date) -> bool:
        """An active city joins a group that goes on, once at a time."""
        if group.stage not in OPEN or slug not in self.active() or slug in group.members:
            return False
        if any(day < end and start < end for start, end in group.past.get(slug, ())):
            return False
        group.members[slug] = day
        # It has confirmed; the one that was named to lead takes the chair, and no other does.
        group.lead = slug if group.invited.pop(slug, False) else group.lead
        self.settle([group])
        return True

    def invite(self, group: Group, slug: str, *, leads: bool) -> bool:
        """An active city that is not in a group that goes on is asked, once at a time; whom it is to lead counts that is named last."""
        if group.stage not in OPEN or slug not in self.active() or slug in group.members or slug in group.invited:
            return False
        if leads:
            group.invited = dict.fromkeys(group.invited, False)
        group.invited[slug] = leads
        return True

    def settle_invitation(self, group: Group, slug: str) -> bool:
        """An invitation that is open is declined, or taken back."""
        return group.invited.pop(slug, None) is not None

    def leave(self, group: Group, slug: str, *, forced: bool) -> bool:
        """A city leaves; the lead only when the office forces it out, or when it is suspended."""
        leads = slug == group.lead and slug in self.active()
        if group.stage not in OPEN or slug not in group.members or (leads and not forced):
            return False
        self._part(group, slug)
        self.settle([group])
        return True

    def _part(self, group: Group, slug: str) -> None:
        group.past.setdefault(slug, []).append((group.members.pop(slug), self.today))
        group.lead = None if slug == group.lead else group.lead

    def hand_over(self, group: Group, slug: str) -> bool:
        """The chair passes to another active member."""
        if group.stage not in OPEN or slug not in self.counted(group) or slug == group.lead:
            return False
        group.lead, group.invited = slug, dict.fromkeys(group.invited, False)
        self.settle([group])
        return True

    def withdraw(self, group: Group) -> bool:
        """The last city takes a proposal back."""
        if group.stage != 'proposed' or len(group.members) > 1:
            return False
        group.stage, group.closed, group.members, group.lead, group.invited = 'withdrawn', self.today, {}, None, {}
        return True

    def move(self, slug: str, to: str) -> bool:
        """A city's membership in the network rests, resumes, ends or begins anew."""
        city = self.cities[slug]
        if to not in {'active': ('suspended', 'former'), 'suspended': ('active', 'former'), 'former': ('active',)}[city.standing]:
            return False
        city.standing, city.since = to, self.today
        inside = [group for group in self.groups if group.stage in OPEN and slug in group.members]
        for group in inside if to == 'former' else ():
            self._part(group, slug)
        self.settle(inside)
        return True

    def correct(self, slug: str, country: str) -> None:
        """A city was thought to be in another country."""
        if self.cities[slug].country != country:
            self.cities[slug].country = country
            self.settle(group for group in self.groups if slug in group.members)

    def decide_by_laws(self, cities: int, countries: int) -> bool:
        """By-laws take effect today, once a day."""
        if self.today in self.by_laws:
            return False
        self.by_laws[self.today] = cities, countries
        self.settle(self.groups)
        return True

    def assemble(self, choices: dict[int, str]) -> list[int]:
        """An assembly is held today; return which groups may declare, of those that want to. Whoever owes it and does not is marked."""
        self.assemblies.append(self.today)
        official = [n for n, group in enumerate(self.groups) if group.stage == 'constituted']
        declared = [n for n in choices if n in official and (self.groups[n].met or date.min) <= self.today]
        for n in official:
            group = self.groups[n]
            known = [day for day in (group.recorded, group.met) if day]
            owes = min(known) < self.today
            if n in declared:
                group.is_undeclared = False
                if choices[n] == 'complete':
                    group.stage, group.closed, group.invited = 'completed', self.today, {}
            else:
                group.is_undeclared = owes
        return declared

    def begin_report(self, group: Group, assembly: int) -> bool:
        """A group begins its one report to an assembly that was held while it was at work."""
        held_on = self.assemblies[assembly]
        at_work = group.stage in {'constituted', 'completed'} and (group.closed is None or held_on <= group.closed)
        if not at_work or assembly in group.reports or (group.met is not None and group.met > held_on):
            return False
        group.reports[assembly] = 'draft'
        return True

    def move_report(self, group: Group, assembly: int, to: str) -> bool:
        """A report moves as the table says, and in no other way."""
        following = REPORTS.get((group.reports[assembly], to))
        if following is None:
            return False
        group.reports[assembly] = following
        return True

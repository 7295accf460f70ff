"""What a screen lists can be taken away as a file: under the list stand the links of its export, or it is said here why not."""

import re

from api.permissions import EXPORTED
from tests.house.documented import document
from tests.house.tree import ROOT, files

SOURCES = ROOT / 'frontend' / 'src'
LINKS = re.compile(r'<Exports\s+resource="([^"]+)"')
CHOICE = 'fills a choice'
NAMES = 'gives names to what is shown'
BEFORE_OTHERS = 'shows a few of them before an act, and the group’s page has all'
PERSONAL = 'leaves after a fresh sign-in only, from the screen of people'
ELSEWHERE = 'is shown by a screen beside it that has the links'
COURSE = 'is the course of one report, which is a file itself'
WITHOUT_LINKS = {
    'lib/circulars/circulars.ts': {'cities': CHOICE, 'working_groups': CHOICE},
    'lib/lifecycle/Broadcast.svelte': {'contact_points': PERSONAL},
    'lib/lifecycle/Continued.svelte': {'working_groups': NAMES},
    'lib/named-cities/InvitationActs.svelte': {'cities': CHOICE},
    'lib/named-cities/NamedCities.svelte': {'cities': CHOICE},
    'lib/participation/AskedActs.svelte': {'organisations': CHOICE},
    'routes/office/notices/LogFilters.svelte': {'working_groups': CHOICE},
    'lib/people/readings.ts': {
        'people': ELSEWHERE, 'roles': ELSEWHERE, 'contact_points': PERSONAL, 'cities': NAMES, 'organisations': NAMES,
        'working_groups': NAMES,
    },
    'lib/plans/Action.svelte': {'people': NAMES, 'departments': NAMES},
    'lib/plans/ActionForm.svelte': {'people': CHOICE, 'departments': CHOICE},
    'lib/plans/FurtherFilters.svelte': {'people': CHOICE, 'departments': CHOICE},
    'lib/plans/ManyActions.svelte': {'people': CHOICE, 'departments': CHOICE},
    'lib/plans/FollowUp.svelte': {'departments': NAMES},
    'lib/plans/MeetingEntry.svelte': {'departments': NAMES},
    'lib/plans/NoteForm.svelte': {'departments': CHOICE},
    'lib/plans/needs/NeedsForm.svelte': {'organisations': CHOICE, 'people': CHOICE},
    'lib/plans/NewsOf.svelte': {'people': NAMES},
    'lib/plans/PlanForm.svelte': {'departments': CHOICE, 'people': CHOICE},
    'lib/plans/Carried.svelte': {'departments': NAMES, 'people': NAMES},
    'lib/plans/practices/PracticeForm.svelte': {'cities': CHOICE},
    'lib/plans/Risks.svelte': {'people': CHOICE},
    'lib/plans/screen.svelte.ts': {'plan_actions': ELSEWHERE},
    'lib/plans/practices/practices.ts': {'good_practices': ELSEWHERE},
    'lib/screen.svelte.ts': {'memberships': ELSEWHERE},
    'routes/[[list=directory]]/readings.ts': {'cities': ELSEWHERE, 'working_groups': ELSEWHERE, 'networks': CHOICE},
    'routes/cities/[slug]/+page.svelte': {'networks': NAMES},
    'routes/cities/[slug]/People.svelte': {'people': PERSONAL, 'roles': PERSONAL, 'departments': 'are headings among the people of a city'},
    'routes/cities/[slug]/Reached.svelte': {'contact_points': PERSONAL},
    'routes/me/Contacts.svelte': {'contact_points': 'are one’s own, and in the file of all that is kept of oneself'},
    'routes/office/activity/+page.svelte': {'people': NAMES},
    'routes/office/activity/accesses/+page.svelte': {'people': NAMES},
    'routes/office/assemblies/[[assembly]]/[[view=sitting]]/Before.svelte': {
        'decisions': COURSE, 'meetings': BEFORE_OTHERS, 'outputs': BEFORE_OTHERS,
    },
    'routes/office/assemblies/[[assembly]]/[[view=sitting]]/Share.svelte': {'publications': COURSE},
    'routes/office/assemblies/[[assembly]]/[[view=sitting]]/assembly.ts': {'cities': CHOICE},
    'routes/office/assemblies/[[assembly]]/[[view=sitting]]/sitting.ts': {'reports': 'is projected at a sitting, one by one'},
    'routes/office/cities/add/+page.svelte': {'city_catalogue': CHOICE},
    'routes/office/clients/readings.ts': {'cities': NAMES},
    'lib/imports/Imports.svelte': {'networks': CHOICE},
    'routes/office/partners/[[view=partners]]/readings.ts': {'networks': NAMES, 'cities': NAMES},
    'routes/office/networks/[slug]/by-laws/+page.svelte': {
        'by_laws': 'begins a new version', 'working_groups': 'tells what new figures would change',
    },
    'routes/working-groups/[slug]/about/About.svelte': {'contact_points': PERSONAL},
    'routes/working-groups/[slug]/about/FromIdea.svelte': {'calls_for_interest': NAMES},
    'routes/working-groups/[slug]/about/JoinForCity.svelte': {'cities': CHOICE},
    'routes/working-groups/[slug]/action-items/[[item]]/Item.svelte': {'people': NAMES},
    'routes/working-groups/[slug]/action-items/[[item]]/ItemFields.svelte': {'people': CHOICE, 'meetings': CHOICE},
    'routes/working-groups/[slug]/action-items/entry/+page.svelte': {'action_items': 'is a form in which progress is recorded'},
    'routes/working-groups/[slug]/members/AdmitAssociate.svelte': {'organisations': CHOICE},
    'routes/working-groups/[slug]/year/+page.svelte': {'assemblies': CHOICE},
    'routes/working-groups/[slug]/year/reports/[report]/Course.svelte': {
        'submissions': COURSE, 'decisions': COURSE, 'publications': COURSE,
    },
    'routes/working-groups/ideas/[[call]]/AnswerForCity.svelte': {'cities': CHOICE},
    'routes/working-groups/ideas/[[call]]/IdeaForm.svelte': {'cities': CHOICE},
    'routes/working-groups/propose/ProposalForm.svelte': {'cities': CHOICE},
}  # fmt: skip


def addresses() -> dict[str, str]:
    """Return which resource is read at which address, of those that have an export."""
    paths = document()['paths'].items()
    lists = {operation['get']['operationId']: path for path, operation in paths if 'get' in operation}
    return {lists[f'list_{noun}']: noun for noun in EXPORTED} | {lists['list_working_group_members']: 'memberships'}


def lists_without_links(source: str, known: dict[str, str]) -> set[str]:
    """Return the resources that a source reads as lists and offers no file of."""
    read = {known[address] for address in re.findall(r"reading\(\s*'([^']+)'", source) if address in known}
    linked = {name.replace('-', '_') for name in LINKS.findall(source)}
    return read - linked


def test_a_list_on_a_screen_has_the_links_of_its_file_or_it_is_said_why_not() -> None:
    known = addresses()
    sources = {str(path.relative_to(SOURCES)): path.read_text(encoding='utf-8') for path in files('.svelte', '.ts', below='frontend/src')}
    found = {name: lists_without_links(source, known) for name, source in sources.items()}
    assert {name: nouns for name, nouns in found.items() if nouns} == {name: set(why) for name, why in WITHOUT_LINKS.items()}


def test_every_link_leads_to_a_file_that_there_is() -> None:
    linked = {name for path in files('.svelte', below='frontend/src') for name in LINKS.findall(path.read_text(encoding='utf-8'))}
    assert len(linked) > 10
    assert linked <= {noun.replace('_', '-') for noun in EXPORTED}


def test_a_list_without_links_is_seen() -> None:
    source = "reading('/v1/outputs', {});\nreading(\n  '/v1/meetings', {});\n<Exports resource=\"outputs\" {filters} />"
    assert lists_without_links(source, addresses()) == {'meetings'}

"""What the documents say is true: commands exist, links lead somewhere, variables are read, paths are offered."""

import re
from pathlib import Path

import pytest

from tests.house.documented import is_offered, settings_table, subcommands, targets, variables
from tests.house.tree import ROOT, files

DOCUMENTS = {str(path.relative_to(ROOT)): path.read_text() for path in files('.md')}
FOLDER_READMES = ['api/README.md', 'frontend/README.md', 'openapi/README.md', 'tests/README.md']


def make_targets_in(text: str) -> set[str]:
    return set(re.findall(r'(?:`|^ *\$? *|&& |; )make ([a-z]+)\b', text, re.MULTILINE))


def subcommands_in(text: str) -> set[str]:
    return set(re.findall(r'(?:`|^ *\$? *|/bin/)coalition ([a-z][a-z-]*)', text, re.MULTILINE))


def variables_in(text: str) -> set[str]:
    return set(re.findall(r'\b(?:COALITION_[A-Z_]*[A-Z]|DATABASE_URL)\b', text))


def paths_in(text: str) -> set[str]:
    """Return the paths below /v1 that a document shows in code, without query and host."""
    return {
        path.rstrip('/.')
        for path in re.findall(r'(/v1(?:/[A-Za-z0-9{}._-]+)*)(?![\w/…*])', ' '.join(re.findall(r'```.*?```|`[^`\n]+`', text, re.DOTALL)))
    }


def dead_links_in(text: str, folder: Path) -> set[str]:
    targets = re.findall(r'\]\(([^)\s]+)\)', text)
    return {link for link in targets if not link.startswith(('http', '#', 'mailto:')) and not (folder / link.partition('#')[0]).exists()}


@pytest.mark.parametrize('document', DOCUMENTS)
def test_every_command_in_a_document_exists(document: str) -> None:
    text = DOCUMENTS[document]
    assert make_targets_in(text) <= targets()
    assert subcommands_in(text) <= subcommands()
    assert variables_in(text) <= variables()


@pytest.mark.parametrize('document', DOCUMENTS)
def test_every_link_in_a_document_leads_somewhere(document: str) -> None:
    assert dead_links_in(DOCUMENTS[document], (ROOT / document).parent) == set()


@pytest.mark.parametrize('document', ['openapi/README.md', 'README.md'])
def test_every_path_shown_to_partners_is_offered(document: str) -> None:
    assert {path for path in paths_in(DOCUMENTS[document]) if path != '/v1/' and not is_offered(path)} == set()


def test_what_is_not_there_is_caught() -> None:
    text = (
        'Run `make tea`, then\n```\ncoalition brew --strong\n```\nwith COALITION_MILK set; see [cups](cups.md) and `GET /v1/kettles/{id}`.'
    )
    assert make_targets_in(text) - targets() == {'tea'}
    assert subcommands_in(text) - subcommands() == {'brew'}
    assert variables_in(text) - variables() == {'COALITION_MILK'}
    assert dead_links_in(text, ROOT) == {'cups.md'}
    assert {path for path in paths_in(text) if not is_offered(path)} == {'/v1/kettles/{id}'}


def test_the_readme_leads_to_every_folder_readme() -> None:
    assert all(f']({readme})' in DOCUMENTS['README.md'] for readme in FOLDER_READMES)


def test_the_readme_lists_exactly_the_variables_that_are_read() -> None:
    assert settings_table() in DOCUMENTS['README.md'], f'the table in README.md should be:\n{settings_table()}'


def test_the_readme_lists_exactly_the_commands() -> None:
    listed = set(re.findall(r'^\| `coalition ([a-z-]+)', DOCUMENTS['README.md'], re.MULTILINE))
    assert listed == subcommands()


def test_the_code_map_names_every_module_and_folder() -> None:
    found = {path.name for folder in ('api', 'api/running') for path in (ROOT / folder).glob('*.py')} - {'__init__.py'}
    found |= {f'{path.name}/' for path in (ROOT / 'api').iterdir() if path.is_dir() and path.name != '__pycache__'}
    named = set(re.findall(r'`([a-z_]+(?:\.py|/))`', DOCUMENTS['api/README.md'].partition('## Invariants')[0]))
    assert found ^ (named - {'rules/working_groups.py'}) == set()


def test_every_row_of_a_table_stands_there_once() -> None:
    """Two changes of one row, put together, leave both: the newer is then the one that is read past."""
    for name, text in DOCUMENTS.items():
        for table in re.findall(r'(?:^\|.*\n)+', text, re.MULTILINE):
            first = [line.split('|')[1].strip() for line in table.splitlines()]
            assert sorted({cell for cell in first if cell and first.count(cell) > 1}) == [], name


def test_every_target_says_what_it_is_for() -> None:
    assert set(re.findall(r'^([a-z]+):.*## \S', (ROOT / 'Makefile').read_text(), re.MULTILINE)) == targets()


def test_decisions_are_numbered_and_short() -> None:
    decisions = re.split(r'^### ', DOCUMENTS['api/README.md'].partition('## Decisions')[2], flags=re.MULTILINE)[1:]
    assert [decision.partition('.')[0] for decision in decisions] == [str(number + 1) for number in range(len(decisions))]
    assert {
        decision.splitlines()[0]: len(decision.strip().splitlines()) for decision in decisions if len(decision.strip().splitlines()) > 13
    } == {}


def test_the_licence_is_the_one_that_is_declared() -> None:
    assert (ROOT / 'LICENSE').read_text().startswith('EUROPEAN UNION PUBLIC LICENCE v. 1.2\n')
    assert 'license = "EUPL-1.2"' in (ROOT / 'pyproject.toml').read_text()

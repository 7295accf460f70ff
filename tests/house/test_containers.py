"""Dockerfile and compose.yaml are not run here, so they are read: every path, command, user and variable in them must be real."""

import fnmatch
import json
import re
import shlex
from pathlib import PurePosixPath
from typing import Any

import pytest
import yaml

from api.settings import Settings
from tests.house.documented import subcommands, variables
from tests.house.tree import ROOT, files

DOCKERFILE = (ROOT / 'Dockerfile').read_text()
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / 'compose.yaml').read_text())
BUILT_BY_A_STAGE = {'pages': {'/src/frontend/build'}, 'packages': {'/srv/coalition'}}
# Read by the images themselves.
OF_POSTGRES = {'POSTGRES_USER', 'POSTGRES_PASSWORD', 'POSTGRES_DB'}
OF_COMPOSE = {'DATABASE_PASSWORD'}


def instructions(dockerfile: str) -> list[tuple[str, str]]:
    """Return the Dockerfile's (instruction, arguments), comments left out and continued lines joined."""
    joined = re.sub(r'\\\n\s*', ' ', re.sub(r'^\s*#.*\n', '', dockerfile, flags=re.MULTILINE))
    return [(name.upper(), rest.strip()) for name, _, rest in (line.partition(' ') for line in joined.splitlines() if line.strip())]


def is_ignored(path: str, patterns: list[str]) -> bool:
    parents = [path, *map(str, PurePosixPath(path).parents)]
    return any(fnmatch.fnmatch(parent, pattern.removeprefix('**/')) for pattern in patterns for parent in parents)


def wrong_in(dockerfile: str) -> set[str]:
    """Return what is wrong: copies from nowhere, a root user, a missing port or health check, an unknown command."""
    wrong, stages = set(), set()
    ignored = [line for line in (ROOT / '.dockerignore').read_text().splitlines() if line and not line.startswith('#')]
    steps = instructions(dockerfile)
    for name, rest in steps:
        if name == 'FROM':
            stages.add(rest.partition(' AS ')[2])
        if name == 'COPY':
            *sources, _ = [part for part in shlex.split(rest) if not part.startswith('--')]
            stage = next((part.removeprefix('--from=') for part in rest.split() if part.startswith('--from=')), None)
            if stage is not None:
                wrong |= {f'{source} is not built by {stage}' for source in sources if source not in BUILT_BY_A_STAGE.get(stage, ())}
                wrong |= {f'there is no stage {stage}'} - {f'there is no stage {known}' for known in stages}
            else:
                wrong |= {f'{source} does not exist' for source in sources if not (ROOT / source).exists()}
                wrong |= {f'{source} is left out of the build' for source in sources if is_ignored(source, ignored)}
    last = steps[max(index for index, (name, _) in enumerate(steps) if name == 'FROM') :]
    final = dict(last)
    if final.get('USER', 'root') in {'root', '0'}:
        wrong.add('it runs as root')
    if final.get('EXPOSE') != str(Settings.model_fields['port'].default):
        wrong.add('the port is not exposed')
    if 'HEALTHCHECK' not in final:
        wrong.add('there is no health check')
    if json.loads(final.get('ENTRYPOINT', '[]')) != ['coalition'] or not set(json.loads(final.get('CMD', '[]'))) <= subcommands():
        wrong.add('the command is not one of ours')
    assigned = [part.partition('=')[0] for name, rest in last if name == 'ENV' for part in rest.split()]
    wrong |= {f'{name} is not a setting' for name in assigned if name.startswith('COALITION_') and name not in variables()}
    return wrong


def test_everything_in_the_dockerfile_is_real() -> None:
    assert wrong_in(DOCKERFILE) == set()


@pytest.mark.parametrize(
    ('written', 'instead', 'caught'),
    [
        ('COPY migrations ./migrations', 'COPY migration ./migrations', 'migration does not exist'),
        ('COPY migrations ./migrations', 'COPY tests ./tests', 'tests is left out of the build'),
        ('COPY --from=pages /src/frontend/build', 'COPY --from=page /src/frontend/build', 'there is no stage page'),
        ('COPY --from=pages /src/frontend/build', 'COPY --from=pages /src/build', '/src/build is not built by pages'),
        ('USER coalition', 'USER root', 'it runs as root'),
        ('EXPOSE 8000', 'EXPOSE 80', 'the port is not exposed'),
        ('CMD ["serve"]', 'CMD ["server"]', 'the command is not one of ours'),
        ('HEALTHCHECK', 'LABEL', 'there is no health check'),
        ('COALITION_HOST', 'COALITION_ADDRESS', 'COALITION_ADDRESS is not a setting'),
    ],
)
def test_a_wrong_dockerfile_is_caught(written: str, instead: str, caught: str) -> None:
    assert written in DOCKERFILE
    assert caught in wrong_in(DOCKERFILE.replace(written, instead))


def test_the_image_builds_with_the_versions_that_the_project_is_tested_with() -> None:
    images = [rest.split()[0] for name, rest in instructions(DOCKERFILE) if name == 'FROM']
    assert images == ['node:20-slim', 'python:3.11-slim', 'python:3.11-slim']


def test_the_services_of_compose_hang_together() -> None:
    services = COMPOSE['services']
    assert set(services) == {'api', 'worker', 'postgres'}
    for name, service in services.items():
        assert set(service.get('depends_on', {})) <= set(services), name
        assert {volume.partition(':')[0] for volume in service.get('volumes', [])} <= set(COMPOSE['volumes']), name
        assert ('build' in service) != ('image' in service) or service['image'] == services['api']['image'], name
    assert services['api']['build'] == '.'
    assert services['postgres']['image'] == 'postgres:18'
    assert 'healthcheck' in services['postgres']


def test_compose_sets_only_variables_that_somebody_reads() -> None:
    for name, service in COMPOSE['services'].items():
        known = OF_POSTGRES if name == 'postgres' else variables()
        assert set(service['environment']) <= known, name
    asked = set(re.findall(r'\$\{(\w+)', (ROOT / 'compose.yaml').read_text()))
    assert asked <= variables() | OF_COMPOSE


def test_no_password_is_made_up() -> None:
    # Whoever installs it chooses each; compose refuses to start without.
    asked = re.findall(r'\$\{(\w*(?:PASSWORD|SECRET)\w*)([^}]*)\}', (ROOT / 'compose.yaml').read_text())
    assert {name for name, _ in asked} == {'DATABASE_PASSWORD', 'COALITION_SECRET'}
    assert [name for name, rest in asked if not rest.startswith(':?')] == []
    assert not re.search(r'(PASSWORD|SECRET)[=:]', DOCKERFILE)


def test_the_image_holds_no_history_and_no_tests() -> None:
    patterns = [line for line in (ROOT / '.dockerignore').read_text().splitlines() if line and not line.startswith('#')]
    assert [name for name in ('.git', '.git/config', 'tests', '.data/secret', '.venv') if not is_ignored(name, patterns)] == []
    copied = [shlex.split(rest)[:-1] for name, rest in instructions(DOCKERFILE) if name == 'COPY']
    assert [source for sources in copied for source in sources if source in {'.', './', '*'}] == []
    assert '--extra' not in DOCKERFILE


def test_compose_runs_commands_that_exist() -> None:
    for name in ('api', 'worker'):
        assert COMPOSE['services'][name]['command'][0] in subcommands()


def test_the_readme_says_that_neither_was_run() -> None:
    readme = (ROOT / 'README.md').read_text()
    assert re.search(r'Dockerfile.*compose\.yaml.*not (been )?run', readme, re.DOTALL)


def test_there_is_one_dockerfile() -> None:
    assert [path.relative_to(ROOT).as_posix() for path in files('Dockerfile')] == ['Dockerfile']

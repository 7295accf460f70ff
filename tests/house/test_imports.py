"""Imports go one way, and import-linter would notice if they did not."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT

# One forbidden import of each kind: (the module that errs, what it imports).
VIOLATIONS = [
    ('api.operations.wrong', 'api.routes.wrong'),
    ('api.models.wrong', 'api.operations.wrong'),
    ('api.backups.wrong', 'api.operations.wrong'),
    ('api.rules.wrong', 'api.models.wrong'),
    ('api.jobs.wrong', 'api.routes.wrong'),
    ('api.routes.wrong', 'api.routes.other'),
    ('api.rules.wrong', 'pydantic'),
    ('api.rules.wrong', 'sqlalchemy'),
    ('api.permissions', 'fastapi'),
    ('api.routes.other', 'api.app'),
    ('api.operations.other', 'api.cli'),
]


def lint_imports(tree: Path) -> str:
    done = subprocess.run(
        [sys.executable, '-c', 'from importlinter.cli import lint_imports_command; lint_imports_command()', '--no-cache', '--no-logo'],
        cwd=tree,
        env={'PATH': '', 'PYTHONPATH': str(tree), 'NO_COLOR': '1', 'COLUMNS': '250'},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


def imports_found(report: str) -> set[tuple[str, str]]:
    return {(who, what) for who, what in re.findall(r'([\w.]+) -> ([\w.]+)', report)}


def test_every_import_goes_the_one_way() -> None:
    report = lint_imports(ROOT)
    assert ' 0 broken.' in report, report


@pytest.fixture(scope='module')
def report_on_violations(tmp_path_factory: pytest.TempPathFactory) -> str:
    tree = tmp_path_factory.mktemp('tree')
    shutil.copytree(ROOT / 'api', tree / 'api', ignore=shutil.ignore_patterns('__pycache__'))
    shutil.copy(ROOT / 'pyproject.toml', tree)
    for folder in ('routes', 'operations', 'models', 'rules', 'jobs', 'backups'):
        for name in ('wrong', 'other'):
            (tree / 'api' / folder / f'{name}.py').touch()
    for importer, imported in VIOLATIONS:
        module = tree / (importer.replace('.', '/') + '.py')
        with module.open('a') as file:
            file.write(f'\nimport {imported}\n')
    return lint_imports(tree)


@pytest.mark.parametrize(('importer', 'imported'), VIOLATIONS)
def test_a_forbidden_import_is_caught(report_on_violations: str, importer: str, imported: str) -> None:
    assert (importer, imported) in imports_found(report_on_violations), report_on_violations

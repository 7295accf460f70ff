"""Knows what the documents may refer to: make's targets, the command line, the settings, the contract's paths."""

import argparse
import json
import re
from functools import cache
from typing import Any

from pydantic.fields import FieldInfo

from api import cli
from api.settings import Settings
from tests.house.tree import ROOT


@cache
def targets() -> set[str]:
    """Return the Makefile's targets."""
    return set(re.findall(r'^([a-z]+):', (ROOT / 'Makefile').read_text(), re.MULTILINE))


@cache
def subcommands() -> set[str]:
    """Return the subcommands of `coalition`."""
    actions = cli._parser()._actions
    return {name for action in actions if isinstance(action, argparse._SubParsersAction) for name in action.choices}


def settings_table() -> str:
    """Return the table of environment variables as the README shows it: name, default, sentence."""
    rows = [f'| `{variable_of(name)}` | {default_of(field)} | {field.description} |' for name, field in Settings.model_fields.items()]
    return '\n'.join(['| variable | default | meaning |', '| --- | --- | --- |', *rows])


def variable_of(name: str) -> str:
    """Return the environment variable that sets a field."""
    alias = Settings.model_fields[name].validation_alias
    return str(alias) if alias else f'{Settings.model_config["env_prefix"]}{name}'.upper()


def default_of(field: FieldInfo) -> str:
    """Return a default as a reader writes it; one that depends on other settings or is absent stays empty, its sentence says what holds."""
    return '' if field.default_factory or field.default in {None, ()} else f'`{field.default}`'


@cache
def variables() -> set[str]:
    """Return the names of the environment variables that the service reads."""
    return {variable_of(name) for name in Settings.model_fields}


@cache
def document() -> dict[str, Any]:
    """Return the committed contract."""
    found: dict[str, Any] = json.loads((ROOT / 'openapi' / 'openapi.json').read_text())
    return found


@cache
def paths() -> set[str]:
    """Return the contract's paths, as templates."""
    return set(document()['paths'])


def is_offered(path: str) -> bool:
    """Tell whether a path written in a document is one of the contract's, whatever stands in its parameters."""
    return any(re.fullmatch(re.sub(r'\\\{[^}]*\\\}', '[^/]+', re.escape(template)), path) for template in paths())

"""Knows the files of the project, as a person sees them: sources and documents, nothing that a tool made."""

import ast
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MADE_BY_TOOLS = {
    '.git', '.venv', '.data', '__pycache__', '.mypy_cache', '.pytest_cache', '.ruff_cache', '.import_linter_cache', '.hypothesis',
    'node_modules', '.svelte-kit', 'paraglide', 'test-results', 'pictures', 'components.cdx.json',
}  # fmt: skip


def files(*suffixes: str, below: str = '') -> list[Path]:
    """Return the project's files below a folder, all of them or those that end in one of the suffixes, in order."""
    return sorted(path for path in _walk(ROOT / below) if not suffixes or path.name.endswith(suffixes))


def _walk(top: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(top):
        built = {'build'} if Path(folder) == ROOT / 'frontend' else set()
        folders[:] = [name for name in folders if name not in MADE_BY_TOOLS | built]
        for name in names:
            # In a second work tree of a repository, .git is a file.
            if name not in MADE_BY_TOOLS and not Path(folder, name).is_symlink():
                yield Path(folder, name)


def folders() -> set[Path]:
    """Return every folder that holds a file of the project, relative to its root."""
    return {parent for path in files() for parent in path.relative_to(ROOT).parents if parent != Path()}


@cache
def modules(below: str) -> dict[str, ast.Module]:
    """Return the parsed Python modules below a folder, by path relative to the root."""
    return {str(path.relative_to(ROOT)): ast.parse(path.read_text(), str(path)) for path in files('.py', below=below)}


def public_functions(module: ast.Module) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Return a module's own functions whose names do not begin with an underscore."""
    return [node for node in module.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith('_')]


def called_names(node: ast.AST) -> set[str]:
    """Return the plain names of everything that is called somewhere below a node: `permit(…)` and `permissions.permit(…)` give `permit`."""
    names = set()
    for call in ast.walk(node):
        if isinstance(call, ast.Call):
            if isinstance(call.func, ast.Name):
                names.add(call.func.id)
            elif isinstance(call.func, ast.Attribute):
                names.add(call.func.attr)
    return names

"""`python -m openapi.generation` writes the generated modules of the Python client; with `--check` it ends with 1 when they are not so."""

import json
import subprocess
import sys
from pathlib import Path

from openapi.generation import operations, shapes

OPENAPI = Path(__file__).resolve().parents[1]
CLIENT = OPENAPI / 'client' / 'coalition_client'


def modules() -> dict[Path, str]:
    """Return the text of each module, put in order as all code here is."""
    document = json.loads((OPENAPI / 'openapi.json').read_text(encoding='utf-8'))
    texts = {
        CLIENT / 'shapes.py': shapes.module(document),
        CLIENT / 'operations.py': operations.module(document, operations.SYNC),
        CLIENT / 'async_operations.py': operations.module(document, operations.ASYNC),
    }
    return {path: _in_order(path, text) for path, text in texts.items()}


def _in_order(path: Path, text: str) -> str:
    ruff = Path(sys.executable).with_name('ruff')
    for words in (['check', '--fix-only', '--quiet', '--select', 'I,F401'], ['format', '--quiet']):
        command: list[str | Path] = [ruff, *words, '--stdin-filename', path, '-']
        text = subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout
    return text


def main(words: list[str]) -> int:
    """Write them, or compare them."""
    made = modules()
    if words == ['--check']:
        other = [path.name for path, text in made.items() if not path.exists() or path.read_text(encoding='utf-8') != text]
        if other:
            sys.stderr.write(f'{", ".join(other)}: not what openapi.json says: make fix\n')
        return 1 if other else 0
    for path, text in made.items():
        path.write_text(text, encoding='utf-8')
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))

"""`python -m openapi.gate [OLD [NEW]]`: ends with 1 and a sentence per break when the contract breaks what the last release promised.

`--release` keeps the present contract as that of its version, for the next comparison.
"""

import json
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

from openapi.gate.operations import broken

OPENAPI = Path(__file__).resolve().parents[1]
PRESENT = OPENAPI / 'openapi.json'


def last_release() -> Path:
    """Return the document of the latest release: versions are compared as numbers."""
    return max((OPENAPI / 'released').glob('*.json'), key=lambda path: [int(part) for part in path.stem.split('.')])


def release(folder: Path = OPENAPI) -> int:
    """Keep the present contract in `released/` under its version, which the list of changes must tell of."""
    version = json.loads((folder / 'openapi.json').read_text(encoding='utf-8'))['info']['version']
    if f'## {version}\n' not in (folder / 'CHANGELOG.md').read_text(encoding='utf-8'):
        sys.stderr.write(f'CHANGELOG.md says nothing of {version}: write there first what is new.\n')
        return 1
    (folder / 'released').mkdir(exist_ok=True)
    shutil.copyfile(folder / 'openapi.json', folder / 'released' / f'{version}.json')
    sys.stdout.write(f'released/{version}.json is the last release now.\n')
    return 0


def main(words: list[str]) -> int:
    """Compare two documents: by default the last release's with the present one."""
    if words == ['--release']:
        return release()
    old = Path(words[0]) if words else last_release()
    new = Path(words[1]) if words[1:] else PRESENT
    before, after = (json.loads(each.read_text(encoding='utf-8')) for each in (old, new))
    found = broken(before, after, datetime.now(UTC).date())
    for each in found:
        sys.stderr.write(f'{each}\n')
    sys.stdout.write(f'{new.name} against {old.name}: {len(found) or "no"} breaks.\n')
    return 1 if found else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))

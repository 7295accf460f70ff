"""Knows the by-laws a network can start from: one JSON file per kind of network, read once, at import."""

import json
from collections.abc import Mapping
from pathlib import Path

from api.rules.by_laws import ByLaws, from_figures

PRESETS: Mapping[str, ByLaws] = {
    file.stem: from_figures(json.loads(file.read_text(encoding='utf-8'))) for file in sorted(Path(__file__).parent.glob('*.json'))
}

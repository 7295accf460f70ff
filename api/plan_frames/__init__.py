"""Knows the frames that a city's action plan can have: one JSON file per frame, read once, at import."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from api.rules.coverage import Commitment, Frame, Track


def _frame(name: str, written: dict[str, Any]) -> Frame:
    return Frame(
        name,
        tuple(Commitment(each['number'], each['names']) for each in written['commitments']),
        tuple(Track(each['number'], each['soft'], each['names']) for each in written['tracks']),
    )


FRAMES: Mapping[str, Frame] = {
    file.stem: _frame(file.stem, json.loads(file.read_text(encoding='utf-8'))) for file in sorted(Path(__file__).parent.glob('*.json'))
}

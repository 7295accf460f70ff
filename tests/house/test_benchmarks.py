"""The table of aims in the benchmarks' README is the aims' own, judged by figures and not by hand."""

import dataclasses
import json
import re
from pathlib import Path

import pytest

from tests.benchmarks import report
from tests.benchmarks.aims import AIMS, HAND_TUNED, NOT_MEASURED, Run
from tests.benchmarks.contenders import OURS
from tests.benchmarks.exporting import Export, Exports
from tests.benchmarks.growing import SUBJECTS, Growth, Sync
from tests.benchmarks.peers import tuned_sql
from tests.house.tree import ROOT

RUN = Run(
    measured={
        (OURS, 'a'): [1.0, 2.0, 9.0], ('django-ninja', 'a'): [10.0], ('Django REST framework', 'a'): [9.0], (HAND_TUNED, 'a'): [1.25],
        (OURS, 'b'): [4.0], (HAND_TUNED, 'b'): [2.0], (OURS, 'g'): [2.0], (OURS, 'h'): [0.9],
    },
    exports=Exports({'csv': Export([2.0], 10, 33_000_000)}, [1.7]), growth=None, rounds=3, cities=5, groups=2, took={'loading': 90.0},
)  # fmt: skip
LESS, SAME, MORE = [1.0], [1.1], [1.3]


def verdicts(run: Run) -> dict[str, str]:
    return {aim.sentence: aim.verdict(run) for aim in AIMS}


def test_the_readme_judges_every_aim_and_no_other() -> None:
    measured = report.BETWEEN.search(report.README.read_text())
    assert measured is not None
    table = measured[0].partition('| aim |')[2].partition('\n\n')[0]
    assert re.findall(r'^\| (.+?) \| .+ \| .+ \|$', table, re.MULTILINE)[1:] == [aim.sentence for aim in AIMS]


def test_a_verdict_follows_the_median() -> None:
    found = verdicts(RUN)
    assert found['a: the usual ways of Django cost at least 5 times what ours costs'] == '1 of 2 met'
    assert found['a, b: at most 1.6 times Litestar tuned by hand'] == '1 of 2 met'
    assert found['a 304 costs less than half of its 200'] == 'met'
    assert found['an export has at least 80 % of the speed of COPY'] == 'met'
    assert found['an export needs at most 32 MB above the idle service'] == 'missed'
    assert found['f: the usual ways of Django cost at least 1.2 times what ours costs'] == NOT_MEASURED


@pytest.mark.parametrize(('subjects', 'verdict'), [(SUBJECTS, 'met'), (SUBJECTS - 1, NOT_MEASURED)])
def test_what_grows_is_judged_too(subjects: int, verdict: str) -> None:
    rows = {'a': (LESS, SAME), 'f': (MORE, LESS)}
    growth = Growth(rows, {'feed': (LESS, MORE)}, Sync(subjects, [29.0, 40.0, 1.0], 5))
    found = verdicts(dataclasses.replace(RUN, growth=growth))
    assert found['ten times the rows change a, b, c, f by less than 20 %'] == '1 of 2 met'
    assert found['a page deep in a list costs at most 1.2 times its first'] == 'missed'
    assert found['a first sync of 100,000 records by the feed takes at most 30 s'] == verdict


@pytest.mark.parametrize(('with_filter', 'verdict'), [(1.15, 'met'), (1.16, 'missed')])
def test_what_permissions_add_is_judged(with_filter: float, verdict: str) -> None:
    found = dataclasses.replace(RUN, filtering=([1.0], [with_filter]))
    assert verdicts(found)['permissions and audiences add at most 15 % to a list'] == verdict
    assert '| question b | 1.00 (1.00–1.00) |' in report.tables(found)


def test_writing_leaves_what_people_have_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    readme = tmp_path / 'README.md'
    readme.write_text('# Before\n\n<!-- measured -->\nold figures\n<!-- /measured -->\n\n## Why some aims are missed\n\nReasons.\n')
    monkeypatch.setattr(report, 'README', readme)
    report.write(RUN)
    found = readme.read_text()
    assert found.startswith('# Before\n\n<!-- measured -->\n')
    assert found.endswith('\n<!-- /measured -->\n\n## Why some aims are missed\n\nReasons.\n')
    assert 'old figures' not in found
    assert '| 1 of 2 met |' in found
    assert 'The run took 1.5 minutes; in seconds: loading 90.' in found


@pytest.mark.parametrize(
    ('schema', 'statement'),
    [
        ('WorkingGroup', tuned_sql.GROUP), ('City', tuned_sql.CITY), ('Membership', tuned_sql.MEMBERSHIP), ('Lead', tuned_sql.LEAD),
        ('ActionItem', tuned_sql.ITEM), ('ProgressUpdate', tuned_sql.UPDATE), ('CatalogueCity', tuned_sql.CATALOGUE),
    ],
)  # fmt: skip
def test_the_peers_answer_with_every_field_of_ours(schema: str, statement: str) -> None:
    fields = json.loads((ROOT / 'openapi/openapi.json').read_text())['components']['schemas'][schema]['properties'].keys()
    assert [each for each in sorted(fields - {'you_may'}) if f"'{each}'" not in statement] == []

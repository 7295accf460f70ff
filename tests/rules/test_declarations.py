"""What a working group declares at the assembly, when that takes effect, and who is undeclared."""

from datetime import date

import pytest

from api.rules import declarations

HELD = date(2026, 6, 12)


@pytest.mark.parametrize(
    ('stage', 'code'),
    [('constituted', None), ('proposed', 'group-not-official'), ('completed', 'group-completed'), ('withdrawn', 'group-withdrawn')],
)
def test_a_group_that_goes_on_declares(stage: str, code: str | None) -> None:
    refused = declarations.why_not_declare(stage, 'Fair housing')
    assert (refused.code if refused else None) == code


@pytest.mark.parametrize(
    ('is_office', 'reason', 'may'),
    [(True, 'a slip of the pen', True), (True, None, False), (True, '  ', False), (False, 'we changed our mind', False)],
)
def test_only_the_office_corrects_a_declaration_and_says_why(is_office: bool, reason: str | None, may: bool) -> None:
    refused = declarations.why_not_again('Fair housing', 'Assembly', is_office=is_office, reason=reason)
    assert (refused is None) is may
    assert refused is None or refused.code == 'already-declared'


def test_completion_takes_effect_on_the_day_of_the_assembly_and_going_on_never() -> None:
    assert declarations.takes_effect_on('complete', HELD) == HELD
    assert declarations.takes_effect_on('continue', HELD) is None


@pytest.mark.parametrize(
    ('stage', 'owed', 'declared', 'undeclared'),
    [
        ('constituted', True, False, True),
        ('constituted', True, True, False),
        ('constituted', False, False, False),
        ('completed', True, False, False),
        ('withdrawn', True, False, False),
        ('proposed', False, False, False),
    ],
)
def test_a_group_at_work_that_owed_a_declaration_and_made_none_is_undeclared(
    stage: str, owed: bool, declared: bool, undeclared: bool
) -> None:
    assert declarations.is_undeclared(stage, owed=owed, declared=declared) is undeclared

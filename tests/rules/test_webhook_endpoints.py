"""Which addresses of partners may be entered, and which stage allows what."""

from ipaddress import ip_network

import pytest

from api.rules import webhook_endpoints as rules

LOOPBACK = (ip_network('127.0.0.0/8'),)


@pytest.mark.parametrize(
    ('url', 'allowed', 'opened'),
    [
        ('https://hooks.example.org/in?a=1', True, True),
        ('https://hooks.example.org:8443/', True, True),
        ('https://hooks.example.org:443/', True, True),
        ('http://hooks.example.org/', False, False),
        ('https://hooks.example.org:25/', False, False),
        ('https://hooks.example.org:99999/', False, False),
        ('https://somebody@hooks.example.org/', False, False),
        ('https://hooks.example.org/#a', False, False),
        ('https://127.0.0.1/', False, True),
        ('http://127.0.0.1:8000/', False, True),
        ('http://localhost:8000/', False, True),
        ('https://10.0.0.1/', False, False),
        ('https://[::1]/', False, False),
        ('ftp://hooks.example.org/', False, False),
        ('https:///in', False, False),
        ('https://[/', False, False),
    ],
)
def test_where_messages_may_go(url: str, allowed: bool, opened: bool) -> None:
    assert (rules.why_not_address(url) is None) is allowed
    assert (rules.why_not_address(url, LOOPBACK) is None) is opened or url.startswith('http://hooks')


def test_which_stage_allows_what() -> None:
    stages = ('pending', 'active', 'paused', 'disabled')
    assert [stage for stage in stages if rules.why_not_paused(stage) is None] == ['active']
    assert [stage for stage in stages if rules.why_not_resumed(stage) is None] == ['pending', 'paused', 'disabled']
    assert [rules.stage_when_resumed(stage) for stage in ('pending', 'paused', 'disabled')] == ['pending', 'active', 'pending']
    assert [count for count in (0, 19, 20, 21) if rules.why_not_another(count) is None] == [0, 19]

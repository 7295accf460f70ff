"""To which addresses of others the service may speak: each line of the first table is a way into somebody's own network."""

from ipaddress import ip_address, ip_network

import pytest

from api.rules.outgoing import addresses_to, is_allowed, is_allowed_host

FORBIDDEN = (
    '0.0.0.0',  # noqa: S104 -- nothing is bound to it
    '0.1.2.3', '10.0.0.1', '10.255.255.255', '100.64.0.1', '100.100.100.200', '100.127.255.255', '127.0.0.1', '127.1.2.3',
    '127.255.255.254', '168.63.129.16', '169.254.0.1', '169.254.169.254', '169.254.170.2', '172.16.0.1', '172.31.255.255', '192.0.0.1',
    '192.0.0.170', '192.0.0.192', '192.0.2.1', '192.31.196.1', '192.52.193.1', '192.88.99.1', '192.168.0.1', '192.168.255.255',
    '192.175.48.1', '198.18.0.1', '198.19.255.255', '198.51.100.7', '203.0.113.9', '224.0.0.1', '232.1.1.1', '239.255.255.250', '240.0.0.1',
    '255.255.255.255',
    '::', '::1', '::2', '::7f00:1', '::ffff:127.0.0.1', '::ffff:10.0.0.1', '::ffff:169.254.169.254', '::ffff:8.8.8.8', '::ffff:0:10.0.0.1',
    '64:ff9b::10.0.0.1', '64:ff9b::7f00:1', '64:ff9b::8.8.8.8', '64:ff9b:1::10.0.0.1', '100::1', '100:0:0:1::1', '2001::1',
    '2001:0:4136:e378:8000:63bf:3fff:fdd2', '2001:2::1', '2001:10::1', '2001:20::1', '2001:db8::1', '2002:7f00:1::1', '2002:a00:1::1',
    '2002:a9fe:a9fe::1', '2620:4f:8000::1', '3ffe::1', '3fff::1', '3fff:fff::1', '4000::1', '5f00::1', 'fc00::1', 'fd00::1',
    'fd00:ec2::254', 'fe80::1', 'fe80::1%eth0', '2a00:1450:4001::1%lo', 'fec0::1', 'ff02::1', 'ff0e::1',
)  # fmt: skip
PUBLIC = (
    '1.1.1.1', '8.8.8.8', '9.255.255.255', '11.0.0.1', '100.63.255.255', '100.128.0.1', '126.255.255.255', '128.0.0.1', '168.63.129.15',
    '169.253.255.255', '172.15.255.255', '172.32.0.1', '192.0.1.1', '192.167.255.255', '192.169.0.1', '198.17.255.255', '198.20.0.1',
    '223.255.255.255', '2001:200::1', '2001:4860:4860::8888', '2003::1', '2606:4700:4700::1111', '2a00:1450:4001:80b::200e', '2c0f::1',
)  # fmt: skip
LOOPBACK = (ip_network('127.0.0.0/8'),)


@pytest.mark.parametrize('address', FORBIDDEN)
def test_nothing_is_sent_to(address: str) -> None:
    assert not is_allowed(ip_address(address))
    assert addresses_to([address]) == []
    assert not is_allowed_host(address)


def test_the_table_is_as_long_as_it_should_be() -> None:
    assert len(set(FORBIDDEN)) >= 60


@pytest.mark.parametrize('address', PUBLIC)
def test_what_is_public_is_spoken_to_and_the_lists_end_where_they_should(address: str) -> None:
    assert is_allowed(ip_address(address))
    assert addresses_to([address]) == [ip_address(address)]
    assert is_allowed_host(address)


@pytest.mark.parametrize(
    'answers', [[], ['8.8.8.8', '127.0.0.1'], ['2606:4700:4700::1111', 'fd00::1'], ['8.8.8.8', 'nonsense'], ['8.8.8.8', '::ffff:8.8.8.8']]
)
def test_one_bad_answer_spoils_them_all(answers: list[str]) -> None:
    assert addresses_to(answers) == []


@pytest.mark.parametrize(
    'host',
    [
        'localhost', 'LOCALHOST.', 'a.localhost', 'db', 'printer.local', 'wiki.internal', 'metadata.google.internal', 'nas.lan',
        'x.home.arpa', '1.0.0.127.in-addr.arpa', '2130706433', '0x7f000001', '0x7f.1', '127.1', '0177.0.0.1', '127.0.0.1.', '1.2.3',
        '[::1]', '[fe80::1%25eth0]', 'hidden.onion', 'example..org', '.example.org', '', '.', 'ex ample.org', 'ex_ample.org',
        'exämple.org', '\uff11\uff12\uff17.0.0.1', 'a@b.org',
        f'{"a." * 130}org',
    ],
)  # fmt: skip
def test_a_host_that_leads_nowhere_outside_is_not_even_looked_up(host: str) -> None:
    assert not is_allowed_host(host)


@pytest.mark.parametrize(
    'host', ['example.org', 'hooks.example.org.', 'HOOKS.Example.org', 'xn--bcher-kva.example', 'a-b.c1.org', '8.8.8.8']
)
def test_a_name_of_the_public_may_be_looked_up(host: str) -> None:
    assert is_allowed_host(host)


def test_what_the_settings_open_is_open_and_nothing_beside_it() -> None:
    assert is_allowed(ip_address('127.0.0.1'), LOOPBACK)
    assert is_allowed_host('localhost', LOOPBACK)
    assert is_allowed_host('127.0.0.9', LOOPBACK)
    assert not is_allowed(ip_address('10.0.0.1'), LOOPBACK)
    assert not is_allowed(ip_address('::1'), LOOPBACK)
    assert not is_allowed(ip_address('::ffff:127.0.0.1'), LOOPBACK)
    assert not is_allowed_host('db', LOOPBACK)

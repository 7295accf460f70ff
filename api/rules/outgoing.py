"""Knows to which addresses of others the service may speak: public ones alone, whatever a name leads to and however it is written.

Python's `is_global` is not enough. It calls global what is multicast, and what carries another address within it: a translated
(NAT64), mapped, 6to4 or Teredo address leads to wherever the inner one does. So the list is our own, and whatever embeds an
address is refused as a whole. Of the sixth version only what is given out to the public is taken, less what stands below.
"""

import ipaddress
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

# The registry of special-purpose addresses (RFC 6890), and what no registry knows of.
FORBIDDEN_4 = tuple(
    IPv4Network(network)
    for network in (
        '0.0.0.0/8',  # this network; Linux takes 0.0.0.0 for this machine
        '10.0.0.0/8',  # private
        '100.64.0.0/10',  # shared by a provider's customers; the metadata of one cloud
        '127.0.0.0/8',  # this machine
        '168.63.129.16/32',  # the metadata of another cloud, at a public address
        '169.254.0.0/16',  # link-local; the metadata of most clouds
        '172.16.0.0/12',  # private
        '192.0.0.0/24',  # protocol assignments
        '192.0.2.0/24',  # documentation
        '192.31.196.0/24',  # AS112
        '192.52.193.0/24',  # tunnels (AMT)
        '192.88.99.0/24',  # relays of 6to4
        '192.168.0.0/16',  # private
        '192.175.48.0/24',  # AS112
        '198.18.0.0/15',  # benchmarks
        '198.51.100.0/24',  # documentation
        '203.0.113.0/24',  # documentation
        '224.0.0.0/4',  # multicast
        '240.0.0.0/4',  # reserved, and the broadcast
    )
)
PUBLIC_6 = IPv6Network('2000::/3')
FORBIDDEN_6 = tuple(
    IPv6Network(network)
    for network in (
        '2001::/23',  # protocol assignments: Teredo, benchmarks, ORCHID, AMT and the like
        '2001:db8::/32',  # documentation
        '2002::/16',  # 6to4: carries an address of the fourth version
        '2620:4f:8000::/48',  # AS112
        '3ffe::/16',  # the former 6bone
        '3fff::/20',  # documentation
    )
)
# Names that lead to this machine or stay within a house, by their last label (RFC 6761, RFC 8375, the `internal` of ICANN).
NAMES_WITHIN = frozenset(
    {'localhost', 'localdomain', 'local', 'internal', 'intranet', 'lan', 'home', 'corp', 'private', 'test', 'invalid', 'onion'}
)
NAMES_WITHIN_BELOW = ('home.arpa', 'in-addr.arpa', 'ip6.arpa')


def is_allowed(address: Address, allowed: Iterable[Network] = ()) -> bool:
    """Say whether the service may speak to an address: it is public, or of a network that the settings open.

    An address of the sixth version with a scope (`fe80::1%eth0`) is of this machine's own networks, whatever stands before it.
    """
    if isinstance(address, IPv6Address) and address.scope_id is not None:
        return False
    if any(address.version == network.version and address in network for network in allowed):
        return True
    if isinstance(address, IPv4Address):
        return not any(address in network for network in FORBIDDEN_4)
    return address in PUBLIC_6 and not any(address in network for network in FORBIDDEN_6)


def addresses_to(answers: Iterable[str], allowed: Iterable[Network] = ()) -> list[Address]:
    """Return the addresses that a name leads to when the service may speak to every one of them; none otherwise.

    One forbidden answer among good ones is no accident, so nothing of it is believed.
    """
    networks = tuple(allowed)
    found: list[Address] = []
    for answer in answers:
        try:
            address = ipaddress.ip_address(answer)
        except ValueError:
            return []
        if not is_allowed(address, networks):
            return []
        found.append(address)
    return found


def is_allowed_host(host: str, allowed: Iterable[Network] = ()) -> bool:
    """Say whether a host, as an address names it, may be spoken to at all, before any name is looked up.

    A name of digits alone at its end is an address written in another way (`2130706433`, `0x7f.1`, `127.1`): it is no name.
    """
    networks = tuple(allowed)
    try:
        return is_allowed(ipaddress.ip_address(host.strip('[]')), networks)
    except ValueError:
        pass
    name = host.lower().removesuffix('.')
    labels = name.split('.')
    if not all(labels) or not all(label.replace('-', '').isalnum() and label.isascii() for label in labels) or len(name) > _LONGEST_NAME:
        return False
    last = labels[-1]
    if last.isdigit() or last.startswith('0x'):
        return False
    if last == 'localhost':
        return any(IPv4Address('127.0.0.1') in network for network in networks if isinstance(network, IPv4Network))
    within = last in NAMES_WITHIN or any(name == each or name.endswith(f'.{each}') for each in NAMES_WITHIN_BELOW)
    return len(labels) > 1 and not within


_LONGEST_NAME = 253

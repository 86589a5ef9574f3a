"""Which addresses outside may be linked to, and which may be called: the rules, without a network.

Nothing inside a network is called, whatever name leads there (OWASP, Server-Side Request Forgery
Prevention Cheat Sheet).
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import quote

from generators.confined import Refused

BIGGEST = 5_000_000
"""Bytes of one file from outside, unpacked."""
LONGEST = 2000
"""Characters of an address."""
_HTTPS = re.compile(
    # A name of letters, digits and hyphens whose last label is no number; no user, one port.
    r"https://((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?)"
    r"(?::443)?([/?#][^\x00-\x20\x7f\\\ud800-\udfff]*)?",
    re.IGNORECASE | re.ASCII,
)
_AS_THEY_ARE = "/?#[]@!$&'()*+,;=:%~-._"
"""The signs of an address that are not written as `%…` (RFC 3986, section 2)."""
_UNICAST = ipaddress.ip_network("2000::/3")
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
"""IPv4 addresses as a translator to IPv6 writes them (RFC 6052, section 2.1)."""
_KEPT_BACK = [ipaddress.ip_network(n) for n in ("192.0.0.0/24", "192.88.99.0/24", "3fff::/20")]
"""Not global by IANA's registries of special addresses, which Python 3.11 knows in part."""


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked of whom: a host, and everything after it."""

    host: str
    path: str


def https_link(text: str) -> str:
    """Return an https address as it may be linked to, or nothing where it is none."""
    found = _HTTPS.fullmatch(text.strip()) if len(text) <= LONGEST else None
    if found is None:
        return ""
    path = quote(found[2] or "/", safe=_AS_THEY_ARE)
    return f"https://{found[1].lower()}{path if path[0] == '/' else f'/{path}'}"


def target(url: str, hosts: Collection[str]) -> Target:
    """Return what an address leads to; raises `Refused` unless its host is one of `hosts`."""
    link = https_link(url)
    if not link:
        raise Refused(f"is no plain https address ({url[:80]!r})")
    host, slash, path = link.removeprefix("https://").partition("/")
    if host not in hosts:
        raise Refused(f"leads to {host}, which is no host of content/habpost/feeds.yml")
    return Target(host, f"{slash}{path.partition('#')[0]}")


def outside(address: str) -> bool:
    """Return whether an IP address is one of the public internet, and of no network inside.

    An IPv6 address that carries one of IPv4 is judged by both (RFC 4291, 3056, 4380, 6052).
    """
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if ip in _TRANSLATED:
        return outside(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
    if ip.is_multicast or not ip.is_global or any(ip in network for network in _KEPT_BACK):
        return False
    if isinstance(ip, ipaddress.IPv4Address):
        return True
    carried = ip.sixtofour
    return ip in _UNICAST and not ip.scope_id and (carried is None or outside(str(carried)))

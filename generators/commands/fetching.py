"""Fetches one file over https: from a listed host, at an address that is not inside any network.

Each name is resolved once, every address it has must be outside, and the very address that was
looked at is called, so that no second answer of a name server can lead elsewhere. It runs in a
process of its own, which ends after ten seconds whatever the other side does.
"""

from __future__ import annotations

import json
import socket
import ssl
import zlib
from collections.abc import Callable, Collection, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from urllib.parse import urljoin

from urllib3 import HTTPSConnectionPool, Timeout
from urllib3.exceptions import HTTPError, SSLError
from urllib3.response import BaseHTTPResponse

from generators.confined import Limits, Refused, confined
from generators.habpost.outside_address import BIGGEST, Target, outside, target

SECONDS = 10
"""What one file may take in all: names, redirects and the slowest of servers included."""
_REDIRECTS = 3
_MOVED = (301, 302, 303, 307, 308)
_CHUNK = 65_536
_HEADERS = {
    "User-Agent": "psea-habpost",
    "Accept": "application/rss+xml, application/atom+xml, application/feed+json, */*;q=0.1",
    "Accept-Encoding": "gzip",
}


def _resolved(host: str) -> list[str]:
    found = socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[4][0]) for address in found))


@dataclass(frozen=True, slots=True)
class Network:
    """What reaches the network; tests put their own in its place."""

    resolve: Callable[[str], list[str]] = _resolved
    allowed: Callable[[str], bool] = outside
    trust: Callable[[], ssl.SSLContext] = ssl.create_default_context
    connect: Callable[..., HTTPSConnectionPool] = HTTPSConnectionPool
    port: int = 443
    known: dict[str, list[str]] = field(default_factory=dict)

    def addresses(self, host: str) -> list[str]:
        """Return the addresses of a host, each of them outside; asks for them once."""
        if host not in self.known:
            self.known[host] = self.resolve(host)
        found = self.known[host]
        if inside := [address for address in found if not self.allowed(address)]:
            raise Refused(f"leads to {inside[0]}, an address inside a network; nothing was called")
        return found


def fetched(url: str, hosts: Collection[str]) -> bytes:
    """Return what stands at an https address; raises `Refused` where a rule or the server says no.

    `hosts` are all that may be called, whatever a redirect says.
    """
    given = json.dumps([url, sorted(hosts)]).encode()
    return confined("generators.commands.fetching:fetch", given, Limits(seconds=SECONDS))


def fetch(given: bytes) -> bytes:
    """Do what `fetched` promises, in whatever process this is."""
    url, hosts = json.loads(given)
    return fetched_through(Network(), url, hosts)


def fetched_through(network: Network, url: str, hosts: Collection[str]) -> bytes:
    """Follow an address through a network, three redirects at most; each is looked at anew."""
    for _ in range(_REDIRECTS + 1):
        wanted = target(url, hosts)
        with _answer(network, wanted) as answer:
            if answer.status not in _MOVED:
                return _body(answer)
            url = _beside(url, answer.headers.get("Location", ""))
    raise Refused(f"redirects more than {_REDIRECTS} times")


def _beside(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError:  # half a bracket, for instance
        raise Refused("redirects to what is no address") from None


@contextmanager
def _answer(network: Network, wanted: Target) -> Iterator[BaseHTTPResponse]:
    try:
        address = network.addresses(wanted.host)[0]
        with network.connect(
            address,
            network.port,
            timeout=Timeout(SECONDS),
            retries=False,
            ssl_context=network.trust(),
            server_hostname=wanted.host,
        ) as pool:
            answer = pool.urlopen(
                "GET",
                wanted.path,
                headers={**_HEADERS, "Host": wanted.host},
                redirect=False,
                preload_content=False,
                decode_content=False,
            )
            with closing(answer):
                yield answer
    except (SSLError, ssl.SSLError):
        raise Refused(f"{wanted.host} does not show that it is {wanted.host} (TLS)") from None
    except (HTTPError, OSError, IndexError):
        raise Refused(f"{wanted.host} cannot be reached, or breaks off") from None


def _body(answer: BaseHTTPResponse) -> bytes:
    """Return the body, unpacked; never more of it than `BIGGEST` is held."""
    if answer.status != 200:
        raise Refused(f"answers with status {answer.status}")
    packing = answer.headers.get("Content-Encoding", "identity").lower()
    if packing not in ("identity", "gzip", "x-gzip"):
        raise Refused(f"is packed in a way that was not asked for ({packing[:20]})")
    unpack = zlib.decompressobj(wbits=31) if "gzip" in packing else None
    body = bytearray()
    while chunk := answer.read(_CHUNK, decode_content=False):
        try:
            body += unpack.decompress(chunk, BIGGEST + 1) if unpack else chunk
        except zlib.error:
            raise Refused("is packed, and cannot be unpacked") from None
        if len(body) > BIGGEST:
            raise Refused(f"is larger than {BIGGEST // 1_000_000} MB")
    if unpack and not unpack.eof:
        raise Refused("breaks off")
    return bytes(body)

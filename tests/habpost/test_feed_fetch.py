"""Fetching from outside: only from listed hosts, never from inside a network, never without end."""

import gzip
import io
import json
import socket
import ssl
import threading
import tracemalloc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from urllib3 import HTTPResponse

from generators.commands.fetching import Network, fetched_through
from generators.confined import Limits, Refused, confined
from generators.habpost.outside_address import https_link, outside
from tests.conftest import TESTS

HERE = "tests.habpost.test_feed_fetch"
HOST = "feeds.example.org"
URL = f"https://{HOST}/feed.xml"
GLOBAL, OTHER = "93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"
TLS = TESTS / "fixtures" / "tls"
BOMB = gzip.compress(bytes(100_000_000), 9)
BODY = b"<rss version='2.0'><channel><title>T</title></channel></rss>"

ADDRESSES = [
    "https://127.0.0.1/",
    "https://127.1/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0x7f.0.0.1/",
    "https://0177.0.0.1/",
    "https://017700000001/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[fe80::1%25eth0]/",
    "https://[::1",
    "https://①②⑦.⓪.⓪.①/",
    "https://localhost/",
    "https://127.0.0.1.nip.io/",
    "https://169.254.169.254/latest/meta-data/",
    "https://metadata.google.internal/computeMetadata/v1/",
    "https://[fd00:ec2::254]/latest/meta-data/",
    f"https://user@{HOST}/",
    f"https://user:secret@{HOST}/",
    f"https://{HOST}@127.0.0.1/",
    f"https://127.0.0.1\\@{HOST}/",
    f"https://127.0.0.1#@{HOST}/",
    f"https://127.0.0.1?@{HOST}/",
    f"https://{HOST}:22/",
    f"https://{HOST}:8443/",
    f"https://{HOST}./feed.xml",
    f"https://{HOST}.evil.example.org/",
    f"https://evil.{HOST}/",
    f"https://{HOST}%00.evil.example.org/",
    f"https://{HOST}%2eevil.example.org/",
    "https://fеeds.example.org/",  # noqa: RUF001 (one letter is Cyrillic)
    "https://ｆeeds.example.org/",  # noqa: RUF001 (one letter is of full width)
    "https://feeds。example。org/",
    "https://xn--feds-8cd.example.org/",
    f"http://{HOST}/feed.xml",
    f"ftp://{HOST}/feed.xml",
    f"gopher://{HOST}/",
    "file:///etc/passwd",
    f"//{HOST}/",
    f"https:{HOST}/",
    f"https:///{HOST}/",
    f"https://{HOST}\r\nHost: 127.0.0.1/",
    f"https://{HOST}/ HTTP/1.1\r\nX: y",
    f"https://{HOST}/{'a' * 2000}",
    "",
]
INSIDE = [
    ["127.0.0.1"],
    ["127.8.9.10"],
    ["0.0.0.0"],
    ["10.0.0.1"],
    ["172.16.0.1"],
    ["192.168.1.1"],
    ["169.254.169.254"],
    ["100.64.0.1"],
    ["100.100.100.200"],
    ["192.0.0.8"],
    ["192.88.99.1"],
    ["198.18.0.1"],
    ["203.0.113.9"],
    ["224.0.0.1"],
    ["240.0.0.1"],
    ["255.255.255.255"],
    ["::"],
    ["::1"],
    ["fe80::1"],
    ["fe80::1%eth0"],
    ["2606:4700::1111%eth0"],
    ["fc00::1"],
    ["fd00:ec2::254"],
    ["fec0::1"],
    ["ff02::1"],
    ["::ffff:10.0.0.1"],
    ["::ffff:169.254.169.254"],
    ["::127.0.0.1"],
    ["64:ff9b::10.0.0.1"],
    ["64:ff9b::a9fe:a9fe"],
    ["64:ff9b:1::a00:1"],
    ["2002:7f00:1::1"],
    ["2002:a00:1::1"],
    ["2001:0:5ef5:79fd::1"],
    ["2001:db8::1"],
    ["3fff::1"],
    ["5f00::1"],
    ["100::1"],
    [GLOBAL, "127.0.0.1"],
    [OTHER, GLOBAL, "::1"],
    ["no address"],
    [],
]


class Calls:
    """A network in which nobody is called: it keeps who would have been, and answers itself."""

    def __init__(self, *locations: str, resolved: Sequence[Sequence[str]] = ((GLOBAL,),)) -> None:
        self.locations, self.resolved = list(locations), list(resolved)
        self.asked: list[str] = []
        self.made: list[tuple[str, int, str]] = []

    def resolve(self, host: str) -> list[str]:
        self.asked.append(host)
        return list(self.resolved[min(len(self.asked), len(self.resolved)) - 1])

    @contextmanager
    def connect(self, address: str, port: int, **given: Any) -> Iterator["Calls"]:
        self.made.append((address, port, given["server_hostname"]))
        assert given["ssl_context"].verify_mode == ssl.CERT_REQUIRED
        assert given["ssl_context"].check_hostname
        yield self

    def urlopen(self, method: str, path: str, **given: Any) -> HTTPResponse:
        assert (method, given["redirect"]) == ("GET", False)
        assert not {"Cookie", "Authorization", "Proxy-Authorization"} & set(given["headers"])
        moved = self.locations.pop(0) if self.locations else ""
        return HTTPResponse(
            io.BytesIO(b"" if moved else BODY),
            status=302 if moved else 200,
            headers={"Location": moved} if moved else {},
            preload_content=False,
        )

    def network(self) -> Network:
        return Network(resolve=self.resolve, connect=self.connect)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def sockets(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """Keep every address that this process connects to, or asks a name server for."""
    called: list[object] = []
    connect, ask = socket.socket.connect, socket.getaddrinfo

    def connected(self: socket.socket, address: Any) -> None:
        called.append(address)
        connect(self, address)

    def asked(host: str, *given: Any, **more: Any) -> Any:
        called.append((host, *given))
        assert host == "127.0.0.1", f"{host} would have been asked of a name server"
        return ask(host, *given, **more)

    monkeypatch.setattr(socket.socket, "connect", connected)
    monkeypatch.setattr(socket, "getaddrinfo", asked)
    yield called
    assert [each for each in called if not str(each).startswith("('127.0.0.1'")] == []


@pytest.mark.parametrize("url", ADDRESSES)
def test_no_address_of_another_form_is_even_asked_for(url: str, sockets: list[object]) -> None:
    """Numbers, users, ports, other letters, other schemes: no name is resolved, nobody called."""
    calls = Calls()
    with pytest.raises(Refused):
        fetched_through(calls.network(), url, {HOST})

    assert (calls.asked, calls.made, sockets) == ([], [], [])


@pytest.mark.parametrize("addresses", INSIDE, ids=", ".join)
def test_a_name_that_leads_inside_is_not_called(
    addresses: list[str], sockets: list[object]
) -> None:
    """One address inside is enough, wherever it stands among the others."""
    calls = Calls(resolved=[addresses])
    with pytest.raises(Refused):
        fetched_through(calls.network(), URL, {HOST})

    assert (calls.asked, calls.made, sockets) == ([HOST], [], [])


@pytest.mark.parametrize("to", [*ADDRESSES, "https://unlisted.example.org/"])
def test_no_redirect_leads_where_no_address_may(to: str, sockets: list[object]) -> None:
    """Each is looked at as the first was: whatever it says, the listed host alone is called.

    Three of them, read beside the address that they stand at, lead to that host again (RFC 3986,
    section 5.2).
    """
    calls, same = Calls(to), to in (f"//{HOST}/", f"https:{HOST}/", f"https:///{HOST}/", "")
    with nullcontext() if same else pytest.raises(Refused):
        fetched_through(calls.network(), URL, {HOST})

    assert calls.made == [(GLOBAL, 443, HOST)] * (2 if same and to else 1)
    assert (calls.asked, sockets) == ([HOST], [])


def test_a_redirect_to_a_host_that_is_inside_is_not_followed() -> None:
    """A listed host may lead to another; that one is resolved and looked at, too."""
    calls = Calls("https://intern.example.org/", resolved=[[GLOBAL], ["10.0.0.1"]])
    with pytest.raises(Refused, match=r"10\.0\.0\.1, an address inside"):
        fetched_through(calls.network(), URL, {HOST, "intern.example.org"})

    assert calls.made == [(GLOBAL, 443, HOST)]


def test_a_name_is_resolved_once_and_the_address_looked_at_is_called() -> None:
    """A name server that says something else the second time is not asked a second time."""
    calls = Calls("/again", "/and-again", resolved=[[OTHER, GLOBAL], ["127.0.0.1"]])

    assert fetched_through(calls.network(), URL, {HOST}) == BODY
    assert calls.asked == [HOST]
    assert calls.made == [(OTHER, 443, HOST)] * 3


def test_three_redirects_are_followed_and_no_fourth() -> None:
    assert fetched_through(Calls(*["/x"] * 3).network(), URL, {HOST}) == BODY
    with pytest.raises(Refused, match="more than 3 times"):
        fetched_through(Calls(*["/x"] * 4).network(), URL, {HOST})


@pytest.mark.parametrize("address", [GLOBAL, OTHER, "64:ff9b::5db8:d70e", "2002:5db8:d70e::1"])
def test_addresses_of_the_public_internet_are_called(address: str) -> None:
    """Those of translators (RFC 6052) and of 6to4 too, where what they carry is public."""
    assert outside(address)


@pytest.mark.parametrize(
    ("given", "link"),
    [
        (" https://Example.ORG:443/é ", "https://example.org/%C3%A9"),
        ("https://example.org?q=<b>", "https://example.org/?q=%3Cb%3E"),
        ("https://example.org/a%20b#c", "https://example.org/a%20b#c"),
        ("javascript:alert(1)", ""),
        ("https://example.org/\ud800", ""),
        ("https://\u212aelvin.example.org/", ""),
        ("mailto:a@example.org", ""),
    ],
)
def test_a_link_is_written_plainly_or_not_at_all(given: str, link: str) -> None:
    assert https_link(given) == link


class Server(BaseHTTPRequestHandler):
    """Answers as servers do, and as they should not."""

    protocol_version = "HTTP/1.1"
    seen: list[dict[str, str]] = []  # noqa: RUF012 (shared on purpose)

    def do_GET(self) -> None:
        Server.seen.append(dict(self.headers))
        try:
            getattr(self, self.path.strip("/").replace(".", "_"))()
        except OSError:
            self.close_connection = True  # whoever asked has gone

    def answer(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def feed_xml(self) -> None:
        self.answer(BODY, Set_Cookie="a=b")

    def packed(self) -> None:
        self.answer(gzip.compress(BODY), Content_Encoding="gzip")

    def bomb(self) -> None:
        self.answer(BOMB, Content_Encoding="gzip")

    def half_packed(self) -> None:
        self.answer(gzip.compress(BODY)[:-9], Content_Encoding="gzip")

    def not_packed(self) -> None:
        self.answer(BODY, Content_Encoding="gzip")

    def oddly_packed(self) -> None:
        self.answer(BODY, Content_Encoding="br")

    def short(self) -> None:
        self.answer(BODY, Content_Length="9999")
        self.close_connection = True

    def missing(self) -> None:
        self.answer(b"", 404)

    def moved(self) -> None:
        self.answer(b"", 301, Location="/feed.xml")

    def moved_inside(self) -> None:
        self.answer(b"", 302, Location="https://127.0.0.1/feed.xml")

    def endless(self) -> None:
        self.send_response(200)
        self.send_header("Connection", "close")
        self.end_headers()
        while True:
            self.wfile.write(bytes(100_000))

    def slow(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
        while not STOP.wait(0.1):
            self.wfile.write(b"x")

    def log_message(self, *given: object) -> None:
        pass


STOP = threading.Event()


@contextmanager
def served(certificate: str) -> Iterator[int]:
    """Serve over TLS on this machine, with one of the certificates of the tests."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(TLS / certificate)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    server.handle_error = lambda *given: None  # type: ignore[method-assign]
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield server.server_port
    finally:
        STOP.set()
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with served("feeds.pem") as number:
        yield number


def local(port: int, authority: Path | None = TLS / "ca.pem") -> Network:
    """Return a network in which the host of the tests is on this machine, and may be called."""
    return Network(
        resolve=lambda host: ["127.0.0.1"],
        allowed=lambda address: address == "127.0.0.1",
        trust=lambda: ssl.create_default_context(cafile=authority),
        port=port,
    )


@pytest.mark.parametrize("path", ["feed.xml", "packed", "moved"])
def test_a_file_is_fetched_from_a_real_server(port: int, path: str) -> None:
    """Over TLS, for the name and not for the number, with no cookie and no word of who asks."""
    Server.seen.clear()

    assert fetched_through(local(port), f"https://{HOST}/{path}", {HOST}) == BODY
    for headers in Server.seen:
        assert headers["Host"] == HOST
        assert set(headers) == {"Host", "User-Agent", "Accept", "Accept-Encoding"}


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("bomb", "larger than 5 MB"),
        ("endless", "larger than 5 MB"),
        ("half_packed", "breaks off"),
        ("not_packed", "cannot be unpacked"),
        ("oddly_packed", r"not asked for \(br\)"),
        ("short", "breaks off"),
        ("missing", "status 404"),
        ("moved_inside", "no host of|no plain https"),
    ],
)
def test_what_a_server_should_not_do_is_told_in_one_line(port: int, path: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        fetched_through(local(port), f"https://{HOST}/{path}", {HOST})


def test_what_is_packed_tightly_is_never_unpacked_whole(port: int) -> None:
    """A thousandth on the way, 5 MB are unpacked at most, and held perhaps twice."""
    tracemalloc.start()
    try:
        with pytest.raises(Refused, match="larger than 5 MB"):
            fetched_through(local(port), f"https://{HOST}/bomb", {HOST})
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert most < 20_000_000


def test_a_server_that_cannot_show_who_it_is_gets_no_question(port: int) -> None:
    """Neither a certificate of another name, nor one of an authority that nobody knows."""
    Server.seen.clear()
    with (
        served("other.pem") as elsewhere,
        pytest.raises(Refused, match=r"does not show .* \(TLS\)"),
    ):
        fetched_through(local(elsewhere), URL, {HOST})
    with pytest.raises(Refused, match=r"does not show .* \(TLS\)"):
        fetched_through(local(port, None), URL, {HOST})

    assert Server.seen == []


def test_settings_of_the_environment_lead_nowhere_else(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")

    assert fetched_through(local(port), URL, {HOST}) == BODY


def slow(given: bytes) -> bytes:
    """Fetch, in a process of its own, from the server of the tests that never comes to an end."""
    return fetched_through(local(json.loads(given)), f"https://{HOST}/slow", {HOST})


def test_a_server_that_drips_is_left_after_the_time(
    port: int, monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
) -> None:
    """A byte now and then keeps every time limit of a socket; the process ends all the same."""
    monkeypatch.setenv("PYTHONPATH", str(pytestconfig.rootpath))
    STOP.clear()
    with pytest.raises(Refused, match="takes more than 2 seconds"):
        confined(f"{HERE}:slow", json.dumps(port).encode(), Limits(seconds=2))

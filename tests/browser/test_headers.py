"""The headers that reach a reader, from a real nginx with the file that we ship."""

import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import launched
from tests.site.conftest import ROOT
from tests.tools.provision import nginx

SENSITIVE = (
    "contacts.html",
    "directory/index.html",
    "directory/headquarters.html",
    "leaving.html",
    "privacy.html",
    "search.html",
)
ALWAYS = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
}


@pytest.fixture(scope="module")
def served(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start nginx on this machine with deploy/nginx.conf; it stops with the tests."""
    folder = tmp_path_factory.mktemp("nginx")
    public = folder / "public"
    shutil.copytree(site, public)
    # Workers started by root would become another user, who may not look into this folder.
    user = "user root;" if hasattr(os, "geteuid") and os.geteuid() == 0 else ""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = folder / "nginx.conf"
    config.write_text(
        f"""
        {user} daemon off; pid {folder}/pid; error_log {folder}/error.log;
        events {{ }}
        http {{
            types {{ text/html html; text/css css; application/javascript js; image/svg+xml svg; }}
            access_log off;
            client_body_temp_path {folder}/a; proxy_temp_path {folder}/b;
            fastcgi_temp_path {folder}/c; uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
            server {{ listen 127.0.0.1:{port}; root {public}; include {ROOT}/deploy/nginx.conf; }}
        }}
        """
    )
    program = nginx()
    assert program
    process = subprocess.Popen([program, "-c", config, "-p", folder, "-e", folder / "error.log"])
    address = f"http://127.0.0.1:{port}/"
    for _ in range(100):
        try:
            urllib.request.urlopen(address, timeout=1).close()
            break
        except urllib.error.URLError:
            time.sleep(0.05)
    yield address
    process.terminate()
    process.wait(timeout=10)


def headers(address: str) -> Message:
    """Return the headers of an answer, whatever its status."""
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            given: Message = answer.headers
            return given
    except urllib.error.HTTPError as error:
        with error:
            return error.headers


@pytest.mark.parametrize("path", ["", "en/index.html", "en/assets/site.css", "en/nowhere.html"])
def test_every_answer_carries_the_headers(served: str, path: str) -> None:
    """Pages, files and even missing pages: no frames, no foreign code, no referrer."""
    given = headers(served + path)
    policy = given["Content-Security-Policy"]

    assert {name: given[name] for name in ALWAYS} == ALWAYS
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "nginx/" not in given["Server"]


def test_a_calendar_comes_as_one(served: str) -> None:
    """With the type that calendar programs are registered for, and all other headers."""
    given = headers(f"{served}en/coordination/meetings.ics")

    assert given.get_content_type() == "text/calendar"
    assert {name: given[name] for name in ALWAYS} == ALWAYS


@pytest.mark.parametrize("path", SENSITIVE)
def test_pages_about_help_are_not_kept(served: str, path: str) -> None:
    """Neither the browser nor a proxy may store them."""
    assert headers(f"{served}en/{path}")["Cache-Control"] == "no-store"


def test_other_pages_are_asked_for_anew(served: str) -> None:
    """A changed page is seen at once, an unchanged one costs no weight."""
    assert headers(f"{served}en/conduct.html")["Cache-Control"] == "no-cache"


KEPT = """async () => [localStorage.length, sessionStorage.length, document.cookie,
    (await navigator.serviceWorker.getRegistrations()).length,
    (await indexedDB.databases()).length]"""
"""What a page has left in the browser: storage, cookies, workers, databases."""


def test_no_page_breaks_the_policy_calls_another_host_or_stores_anything(
    browser: Browser, served: str, site: Path
) -> None:
    """Every page of the site with script, as nginx serves it: nothing blocked, missing or kept."""
    context = browser.new_context()
    page = context.new_page()
    told: list[str] = []
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.on("console", lambda message: told.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: told.append(f"{page.url}: {error}"))
    page.on(
        "requestfailed",
        # A picture still loading when the next page is opened is let go, not refused.
        lambda request: None if "ABORTED" in str(request.failure) else told.append(request.url),
    )
    for path in sorted(site.rglob("*.html")):
        page.goto(served + path.relative_to(site).as_posix(), wait_until="load")
        if (kept := page.evaluate(KEPT)) != [0, 0, "", 0, 0]:
            told.append(f"{page.url}: keeps {kept}")
    cookies = context.cookies()
    context.close()

    assert told == []
    assert hosts == {urlsplit(served).netloc}
    assert cookies == []


def test_an_intranet_name_without_https_is_enough(browser: Browser, served: str) -> None:
    """No page needs what browsers keep for secure origins: search, menu and exit work."""
    name = "psea.intranet.example"
    rules = f"--host-resolver-rules=MAP {name} 127.0.0.1"
    with launched(browser, rules) as plain:
        page = plain.new_page(viewport={"width": 375, "height": 740})
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(served.replace("127.0.0.1", name) + "en/search.html")
        assert page.evaluate("isSecureContext") is False
        page.locator("#query").fill("harassment")
        assert page.locator("#results li").count() > 0
        page.locator(".menu-button").click()
        assert page.locator("#menu").is_visible()
        page.route("**/*", lambda route: route.abort())
        page.locator(".exit").click()
        assert page.locator("main").count() == 0

    assert faults == []


@pytest.mark.parametrize("name", ["apache.conf", "Caddyfile"])
def test_the_files_for_other_servers_say_the_same(name: str) -> None:
    """Each header and value of nginx's file stands in theirs, too."""
    import re

    ours = re.findall(r'add_header (\S+) "([^"]+)"', (ROOT / "deploy/nginx.conf").read_text())
    theirs = (ROOT / "deploy" / name).read_text()

    assert len(ours) >= 8
    assert [header for header, value in ours if f'{header} "{value}"' not in theirs] == []
    assert "no-store" in theirs

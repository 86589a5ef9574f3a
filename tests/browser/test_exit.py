"""Leaving at once: nothing of the site stays in sight, behind Back, or in the next site's logs."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

WEATHER = "https://www.bbc.com/weather"


@dataclass
class Outside:
    """A second server: the neutral page, and what arrived there."""

    address: str = ""
    referers: list[str | None] = field(default_factory=list)


@pytest.fixture(scope="module")
def outside() -> Iterator[Outside]:
    seen = Outside()

    class Neutral(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.referers.append(self.headers.get("Referer"))
            body = b"<!doctype html><title>Weather</title><p>Sunny all day"
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    yield from _serving(Neutral, seen)


def _serving(handler: type, seen: Outside) -> Iterator[Outside]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    seen.address = f"http://127.0.0.1:{server.server_port}/"
    yield seen
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def here(site: Path, outside: Outside) -> Iterator[str]:
    """The site, with the way out leading to the second server on this machine."""

    class Leading(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            path = Path(self.translate_path(self.path.split("?")[0]))
            if path.suffix != ".html" or not path.exists():
                super().do_GET()
                return
            body = path.read_bytes().replace(WEATHER.encode(), outside.address.encode())
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    handler = partial(Leading, directory=str(site))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/en/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    yield context
    context.close()


WATCH = """() => {
    const look = () => {
        if (document.querySelector('main') && document.body
            && getComputedStyle(document.body).visibility === 'visible') window.seen(location.href);
        requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
}"""
"""Reports, frame by frame, that the text of the site is in sight."""


def visited(context: BrowserContext, here: str, seen: list[str] | None = None) -> Page:
    """Read three pages of the site in one tab; `seen` learns of every frame that shows text."""
    page = context.new_page()
    if seen is not None:
        page.expose_binding("seen", lambda _, address: seen.append(address))
        page.add_init_script(f"({WATCH})()")
    for name in ("index", "contacts", "conduct"):
        page.goto(f"{here}{name}.html")
    return page


def press_shift(page: Page, times: int) -> None:
    for _ in range(times):
        page.keyboard.press("Shift")


@pytest.mark.parametrize("way", ["button", "hidden twin", "keyboard"])
def test_ten_times_back_shows_nothing(
    context: BrowserContext, here: str, outside: Outside, way: str
) -> None:
    """After leaving, going back never shows a page of the site, and nobody learns of it."""
    seen: list[str] = []
    page = visited(context, here, seen)
    for _ in range(100):  # frames are told of with some delay on a busy machine
        if seen:
            break
        page.wait_for_timeout(50)
    assert seen
    outside.referers.clear()
    if way == "button":
        page.locator(".exit").click()
    elif way == "hidden twin":
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
    else:
        press_shift(page, 3)
    page.wait_for_url(outside.address)
    page.wait_for_timeout(200)
    seen.clear()
    for _ in range(10):
        page.go_back(wait_until="commit")
        # The page of the site leaves again by itself; asking for more before it did is an error.
        page.wait_for_url(lambda url: url in (outside.address, "about:blank"))
        page.wait_for_timeout(150)

    assert seen == []
    # The page's own requests, such as for its icon, may name itself; none may name this site.
    assert outside.referers[0] is None
    assert set(outside.referers) <= {None, outside.address}


def test_the_page_is_gone_in_the_very_task_of_the_key(context: BrowserContext, here: str) -> None:
    """Before any navigation begins, nothing of the page is left in the document."""
    page = context.new_page()
    page.goto(f"{here}contacts.html")
    page.route("**/*", lambda route: route.abort())  # the destination cannot be reached
    gone = page.evaluate(
        """() => {
            const down = () => dispatchEvent(new KeyboardEvent('keydown', {key: 'Shift'}));
            const up = () => dispatchEvent(new KeyboardEvent('keyup', {key: 'Shift'}));
            for (let i = 0; i < 3; i++) { down(); up(); }
            return [document.title.trim().replace('\\u200b', ''), document.body.innerText.trim(),
                    document.querySelectorAll('main, header, a').length];
        }"""
    )

    assert gone == ["", "Leaving this page.", 0]


def test_returning_by_the_address_is_possible(context: BrowserContext, here: str) -> None:
    """Nobody is locked out, and the one mark that leaving stored is taken away again."""
    page = visited(context, here)
    page.locator(".exit").click()
    page.wait_for_timeout(200)
    page.goto(f"{here}contacts.html")

    assert page.get_by_role("heading", level=1).is_visible()
    assert page.evaluate("sessionStorage.length") == 0


def test_without_script_the_button_is_a_plain_link(
    browser: Browser, here: str, outside: Outside
) -> None:
    """It leads away and sends no referrer."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{here}contacts.html")
    outside.referers.clear()
    page.locator(".exit").click()
    page.wait_for_url(outside.address)

    assert outside.referers[0] is None
    context.close()


def test_a_thousand_sentences_with_capitals_never_leave(context: BrowserContext, here: str) -> None:
    """Shift together with a letter is typing; the search page stays where it is."""
    page = context.new_page()
    page.goto(f"{here}search.html")
    page.locator("#query").focus()
    left = page.evaluate(
        """() => {
            const field = document.getElementById('query');
            const send = (type, key) => field.dispatchEvent(
                new KeyboardEvent(type, {key, bubbles: true, shiftKey: key !== 'Shift'}));
            const words = ['How', 'Do', 'I', 'Report', 'UN', 'OIOS', 'PSEA', 'To', 'Whom?'];
            for (let n = 0; n < 1000; n++) {
                for (const word of words) for (const letter of word) {
                    const capital = letter !== letter.toLowerCase() || letter === '?';
                    if (capital) send('keydown', 'Shift');
                    send('keydown', letter);
                    send('keyup', letter);
                    if (capital) send('keyup', 'Shift');
                }
            }
            return document.documentElement.classList.contains('gone');
        }"""
    )
    for sentence in ("I Said SO. WHO Did?", "A B C D E F"):
        page.keyboard.type(sentence)

    assert left is False
    assert page.url == f"{here}search.html"


def test_two_presses_are_announced_and_then_forgotten(context: BrowserContext, here: str) -> None:
    """A status tells how many are left; another key or five seconds begin anew."""
    page = context.new_page()
    page.clock.install()
    page.goto(f"{here}contacts.html")
    told = page.locator("#exit-told")
    press_shift(page, 1)
    assert told.inner_text() == "Press Shift two more times to exit this page."
    press_shift(page, 1)
    assert told.inner_text() == "Press Shift once more to exit this page."
    page.clock.run_for(5100)
    assert told.inner_text() == "Exit this page: the time is over."
    press_shift(page, 2)
    page.keyboard.press("a")
    press_shift(page, 2)

    assert page.url == f"{here}contacts.html"


@pytest.mark.parametrize(("width", "height"), [(320, 256), (320, 640), (375, 740), (1280, 800)])
def test_the_button_is_in_sight_and_large_enough(
    browser: Browser, here: str, width: int, height: int
) -> None:
    """At least 44 px, whole inside the window, above everything; 320 x 256 is 400 % zoom."""
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    for name in ("index", "contacts", "search"):
        page.goto(f"{here}{name}.html")
        for scroll in (0, 100000):
            page.evaluate(f"scrollTo(0, {scroll})")
            box = page.locator(".exit").bounding_box()
            assert box
            assert box["height"] >= 44
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
            assert box["y"] + box["height"] <= height
            on_top = page.evaluate(
                "([x, y]) => !!document.elementFromPoint(x, y).closest('.exit')",
                [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2],
            )
            assert on_top
    context.close()


def test_it_is_not_printed(context: BrowserContext, here: str) -> None:
    """On paper there is no button."""
    page = context.new_page()
    page.goto(f"{here}contacts.html")
    page.emulate_media(media="print")

    assert not page.locator(".exit").is_visible()

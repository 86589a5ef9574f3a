"""Our checks can fail: a hundred faults, planted one by one, and which check finds which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Page

from generators.content.source import parse_yaml
from tests.browser.accessibility import axe, code_sniffer
from tests.browser.asking import WAITING
from tests.browser.own_checks import CHECKS
from tests.conftest import TESTS, Golden

Check = Callable[[Page], list[str]]
Fault = dict[str, Any]

ENGINES: dict[Check, str] = {axe: "axe", code_sniffer: "sniffer", **dict.fromkeys(CHECKS, "own")}
OFFERED = """
    const $ = selector => document.querySelector(selector), main = $('main');
    const put = html => main.insertAdjacentHTML('beforeend', html);
    const style = rules => { const sheet = document.createElement('style');
        sheet.textContent = rules; document.head.append(sheet); };
"""
"""What `plant` may use, besides what every page offers."""
SHORTENED = """() => document.querySelectorAll(
    'main li:nth-child(n + 7), main tr:nth-child(n + 7), main > :nth-child(n + 60)'
    ).forEach(element => element.remove())"""
"""Long lists and tables say the same over and over; without their ends a page is read sooner."""


def faults() -> list[Fault]:
    """Return the list, which was written before any check was run on it."""
    path = TESTS / "fixtures" / "faults.yml"
    parsed = parse_yaml(path.read_text(encoding="utf-8"), path.name)
    assert parsed.problems == []
    assert isinstance(parsed.value, list)
    return parsed.value


@dataclass(frozen=True, slots=True)
class Look:
    """How a page is looked at to see a fault."""

    viewport: str
    scheme: str
    media: str
    colours: str

    @classmethod
    def at(cls, fault: Fault) -> Look:
        """Return what a fault asks for; a desk and daylight if it asks for nothing."""
        return cls(
            fault.get("viewport", "1280x800"),
            fault.get("scheme", "light"),
            fault.get("media", "screen"),
            fault.get("colours", "none"),
        )

    def opened(self, browser: Browser) -> Page:
        """Return a tab in which scripts of ours may run, and what timers wait for is known."""
        width, height = self.viewport.split("x")
        context = browser.new_context(
            viewport={"width": int(width), "height": int(height)}, bypass_csp=True
        )
        page = context.new_page()
        page.emulate_media(
            media="print" if self.media == "print" else "screen",
            color_scheme="dark" if self.scheme == "dark" else "light",
            forced_colors="active" if self.colours == "forced" else "none",
        )
        page.add_init_script(WAITING)
        return page


class Planted:
    """Plants faults and finds them; remembers what was found on clean pages."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser = browser
        self.address = address
        self.tabs: dict[Look, Page] = {}
        self.clean: dict[tuple[Look, str, Check], Counter[str]] = {}

    def found(self, fault: Fault) -> dict[str, list[str]]:
        """Return the rules that find a fault, by engine: only what the clean page does not have."""
        look, rules = Look.at(fault), dict[str, set[str]]()
        at_all = self._run(ENGINES, look, fault["page"], fault["plant"])
        self._run_clean(at_all, look, fault["page"])
        for check, lines in at_all.items():
            for line in lines - self.clean[look, fault["page"], check]:
                rules.setdefault(ENGINES[check], set()).add(_rule(line))
        return {engine: sorted(rules[engine]) for engine in ENGINES.values() if engine in rules}

    def _run_clean(self, checks: Iterable[Check], look: Look, name: str) -> None:
        """Run what has found something on the clean page as well, once."""
        missing = [check for check in checks if (look, name, check) not in self.clean]
        again = self._run(missing, look, name) if missing else {}
        for check in missing:
            self.clean[look, name, check] = again.get(check, Counter())

    def _run(
        self, checks: Iterable[Check], look: Look, name: str, plant: str = ""
    ) -> dict[Check, Counter[str]]:
        """Load a page, plant what is to be planted, and return what each check finds."""
        if look not in self.tabs:
            self.tabs[look] = look.opened(self.browser)
        page = self.tabs[look]
        page.goto(f"{self.address}/{name}.html")
        page.evaluate(SHORTENED)
        page.evaluate(f"() => {{ {OFFERED} {plant} }}")
        lines = {check: Counter(check(page)) for check in checks}
        return {check: counted for check, counted in lines.items() if counted}

    def close(self) -> None:
        """Close all tabs."""
        for page in self.tabs.values():
            page.context.close()


def _rule(line: str) -> str:
    """Return the name of a rule, without the levels that HTML_CodeSniffer puts before it."""
    return line.split(":")[0].removeprefix("WCAG2AA.").split(".", 2)[-1]


def _report(listed: list[Fault], finders: list[dict[str, list[str]]]) -> str:
    """Return a line for each fault, and how many each engine finds."""
    lines = []
    for fault, found in zip(listed, finders, strict=True):
        by = "; ".join(f"{engine} {', '.join(rules)}" for engine, rules in found.items())
        nobody = "nothing" if fault["decidable"] else "nothing: a person must look"
        lines.append(f"{fault['id']:32}{fault['criterion']:52}{by or nobody}")
    lines.append("")
    for engine in ("axe", "sniffer", "own"):
        alone = sum(list(found) == [engine] for found in finders)
        lines.append(f"{engine:10}{sum(engine in found for found in finders):4}  alone {alone:4}")
    lines.append(f"{'nothing':10}{sum(not found for found in finders):4}")
    decidable = [found for fault, found in zip(listed, finders, strict=True) if fault["decidable"]]
    lines.append(f"{'decidable':10}{len(decidable):4}  found {sum(map(bool, decidable)):4}")
    return "\n".join(lines) + "\n"


def test_a_hundred_faults_are_listed() -> None:
    """Each with a name of its own; where no machine can decide, the list says why."""
    listed = faults()

    assert len({fault["id"] for fault in listed}) == len(listed) == 100
    assert [f["id"] for f in listed if f["decidable"] != ("why" not in f)] == []


def test_every_fault_that_a_machine_can_decide_is_found(
    browser: Browser, address: str, golden: Golden
) -> None:
    """By axe-core, HTML_CodeSniffer or the checks of our own; the report says by which of them."""
    planted, listed = Planted(browser, address), faults()
    finders = [planted.found(fault) for fault in listed]
    planted.close()
    each = zip(listed, finders, strict=True)

    assert [fault["id"] for fault, found in each if fault["decidable"] and not found] == []
    golden("accessibility/faults.txt", _report(listed, finders))

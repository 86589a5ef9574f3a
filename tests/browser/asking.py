"""How a check of our own asks the page: in JavaScript, with what `asking.js` offers."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

OFFERED = (
    "acts, against, all, blocks, called, changes, cut, fresh, grounds, keep, kept, lost, owns,"
    " pale, parsed, pressed, rules, send, shown, stops, styled, texts, waited, words"
)

WAITING = """
    window.waiting = new Map();
    for (const [set, clear] of [['setTimeout', 'clearTimeout'], ['setInterval', 'clearInterval']]) {
        const [start, stop] = [window[set], window[clear]];
        window[set] = (act, delay = 0, ...given) => {
            const id = start(() => {
                if (set === 'setTimeout') { waiting.delete(id); }
                act(...given);
            }, delay);
            waiting.set(id, { act: () => act(...given), delay });
            return id;
        };
        window[clear] = id => { waiting.delete(id); stop(id); };
    }
"""
"""Keeps a list of what timers wait for, so that a check need not wait; runs before a page's own."""


@cache
def _offer() -> str:
    return Path(__file__).with_name("asking.js").read_text(encoding="utf-8")


def asked(page: Page, expression: str) -> Any:
    """Return what an expression gives."""
    question = f"async () => {{ const {{ {OFFERED} }} = ours; return [{expression}]; }}"
    answer = page.evaluate(f"() => window.ours && ({question})()")
    if answer is None:
        page.evaluate(_offer())
        answer = page.evaluate(question)
    return answer[0]


def noted(page: Page, statements: str) -> None:
    """Let the page do something that a later question looks back to."""
    asked(page, f"(() => {{ {statements} }})()")


def found(page: Page, name: str, expression: str) -> list[str]:
    """Return a line, `name: what`, for each element or text that an expression lists."""
    lines = asked(page, f"[...new Set((await ({expression})).map(called))]")
    return [f"{name}: {line}" for line in lines]

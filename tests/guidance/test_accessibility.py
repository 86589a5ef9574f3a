"""The results of the accessibility audit, as the statement shows them."""

import dataclasses

import pytest

from generators.content.loader import load
from generators.content.record import LANGUAGES, Language
from generators.document.addresses import addresses_from
from generators.document.html import blocks_html
from generators.guidance.accessibility import audit_results
from tests.conftest import ROOT

LIBRARY = load(ROOT)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_page_is_listed_with_what_was_found(lang: Language) -> None:
    """A page that the audit did not know says so in the language of the page."""
    titles = {"contacts": "Élan", "brand-new": "Zeta", "index": "Alpha"}
    blocks = audit_results(LIBRARY, lang, titles)
    html = "".join(blocks_html(blocks, addresses_from("accessibility")))

    assert html.index("Alpha") < html.index("Élan") < html.index("Zeta")
    assert '<a href="contacts.html">Élan</a>' in html
    assert "axe-core 4" in html
    assert html.count("<td>") == 3


def test_without_an_audit_the_statement_says_so() -> None:
    """Nothing is claimed that was not done."""
    blocks = audit_results(dataclasses.replace(LIBRARY, audit=None), "en", {})

    assert blocks_html(blocks, addresses_from("accessibility")) == [
        "<p>No full audit has been recorded yet.</p>"
    ]

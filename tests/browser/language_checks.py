"""Checks of our own on language and direction, by the letters and small words of the text."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.asking import found

FREQUENT = {
    "en": "the of and to in is that for with you are not be on it as at by this or from have who",
    "fr": "le la les de des du et en est que pour dans qui une un vous ne pas ce sur ou au par il",
    "es": "el la los las de del y en es que para con una un no por se su al lo como a o le más sus",
}


def languages_are_marked(page: Page) -> list[str]:
    """Text in the letters or the small words of another language says so (3.1.1, 3.1.2)."""
    return found(
        page,
        "language-not-marked",
        """blocks().filter(e => { const copy = e.cloneNode(true);
            all('[lang], bdi, code', copy).forEach(part => part.remove());
            const text = copy.textContent.toLowerCase(), frequent = """
        + repr(FREQUENT)
        + r""";
            const said = (e.closest('[lang]')?.lang || '').split('-')[0];
            const arabic = (text.match(/[\u0600-\u06ff]/g) || []).length;
            const latin = (text.match(/[a-zà-ÿ]/g) || []).length;
            if (arabic > latin) { return said !== 'ar' && arabic > 3; }
            if (said === 'ar') { return /([a-z]{2,}[ ,]+){3}[a-z]{2,}/.test(text); }
            const each = text.match(/[a-zà-ÿ]+/g) || [];
            const score = lang => each.filter(
                word => frequent[lang].split(' ').includes(word)).length;
            return said in frequent && Object.keys(frequent).some(
                lang => score(lang) >= 4 && score(lang) >= 2 * score(said)); })""",
    )


def text_runs_its_own_way(page: Page) -> list[str]:
    """Arabic runs from the right and begins there, Latin text from the left (1.3.2)."""
    return found(
        page,
        "runs-the-wrong-way",
        r"""texts().filter(e => { const text = e.textContent, style = getComputedStyle(e);
            const arabic = (text.match(/[\u0600-\u06ff]/g) || []).length;
            const latin = (text.match(/\p{Script=Latin}/gu) || []).length;
            if (arabic > latin) { return style.direction !== 'rtl' || style.textAlign === 'left'; }
            return !arabic && latin > 12
                && (style.direction !== 'ltr' || style.textAlign === 'right'); })""",
    )


def arabic_letters_join(page: Page) -> list[str]:
    """Arabic letters are not set apart, which tears words to pieces."""
    return found(
        page,
        "arabic-letters-apart",
        r"""texts().filter(e => /[\u0600-\u06ff]{2}/.test(e.textContent)
            && Math.abs(parseFloat(getComputedStyle(e).letterSpacing) || 0) > 0)""",
    )


def numbers_keep_their_order(page: Page) -> list[str]:
    """On screen each group of a number stands to the right of the one before it (1.3.2)."""
    return found(
        page,
        "number-turned",
        r"""texts().flatMap(e => [...e.childNodes].filter(({ data }) => data)).flatMap(
            node => [...node.data.matchAll(/\+?\d[\d()]*(?:[ -]\d+)+/g)].filter(number => {
                const range = document.createRange(), lines = {};
                for (const group of number[0].matchAll(/\+?[\d()]+/g)) {
                    range.setStart(node, number.index + group.index);
                    range.setEnd(node, number.index + group.index + group[0].length);
                    const box = range.getBoundingClientRect();
                    (lines[Math.round(box.top)] ||= []).push(box.left);
                }
                return Object.values(lines).some(
                    line => line.some((x, at) => at && x < line[at - 1]));
            }).map(number => number[0]))""",
    )


LANGUAGE = (
    languages_are_marked,
    text_runs_its_own_way,
    arabic_letters_join,
    numbers_keep_their_order,
)

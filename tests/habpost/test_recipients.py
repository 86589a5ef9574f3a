"""Recipients: one form for one mailbox, nobody twice, nobody dropped without a reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generators.document.sheet import SheetRow
from generators.habpost.recipients import LeftOut, Recipient, normal, recipients


def found(*cells: dict[str, str], header: str = "mailbox,language") -> list[Recipient | LeftOut]:
    rows = [SheetRow(number, each) for number, each in enumerate(cells, 2)]
    return list(recipients(header.split(","), rows, ["en", "fr"]))


@pytest.mark.parametrize(
    ("given", "one_form"),
    [
        ("A.Name@Example.ORG", "a.name@example.org"),
        ("  <a@example.org> ", "a@example.org"),
        ("a@bücher.example", "a@xn--bcher-kva.example"),
        ("a@BÜCHER.example", "a@xn--bcher-kva.example"),
        ("o'neill+news@example.org", "o'neill+news@example.org"),
        ("\uff41@example.org", "a@example.org"),
        ("a\u00a0@example.org", ""),
        ("a@example", ""),
        ("@example.org", ""),
        ("a b@example.org", ""),
        ("a@b@example.org", ""),
        ("a@-example.org", ""),
        ("a..b@example.org", ""),
        ("a@example.org\r\nBcc: b@example.org", ""),
        ("a@example.org, b@example.org", ""),
        ("é@example.org", ""),
        (f"{'a' * 65}@example.org", ""),
        ("", ""),
    ],
)
def test_a_mailbox_has_one_form_or_none(given: str, one_form: str) -> None:
    try:
        assert normal(given) == one_form
    except ValueError:
        assert one_form == ""


@given(st.text(max_size=30) | st.emails())
def test_the_one_form_stays_as_it_is_and_breaks_no_header(given: str) -> None:
    try:
        made = normal(given)
    except ValueError:
        return
    assert normal(made) == made
    assert made.isascii()
    assert not any(sign in made for sign in "\r\n<>,; ")


def test_nobody_is_written_to_twice_and_every_row_is_accounted_for() -> None:
    made = found(
        {"mailbox": "A@example.org", "language": "FR"},
        {"mailbox": "a@EXAMPLE.org"},
        {"language": "fr"},
        {"mailbox": "b@example.org", "language": "fr-CA"},
        {"mailbox": "c@example.org", "language": "es"},
        {"mailbox": "d@example.org"},
        {"mailbox": "e@example.org", "language": "Français"},
        {"mailbox": "f@example.org", "language": "Frisian"},
    )

    assert made == [
        Recipient("a@example.org", "fr"),
        LeftOut(3, "a@EXAMPLE.org", "stands in row 2 already"),
        LeftOut(4, "", "no mailbox stands in the row"),
        Recipient("b@example.org", "fr"),
        Recipient("c@example.org", "en", "es"),
        Recipient("d@example.org", "en"),
        Recipient("e@example.org", "fr"),
        Recipient("f@example.org", "en", "Frisian"),
    ]


@pytest.mark.parametrize("header", ["Mailbox", "E-mail", "email", "E-mail Address"])
def test_the_usual_names_of_the_column_are_known(header: str) -> None:
    assert found({header: "a@example.org"}, header=header) == [Recipient("a@example.org", "en")]

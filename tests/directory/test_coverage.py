"""Coverage: the nearest office with a confirmed focal point stands in, step by step outward."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generators.content.facts import FocalPoint, Office
from generators.content.library import Library
from generators.content.loader import load
from generators.directory.coverage import confirmed, covering, outward
from tests.conftest import ON, PROJECT

LAST_DAY = ON - dt.timedelta(180)
"""The earliest day on which a focal point that still counts was tried."""


def point(verified_on: dt.date | str = ON, *, example: bool = False) -> FocalPoint:
    return FocalPoint.model_validate(
        {
            "role": "sea-focal-point",
            "rank": "focal-point",
            "mailbox": "office@example.org" if example else "office@un.org",
            "example": example,
            "languages": ["en"],
            "verified_on": verified_on,
        }
    )


def office(ident: str, parent: str | None, *points: FocalPoint) -> Office:
    return Office.model_validate(
        {
            "id": ident,
            "name": {"en": ident},
            "kind": "country" if parent else "headquarters",
            "station": {"en": ident},
            "country": "KE",
            "country_name": {"en": "Kenya"},
            "region": "africa",
            "parent": parent,
            "focal_points": list(points),
            "source": "A test",
        }
    )


def chain(*points: list[FocalPoint]) -> Library:
    """Return offices that lead outward in a row; the last is the headquarters."""
    last = len(points) - 1
    parents = [f"o{n + 1}" if n < last else None for n in range(len(points))]
    offices = [office(f"o{n}", parents[n], *held) for n, held in enumerate(points)]
    return Library(directory={office.id: office for office in offices})


def covers(library: Library, ident: str = "o0", on: dt.date = ON) -> str | None:
    found = covering(library, library.directory[ident], on)
    return found.id if found else None


@pytest.mark.parametrize(
    ("points", "who"),
    [
        ([[point()], [point()], [point()]], "o0"),
        ([[], [point()], [point()]], "o1"),
        ([[], [], [point()]], "o2"),
        ([[], [], []], None),
        ([[point(example=True)], [], [point()]], "o2"),
        ([[point("never")], [point()], []], "o1"),
        ([[point(dt.date(2026, 1, 1))], [point()], []], "o1"),
        ([[point("never"), point(example=True), point()], [point()], []], "o0"),
        ([[point("never")], [point(example=True)], [point(dt.date(2020, 1, 1))]], None),
    ],
)
def test_the_nearest_confirmed_office_covers(
    points: list[list[FocalPoint]], who: str | None
) -> None:
    """An office covers for itself where it can; else the next outward that can; else nobody."""
    assert who == covers(chain(*points))


@pytest.mark.parametrize(
    ("verified_on", "counts"),
    [
        (ON, True),
        (LAST_DAY, True),
        (LAST_DAY - dt.timedelta(1), False),
        (ON + dt.timedelta(1), False),
        (dt.date.min, False),
        ("never", False),
    ],
)
def test_a_contact_counts_for_180_days(verified_on: dt.date | str, counts: bool) -> None:
    """The 180th day still counts; a day to come, and never, do not."""
    assert counts == confirmed(point(verified_on), ON)
    assert covers(chain([point(verified_on)])) == ("o0" if counts else None)


@given(st.dates())
def test_an_example_never_counts(verified_on: dt.date) -> None:
    """Whenever somebody claims to have tried it, mail to an example reaches nobody."""
    assert not confirmed(point(verified_on, example=True), ON)
    assert covers(chain([point(verified_on, example=True)]), on=verified_on) is None


def test_coverage_ends_when_its_day_has_passed() -> None:
    """The same directory sends readers one step further once a contact has gone stale."""
    library = chain([point(LAST_DAY)], [point(ON)])

    assert (covers(library), covers(library, on=ON + dt.timedelta(1))) == ("o0", "o1")


def test_outward_goes_step_by_step_to_the_headquarters() -> None:
    """The office itself comes first, each stands once, and the headquarters is last."""
    library = chain([], [], [], [])
    steps = outward(library, library.directory["o1"])

    assert [step.id for step in steps] == ["o1", "o2", "o3"]
    assert [step.id for step in outward(library, steps[-1])] == ["o3"]


def test_nobody_covers_inward() -> None:
    """A confirmed country office is not asked to answer for the headquarters."""
    assert covers(chain([point()], []), "o1") is None


def test_offices_side_by_side_do_not_cover_for_each_other() -> None:
    """Only a parent covers, not another office with the same parent."""
    library = chain([], [])
    beside = office("beside", "o1", point())

    assert covers(replace(library, directory={**library.directory, "beside": beside})) is None


@given(st.lists(st.integers(0, 9), min_size=1, max_size=9), st.data())
def test_in_any_directory_the_way_outward_has_no_circle(up: list[int], data: st.DataObject) -> None:
    """Each step stands once, and who covers is the first on the way that is confirmed."""
    offices = {
        f"o{n}": office(f"o{n}", f"o{min(at, n - 1)}" if n else None, *held)
        for n, at in enumerate(up)
        for held in [[point()] if data.draw(st.booleans()) else []]
    }
    library = Library(directory=offices)
    for start in offices.values():
        steps = [step.id for step in outward(library, start)]
        able = [ident for ident in steps if offices[ident].focal_points]

        assert len(steps) == len(set(steps))
        assert (steps[0], steps[-1]) == (start.id, "o0")
        assert covers(library, start.id) == (able[0] if able else None)


def test_the_dummy_project_has_nobody_to_turn_to() -> None:
    """Its one focal point is an example, so no office there is covered."""
    library = load(PROJECT)

    assert {ident: covers(library, ident) for ident in library.directory} == {
        "headquarters": None,
        "no-oslo": None,
    }

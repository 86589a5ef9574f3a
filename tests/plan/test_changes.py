"""What changed from one plan to another: by reference, each line once."""

from pathlib import Path

from generators.content.loader import load
from generators.content.plan import Plan
from generators.plan.changes import Change, changes
from tests.conftest import PROJECT, ROOT, change

PLAN = "content/plan/2026/plan.yml"


def found(root: Path, old: str = "2025", new: str = "2026") -> dict[str, Change]:
    library = load(root)
    made = list(changes(library, library.plans[old], library.plans[new]))
    assert len({each.ref for each in made}) == len(made)
    return {each.ref: each for each in made}


def test_each_line_is_added_dropped_or_changed_once() -> None:
    """Lines are told apart by their references, and a dropped one says why."""
    made = found(PROJECT)

    kinds = {ref: each.kind for ref, each in made.items()}
    assert kinds == {"course": "changed", "desk": "added", "leaflets": "dropped", "report": "added"}
    assert made["leaflets"].became == "Nobody read them."


def test_a_changed_line_tells_both_sides_of_each_field() -> None:
    """What says nothing of the plan, such as the day of the last edit, is passed over."""
    fields = {name: (old, new) for name, old, new in found(PROJECT)["course"].fields}

    assert fields["activity"] == ("Courses.", "Courses for everybody.")
    assert fields["responsible"] == ("", "coordinator")
    assert fields["prong"] == ("", "partners")
    assert "target value 100, date 2026-10-31" in fields["indicator"][1]
    assert {"updated", "to_confirm", "id", "source"}.isdisjoint(fields)


def test_a_line_that_goes_on_under_another_reference_is_continued(project: Path) -> None:
    """The newer plan says what became of it; it is not lost."""
    old = '  - {ref: leaflets, result: dropped, reason: {en: "Nobody read them."}}'
    change(project, PLAN, old, "  - {ref: leaflets, result: continued, continued_as: desk}")
    made = found(project)["leaflets"]

    assert (made.kind, made.became) == ("continued", "as desk")


def test_a_line_that_was_done_is_not_called_dropped(project: Path) -> None:
    """Done is done."""
    old = 'result: dropped, reason: {en: "Nobody read them."}'
    change(project, PLAN, old, "result: done")

    assert found(project)["leaflets"].kind == "done"


def test_a_line_of_which_no_plan_says_anything_is_dropped() -> None:
    """Read backwards, what was added is gone, and nobody says why."""
    made = found(PROJECT, "2026", "2025")

    assert {ref for ref, each in made.items() if each.kind == "dropped"} == {"desk", "report"}
    assert made["desk"].became == ""


def test_a_plan_does_not_differ_from_itself() -> None:
    """No line of any plan is said to have changed where nothing has."""
    library = load(ROOT)
    plans: list[Plan] = list(library.plans.values())

    assert [each for plan in plans for each in changes(library, plan, plan)] == []

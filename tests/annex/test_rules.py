"""Assessments and the rules that block an annex: computed, never typed; told, with the way out."""

import datetime as dt

import pytest

from generators.annex.answers import Asking, check_answers
from generators.annex.edition import edition
from generators.annex.issue import issue
from generators.annex.reasons import explained
from generators.annex.rules import RULES
from generators.annex.sample import asked, plain_example
from generators.annex.values import Value
from generators.content.combinations import chosen_clauses
from generators.content.loader import load
from tests.conftest import ON, ROOT

LIBRARY = load(ROOT)
AGREEMENT = LIBRARY.agreements["agreement-of-cooperation"][-1]
EARLIER, COMMON = LIBRARY.tools["earlier-tool"], LIBRARY.tools["un-common-tool"]
GOOD = dict.fromkeys([standard.id for standard in EARLIER.standards], "adequate")

EVERY = "; ".join(f"{standard.id} | a | r | 2027-03-01" for standard in EARLIER.standards)


def refusals(**changed: object) -> list[str]:
    """Return what is said against the sample with some answers changed; None takes one away."""
    given = {q.id: plain_example(q) for q in asked(AGREEMENT)} | changed
    given = {name: value for name, value in given.items() if value is not None}
    return [str(refused) for refused in check_answers(AGREEMENT, LIBRARY, given, "en").refused]


def used(**changed: object) -> dict[str, Value]:
    given = {q.id: plain_example(q) for q in asked(AGREEMENT)} | changed
    checked = check_answers(AGREEMENT, LIBRARY, given, "en")
    assert checked.refused == ()
    return checked.used


def test_the_sample_breaks_no_rule() -> None:
    """Otherwise the tests below would prove nothing."""
    assert refusals() == []


@pytest.mark.parametrize(
    ("scores", "rating"),
    [
        ((3, 3, 3, 3, 3, 3), "full"),
        ((3, 3, 3, 2, 2, 2), "full"),
        ((3, 3, 2, 2, 2, 2), "medium"),
        ((2, 2, 2, 1, 1, 1), "medium"),
        ((2, 2, 1, 1, 1, 1), "low"),
        ((1, 1, 1, 1, 1, 1), "low"),
    ],
)
def test_the_earlier_tool_rates_by_its_totals(scores: tuple[int, ...], rating: str) -> None:
    """15 or more is full, 9 to 14 medium, 8 or less low (tool of 2020)."""
    words = {points: word for word, points in EARLIER.scale.items()}
    given = {s.id: words[n] for s, n in zip(EARLIER.standards, scores, strict=True)}

    assert EARLIER.rating(given) == rating


@pytest.mark.parametrize(
    ("unmet", "rating"), [(0, "full"), (1, "medium"), (2, "medium"), (3, "low"), (8, "low")]
)
def test_the_common_tool_rates_by_standards_met(unmet: int, rating: str) -> None:
    """8 met is full, 6 or 7 medium, fewer low; one that does not apply counts as met."""
    names = [standard.id for standard in COMMON.standards]
    given = {ident: "not met" if n < unmet else "met" for n, ident in enumerate(names)}
    if unmet < 8:
        given["corrective-measures"] = "not applicable"

    assert COMMON.rating(given) == rating
    assert len(COMMON.unmet(given)) == unmet


def test_a_rating_is_never_typed() -> None:
    """Whoever writes it down is told to take it out."""
    [told] = refusals(assessment_rating="full")

    assert told == "`assessment_rating` is computed from other answers, never typed. Remove it."


def test_ratings_and_days_are_computed() -> None:
    """From scores, tool and date; the day before the anniversary is the last."""
    answers = used()

    assert answers["assessment_rating"] == "medium"
    assert answers["assessment_valid_until"] == dt.date(2031, 3, 15)
    assert answers["corrective_plan_end"] == dt.date(2027, 5, 15)
    assert answers["corrective_months_most"] == 9
    assert EARLIER.valid_until(dt.date(2024, 2, 29)) == dt.date(2029, 2, 27)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (
            {"assessment_state": "not-assessed", "waiver_role": None},
            "`assessment_state` is not-assessed, but funds are transferred. Have the partner"
            " assessed first, or record who waived it, why and when: waiver_role.",
        ),
        ({"assessment_state": "no-contact"}, "is no-contact, but `beneficiary_contact` is direct"),
        ({"assessment_state": "no-contact"}, "is no-contact, but `children_contact` is yes"),
        ({"assessment_date": "2020-01-01"}, "was valid until 2024-12-31; the annex is issued on"),
        ({"assessment_date": "2026-12-01"}, "is 2026-12-01, after the day of issue, 2026-11-23"),
        ({"reassessment_required": "yes"}, "is yes. Have the partner assessed again; then answer"),
        (
            {"corrective_actions": [{"standard": "training", "action": "a", "role": "r",
                                     "due": "2027-01-01"}]},
            "has no action for `assistance`, which is not met. Add one.",
        ),
        (
            {"corrective_actions": "training | a | r | 2027-01-01; assistance | a | r |"
             " 2027-01-01; investigations | a | r | 2027-09-01"},
            "dates the action for `investigations` on 2027-09-01; it must lie between the day of"
            " issue, 2026-11-23, and 2027-08-23, 9 months later.",
        ),
        (
            {"corrective_actions": "trainng | a | r | 2027-01-01"},
            "has `trainng`, no standard of earlier-tool",
        ),
        ({"corrective_actions": "training | a | r"}, "in entry 1, `due` is missing or wrong"),
        ({"corrective_actions": []}, "wants a list of actions"),
        ({"assessment_scores": {**GOOD, "training": "good"}}, "for `training` one of: absent,"),
        ({"assessment_scores": {**GOOD, "trainings": "absent"}}, "no standard of earlier-tool."),
        ({"assessment_scores": "policy: adequate"}, "for `human-resources` one of"),
        ({"assessment_scores": 7}, "wants a score for each of: policy"),
        ({"assessment_tool": "earlier"}, "wants one of: earlier-tool, un-common-tool"),
        (
            {"assessment_state": "not-assessed", "waiver_date": "2026-12-24"},
            "`waiver_date` is 2026-12-24, after the day of issue, 2026-11-23.",
        ),
        (
            {"assessment_state": "not-assessed", "assessment_due": "2026-11-23"},
            "`assessment_due` is 2026-11-23, not after the day of issue, 2026-11-23.",
        ),
        ({"partner_type": "government", "legal_sign_off": None}, "`legal_sign_off` wants text"),
    ],
)  # fmt: skip
def test_each_rule_says_what_to_do(changed: dict[str, object], told: str) -> None:
    """The message names the answer, both sides of it, and the next step."""
    assert any(told in refused for refused in refusals(**changed)), refusals(**changed)


@pytest.mark.parametrize(
    "unassessed",
    [
        {"funds_transferred": "no"},
        {"partner_type": "un-entity"},
        {"assessment_state": "not-assessed"},
    ],
)
def test_a_partner_to_be_assessed_again_gets_no_annex_of_any_kind(
    unassessed: dict[str, object],
) -> None:
    """Whoever answers yes is stopped, also where no clause would ask for an assessment."""
    [told] = refusals(reassessment_required="yes", **unassessed)

    assert told.startswith("`reassessment_required` is yes.")
    assert refusals(**unassessed) == []


@pytest.mark.parametrize(
    "changed",
    [
        {"assessment_date": "2021-11-24"},
        {"assessment_date": "2026-11-23"},
        {"assessment_state": "not-assessed", "waiver_date": "2026-11-23"},
        {"assessment_state": "not-assessed", "assessment_due": "2026-11-24"},
        {"corrective_actions": "training | a | r | 2026-11-23; assistance | a | r | 2027-08-23;"
         " investigations | a | r | 2027-08-23"},
    ],
)  # fmt: skip
def test_the_last_day_that_counts_still_counts(changed: dict[str, object]) -> None:
    """A result holds on its last day; a plan may begin on the day of issue, and end on its last."""
    assert refusals(**changed) == []


def test_a_result_is_gone_on_the_day_after_its_last() -> None:
    """Five years after 23 November 2021, less a day, is 22 November 2026."""
    [told] = refusals(assessment_date="2021-11-23")

    assert "valid until 2026-11-22; the annex is issued on 2026-11-23" in told


@pytest.mark.parametrize("name", ["waiver_role", "waiver_reason", "waiver_date"])
def test_each_part_of_a_waiver_is_needed(name: str) -> None:
    """Who, why and when: without one of them it is not documented."""
    told = refusals(assessment_state="not-assessed", **{name: None})

    assert any(each.endswith(f"why and when: {name}.") for each in told)


def test_in_an_emergency_every_standard_needs_an_action() -> None:
    """Capacity is assumed to be low, so no standard counts as met, whatever was scored before."""
    told = refusals(assessment_state="emergency")

    unplanned = {"policy", "human-resources", "reporting"}
    assert told == [
        f"`corrective_actions` has no action for `{each.id}`, which is not met. Add one."
        for each in EARLIER.standards
        if each.id in unplanned
    ]


@pytest.mark.parametrize(
    ("changed", "closer"),
    [
        ({}, "no"),
        ({"assessment_scores": GOOD}, "no"),
        ({"assessment_scores": GOOD, "high_risk": "yes"}, "yes"),
        ({"assessment_state": "not-assessed"}, "yes"),
        ({"assessment_state": "emergency", "corrective_actions": EVERY}, "yes"),
        ({"assessment_scores": dict.fromkeys(GOOD, "absent"), "corrective_actions": EVERY}, "yes"),
        ({"funds_transferred": "no", "high_risk": "yes"}, "no"),
    ],
)
def test_low_or_unknown_capacity_and_high_risk_are_monitored_closely(
    changed: dict[str, object], closer: str
) -> None:
    """Where funds are transferred; a medium rating alone does not."""
    clauses = chosen_clauses(AGREEMENT, used(**changed))

    assert ("enhanced-monitoring" in clauses) == (closer == "yes")


def test_without_funds_nobody_counts_as_without_contact_who_has_some() -> None:
    """What contradicts itself is told, though no clause prints the state of the assessment."""
    told = refusals(funds_transferred="no", assessment_state="no-contact")

    assert [each.partition(",")[0] for each in told] == ["`assessment_state` is no-contact"] * 2


def test_an_answer_that_blocks_is_refused_once_when_it_cannot_be_read() -> None:
    """Nobody passes by a yes that is written otherwise; it is told once, whoever asks for it."""
    for changed in ({}, {"funds_transferred": "no"}):
        told = refusals(reassessment_required="Yes", **changed)

        assert told == ["`reassessment_required` wants one of: yes, no; given was 'Yes'."]


def test_every_rule_says_what_it_holds() -> None:
    """The docstring of a rule is the rule."""
    assert all((rule.__doc__ or "").startswith("Ensure") for rule in RULES)


def test_no_message_speaks_of_a_case() -> None:
    """Why a partner must be assessed again stands in no file, log or message."""
    said = " ".join(
        refusals(reassessment_required="yes") + refusals(assessment_state="not-assessed")
    )

    assert "allegation" not in said.lower()


@pytest.mark.parametrize(
    ("changed", "inside", "outside"),
    [
        ({}, "corrective-plan", "enhanced-monitoring"),
        ({"high_risk": "yes"}, "enhanced-monitoring", "capacity-assessment-pending"),
        ({"assessment_scores": GOOD}, "capacity-assessment", "corrective-plan"),
        ({"assessment_state": "not-assessed"}, "capacity-assessment-pending", "corrective-plan"),
        ({"partner_type": "un-entity"}, "investigation", "capacity-assessment"),
        ({"partner_type": "un-entity", "high_risk": "yes"}, "reporting", "enhanced-monitoring"),
        ({"partner_type": "government"}, "investigation-public-body", "investigation"),
        ({"partner_type": "government"}, "referral-public-body", "cooperation"),
        ({"funds_transferred": "no"}, "reporting", "capacity-assessment"),
        ({"amendment": "yes"}, "precedence-amendment", "precedence"),
        ({"translation_attached": "yes"}, "language", "personal-data"),
        ({"personal_data": "yes"}, "personal-data", "language"),
    ],
)  # fmt: skip
def test_answers_decide_on_the_clauses(
    changed: dict[str, object], inside: str, outside: str
) -> None:
    """One clause comes in, one stays out."""
    clauses = chosen_clauses(AGREEMENT, used(**changed))

    assert inside in clauses
    assert outside not in clauses


def test_only_what_matters_is_asked() -> None:
    """Without funds nobody asks about assessments; the waiver is asked for only where it counts."""
    given = used(funds_transferred="no", high_risk="no")
    asking = Asking(AGREEMENT, LIBRARY, "en")
    names = asking.needed(given)

    assert "assessment_scores" not in names
    assert "waiver_reason" not in names
    unassessed = used(assessment_state="not-assessed")
    assert "waiver_reason" in asking.needed(unassessed)


def test_a_fallback_stands_where_it_is_accepted() -> None:
    """In the place of its clause, with the reason told; nothing given means the clause itself."""
    with_it = used(accepted_fallbacks="training-equivalent")
    clauses = chosen_clauses(AGREEMENT, with_it)
    composed = edition(LIBRARY, AGREEMENT.id, "en", ON).composed
    lines = list(explained(composed, LIBRARY, with_it))

    assert "training-equivalent" in clauses
    assert "training" not in clauses
    assert any("accepted as the fallback for “Training”" in line for line in lines)
    assert "training" in chosen_clauses(AGREEMENT, used())


def test_only_fallbacks_of_the_agreement_are_accepted() -> None:
    """Nobody swaps in another clause by naming it."""
    [told] = refusals(accepted_fallbacks=["reporting"])

    assert "nothing, or some of: training-equivalent; given was 'reporting'" in told


def test_the_code_tells_nothing_of_what_is_only_recorded() -> None:
    """Two annexes that print the same have one code: nobody finds out a risk flag by trying."""
    made = edition(LIBRARY, AGREEMENT.id, "en", ON)
    waived = used(assessment_state="not-assessed", waiver_reason="One reason")
    other = used(assessment_state="not-assessed", waiver_reason="Quite another reason")

    assert issue(made, waived) == issue(made, other)

"""Why an annex is as it is: each clause in or out, and all that is not approved or confirmed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generators.annex.assessment import tool_of
from generators.annex.compose import Composed
from generators.annex.unconfirmed import unconfirmed, unconfirmed_parts
from generators.annex.values import Value
from generators.content.agreements import Agreement, Place
from generators.content.approvals import Standing, T, approval_key
from generators.content.library import Library
from generators.content.record import MASTER, Language, words


def explained(composed: Composed, library: Library, answers: Mapping[str, Value]) -> Iterator[str]:
    """Yield a line for each clause of the agreement: in or out, its title, and why.

    An assessment tool that is not confirmed makes the annex a draft, and is told last.
    """
    number = 0
    for place in composed.agreement.clauses:
        ident = place.chosen(answers)
        title = composed.texts[ident].text.title
        included = place.included(answers)
        number += included
        counted = f"{number:>3}." if included else "  –"
        why = _why(composed.agreement, place, answers, composed.lang)
        if included and ident != place.clause:
            kept = composed.texts[place.clause].text.title
            why += f"; accepted as the fallback for “{kept}”"
        yield f"{counted} {'in ' if included else 'out'}  {title}: {why}"
    tool = tool_of(library, answers)
    if tool and tool.to_confirm:
        yield f"     draft, as it rests on {unconfirmed(tool, MASTER)}"


def _why(agreement: Agreement, place: Place, answers: Mapping[str, Value], lang: Language) -> str:
    if not place.when:
        return "always stands"
    parts, included = [], place.included(answers)
    for name, allowed in place.when.items():
        # What another answer made pointless was not asked, and is no reason.
        if name in answers and (included or answers[name] not in allowed):
            label = words(agreement.by_name[name].label, MASTER)
            parts.append(f"“{label}” is {_said(agreement, name, str(answers[name]))}")
    return " and ".join(parts)


def _said(agreement: Agreement, name: str, given: str) -> str:
    option = agreement.by_name[name].options.get(given)
    return words(option, MASTER) if option else given


def obstacles(
    composed: Composed, library: Library, answers: Mapping[str, Value]
) -> Iterator[tuple[str, str]]:
    """Yield path and reason for all that keeps this annex from being final."""
    agreement, lang = composed.agreement, composed.lang
    if "agreement" in composed.drafts:
        key = approval_key(f"agreements/{agreement.id}", agreement.version, lang)
        annex = "the annex itself, its order and conditions,"
        yield agreement.path, _obstacle(composed.stands, key, annex)
    for place in agreement.clauses:
        ident = place.chosen(answers)
        if place.included(answers) and f"clause:{ident}" in composed.drafts:
            standing = composed.texts[ident]
            key = approval_key(f"clauses/{ident}", standing.text.version, lang)
            yield standing.text.path, _obstacle(standing, key, f"“{standing.text.title}”")
    tool = tool_of(library, answers)
    if tool and tool.to_confirm:
        parts = " and ".join(unconfirmed_parts(tool, MASTER))
        yield (
            tool.path,
            f"of “{words(tool.title, MASTER)}”, {parts} is to be confirmed. Compare it with the"
            " tool itself, then take what is right out of `to_confirm`.",
        )


def _obstacle(standing: Standing[T], key: str, what: str) -> str:
    """Return why a text is not in force, and what to do where somebody can do something."""
    if standing.out_of_date:
        return f"{what} translates words that have changed since."
    if standing.approval is None:
        return (
            f"{what} is approved by nobody yet. Whoever may: psea approve {key} --as ROLE --on DATE"
        )
    if standing.state == "approved":
        return f"{what} is approved, but only in force from {standing.approval.since}."
    return (
        f"{what} is approved, but the text that it translates is not in force. Approve that first."
    )

"""What nobody has confirmed of the assessment tool that an annex rests on."""

from __future__ import annotations

from babel.lists import format_list

from generators.content.assessments import Tool
from generators.content.facts import EVERYTHING
from generators.content.record import Language, words
from generators.document.phrases import phrases


def unconfirmed(tool: Tool, lang: Language) -> str:
    """Return the title of a tool, and what of it is to be confirmed, as an annex prints it."""
    say = phrases(lang)
    parts = format_list(unconfirmed_parts(tool, lang), style="unit", locale=lang)
    told = say("{tool} (to be confirmed: {parts})")
    return told.format(tool=words(tool.title, lang), parts=parts)


def unconfirmed_parts(tool: Tool, lang: Language) -> list[str]:
    """Return what of a tool is to be confirmed, in words, each once."""
    say = phrases(lang)
    named = {
        EVERYTHING: say("all of it"),
        "standards": say("the standards"),
        **dict.fromkeys(("scale", "met_from"), say("the scores")),
        **dict.fromkeys(("full_from", "medium_from"), say("the ratings")),
        "valid_years": say("how long a result is valid"),
        **dict.fromkeys(("plan_months", "plan_months_most"), say("how long a plan may run")),
    }
    other = say("what the tool is called, and where it stands")
    return list(dict.fromkeys(named.get(name, other) for name in tool.to_confirm))

"""What may be typed into the cells of a plan's workbook, and what they show."""

from __future__ import annotations

from generators.plan.fields import FIRST_DAY, LAST_DAY, Field, Value
from generators.plan.state import State

_LONGEST_HELP = 255  # signs, which Excel allows beside a cell


def rule_of(field: Field, state: State) -> dict[str, object]:
    """Return what may be typed into a column, and the help that shows beside its cells."""
    told = {"input_title": field.title, "input_message": field.about[:_LONGEST_HELP]}
    match field.kind:
        case "choice":
            return {
                **told,
                "validate": "list",
                "source": f"=Lists!{_list_range(state, field.choices)}",
                "error_title": "Not in the list",
                "error_message": "Choose from the list that the arrow beside the cell opens.",
            }
        case "day":
            return {
                **told,
                "validate": "date",
                "criteria": "between",
                "minimum": FIRST_DAY,
                "maximum": LAST_DAY,
                "error_title": "Not a date",
                "error_message": "Type a date such as 2026-11-30.",
            }
        case "whole":
            return {
                **told,
                "validate": "integer",
                "criteria": ">=",
                "value": 0,
                "error_title": "Not a whole number",
                "error_message": "Type a whole number in digits, without words or units.",
            }
    return {**told, "validate": "any"}


def shown(field: Field, value: Value, state: State) -> str:
    """Return a value as a cell says it: a choice by its words."""
    text = str(value)
    return state.choices[field.choices].get(text, text) if field.choices else text


def _list_range(state: State, name: str) -> str:
    column, count = chr(ord("A") + 2 * [*state.choices].index(name)), len(state.choices[name])
    return f"${column}$4:${column}${3 + count}"

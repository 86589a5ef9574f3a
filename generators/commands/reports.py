"""Commands on what is said of a year: the report, the management letter, and who cleared them."""

from __future__ import annotations

import argparse
from pathlib import Path

from generators.commands.annex_inputs import language_of
from generators.commands.report_inputs import (
    FORMATS,
    beside,
    counts_for,
    figures_from,
    folder_for,
    given_clearances,
    hashes_of,
    plan_of,
    report_of,
    year_of,
)
from generators.content.checks.reports import clearance_faults
from generators.content.kinds import FOLDER
from generators.content.problems import Problem, ProblemsFound
from generators.content.record import MASTER
from generators.content.reports import CLEARABLE, Clearable, Clearance
from generators.content.writer import clearance_source
from generators.document.audience import AUDIENCES, Audience, confidential
from generators.edge import Misused, checked_library, day, project_root, telling
from generators.files import write_whole
from generators.reporting.clearance import cleared, sheet
from generators.reporting.letter import letter_document, sign_off
from generators.reporting.report import report_document

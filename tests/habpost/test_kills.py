"""A shorter soak: killed senders, failing servers and power cuts lose and repeat nothing."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from tests.conftest import ROOT


def audit(module: str, *words: str) -> str:
    """Run an audit in a process of its own, which may fork, and return what it says."""
    run = subprocess.run(
        [sys.executable, "-m", f"tests.audit.{module}", *words],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


@pytest.mark.skipif(os.name == "nt", reason="forks and kills")
def test_kills_and_storms_leave_nobody_out_and_nobody_twice() -> None:
    """As `make soak`, which does it a thousand times: what must hold is in tests/audit/soak.py."""
    told = audit("soak", *["--kills", "60", "--recipients", "12", "--storms", "1", "--of", "300"])
    killed = re.search(r"(\d+) kills .*; (\d+) of (\d+) named points", told)

    assert killed
    assert int(killed[1]) >= 60
    assert int(killed[2]) >= 15
    assert "storm 1: " in told
    assert "0 wrong" in told


def can_trace() -> bool:
    """Whether system calls can be followed: some containers forbid it."""
    asked = [shutil.which("strace") or "", "-o", os.devnull, sys.executable, "-c", ""]
    return (
        bool(asked[0]) and subprocess.run(asked, capture_output=True, check=False).returncode == 0
    )


@pytest.mark.skipif(not can_trace(), reason="strace cannot be used here")
def test_a_power_cut_loses_nothing_that_was_recorded() -> None:
    """After any system call of a sender, whatever part of what was not flushed is on the disk."""
    told = audit("power_cut", "--recipients", "3", "--cuts", "5")

    assert re.search(r"\d{3,} power cuts after \d{2,} calls, 0 wrong", told)

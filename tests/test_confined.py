"""What happens to a reader of outside files ends its own process, and is told in one line."""

import ctypes
import sys
import time

import pytest

from generators.confined import Limits, Refused, confined

HERE = "tests.test_confined"


def turned(data: bytes) -> bytes:
    return data[::-1]


def refusing(data: bytes) -> bytes:
    raise Refused("holds nothing “useful”")


def failing(data: bytes) -> bytes:
    return bytes(data[99])


def hanging(data: bytes) -> bytes:
    time.sleep(60)
    return data


def swelling(data: bytes) -> bytes:
    return bytes(1024 * 1024 * 1024)


def crashing(data: bytes) -> bytes:
    return ctypes.string_at(0)


@pytest.fixture(autouse=True)
def tests_can_be_imported(monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config) -> None:
    monkeypatch.setenv("PYTHONPATH", str(pytestconfig.rootpath))


def test_what_a_task_makes_comes_back_as_it_is() -> None:
    assert confined(f"{HERE}:turned", b"\x00\xffab\r\n") == b"\n\r" + b"ba\xff\x00"


@pytest.mark.parametrize(
    ("task", "why"),
    [
        ("refusing", "holds nothing “useful”"),
        ("failing", "cannot be read"),
        ("hanging", "takes more than 2 seconds"),
        ("crashing", "cannot be read"),
        pytest.param(
            "swelling",
            "takes more than 256 MB",
            marks=pytest.mark.skipif(sys.platform == "win32", reason="no limit on Windows"),
        ),
    ],
)
def test_a_task_that_fails_is_told_in_one_line(task: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        confined(f"{HERE}:{task}", b"ab", Limits(seconds=2, megabytes=256))

"""Make sure that the programs the tests run are on this machine, and install those that are not.

A browser, an office suite, a PDF reader, a web server, an Arabic font, OpenSSL and strace come from
the system: on Debian and Ubuntu they are installed where that needs no password, elsewhere the
missing ones are named. What comes from npm is installed beside this file, from its lock. When
everything is there, nothing is run but one look at the fonts.

Standard library only: this runs before anything else may be assumed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@dataclass(frozen=True)
class Need:
    """One thing the tests need, how to see that it is there, and which packages bring it."""

    what: str
    present: Callable[[], bool]
    debian: tuple[str, ...]
    ubuntu: tuple[str, ...] = ()

    def packages(self, system: str) -> tuple[str, ...]:
        """The packages to install on this `system` ("debian" or "ubuntu")."""
        return self.ubuntu if system == "ubuntu" and self.ubuntu else self.debian


def chromium() -> str | None:
    """The path of the browser that the tests drive: Chromium, or Chrome in its place."""
    found = (shutil.which(name) for name in CHROMIUM_NAMES)
    return next((path for path in found if path), None)


def nginx() -> str | None:
    """The path of the web server; Debian keeps it where only root looks."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


def ooxml_validator() -> Path:
    """The path of the program that checks Word files against the Office Open XML schemas."""
    name = "ooxml-validator.cmd" if os.name == "nt" else "ooxml-validator"
    return HERE / "node_modules" / ".bin" / name


def on_linux() -> bool:
    """Whether system calls can be followed here, which one test does."""
    return sys.platform.startswith("linux")


def has_all(*programs: str) -> Callable[[], bool]:
    """A look for `programs`, all of which must be on the path."""
    return lambda: all(shutil.which(program) for program in programs)


def has_office(library: str) -> bool:
    """Whether LibreOffice is there with one of its programs, which may be packaged on its own."""
    soffice = shutil.which("soffice")
    if not soffice:
        return False
    folder = Path(soffice).resolve().parent
    split = (folder / "soffice.bin").exists() and sys.platform.startswith("linux")
    return not split or (folder / library).exists()


def has_arabic_font() -> bool:
    """Whether a font for Arabic is installed (DejaVu Sans is one)."""
    if not shutil.which("fc-list"):
        return False
    listed = subprocess.run(
        ["fc-list", ":lang=ar", "family"], capture_output=True, text=True, check=False
    )
    return bool(listed.stdout.strip())


NEEDS = (
    Need(
        "Chromium or Chrome",
        lambda: chromium() is not None,
        debian=("chromium",),
        ubuntu=("chromium-browser",),
    ),
    Need("Node.js and npm", has_all("node", "npm"), debian=("nodejs", "npm")),
    Need(
        "LibreOffice Writer (soffice)",
        lambda: has_office("libswlo.so"),
        debian=("libreoffice-writer-nogui",),
    ),
    Need(
        "LibreOffice Impress",
        lambda: has_office("libsdlo.so"),
        debian=("libreoffice-impress-nogui",),
    ),
    Need("pdftoppm and pdftotext", has_all("pdftoppm", "pdftotext"), debian=("poppler-utils",)),
    Need("nginx", lambda: nginx() is not None, debian=("nginx-light",)),
    Need("OpenSSL", has_all("openssl"), debian=("openssl",)),
    Need("strace", lambda: not on_linux() or has_all("strace")(), debian=("strace",)),
    Need("LibreOffice Calc", lambda: has_office("libsclo.so"), debian=("libreoffice-calc-nogui",)),
    Need("a font for Arabic", has_arabic_font, debian=("fontconfig", "fonts-dejavu-core")),
)


def missing() -> list[Need]:
    """What is not on this machine now."""
    return [need for need in NEEDS if not need.present()]


def linux_family() -> str | None:
    """Return "debian" or "ubuntu" where packages come from apt-get, else None."""
    release = Path("/etc/os-release")
    if not release.exists() or not shutil.which("apt-get"):
        return None
    pairs = (line.partition("=") for line in release.read_text(encoding="utf-8").splitlines())
    fields = {key: value.strip("\"'") for key, _, value in pairs}
    family = [fields.get("ID", ""), *fields.get("ID_LIKE", "").split()]
    return next((name for name in family if name in ("ubuntu", "debian")), None)


def as_root() -> list[str] | None:
    """What to put before a command so that it runs as root without a password, or None."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return []
    if shutil.which("sudo"):
        asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
        if asked.returncode == 0:
            return ["sudo", "-n"]
    return None


def run(command: Sequence[str], folder: Path | None = None) -> None:
    """Run `command` in silence; when it fails, show what it said and stop."""
    done = subprocess.run(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        print(done.stdout, file=sys.stderr)
        sys.exit(f"provision: this failed: {' '.join(command)}")


def install_system(needs: Sequence[Need]) -> None:
    """Install `needs` with apt-get, or say what to install by hand."""
    family, root = linux_family(), as_root()
    if family is None or root is None:
        print("The tests need these, and they are not there:", file=sys.stderr)
        for need in needs:
            names = " ".join(need.packages(family or "debian"))
            print(f"  - {need.what} (on Debian and Ubuntu: {names})", file=sys.stderr)
        sys.exit("Install them so that they are on the path, then start again.")
    packages = [package for need in needs for package in need.packages(family)]
    print(f"provision: installing {' '.join(packages)} (may take minutes)", flush=True)
    apt = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    apt += ["-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=3"]
    run([*apt, "update"])
    run([*apt, "install", "--yes", "--no-install-recommends", *packages])
    still = missing()
    if still:
        sys.exit(f"provision: installed, yet not found: {', '.join(need.what for need in still)}")


def install_npm() -> None:
    """Install what tests/tools/package-lock.json names, unless that is what is there."""
    lock = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()
    stamp = HERE / "node_modules" / ".installed"
    if stamp.exists() and stamp.read_text(encoding="ascii") == lock:
        return
    print("provision: npm ci in tests/tools", flush=True)
    npm = shutil.which("npm")
    assert npm is not None  # among the needs
    run([npm, "ci", "--loglevel=error"], folder=HERE)
    stamp.write_text(lock, encoding="ascii")


def main() -> None:
    """Bring everything the tests need onto this machine."""
    needs = missing()
    if needs:
        install_system(needs)
    install_npm()


if __name__ == "__main__":
    main()

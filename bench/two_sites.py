"""Our site and plain Material of the very same pages, built anew and served by one real nginx."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.site_build import ON, ROOT, stage
from tests.site.conftest import copy_project
from tests.tools.provision import nginx

PAGES = ("en/index", "en/contacts", "en/conduct", "en/directory/index", "ar/contacts")
"""The pages that readers meet first, and one that runs from right to left."""


class Unmeasured(Exception):
    """Raised when a measurement cannot be taken; its text says why, in one sentence."""


@dataclass(frozen=True)
class Served:
    """One site as readers get it: its address, and the log of what nginx sent."""

    address: str
    log: Path

    def url(self, page: str) -> str:
        """Return the address of a page."""
        return f"{self.address}{page}.html"


@dataclass(frozen=True)
class Both:
    """The two sites side by side, and a folder that goes when they go."""

    ours: Served
    plain: Served
    folder: Path

    def each(self) -> tuple[tuple[str, Served], ...]:
        """Return the two with their names, ours first."""
        return ("ours", self.ours), ("plain", self.plain)


def step(what: str) -> None:
    """Say what is being done; apart from the figures, so that these can be kept alone."""
    print(f"  {what} …", file=sys.stderr, flush=True)


@contextmanager
def two_sites() -> Iterator[Both]:
    """Build both sites into a folder that goes again, and serve both until the caller is done."""
    program = nginx()
    if program is None:
        raise Unmeasured("nginx is missing: `make tools` installs it or says how.")
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        ours = build_ours(folder / "project")
        plain = build_plain(folder / "plain")
        with serving(program, ours, plain, folder) as both:
            yield both


def build_ours(project: Path) -> Path:
    """Build our site from a copy of the project, and return its folder."""
    project.mkdir()
    copy_project(project)
    command = [sys.executable, "-m", "generators", "site", "--on", ON.isoformat()]
    run("building our site", command, project)
    return project / "site"


def build_plain(folder: Path) -> Path:
    """Build the languages that are measured with plain Material, and return their folder."""
    wanted = {page.partition("/")[0] for page in PAGES}
    for config in stage(folder):
        lang = config.parent.name
        if lang in wanted:
            command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(config)]
            command += ["-d", str(folder / "site" / lang)]
            run(f"building plain Material of the same pages, {lang}", command, config.parent)
    return folder / "site"


def run(what: str, command: list[str], folder: Path, **environment: str) -> None:
    """Run a command and say so; what it said last is the reason when it fails."""
    step(what)
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True
    )
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines() or ["it did not say why."]
        raise Unmeasured(f"{what} failed: {said[-1]}")


@contextmanager
def serving(program: str, ours: Path, plain: Path, folder: Path) -> Iterator[Both]:
    """Serve two folders on this machine only, until the caller is done."""
    one, other = free_ports()
    both = Both(
        Served(f"http://127.0.0.1:{one}/", folder / "ours.log"),
        Served(f"http://127.0.0.1:{other}/", folder / "plain.log"),
        folder,
    )
    config = folder / "nginx.conf"
    config.write_text(configuration(folder, ours, plain, one, other), encoding="utf-8")
    process = subprocess.Popen([program, "-c", config, "-p", folder, "-e", folder / "error.log"])
    try:
        await_port(process, other)
        yield both
    finally:
        process.terminate()
        process.wait(timeout=20)


def configuration(folder: Path, ours: Path, plain: Path, one: int, other: int) -> str:
    """Return the configuration: ours with the headers that we ship, plain with gzip alike."""
    # Workers started by root would become another user, who may not look into this folder.
    user = "user root;" if hasattr(os, "geteuid") and os.geteuid() == 0 else ""
    return f"""
        {user} daemon off; pid {folder}/pid; error_log {folder}/error.log;
        events {{ }}
        http {{
            types {{ text/html html; text/css css; application/javascript js; image/svg+xml svg;
                     application/json json; image/png png; }}
            log_format sent $bytes_sent;
            client_body_temp_path {folder}/a; proxy_temp_path {folder}/b;
            fastcgi_temp_path {folder}/c; uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
            server {{ listen 127.0.0.1:{one}; root {ours}; access_log {folder}/ours.log sent;
                      include {ROOT}/deploy/nginx.conf; }}
            server {{ listen 127.0.0.1:{other}; root {plain}; access_log {folder}/plain.log sent;
                      charset utf-8; index index.html; add_header Cache-Control no-cache; gzip on;
                      gzip_types text/css application/javascript application/json image/svg+xml; }}
        }}
    """


def free_ports() -> tuple[int, int]:
    """Return two ports of this machine at which nobody listens."""
    with socket.socket() as one, socket.socket() as other:
        one.bind(("127.0.0.1", 0))
        other.bind(("127.0.0.1", 0))
        return one.getsockname()[1], other.getsockname()[1]


def await_port(process: subprocess.Popen[bytes], port: int) -> None:
    """Wait until somebody listens at a port; 20 seconds at most."""
    end = time.monotonic() + 20
    while time.monotonic() < end and process.poll() is None:
        with socket.socket() as asking:
            if asking.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise Unmeasured("the server did not start.")

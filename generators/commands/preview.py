"""The command that shows a story as its page and as mail, before anybody else sees it."""

from __future__ import annotations

import argparse
import datetime as dt
import tempfile
import webbrowser
from pathlib import Path

from generators.commands.pictures import story_at
from generators.commands.site import quiet
from generators.content.broadcast import Broadcast
from generators.content.library import Library
from generators.content.stories import Story
from generators.edge import PREVIEW, Misused, checked_library, moment, project_root, telling
from generators.files import replace_folder, write_whole
from generators.habpost.letters import letters_of
from generators.habpost.mail_html import PICTURE_ID
from generators.habpost.preparing import written
from generators.site.build import NotBuilt, address_of, build, config_of

_UNSET = "https://intranet.example.org"
_NOBODY = Broadcast(
    sender_name="HabPost",
    sender="habpost@example.org",
    list="all-personnel@example.org",
    list_id="habpost.example.org",
)


@telling
def preview(given: argparse.Namespace) -> int:
    """Build the site with one story in it, and its message, into a folder beside the site."""
    root, until = project_root(), moment(None)
    on = until.date()
    story = story_at(root, given.file)
    library, _ = checked_library(root, on, until)
    quiet(until)
    print(f"building {story.lang}, with {story.path} in it …", flush=True)
    with tempfile.TemporaryDirectory(prefix=".preview-", dir=root) as folder:
        new = Path(folder) / PREVIEW
        try:
            build(config_of(root, story.lang), new / story.lang, story.id)
        except NotBuilt as error:
            raise Misused(f"nothing was built. {error}") from None
        for name, text in _message(root, library, story, on).items():
            write_whole(new / name, text.encode())
        replace_folder(new, root / PREVIEW)
    page = root / PREVIEW / story.lang / "habpost" / f"{story.address}.html"
    message = root / PREVIEW / "message.html"
    print(f"page:    {page}\nmessage: {message} (and .txt)")
    if story.not_asked:
        print(f"Not cleared: nobody has been asked yet ({', '.join(story.not_asked)}: unknown).")
    seen = library.shows(story, on)
    print("Readers see it." if seen else "Nobody else sees it: it is not published.")
    for file in (page, message) if given.open else ():
        webbrowser.open(file.as_uri())
    return 0


def _message(root: Path, library: Library, story: Story, on: dt.date) -> dict[str, str]:
    """Return the story as mail; its picture, which would travel along, is shown from content."""
    shown, first = library.showing(story), story.translation_of or story.id
    letters = letters_of(shown, first, max(on, story.date.date()))
    letter = next(one for one in letters if one.lang == story.lang)
    base = address_of(config_of(root, story.lang)) or _UNSET
    made = written(letter, library.broadcast or _NOBODY, base, None, on)
    html = made.html
    if letter.picture:
        file = root / library.pictures[letter.picture.file].path
        html = html.replace(f'src="cid:{PICTURE_ID}"', f'src="{file.as_uri()}"')
    return {"message.html": html, "message.txt": made.text}

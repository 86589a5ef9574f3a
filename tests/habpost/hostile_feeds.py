"""Feeds as nobody should write them: attacks in every field, and mutants of sound files."""

import json
import random
from collections.abc import Iterator
from html import escape

from tests.conftest import TESTS

SOUND = {path.name: path.read_bytes() for path in sorted((TESTS / "fixtures/feeds").iterdir())}
"""One sound feed of each kind."""
VECTORS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=https://evil.example.org/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src='x' onerror='alert(1)' alt='&lt;script&gt;'>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
    "<math><mtext><table><mglyph><style><!--</style>"
    "<img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<math><annotation-xml encoding='text/html'><script>alert(1)</script></annotation-xml></math>",
    "<form><math><mtext></form><form><mglyph><svg><mtext><style>"
    "<path id='</style><img onerror=alert(1) src>'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='JaVaScRiPt&colon;alert(1)'>x</a>",
    "<a href=' &#14; javascript:alert(1)'>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='vbscript:x'>x</a>",
    "<a href='//evil.example.org'>x</a>",
    "<a href='https://evil.example.org/&quot;onmouseover=&quot;alert(1)'>x</a>",
    "<a href='https://user:secret@evil.example.org/'>x</a>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='x'></object><embed src='x'>",
    "<form action='https://evil.example.org'><input name=a><button>Go</button></form>",
    "<base href='https://evil.example.org/'>",
    "<link rel=stylesheet href='https://evil.example.org/x.css'>",
    "<meta http-equiv=refresh content='0;url=https://evil.example.org/'>",
    "<style>@import 'https://evil.example.org/x.css';</style>",
    "<p style='background:url(https://evil.example.org/x)'>x</p>",
    "<p onclick=alert(1) onmouseover='alert(2)'>x</p>",
    "<video><source onerror=alert(1)></video><audio src=x onerror=alert(1)>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "<template><script>alert(1)</script></template>",
    "<xmp><p title='</xmp><img src=x onerror=alert(1)>'></xmp>",
    "<textarea></textarea><img src=x onerror=alert(1)>",
    "<title><img src=x onerror=alert(1)></title>",
    "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 'x' ?><? <script>alert(1)</script> ?>",
    "</p></div></body></html><script>alert(1)</script>",
    "<table><td><script>alert(1)</script></td></table>",
    "<select><option><script>alert(1)</script></select>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&amp;lt;img src=x onerror=alert(1)&amp;gt;",
    "&amp;amp;lt;svg onload=alert(1)&amp;amp;gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&#x3c;img src=x onerror=alert(1)&#x3e;",
    "<\x00script>alert(1)</script>",
    "<script\x0c>alert(1)</script>",
    "<x:script xmlns:x='http://www.w3.org/1999/xhtml'>alert(1)</x:script>",
    "[x](javascript:alert(1))",
    "![x](https://evil.example.org/x.png)",
    "<https://evil.example.org/>",
    "[x]: https://evil.example.org/\n\n[x]",
    "```\n<script>alert(1)</script>\n```",
    "    <script>alert(1)</script>",
    "{term:report} {instrument:x} {{ config }} {% raw %}",
    "---\nstatus: published\n---\n<script>alert(1)</script>",
    '"\nstatus: published\nx: "',
    "\u202ereversed\u202c \u2066<script>\u2069",
]
"""Attacks of every class that this project's authors know of, written for these tests."""
_TOKENS = [
    *(bytes([sign]) for sign in b"<>&'\"{}[]/=:\\\x00\xff\xc3 \n"),
    *(b"]]>", b"<![CDATA[", b"<!--", b"-->", b"--!>", b"<?", b"?>", b"</", b"/>", b"\xed\xa0\x80"),
    b"&#x110000;",
    b"&#xd800;",
    b"&#0;",
    b"&nbsp;",
    b"&lt;script&gt;",
    b"<script>",
    b"<svg onload=x>",
    b"<div>" * 150,
    b"<b><i>" * 60,
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
    b"&a;" * 20,
    b"javascript:alert(1)",
    b"a@" + b"a." * 50,
    b"9" * 400,
    b'"\\ud800"',
    b"[" * 300,
    b"xmlns='http://www.w3.org/2005/Atom'",
    b"type='xhtml'",
]


def with_vector(vector: str) -> Iterator[tuple[str, bytes]]:
    """Yield a feed of each format with an attack in each of its fields."""
    words, cdata = escape(vector), vector.replace("]]>", "]]]]><![CDATA[>")
    fields = f"""<title>{words}</title><link>{words}</link><guid>{words}</guid>
    <author>{words}</author><category>{words}</category><description>{words}</description>"""
    rich = f"<c:encoded xmlns:c='http://purl.org/rss/1.0/modules/content/'><![CDATA[{cdata}]]>"
    channel = f"<channel><title>{words}</title><item>{fields}{rich}</c:encoded></item></channel>"
    yield "rss", f"<rss version='2.0'>{channel}</rss>".encode()
    for kind in ("text", "html", "text/plain", "text/html", "image/svg+xml"):
        entry = f"""<title type='{kind}'>{words}</title><id>{words}</id><link href="{words}"/>
        <author><name>{words}</name><uri>{words}</uri></author><category term="{words}"/>
        <summary type='{kind}'>{words}</summary><content type='{kind}'>{words}</content>"""
        feed = f"<title type='{kind}'>{words}</title><entry>{entry}</entry>"
        yield f"atom {kind}", f"<feed xmlns='http://www.w3.org/2005/Atom'>{feed}</feed>".encode()
    item = dict.fromkeys(("id", "url", "title", "summary", "content_html", "content_text"), vector)
    for left in ("", "content_html"):
        made = {name: value for name, value in item.items() if name != left}
        whole = {"version": "https://jsonfeed.org/version/1.1", "title": vector, "items": [made]}
        yield f"json without {left or 'nothing'}", json.dumps(whole).encode()


def mutants(seed: int, count: int) -> Iterator[bytes]:
    """Yield sound feeds with a few places cut, doubled, moved, spoilt or filled with tokens."""
    chance, corpus = random.Random(seed), [*SOUND.values()]
    for _ in range(count):
        data = bytearray(chance.choice(corpus))
        for _ in range(chance.randint(1, 6)):
            at, to = sorted(chance.randrange(len(data) + 1) for _ in range(2))
            short = min(to, at + 60)
            match chance.randrange(6):
                case 0:
                    del data[at:short]
                case 1:
                    data[at:at] = data[at:short] * chance.randint(1, 4)
                case 2:
                    other = chance.choice(corpus)
                    begun = chance.randrange(len(other))
                    data[at:short] = other[begun : begun + 80]
                case 3 if at < len(data):
                    data[at] = chance.randrange(256)
                case _:
                    data[at:at] = chance.choice(_TOKENS)
        yield bytes(data)

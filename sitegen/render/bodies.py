"""Rendered bodies, each made once: found again by content in this run and, where there is a memory, in later ones."""

from __future__ import annotations

from functools import lru_cache

import msgspec
from markupsafe import Markup
from msgspec import Struct

from sitegen.base.memory import Memory, digest
from sitegen.plan.body import Body
from sitegen.render import markdown
from sitegen.render.markdown import Heading, Prose

_KEPT = 256
"""Bodies kept in this process: an article's is wanted by its page, by the search for its problems and by the feeds, soon after another."""


class _Kept(Struct, frozen=True, array_like=True):
    name: str
    """Of the body that it was made of."""
    html: str
    headings: tuple[Heading, ...]


_DECODER = msgspec.json.Decoder(_Kept)
_ENCODER = msgspec.json.Encoder()


class Bodies:
    """Call it with a body for its HTML. Remembered are those that took Python-Markdown, and about which no author must hear anything."""

    def __init__(self, memory: Memory | None = None):
        self.new: dict[str, bytes] = {}
        """What was rendered since the caller last emptied it, to be remembered by the file of the words."""
        self._memory = memory
        self._prose = lru_cache(_KEPT)(self._recall if memory else markdown.render)

    def __call__(self, body: Body) -> Prose:
        """The rendered body."""
        return self._prose(body)

    def _recall(self, body: Body) -> Prose:
        assert self._memory is not None
        text = self._memory.get(body.source)
        kept = _kept(text) if text else None
        if kept and kept.name == _name(body):
            return Prose(Markup(kept.html), kept.headings, simple=False)  # noqa: S704 — was safe when it was remembered
        prose = markdown.render(body)
        if not prose.simple and not prose.findings:
            self.new[body.source] = _ENCODER.encode(_Kept(_name(body), str(prose.html), prose.headings))
        return prose


def _name(body: Body) -> str:
    """Of all that a body's HTML depends on."""
    return digest(_ENCODER.encode((body.text, body.lang, body.links, body.pictures)))


def _kept(text: bytes) -> _Kept | None:
    try:
        return _DECODER.decode(text)
    except (ValueError, RecursionError):  # of what was kept anything may be damaged
        return None

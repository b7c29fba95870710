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
    """Call it with a body for its HTML. A body about which an author must hear something is rendered anew in every run."""

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
        name = digest(_ENCODER.encode((body.text, body.lang, body.links)))
        text = self._memory.get(body.source)
        if text is not None:
            try:
                kept = _DECODER.decode(text)
            except (ValueError, RecursionError):  # of what was kept anything may be damaged
                kept = None
            if kept and kept.name == name:
                return Prose(Markup(kept.html), kept.headings)  # noqa: S704 — was safe when it was remembered
        prose = markdown.render(body)
        if not prose.findings:
            self.new[body.source] = _ENCODER.encode(_Kept(name, str(prose.html), prose.headings))
        return prose

"""Which of the libraries that a site can do without are there. They are looked for, not loaded: that takes longer than most builds."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec


@cache
def has_brotli() -> bool:
    """Whether files can be compressed for browsers that take Brotli (extra `compress`)."""
    return find_spec("brotli") is not None


@cache
def picture_types() -> tuple[str, ...]:
    """The types of pictures that can be made (extra `images`): none without Pillow; a distribution's may lack AVIF or WebP."""
    if find_spec("PIL") is None:
        return ()
    parts = (("avif", "PIL._avif"), ("webp", "PIL._webp"), ("jpeg", "PIL._imaging"), ("png", "PIL._imaging"))
    return tuple(kind for kind, module in parts if find_spec(module))


PAGEFIND = ("pagefind_bin_extended", "pagefind_bin")
"""The packages with Pagefind's program; the extended one knows languages that are written without spaces."""


@cache
def can_search() -> bool:
    """Whether an index for searching can be made (extra `search`)."""
    return any(map(find_spec, PAGEFIND))

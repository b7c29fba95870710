"""Headers and redirects in the form of Netlify's `_headers` and `_redirects`, which Cloudflare Pages reads, too."""

from __future__ import annotations

from sitegen.plan.hosting import HeadersView, RedirectsView

POLICY = "script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'self'"
"""What pages may load (CSP 3): scripts of the site alone, none of them written into a page. Pictures and films that an editor embeds come
from wherever she takes them. The theme's pages carry it themselves, for hosts that send no headers."""

_FOR_EVER = "public, max-age=31536000, immutable"
"""Of files that are named after their content: another content has another name (RFC 8246)."""


_RULES = (
    ("*", "Content-Security-Policy", f"{POLICY}; frame-ancestors 'self'"),
    ("*", "X-Content-Type-Options", "nosniff"),
    ("*", "Referrer-Policy", "strict-origin-when-cross-origin"),
    ("assets/*", "Cache-Control", _FOR_EVER),
    ("media/*", "Cache-Control", _FOR_EVER),
    ("pagefind/fragment/*", "Cache-Control", _FOR_EVER),
    ("pagefind/index/*", "Cache-Control", _FOR_EVER),
)
PATHS = tuple(dict.fromkeys(path for path, _, _ in _RULES))
"""What the rules are about, below the site's own path."""


def headers(view: HeadersView) -> bytes:
    """The headers of all files, and of those that a browser may keep."""
    lines = [
        line
        for path in PATHS
        for line in (f"{view.prefix}{path}", *(f"  {name}: {value}" for at, name, value in _RULES if at == path))
    ]
    return "\n".join([*lines, ""]).encode()


def redirects(view: RedirectsView) -> bytes:
    """A line for each former address: it has moved for good."""
    return "".join(f"{former} {now} 301\n" for former, now in view.redirects).encode()


def no_jekyll() -> bytes:
    """A word for whoever looks into the file."""
    return b"GitHub Pages publishes these files as they are.\n"

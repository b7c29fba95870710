"""The content type of a file, by the end of its name.

A table of our own: that of the standard library depends on the machine, and knows neither .ics nor .atom, nor .woff2 on any version.
"""

from __future__ import annotations

from pathlib import PurePosixPath

_TYPES = {
    "html": "text/html", "htm": "text/html", "css": "text/css", "js": "text/javascript", "mjs": "text/javascript",
    "txt": "text/plain", "md": "text/markdown", "csv": "text/csv", "ics": "text/calendar", "vcf": "text/vcard", "vtt": "text/vtt",
    "json": "application/json", "map": "application/json", "webmanifest": "application/manifest+json", "jsonld": "application/ld+json",
    "geojson": "application/geo+json", "atom": "application/atom+xml", "rss": "application/rss+xml", "xml": "application/xml",
    "xsl": "application/xslt+xml", "svg": "image/svg+xml", "yaml": "application/yaml", "yml": "application/yaml",
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp", "avif": "image/avif",
    "ico": "image/vnd.microsoft.icon", "bmp": "image/bmp", "tif": "image/tiff", "tiff": "image/tiff",
    "woff2": "font/woff2", "woff": "font/woff", "ttf": "font/ttf", "otf": "font/otf",
    "mp4": "video/mp4", "webm": "video/webm", "mov": "video/quicktime",
    "mp3": "audio/mpeg", "m4a": "audio/mp4", "ogg": "audio/ogg", "opus": "audio/ogg", "wav": "audio/wav",
    "pdf": "application/pdf", "zip": "application/zip", "gz": "application/gzip", "wasm": "application/wasm",
    "rtf": "application/rtf", "doc": "application/msword", "xls": "application/vnd.ms-excel", "ppt": "application/vnd.ms-powerpoint",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text", "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
}  # fmt: skip
"""As the registry of IANA has them."""

_UNKNOWN = "application/octet-stream"
"""A browser saves it and does not look into it."""


def content_type(file: str) -> str:
    """What `Content-Type` says of a file: "text/html; charset=utf-8", "image/webp"."""
    kind = _TYPES.get(PurePosixPath(file).suffix[1:].lower(), _UNKNOWN)
    return f"{kind}; charset=utf-8" if kind.startswith("text/") or kind.endswith(("xml", "json", "yaml")) else kind

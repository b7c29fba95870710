"""Whole small sites for tests: a folder with a valid `site.yaml` and the files that a test is about."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

SITE_YAML: Mapping[str, Any] = {
    "title": {"id": "Kantor Urusan Internasional", "en": "International Office"},
    "base_url": "https://kui.example.ac.id/",
    "languages": ["id", "en"],
    "default_language": "id",
    "timezone": "Asia/Jakarta",
    "home": {"name": "Politeknik Negeri Ketapang", "country": "ID"},
}
"""The least that a site says of itself."""


def write_site(root: Path, files: Mapping[str, str | bytes], **site: Any) -> Path:
    """Write a small site below `root`, and give `root` back.

    `files` maps paths (relative to `root`, with `/`) to texts, written as UTF-8, or bytes. `site` replaces top-level fields of `SITE_YAML`;
    None leaves a field out. A test that is about `site.yaml` itself names it in `files`.
    """
    fields = {name: value for name, value in {**SITE_YAML, **site}.items() if value is not None}
    texts = {"site.yaml": yaml.safe_dump(fields, allow_unicode=True, sort_keys=False), **files}
    for path, text in texts.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root

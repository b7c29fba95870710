"""The tests of publishing write thousands of small sites: waiting for the disk at each would make them slow and show nothing."""

from __future__ import annotations

import os

import pytest


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files count as lying on the disk at once."""
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)

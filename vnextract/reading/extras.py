"""Libraries that only some formats need: what to install when one is not there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from vnextract.errors import InputError


@contextmanager
def needed(extra: str) -> Iterator[None]:
    """Around an import: InputError that names the extra of vnextract which brings what is missing.

    >>> with needed("pdf"):
    ...     import a_library_that_is_not_there
    Traceback (most recent call last):
    vnextract.errors.InputError: a_library_that_is_not_there is not installed: pip install 'vnextract[pdf]'
    """
    try:
        yield
    except ImportError as error:
        raise InputError(f"{error.name or error} is not installed: pip install 'vnextract[{extra}]'") from None

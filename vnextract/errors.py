"""What can go wrong, in words a caller can act on: each message says what was wrong, where, and what would be right."""


class VnextractError(Exception):
    """The parent of every error that vnextract raises on purpose."""


class InputError(VnextractError):
    """An article, file, folder or value given by the caller cannot be used."""


class NothingFoundError(InputError):
    """There is nothing to read where the caller pointed to."""


class SeedError(VnextractError):
    """A row of a seed lexicon is malformed; the message names the file and the line."""


class RuleError(VnextractError):
    """A rule contradicts itself: bad pattern, or an example that it does not find."""


class GoldError(VnextractError):
    """An annotation folder or line cannot be read; the message names file, line and what is wrong."""


class OptionError(VnextractError):
    """An option has no such value; the message lists the values there are."""


class TokenizerError(VnextractError):
    """A tokenizer backend is missing or returned something that does not align with the text."""


class FrameError(VnextractError):
    """A value does not fit its column, or a table cannot be written or read; the message names both."""


class BudgetError(VnextractError):
    """An article took longer than the time it was given."""


def over_budget(limit: float) -> str:
    """What is told of an article that took longer than ``limit`` seconds: the same words whoever noticed it.

    >>> over_budget(60.0)
    'it took longer than the 60 s that an article may take'
    """
    return f"it took longer than the {limit:g} s that an article may take"


class WorkerError(VnextractError):
    """Worker processes die again and again; what was done before stands."""


class OutputError(VnextractError):
    """The folder for the tables cannot be written to: full, or read-only; what was done before stands."""


class ModelError(VnextractError):
    """A model folder is missing, damaged, or of another format; the message says which file and what would be right."""

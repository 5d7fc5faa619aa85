"""What goes wrong, said so that the reader can mend it.

Every message names the place (file, line, config section), what was found,
what was expected or is available, and what to do next.
"""

from __future__ import annotations


class RenzhiError(Exception):
    """A fault of the input, the config or the machine; never of the code.

    The command line prints the message without a traceback and exits with 2.

    >>> raise RenzhiError("pages/a.txt: the file is empty; give a page with text")
    Traceback (most recent call last):
    ...
    pipeline.errors.RenzhiError: pages/a.txt: the file is empty; give a page with text
    """


class InputError(RenzhiError):
    """One input cannot be processed; the others go on, this one is quarantined."""


class ConfigError(RenzhiError):
    """A config names a stage, a key or a file that is not there."""

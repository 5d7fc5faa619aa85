"""What is wrong with the files that are scored: counted and reported, or raised at once."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..errors import RenzhiError


@dataclass
class Faults:
    """Lines that could not be used, each as file, line and reason; ``strict`` raises the first.

    >>> faults = Faults()
    >>> faults.say("gold.jsonl:7: not JSON")
    >>> faults.found
    ['gold.jsonl:7: not JSON']
    >>> Faults(strict=True).say("gold.jsonl:7: not JSON")
    Traceback (most recent call last):
    ...
    pipeline.errors.RenzhiError: gold.jsonl:7: not JSON
    """

    strict: bool = False
    found: list[str] = field(default_factory=list)

    def say(self, message: str) -> None:
        """Count a fault."""
        if self.strict:
            raise RenzhiError(message)
        self.found.append(message)

    def refuse(self, message: str) -> None:
        """Stop where this is strict; otherwise the caller reports it in its own place."""
        if self.strict:
            raise RenzhiError(message)

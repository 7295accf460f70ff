"""What the service says to the person who starts it: lines of progress on stdout, refusals on stderr."""

import contextlib
import sys

# The exit code of a process that must not or cannot do what it was asked for, and has said why.
REFUSED = 2


def announce(line: str) -> None:
    """Say one line of progress at once, also into a file or a pipe; that nobody listens any more is no reason to stop."""
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.write(f'{line}\n')
        sys.stdout.flush()


def refuse(sentence: object) -> int:
    """Say why something is not done, and return the exit code for it."""
    say_aside(str(sentence))
    return REFUSED


def say_aside(line: str) -> None:
    """Say one line beside the output of a command, which is for another program to read."""
    with contextlib.suppress(BrokenPipeError):
        sys.stderr.write(f'{line}\n')
        sys.stderr.flush()

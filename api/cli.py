"""`coalition …`: the command line. It reads arguments, finds the database, calls what does the work, and prints what that returns.

It ends with 0 when all went well, with 2 and a sentence on stderr when something stands against it.
"""

import argparse
import importlib
import json
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any

from pydantic import ValidationError

from api.running.console import refuse, say_aside
from api.running.processes import CannotStart
from api.running.running_instance import with_database
from api.settings import Settings, as_environment, what_is_wrong

# What shells give for a command that Ctrl-C has ended.
INTERRUPTED = 130


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; `words` are its arguments (None: those of this process). Returns the exit code."""
    arguments = _parser().parse_args(words)
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
    with with_database(Settings()) as settings:
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


def _create_client(arguments: argparse.Namespace) -> None:
    made = _by_hand('create_client', arguments.name, arguments.scope, arguments.city, arguments.network)
    print(json.dumps(made, indent=2, default=str))


def _sign_in_link(arguments: argparse.Namespace) -> None:
    print(_by_hand('sign_in_link', arguments.email))


def _by_hand(name: str, *words: Any) -> Any:
    """Call one of the operations for the person at the machine, on a database that carries this version's schema."""
    with with_database(Settings()) as settings:
        _module('api.running.schema_state').refuse_outdated(settings.database_url)
        # What has been settled holds for everything this command calls: the links it makes lead to the running instance.
        os.environ.update(as_environment(settings))
        return getattr(_module('api.operations.by_hand'), name)(settings.database_url, *words)


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

    clients = _command(commands, 'client', None, 'machine clients').add_subparsers(required=True, metavar='create')
    create = _command(clients, 'create', _create_client, 'make a client; its secret is shown once')
    create.add_argument('name', metavar='NAME', help='who it is for')
    create.add_argument('--scope', action='append', required=True, metavar='S', help='what its tokens may do; may be given several times')
    holder = create.add_mutually_exclusive_group()
    holder.add_argument('--city', metavar='SLUG', help='the city it acts for')
    holder.add_argument('--network', metavar='SLUG', help='the network whose office it acts for')

    link = _command(commands, 'sign-in-link', _sign_in_link, 'print a link that signs a person in, once')
    link.add_argument('email', metavar='EMAIL', help='the address the person is known by')

    _command(commands, 'rulebook', _rulebook, 'print the rules as a readable page')
    _command(commands, 'openapi', _openapi, 'print the OpenAPI document')
    return parser


def _command(commands: Any, name: str, run: Callable[[argparse.Namespace], int | None] | None, what: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=what, description=what)
    if run is not None:
        parser.set_defaults(run=run)
    return parser


def _at_least_one(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError('must be at least 1')
    return number


if __name__ == '__main__':
    sys.exit(main())

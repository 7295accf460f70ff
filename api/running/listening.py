"""The listening socket that all API processes share, and the question whether somebody answers on it."""

import contextlib
import errno
import socket

from api.running.processes import CannotStart

WAITING_CONNECTIONS = 2048
REASONS = {
    errno.EADDRINUSE: 'it is in use by another program',
    errno.EACCES: 'this user may not listen there',
    errno.EADDRNOTAVAIL: 'this machine does not have that address',
}


def listen(host: str, port: int) -> socket.socket:
    """Listen on an address, before anything else is started; port 0 takes any free one.

    Raises `CannotStart` when the port is taken, forbidden, or the host is none of this machine's.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        with contextlib.ExitStack() as until_it_listens:
            listener = until_it_listens.enter_context(socket.socket(family, kind, protocol))
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            listener.listen(WAITING_CONNECTIONS)
            until_it_listens.pop_all()
    except socket.gaierror as error:
        raise CannotStart(f'COALITION_HOST names {host}, which is no address of this machine.') from error
    except OSError as error:
        reason = REASONS.get(error.errno or 0, (error.strerror or 'unknown reason').lower())
        raise CannotStart(f'Cannot listen on port {port} of {host}: {reason}. Choose another with --port or COALITION_PORT.') from error
    return listener


def is_ready(listener: socket.socket, seconds: float) -> bool:
    """Whether the service behind the socket answers GET /health/ready with 200 within the time."""
    host, port = listener.getsockname()[:2]
    here = {'0.0.0.0': '127.0.0.1', '::': '::1'}.get(host, host)  # noqa: S104 - compared with, not listened on
    with contextlib.suppress(OSError), socket.create_connection((here, port), timeout=seconds) as connection:
        connection.sendall(b'GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
        return connection.recv(12).endswith(b' 200')
    return False

"""Messages from outside over HTTP: strangers write to a group, a city or an office without seeing an address. No credentials."""

from starlette.requests import Request
from starlette.responses import Response

from api import reads, relay
from api.browsers import SameSite
from api.contract import Resource, Tx
from api.models.messages import PublicMessage, PublicMessageConfirmation, PublicMessageConfirmationCreate, PublicMessageCreate
from api.models.shapes import Reference
from api.operations import messages as operations

messages = Resource('Messages from outside')
_PROBLEMS = ('cross-site-request', 'network-in-preparation')


@messages.offer('POST', '/public/working-groups/{working_group}/messages', PublicMessage, code=202, problems=_PROBLEMS)
def send_working_group_message(
    tx: Tx, request: Request, working_group: Reference, body: PublicMessageCreate, _same_site: SameSite
) -> Response:
    """Write to the lead contact of a public working group.

    The sender gets a mail with a link; once they confirm there, the message goes to whoever is the lead contact at that moment, or
    to the office when nobody is. No address is shown to the sender; theirs is where an answer goes. 5 an hour from one mail address, 30 for
    one group.
    """
    request.state.counted.take_message()
    operations.send_working_group_message(tx, working_group, body)
    return _asked()


@messages.offer('POST', '/public/cities/{city}/messages', PublicMessage, code=202, problems=_PROBLEMS)
def send_city_message(tx: Tx, request: Request, city: Reference, body: PublicMessageCreate, _same_site: SameSite) -> Response:
    """Write to the coordinator of a member city, or to the office when it has none: by the same way as to a working group."""
    request.state.counted.take_message()
    operations.send_city_message(tx, city, body)
    return _asked()


@messages.offer('POST', '/public/networks/{network}/messages', PublicMessage, code=202, problems=_PROBLEMS)
def send_network_message(tx: Tx, request: Request, network: Reference, body: PublicMessageCreate, _same_site: SameSite) -> Response:
    """Write to the office of a network: by the same way as to a working group."""
    request.state.counted.take_message()
    operations.send_network_message(tx, network, body)
    return _asked()


@messages.offer(
    'POST', '/public/message-confirmations', PublicMessageConfirmation, problems=('cross-site-request', 'message-link-invalid')
)  # fmt: skip
def confirm_message(tx: Tx, body: PublicMessageConfirmationCreate, _same_site: SameSite) -> Response:
    """Confirm a message by the token of the mail's link: it goes on its way. Done again, it answers the same and sends nothing."""
    to = operations.confirm_message(tx, body.token)
    return Response(PublicMessageConfirmation(passed_on=True, to=to).model_dump_json(), media_type=reads.JSON)


def _asked() -> Response:
    hours = int(relay.CONFIRMED_WITHIN.total_seconds()) // 3600
    answer = PublicMessage(confirmation_sent=True, valid_hours=hours)
    return Response(answer.model_dump_json(), status_code=202, media_type=reads.JSON)

"""How people are shown what they sign in with: their passkeys, and their identities at the identity provider."""

from api.models.columns import table
from api.models.identities import Identity, IdentityRow
from api.models.passkeys import Passkey, PasskeyRow
from api.reads import Read, json_of

PASSKEYS = Read(PasskeyRow, json_of(Passkey, table(PasskeyRow)), sorts={'-id': (None, True)})
IDENTITIES = Read(IdentityRow, json_of(Identity, table(IdentityRow)), sorts={'-id': (None, True)})

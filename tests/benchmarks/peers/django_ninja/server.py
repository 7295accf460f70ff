"""django-ninja over the service's database. WAY=usual: querysets and schemas; WAY=tuned: JSON built in Postgres, passed through."""

import os
import sys
from pathlib import Path

PEERS = Path(os.environ['PEERS'])
sys.path[:0] = [str(PEERS), str(PEERS.parent.parent.parent)]

from django_network.setting_up import configure  # noqa: E402 -- Django is configured before anything that knows its models

configure('ninja', ROOT_URLCONF='views')

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django_network.running import serve  # noqa: E402

if __name__ == '__main__':
    serve(get_wsgi_application())

"""Django REST framework over the service's database. WAY=usual: querysets and serializers; WAY=tuned: JSON built in Postgres."""

import os
import sys
from pathlib import Path

PEERS = Path(os.environ['PEERS'])
sys.path[:0] = [str(PEERS), str(PEERS.parent.parent.parent)]

from django_network.setting_up import configure  # noqa: E402 -- Django is configured before anything that knows its models

configure(
    'rest_framework',
    ROOT_URLCONF='views',
    REST_FRAMEWORK={
        'DEFAULT_AUTHENTICATION_CLASSES': ['bearer.Bearer'],
        'DEFAULT_PERMISSION_CLASSES': ['bearer.HasCredentials'],
        'DEFAULT_RENDERER_CLASSES': ['rest_framework.renderers.JSONRenderer'],
        'DEFAULT_PARSER_CLASSES': ['rest_framework.parsers.JSONParser'],
        'UNAUTHENTICATED_USER': None,
    },
)

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django_network.running import serve  # noqa: E402

if __name__ == '__main__':
    serve(get_wsgi_application())

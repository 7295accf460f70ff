"""Configures Django as one would for such a service: persistent connections, no middleware that an API does not need."""

import os

import django
from django.conf import settings

# Statements are planned once per connection, as the service does it.
PREPARED = {'server_side_binding': True, 'prepare_threshold': 5}


def configure(*apps: str, **more: object) -> None:
    """Set Django up for one of the peers; `apps` are installed beside the tables."""
    settings.configure(
        DEBUG=False,
        SECRET_KEY=os.environ['SECRET'],
        ALLOWED_HOSTS=['127.0.0.1'],
        INSTALLED_APPS=[*apps, 'django_network'],
        MIDDLEWARE=['django_network.conditional.Conditional', 'django.middleware.security.SecurityMiddleware'],
        USE_TZ=True,
        TIME_ZONE='UTC',
        DEFAULT_AUTO_FIELD='django.db.models.BigAutoField',
        DATABASES={
            'default': {
                'ENGINE': 'django.db.backends.postgresql',
                'NAME': os.environ['PGDATABASE'],
                'USER': os.environ['PGUSER'],
                'PASSWORD': os.environ['PGPASSWORD'],
                'HOST': os.environ['PGHOST'],
                'PORT': os.environ['PGPORT'],
                'CONN_MAX_AGE': None,
                'OPTIONS': PREPARED if os.environ['WAY'] == 'tuned' else {},
            }
        },
        **more,
    )
    django.setup()

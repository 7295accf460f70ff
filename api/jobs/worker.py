"""`coalition worker`: does what stands in the outbox, one piece after another, until it is told to stop.

It asks the database once a second when there is nothing to do. SIGTERM and SIGINT end it after the piece at hand; a
database that goes away is waited for.
"""

import logging
import signal
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Protocol

import psycopg
from psycopg import Connection

from api import clock
from api.jobs import client_reminders, daily_mails, mandate_reminders, outbox, progress_asking, progress_mails, reminders
from api.jobs.by_laws import by_laws_in_force
from api.jobs.circulars import circular_trial
from api.jobs.city_catalogue import CityCatalogue
from api.jobs.declarations import declarations_in_effect
from api.jobs.housekeeping import tidy
from api.jobs.invitations import invitation_mail
from api.jobs.job import Job
from api.jobs.mail import Mailer, mailer_of
from api.jobs.messages import message, message_confirmation_mail, message_given_up
from api.jobs.notices import notice, notice_given_up
from api.jobs.outbox import Fenced
from api.jobs.practice_questions import practice_answer, practice_question
from api.jobs.sign_in import sign_in_mail
from api.jobs.sync_schedule import SyncSchedule
from api.jobs.webhook_process import WebhookProcess
from api.jobs.webhook_stops import webhook_endpoint_stopped
from api.running.console import announce
from api.settings import Settings

HANDLERS: dict[str, Callable[[Job], None]] = {
    'sign_in_mail': sign_in_mail,
    'invitation_mail': invitation_mail,
    'client_reminder': client_reminders.client_reminder,
    'mandate_reminder': mandate_reminders.mandate_reminder,
    'notice': notice,
    'daily_mail': daily_mails.daily_mail,
    'circular_trial': circular_trial,
    'message_confirmation_mail': message_confirmation_mail,
    'message': message,
    'practice_question': practice_question,
    'practice_answer': practice_answer,
    'by_laws_in_force': by_laws_in_force,
    'declarations_in_effect': declarations_in_effect,
    'reminders': reminders.reminders,
    'progress_asking': progress_asking.progress_asking,
    'progress_mail': progress_mails.progress_mail,
    'progress_referral_mail': progress_mails.progress_referral_mail,
    'webhook_endpoint_stopped': webhook_endpoint_stopped,
}
WHEN_GIVEN_UP: dict[str, Callable[[Job], None]] = {
    'notice': notice_given_up,
    'daily_mail': daily_mails.daily_mail_given_up,
    'message': message_given_up,
}
IDLE_SECONDS = 1.0
TIDY_SECONDS = 3600
_PAUSES = (0.2, 1.0, 2.0, 5.0)
_SIGNALS = {signal.SIGTERM, signal.SIGINT}
_OPTIONS = '-c timezone=UTC -c lock_timeout=5000 -c statement_timeout=30000 -c idle_in_transaction_session_timeout=60000'
_LOG = logging.getLogger('coalition.worker')


class Beside(Protocol):
    """A process of its own that the worker keeps running while there is something for it to do."""

    def keep(self, connection: Connection[Any], settings: Settings, now: datetime) -> None:
        """Look after it; takes next to no time."""

    def stop(self) -> None:
        """End it."""


class Ending:
    """Whether a signal has asked for the end. The signals are kept waiting until we look: no piece of work is torn apart."""

    def __init__(self) -> None:
        self._asked = False

    def asked(self, within_seconds: float = 0) -> bool:
        """Say so, having waited for it for at most these seconds."""
        self._asked = self._asked or signal.sigtimedwait(_SIGNALS, within_seconds) is not None
        return self._asked


def run(settings: Settings) -> None:
    """Work until a signal asks for the end."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    ending, beside, failures = Ending(), (CityCatalogue(), SyncSchedule(), WebhookProcess()), 0
    try:
        while not ending.asked():
            try:
                with _connected(settings) as connection:
                    failures = 0
                    _work_until(ending, connection, settings, beside)
            except psycopg.OperationalError as error:
                _LOG.warning('the database does not answer: %s', type(error).__name__)
                ending.asked(_PAUSES[min(failures, len(_PAUSES) - 1)])
                failures += 1
    finally:
        for each in beside:
            each.stop()
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _connected(settings: Settings) -> Connection[Any]:
    if settings.database_url is None:
        raise RuntimeError('the database must be known before the worker starts')
    return psycopg.connect(settings.database_url, autocommit=True, options=_OPTIONS, connect_timeout=5, application_name='coalition worker')


def _work_until(ending: Ending, connection: Connection[Any], settings: Settings, beside: Sequence[Beside]) -> None:
    mailer = mailer_for(connection, settings)
    tidied = None
    while not ending.asked():
        now = clock.now()
        if tidied is None or (now - tidied).total_seconds() > TIDY_SECONDS:
            tidy(connection, now, settings)
            client_reminders.remind(connection, now)
            mandate_reminders.remind(connection, now)
            reminders.queue(connection, now)
            progress_asking.queue(connection, now)
            daily_mails.queue(connection, now)
            tidied = now
        for each in beside:
            each.keep(connection, settings, now)
        if not work_once(connection, settings, mailer):
            ending.asked(IDLE_SECONDS)


def mailer_for(connection: Connection[Any], settings: Settings) -> Mailer:
    """Return how mails leave this database: what it says of itself counts more than the settings."""
    found = connection.execute('SELECT demonstration FROM instance').fetchone()
    return mailer_of(settings, demonstration=bool(found and found[0]), announce=announce)


def work_once(connection: Connection[Any], settings: Settings, mailer: Mailer) -> bool:
    """Do the piece of work that is due longest; False when there is none."""
    work = outbox.take(connection, clock.now())
    if work is None:
        return False
    job = Job(connection, work, settings, mailer, clock.now)
    try:
        _attempt(job)
    except Fenced:
        _LOG.warning('outbox %s: another worker has taken over from attempt %s', work.id, work.attempt)
    except psycopg.OperationalError:
        raise
    except Exception as error:  # noqa: BLE001 -- whatever goes wrong with one piece of work, the others are done
        _fail(job, error)
    return True


def _attempt(job: Job) -> None:
    work = job.work
    if work.attempt > outbox.MOST_ATTEMPTS:
        _give_up(job)
    elif work.kind not in HANDLERS:
        raise LookupError(work.kind)
    else:
        HANDLERS[work.kind](job)


def _fail(job: Job, error: Exception) -> None:
    """Put the work off, or give it up. What is kept of a mail server's error names no person: they repeat addresses in theirs."""
    work = job.work
    code = getattr(error, 'smtp_code', None)
    said = f'{type(error).__name__} {code}' if code else type(error).__name__
    a_mistake_of_ours = None if isinstance(error, OSError) else error
    _LOG.warning('outbox %s (%s): attempt %s failed: %s', work.id, work.kind, work.attempt, said, exc_info=a_mistake_of_ours)
    try:
        if outbox.is_last_attempt(work):
            _give_up(job)
        else:
            outbox.put_off(job.connection, work, said, job.now())
    except Fenced:
        _LOG.warning('outbox %s: another worker has taken over from attempt %s', work.id, work.attempt)


def _give_up(job: Job) -> None:
    closing = WHEN_GIVEN_UP.get(job.work.kind)
    if closing:
        closing(job)
    else:
        outbox.close(job.connection, job.work, 'given_up', job.now())

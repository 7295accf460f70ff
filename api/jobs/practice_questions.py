"""Writes to whoever coordinates a city what another city asks it, and to whoever coordinates that one what was answered.

The mail holds the cell and the text, and nothing else of the city that asks. The address of whoever asked stands in Reply-To where they
said so. The outbox holds ids alone.
"""

from typing import Any

from api.jobs import outbox
from api.jobs.job import Job
from api.jobs.mail import Letter
from api.plan_frames import FRAMES
from api.sentences import say

_ASKED = """
SELECT q.id, q.network_id, q.city_id, q.asking_city_id, q.commitment, q.track, q.question, q.answer, q.version, n.name AS service,
  c.name AS city, a.name AS asking_city, g.title AS practice, CASE WHEN q.shows_mail THEN p.name END AS sender,
  CASE WHEN q.shows_mail THEN p.mail END AS address
FROM practice_questions q JOIN networks n ON n.id = q.network_id JOIN cities c ON c.id = q.city_id
  JOIN cities a ON a.id = q.asking_city_id LEFT JOIN good_practices g ON g.id = q.good_practice_id
  LEFT JOIN people p ON p.id = q.asked_by_id AND p.disabled_at IS NULL AND p.erased_at IS NULL
WHERE q.id = %(id)s
"""
_COORDINATORS = """
SELECT DISTINCT p.id, p.name, p.mail, p.language FROM roles r JOIN people p ON p.id = r.person_id
WHERE r.role = 'coordinator' AND r.network_id = %(network_id)s AND r.city_id = %(city_id)s AND r.end_date IS NULL
  AND p.disabled_at IS NULL AND p.mail IS NOT NULL ORDER BY p.id
"""


def practice_question(job: Job) -> None:
    """Write the question to the city that is asked."""
    _write(job, 'practice_question', 'city_id')


def practice_answer(job: Job) -> None:
    """Write the answer to the city that asked."""
    _write(job, 'practice_answer', 'asking_city_id')


def _write(job: Job, kind: str, to: str) -> None:
    found = job.rows(_ASKED, id=job.work.payload['question_id'])
    if not found:
        outbox.close(job.connection, job.work, 'nobody', job.now())
        return
    asked = found[0]
    people = job.rows(_COORDINATORS, network_id=asked['network_id'], city_id=asked[to])
    job.write_and_close(people, lambda person: _letter(job, kind, asked, person), service=asked['service'])


def _letter(job: Job, kind: str, asked: dict[str, Any], person: dict[str, Any]) -> Letter:
    language, origin = person['language'], job.settings.public_url
    frame = FRAMES['ten_points']
    commitment = next(each.names[language] for each in frame.commitments if each.number == asked['commitment'])
    track = next(each.names[language] for each in frame.tracks if each.number == asked['track'])
    names = ('service', 'city', 'asking_city', 'practice', 'address', 'question', 'answer')
    words = {
        **{name: asked[name] or '' for name in names}, 'commitment': commitment, 'track': track, 'origin': origin,
        'link': f'{origin}/plans/practices/questions',
    }  # fmt: skip
    shows_mail = kind == 'practice_question' and asked['address']
    parts = (
        say(language, 'mail.greeting', name=person['name']),
        say(language, f'mail.{kind}.text', **words),
        *((say(language, 'mail.practice_question.about', **words),) if asked['practice'] else ()),
        asked['answer'] if kind == 'practice_answer' else asked['question'],
        say(language, f'mail.{kind}.after', **words),
        *((say(language, 'mail.practice_question.reply', **words),) if shows_mail else ()),
        f'-- \n{say(language, "mail.footer", **words)}\n',
    )
    subject = say(language, f'mail.{kind}.subject', **words)
    answers_to = (asked['sender'], asked['address']) if shows_mail else None
    # An answer that is given better is another letter.
    key = f'{kind}-{asked["id"]}-{person["id"]}' + (f'-{asked["version"]}' if kind == 'practice_answer' else '')
    return Letter(key.replace('_', '-'), person['mail'], language, subject, '\n\n'.join(parts), answers_to)

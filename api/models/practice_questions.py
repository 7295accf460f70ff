"""Knows the questions that one city asks another about a cell of the frame, and what was answered."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import CheckConstraint, Date, Index, Integer, Text

from api.models.columns import Subject, free_text, plain
from api.models.plan_actions import Cell, CellNamed
from api.models.shapes import CityName, Flag, Id, OnBehalfOf, Prose, SaidProse, Shape, Version, Wish

QuestionStage = Literal['sent', 'answered']


class PracticeQuestionRow(Subject, table=True):
    """A question of one city to another about a cell of the frame: both see it, and the office.

    `city_id` is the city that is asked, so that the audience is its own; the one that asks is shown it beside that.
    """

    __tablename__ = 'practice_questions'
    __table_args__ = (
        CheckConstraint("stage IN ('sent', 'answered')", name='practice_questions_stage'),
        CheckConstraint("(stage = 'answered') = (num_nonnulls(answer, answered_on) = 2)", name='practice_questions_answered'),
        CheckConstraint('city_id <> asking_city_id', name='practice_questions_two_cities'),
        Index('practice_questions_of_city', 'city_id', 'id'),
        Index('practice_questions_asked', 'asking_city_id', 'id'),
        Index('practice_questions_of_network', 'network_id', 'id'),
    )

    network_id: UUID = plain(foreign_key='networks.id')
    city_id: UUID = plain(foreign_key='cities.id')
    asking_city_id: UUID = plain(foreign_key='cities.id')
    asked_by_id: UUID | None = plain(default=None, foreign_key='people.id')
    good_practice_id: UUID | None = plain(default=None, foreign_key='good_practices.id')
    commitment: int = plain(sa_type=Integer)
    track: int = plain(sa_type=Integer)
    question: str = free_text(sa_type=Text)
    shows_mail: bool = plain(default=False)
    stage: str = plain(default='sent', sa_type=Text)
    answer: str | None = free_text(default=None, sa_type=Text)
    answered_on: date | None = plain(default=None, sa_type=Date)


class PracticeQuestion(Shape):
    """A question of one city to another about a cell of the frame. Both see it, and the office."""

    id: Id
    version: Version
    network_id: Id
    city: CityName = Field(description='Which city is asked.')
    asking_city: CityName
    good_practice_id: Id | None = Field(description='The good practice that it is about.')
    cell: Cell
    question: Prose
    shows_mail: bool = Field(description='Whether the mail told the address of whoever asked, so that one can write back.')
    stage: QuestionStage = Field(description='Open list.')
    answer: Prose | None
    answered_on: date | None
    source: str | None
    demonstration: bool
    created_at: datetime
    updated_at: datetime
    you_may: list[str] | None


class PracticeQuestionPage(Shape):
    """A page of questions, the newest first."""

    items: list[PracticeQuestion]
    next: Id | None


class PracticeQuestionCreate(Wish):
    """A question to a city. It is sent the cell and the text, and nothing else: no plan of the city that asks."""

    network_id: Id
    city_id: Id = Field(description='Which city is asked.')
    asking_city_id: Id = Field(description='The city that asks.')
    good_practice_id: Id | None = Field(default=None, description='A good practice of the city that is asked.')
    cell: CellNamed
    question: SaidProse
    show_my_mail: Flag = Field(default=False, description='Whether the mail may tell your own address, so that one can write back.')
    on_behalf_of: OnBehalfOf | None = None


class PracticeAnswerCreate(Wish):
    """What the city answers; an answer may be given better later."""

    answer: SaidProse
    on_behalf_of: OnBehalfOf | None = None

"""The operations of the contract, as `openapi.json` has them, to be awaited. Generated: `make fix` writes this file anew."""

from collections.abc import AsyncIterator, Sequence
from typing import Any, Literal

from coalition_client import shapes
from coalition_client.calls import AsyncSender, Call, path_of


class AsyncOperations(AsyncSender):
    """A method for each operation, named as its operationId."""

    async def accept_invitation(self, body: shapes.InvitationAcceptanceCreate) -> shapes.Session:
        """Accept an invitation: the role begins today, and this browser is signed in as its holder.

        Whoever is known here already signs in first, as always (403 sign-in-first); somebody new is signed in by the
        link. The answer sets a cookie, as that of POST /v1/sessions does. Where the role is handed over, the former
        term ends on the same day. Other browsers of the person are signed out.
        """
        call: Call[shapes.Session] = Call('accept_invitation', 'POST', '/v1/invitation-acceptances', body=body)
        return await self.call(call)

    async def admit_associate(
        self, working_group: str, body: shapes.AssociateCreate, *, idempotency_key: str | None = None
    ) -> shapes.Joined:
        """Admit an organisation as an associate: it takes part, and never leads, counts or declares.

        If it has asked to take part, its request is answered with it. The organisation is told.

        Scope: `memberships:write`.
        """
        call: Call[shapes.Joined] = Call(
            'admit_associate',
            'POST',
            path_of('/v1/working-groups/{working_group}/associates', working_group=working_group),
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_admit_associate(self, working_group: str, body: shapes.AssociateCreate) -> shapes.DryRun:
        """Only say what `admit_associate` would do."""
        call: Call[shapes.DryRun] = Call(
            'admit_associate',
            'POST',
            path_of('/v1/working-groups/{working_group}/associates', working_group=working_group),
            query={'dry_run': True},
            body=body,
        )
        return await self.call(call)

    async def admit_member(
        self, membership_id: str, body: shapes.StageMoveCreate, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.Membership:
        """Admit an applicant to the network. The answer is the membership that begins.

        Scope: `memberships:write`.
        """
        call: Call[shapes.Membership] = Call(
            'admit_member',
            'POST',
            path_of('/v1/memberships/{membership_id}/admissions', membership_id=membership_id),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_admit_member(self, membership_id: str, body: shapes.StageMoveCreate, *, version: int | str) -> shapes.DryRun:
        """Only say what `admit_member` would do."""
        call: Call[shapes.DryRun] = Call(
            'admit_member',
            'POST',
            path_of('/v1/memberships/{membership_id}/admissions', membership_id=membership_id),
            query={'dry_run': True},
            version=version,
            body=body,
        )
        return await self.call(call)

    async def admit_participation_request(
        self,
        participation_request: str,
        body: shapes.ParticipationAdmissionCreate,
        *,
        version: int | str,
        idempotency_key: str | None = None,
    ) -> shapes.ParticipationRequest:
        """Admit the organisation that asks, as the lead city or the office; its membership as an associate begins with it.

        It is told. An associate takes part, and never leads, counts or declares.

        Scope: `memberships:write`.
        """
        call: Call[shapes.ParticipationRequest] = Call(
            'admit_participation_request',
            'POST',
            path_of('/v1/participation-requests/{participation_request}/admissions', participation_request=participation_request),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_admit_participation_request(
        self, participation_request: str, body: shapes.ParticipationAdmissionCreate, *, version: int | str
    ) -> shapes.DryRun:
        """Only say what `admit_participation_request` would do."""
        call: Call[shapes.DryRun] = Call(
            'admit_participation_request',
            'POST',
            path_of('/v1/participation-requests/{participation_request}/admissions', participation_request=participation_request),
            query={'dry_run': True},
            version=version,
            body=body,
        )
        return await self.call(call)

    async def adopt_plan(
        self, plan: str, body: shapes.PlanAdoptionCreate, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.Plan:
        """Record who adopted the plan, and when. The text is kept as it was adopted, with its hash. To adopt is not to
        publish.

        Scope: `action-items:write`.
        """
        call: Call[shapes.Plan] = Call(
            'adopt_plan',
            'POST',
            path_of('/v1/plans/{plan}/adoptions', plan=plan),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_adopt_plan(self, plan: str, body: shapes.PlanAdoptionCreate, *, version: int | str) -> shapes.DryRun:
        """Only say what `adopt_plan` would do."""
        call: Call[shapes.DryRun] = Call(
            'adopt_plan', 'POST', path_of('/v1/plans/{plan}/adoptions', plan=plan), query={'dry_run': True}, version=version, body=body
        )
        return await self.call(call)

    async def answer_call_for_interest(
        self, call_for_interest: str, body: shapes.CallAnswerCreate, *, idempotency_key: str | None = None
    ) -> shapes.CallForInterest:
        """Answer for a city: interested, or not now. Sent again, it takes the place of the former answer.

        To be interested makes no member: once the group is proposed, the city is invited and joins by its own act.

        Scope: `working-groups:write`.
        """
        call: Call[shapes.CallForInterest] = Call(
            'answer_call_for_interest',
            'POST',
            path_of('/v1/calls-for-interest/{call_for_interest}/answers', call_for_interest=call_for_interest),
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_answer_call_for_interest(self, call_for_interest: str, body: shapes.CallAnswerCreate) -> shapes.DryRun:
        """Only say what `answer_call_for_interest` would do."""
        call: Call[shapes.DryRun] = Call(
            'answer_call_for_interest',
            'POST',
            path_of('/v1/calls-for-interest/{call_for_interest}/answers', call_for_interest=call_for_interest),
            query={'dry_run': True},
            body=body,
        )
        return await self.call(call)

    async def answer_practice_question(
        self, practice_question: str, body: shapes.PracticeAnswerCreate, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.PracticeQuestion:
        """Answer a question, or answer it better. Whoever asked it is told by mail.

        Scope: `action-items:write`.
        """
        call: Call[shapes.PracticeQuestion] = Call(
            'answer_practice_question',
            'POST',
            path_of('/v1/practice-questions/{practice_question}/answers', practice_question=practice_question),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_answer_practice_question(
        self, practice_question: str, body: shapes.PracticeAnswerCreate, *, version: int | str
    ) -> shapes.DryRun:
        """Only say what `answer_practice_question` would do."""
        call: Call[shapes.DryRun] = Call(
            'answer_practice_question',
            'POST',
            path_of('/v1/practice-questions/{practice_question}/answers', practice_question=practice_question),
            query={'dry_run': True},
            version=version,
            body=body,
        )
        return await self.call(call)

    async def answer_progress_link(self, body: shapes.ProgressAnswerCreate) -> shapes.ProgressAsked:
        """Say through a mail's link how actions stand, when to ask again, or whom to ask instead.

        Each action gets an update. Said again within 24 hours, in the same browser, it is corrected by a new update;
        the same again records nothing. After that, or in another browser, the link shows nothing. What is said stays
        within the city until the city shares it.
        """
        call: Call[shapes.ProgressAsked] = Call('answer_progress_link', 'POST', '/v1/progress-answers', body=body)
        return await self.call(call)

    async def answer_support_request(
        self, support_request: str, body: shapes.AnswerCreate, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.SupportRequest:
        """Answer a support request. Sent again, the answer takes the place of the one before. The lead city is told.

        Scope: `working-groups:write`.
        """
        call: Call[shapes.SupportRequest] = Call(
            'answer_support_request',
            'POST',
            path_of('/v1/support-requests/{support_request}/answers', support_request=support_request),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_answer_support_request(self, support_request: str, body: shapes.AnswerCreate, *, version: int | str) -> shapes.DryRun:
        """Only say what `answer_support_request` would do."""
        call: Call[shapes.DryRun] = Call(
            'answer_support_request',
            'POST',
            path_of('/v1/support-requests/{support_request}/answers', support_request=support_request),
            query={'dry_run': True},
            version=version,
            body=body,
        )
        return await self.call(call)

    async def apply_import(
        self, import_: str, body: shapes.ImportApplicationCreate, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.Import:
        """Record what the rows add and change, all of it or nothing. Nothing is sent, neither now nor when the network
        goes live.

        While a row is refused or suspected nothing is written, unless `rows` is `sound`. The same file again adds
        nothing.

        Scope: `admin`.
        """
        call: Call[shapes.Import] = Call(
            'apply_import',
            'POST',
            path_of('/v1/imports/{import_}/applications', import_=import_),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_apply_import(self, import_: str, body: shapes.ImportApplicationCreate, *, version: int | str) -> shapes.DryRun:
        """Only say what `apply_import` would do."""
        call: Call[shapes.DryRun] = Call(
            'apply_import',
            'POST',
            path_of('/v1/imports/{import_}/applications', import_=import_),
            query={'dry_run': True},
            version=version,
            body=body,
        )
        return await self.call(call)

    async def apply_membership_batch(
        self,
        body: shapes.MembershipBatchCreate,
        *,
        mode: Literal['atomic', 'independent'] | None = None,
        idempotency_key: str | None = None,
    ) -> shapes.MembershipBatch:
        """Do up to 500 acts on memberships at once: join, update, leave, in working groups and networks.

        Each act is what it is alone, with the same rules and permissions; what is so already is `unchanged`, so the
        same batch again changes nothing. `atomic`: when one is refused nothing is done, and the problem (409 batch-
        refused) says of each why. `independent`: each by itself, the answer says of each what became of it. A group is
        counted once, when all is done: `effects` says what came of it.

        A body may be a table (`text/csv`), a row for each act, with the columns `op`, `working_group` or `network`,
        `member.slug`, `member_id` or `identifier` (scheme:value), `role`, `stage`, `effective_on`, `if_version`,
        `reason`, `ref`. An export of memberships is such a table as it is: without `op` a row with an `end_date` leaves
        on that day, and every other one joins.

        Scope: `memberships:write`.
        """
        call: Call[shapes.MembershipBatch] = Call(
            'apply_membership_batch',
            'POST',
            '/v1/membership-batches',
            query={'mode': mode},
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_apply_membership_batch(
        self, body: shapes.MembershipBatchCreate, *, mode: Literal['atomic', 'independent'] | None = None
    ) -> shapes.MembershipBatch:
        """Only say what `apply_membership_batch` would do."""
        call: Call[shapes.MembershipBatch] = Call(
            'apply_membership_batch', 'POST', '/v1/membership-batches', query={'mode': mode, 'dry_run': True}, body=body
        )
        return await self.call(call)

    async def apply_plan_action_batch(
        self, body: shapes.PlanActionBatchCreate, *, idempotency_key: str | None = None
    ) -> shapes.PlanActionBatch:
        """Change up to 500 actions of a plan at once: department, person, days, stage, horizon, with whom each is shared.

        Each change is what it is alone, with the same rules and permissions; what is so already is `unchanged`, so the
        same batch again changes nothing. `atomic`: when one is refused nothing is done, and the problem (409 batch-
        refused) says of each why. `independent`: each by itself, the answer says of each what became of it. Try it out
        with `dry_run`, and send it with the versions that you have seen.

        Scope: `action-items:write`.
        """
        call: Call[shapes.PlanActionBatch] = Call(
            'apply_plan_action_batch', 'POST', '/v1/plan-action-batches', idempotency_key=idempotency_key, has_key=True, body=body
        )
        return await self.call(call)

    async def try_out_apply_plan_action_batch(self, body: shapes.PlanActionBatchCreate) -> shapes.PlanActionBatch:
        """Only say what `apply_plan_action_batch` would do."""
        call: Call[shapes.PlanActionBatch] = Call(
            'apply_plan_action_batch', 'POST', '/v1/plan-action-batches', query={'dry_run': True}, body=body
        )
        return await self.call(call)

    async def ask_for_progress(
        self, plan: str, body: shapes.PlanAskingCreate, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.PlanAsking:
        """Ask somebody now how all their actions stand; also by hand nobody is asked twice in three months, unless they
        wished it.

        Scope: `action-items:write`.
        """
        call: Call[shapes.PlanAsking] = Call(
            'ask_for_progress',
            'POST',
            path_of('/v1/plans/{plan}/askings', plan=plan),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_ask_for_progress(self, plan: str, body: shapes.PlanAskingCreate, *, version: int | str) -> shapes.DryRun:
        """Only say what `ask_for_progress` would do."""
        call: Call[shapes.DryRun] = Call(
            'ask_for_progress', 'POST', path_of('/v1/plans/{plan}/askings', plan=plan), query={'dry_run': True}, version=version, body=body
        )
        return await self.call(call)

    async def ask_invitation(self, body: shapes.InvitationToken) -> shapes.InvitationPreview:
        """Read what an invitation's link offers. It changes nothing, and is a POST so that the token stands in no address."""
        call: Call[shapes.InvitationPreview] = Call('ask_invitation', 'POST', '/v1/invitation-previews', body=body)
        return await self.call(call)

    async def ask_progress_link(self, body: shapes.ProgressLink) -> shapes.ProgressAsked:
        """Read which actions a mail's link asks about. It changes nothing, and is a POST so that the token stands in no
        address.
        """
        call: Call[shapes.ProgressAsked] = Call('ask_progress_link', 'POST', '/v1/progress-previews', body=body)
        return await self.call(call)

    async def call_up_report(
        self, assembly: str, body: shapes.PresentReportCreate, *, idempotency_key: str | None = None
    ) -> shapes.Assembly:
        """Let the assembly turn to one of the reports before it. Whatever shows the assembly on a wall follows
        (`present_report_id`).

        It needs no If-Match: what counts is the report that the desk shows now.

        Scope: `reports:write`.
        """
        call: Call[shapes.Assembly] = Call(
            'call_up_report',
            'POST',
            path_of('/v1/assemblies/{assembly}/present-reports', assembly=assembly),
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_call_up_report(self, assembly: str, body: shapes.PresentReportCreate) -> shapes.DryRun:
        """Only say what `call_up_report` would do."""
        call: Call[shapes.DryRun] = Call(
            'call_up_report',
            'POST',
            path_of('/v1/assemblies/{assembly}/present-reports', assembly=assembly),
            query={'dry_run': True},
            body=body,
        )
        return await self.call(call)

    async def cancel_meeting(
        self,
        meeting: str,
        body: shapes.CancellationCreate,
        *,
        version: int | str,
        following: bool | None = None,
        idempotency_key: str | None = None,
    ) -> shapes.Meeting:
        """Call a meeting off, with a reason that its readers see. Their cities are told by a mail that takes it out of
        their calendars.

        With `following=true` the meetings of its series that are later are called off as well.

        Scope: `working-groups:write`.
        """
        call: Call[shapes.Meeting] = Call(
            'cancel_meeting',
            'POST',
            path_of('/v1/meetings/{meeting}/cancellations', meeting=meeting),
            query={'following': following},
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_cancel_meeting(
        self, meeting: str, body: shapes.CancellationCreate, *, version: int | str, following: bool | None = None
    ) -> shapes.DryRun:
        """Only say what `cancel_meeting` would do."""
        call: Call[shapes.DryRun] = Call(
            'cancel_meeting',
            'POST',
            path_of('/v1/meetings/{meeting}/cancellations', meeting=meeting),
            query={'following': following, 'dry_run': True},
            version=version,
            body=body,
        )
        return await self.call(call)

    async def close_assembly(self, assembly: str, *, version: int | str, idempotency_key: str | None = None) -> shapes.Assembly:
        """Close an assembly, on its day or later.

        Groups that declared their work complete are completed; groups that owed a declaration and made none are marked
        as undeclared, which only the office sees. Reports and declarations may still be handed in.

        Scope: `reports:write`.
        """
        call: Call[shapes.Assembly] = Call(
            'close_assembly',
            'POST',
            path_of('/v1/assemblies/{assembly}/closings', assembly=assembly),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
        )
        return await self.call(call)

    async def try_out_close_assembly(self, assembly: str, *, version: int | str) -> shapes.DryRun:
        """Only say what `close_assembly` would do."""
        call: Call[shapes.DryRun] = Call(
            'close_assembly',
            'POST',
            path_of('/v1/assemblies/{assembly}/closings', assembly=assembly),
            query={'dry_run': True},
            version=version,
        )
        return await self.call(call)

    async def close_support_request(
        self, support_request: str, body: shapes.ClosingCreate, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.SupportRequest:
        """Close a support request, answered or not.

        Scope: `working-groups:write`.
        """
        call: Call[shapes.SupportRequest] = Call(
            'close_support_request',
            'POST',
            path_of('/v1/support-requests/{support_request}/closings', support_request=support_request),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_close_support_request(self, support_request: str, body: shapes.ClosingCreate, *, version: int | str) -> shapes.DryRun:
        """Only say what `close_support_request` would do."""
        call: Call[shapes.DryRun] = Call(
            'close_support_request',
            'POST',
            path_of('/v1/support-requests/{support_request}/closings', support_request=support_request),
            query={'dry_run': True},
            version=version,
            body=body,
        )
        return await self.call(call)

    async def confirm_message(self, body: shapes.PublicMessageConfirmationCreate) -> shapes.PublicMessageConfirmation:
        """Confirm a message by the token of the mail's link: it goes on its way. Done again, it answers the same and sends
        nothing.
        """
        call: Call[shapes.PublicMessageConfirmation] = Call('confirm_message', 'POST', '/v1/public/message-confirmations', body=body)
        return await self.call(call)

    async def create_action_item(self, body: shapes.ActionItemCreate, *, idempotency_key: str | None = None) -> shapes.ActionItem:
        """Set up an action item of a working group.

        It begins as planned; only progress updates move its stage. Who sees it is said by `visibility`, at first the
        group alone; to publish it at once needs the right to change it.

        Scope: `action-items:write`.
        """
        call: Call[shapes.ActionItem] = Call(
            'create_action_item', 'POST', '/v1/action-items', idempotency_key=idempotency_key, has_key=True, body=body
        )
        return await self.call(call)

    async def create_api_client(self, body: shapes.ApiClientCreate, *, idempotency_key: str | None = None) -> shapes.ApiClientWithSecret:
        """Let a machine in, for a year at most: as your office, as one city of the network, or as the system of a partner.

        A partner's system acts for nobody until a city, or the office, gives it a mandate (POST /v1/mandates). One that
        is made for a city gets its mandate with it. The secret is in this answer and nowhere else. A machine can give
        another only scopes that it has itself.

        Scope: `admin`.
        """
        call: Call[shapes.ApiClientWithSecret] = Call(
            'create_api_client', 'POST', '/v1/api-clients', idempotency_key=idempotency_key, has_key=True, body=body
        )
        return await self.call(call)

    async def create_api_client_secret(self, api_client: str, *, idempotency_key: str | None = None) -> shapes.ApiClientWithSecret:
        """Give a machine client a second secret, to change it without a gap.

        Both are good until you end the former one (POST /v1/api-clients/{api_client}/secrets/{secret_id}/ending). The
        secret is in this answer and nowhere else. Two can be live at a time.

        Scope: `admin`.
        """
        call: Call[shapes.ApiClientWithSecret] = Call(
            'create_api_client_secret',
            'POST',
            path_of('/v1/api-clients/{api_client}/secrets', api_client=api_client),
            idempotency_key=idempotency_key,
            has_key=True,
        )
        return await self.call(call)

    async def create_assembly(self, body: shapes.AssemblyCreate, *, idempotency_key: str | None = None) -> shapes.Assembly:
        """Announce a general assembly, or record one that was held before.

        Its day decides: which by-laws are asked, which groups owe a report and a declaration, and when a completion
        takes effect.

        Scope: `reports:write`.
        """
        call: Call[shapes.Assembly] = Call(
            'create_assembly', 'POST', '/v1/assemblies', idempotency_key=idempotency_key, has_key=True, body=body
        )
        return await self.call(call)

    async def create_calendar_subscription(
        self, body: shapes.CalendarSubscriptionCreate, *, idempotency_key: str | None = None
    ) -> shapes.CalendarSubscriptionMade:
        """Get an address from which a calendar program reads your meetings, one for each program.

        It needs no other credentials and is shown this once. What it leads to is worked out anew with each reading,
        from the roles that you hold then; removed, it leads nowhere.
        """
        call: Call[shapes.CalendarSubscriptionMade] = Call(
            'create_calendar_subscription', 'POST', '/v1/calendar-subscriptions', idempotency_key=idempotency_key, has_key=True, body=body
        )
        return await self.call(call)

    async def create_call_for_interest(
        self, body: shapes.CallForInterestCreate, *, idempotency_key: str | None = None
    ) -> shapes.CallForInterest:
        """Bring an idea for a working group, as any active city may. The office is told, and asks the other cities.

        Scope: `working-groups:write`.
        """
        call: Call[shapes.CallForInterest] = Call(
            'create_call_for_interest', 'POST', '/v1/calls-for-interest', idempotency_key=idempotency_key, has_key=True, body=body
        )
        return await self.call(call)

    async def create_circular(self, body: shapes.CircularCreate, *, idempotency_key: str | None = None) -> shapes.Circular:
        """Write a circular: the office to a part of its network, a lead city to the members of its group.

        Each recipient reads the version in their language, else the one in the network's first working language.
        Nothing leaves before it is sent. `meant_for` narrows by what it names: role, country, kind of city, group,
        stage, what was left undone.

        Scope: `people:write`.
        """
        call: Call[shapes.Circular] = Call(
            'create_circular', 'POST', '/v1/circulars', idempotency_key=idempotency_key, has_key=True, body=body
        )
        return await self.call(call)

    async def create_city(self, body: shapes.CityCreate, *, idempotency_key: str | None = None) -> shapes.City:
        """Make a city known.

        It becomes a member of a network by POST /v1/memberships. Its slug is made of its name, with the country where
        another city has that name, and stays for ever. An identifier belongs to one record only: 409 names the record
        that has it. One that cannot be of its scheme (`wikidata`, `geonames`, `lau`, `nuts3`, `unlocode`) is 409 as
        well; see the schema Identifier. `country_code` is ISO 3166-1: Greece is GR and the United Kingdom GB, not EL
        and UK. With a `geonames_id` of GET /v1/city-catalogue the rest is filled in; what is given beside it wins. A
        number that is not there: 409.

        Scope: `cities:write`.
        """
        call: Call[shapes.City] = Call('create_city', 'POST', '/v1/cities', idempotency_key=idempotency_key, has_key=True, body=body)
        return await self.call(call)

    async def create_contact_point(self, body: shapes.ContactPointCreate, *, idempotency_key: str | None = None) -> shapes.ContactPoint:
        """Add a way to reach a person, seen by everybody (public), the members of the network, or its office alone.

        Only the person themself makes one public; the day is kept as their consent. A city that adds one for the office
        alone sees it in this answer and not again.

        Scope: `people:write`.
        """
        call: Call[shapes.ContactPoint] = Call(
            'create_contact_point', 'POST', '/v1/contact-points', idempotency_key=idempotency_key, has_key=True, body=body
        )
        return await self.call(call)

    async def create_department(self, body: shapes.DepartmentCreate, *, idempotency_key: str | None = None) -> shapes.Department:
        """Add a department of a city's administration. A city adds its own, in a network that it belongs to.

        Scope: `cities:write`.
        """
        call: Call[shapes.Department] = Call(
            'create_department', 'POST', '/v1/departments', idempotency_key=idempotency_key, has_key=True, body=body
        )
        return await self.call(call)

    async def create_funding_request(
        self, body: shapes.FundingRequestCreate, *, idempotency_key: str | None = None
    ) -> shapes.FundingRequest:
        """Ask the board for money for a project idea.

        The lead city asks for its group. Meetings cost the network nothing, so it is the project that is asked for. The
        board and the office are told.

        Scope: `working-groups:write`.
        """
        call: Call[shapes.FundingRequest] = Call(
            'create_funding_request', 'POST', '/v1/funding-requests', idempotency_key=idempotency_key, has_key=True, body=body
        )
        return await self.call(call)

    async def create_good_practice(self, body: shapes.GoodPracticeCreate, *, idempotency_key: str | None = None) -> shapes.GoodPractice:
        """Record a good practice as the office, of a city of the network or of another one. Nobody else sees it until it
        is published.

        Scope: `action-items:write`.
        """
        call: Call[shapes.GoodPractice] = Call(
            'create_good_practice', 'POST', '/v1/good-practices', idempotency_key=idempotency_key, has_key=True, body=body
        )
        return await self.call(call)

    async def create_group_invitation(
        self, body: shapes.GroupInvitationCreate, *, idempotency_key: str | None = None
    ) -> shapes.GroupInvitation:
        """Invite a city into a working group, as its lead city or the office.

        The city is told by mail and on its desk. It counts from the moment in which it joins by its own act, which
        confirms the invitation; one that `leads` takes the chair in that moment.

        Scope: `working-groups:write`.
        """
        call: Call[shapes.GroupInvitation] = Call(
            'create_group_invitation', 'POST', '/v1/group-invitations', idempotency_key=idempotency_key, has_key=True, body=body
        )
        return await self.call(call)

    async def try_out_create_group_invitation(self, body: shapes.GroupInvitationCreate) -> shapes.DryRun:
        """Only say what `create_group_invitation` would do."""
        call: Call[shapes.DryRun] = Call('create_group_invitation', 'POST', '/v1/group-invitations', query={'dry_run': True}, body=body)
        return await self.call(call)

    async def create_identity(self, body: shapes.ProviderAnswer, *, idempotency_key: str | None = None) -> shapes.Identity:
        """Link an identity with yourself, by what the identity provider sent the browser back with. From then on it signs
        you in.

        The service keeps issuer and subject, neither name nor address.
        """
        call: Call[shapes.Identity] = Call(
            'create_identity', 'POST', '/v1/identities', idempotency_key=idempotency_key, has_key=True, body=body
        )
        return await self.call(call)

    async def create_import(self, form: shapes.ImportCreate, *, idempotency_key: str | None = None) -> shapes.Import:
        """Check a file of what the office already has, as a form with the file in its part `file`. Nothing of it is
        recorded yet.

        Excel (.xlsx) or CSV, up to 10 MB; what the file is, its bytes say. Formulas are never worked out. Columns are
        understood as in the last file of that kind, else by their headings; the columns of exports are understood as
        they are. Each row then has an outcome, read under `/v1/imports/{import}/rows`. Rows are kept for 30 days. With
        `partner_cities` the file is the whole list of a partner network (`partner_id`): its rows become records of
        another network, and none of yours is made or changed. With `plan_actions` it is a city's own table of the
        actions of its plan (`plan_id`): that city alone sends and sees it, and nothing in it shares an action with
        anybody.

        Scope: `admin`.
        """
        call: Call[shapes.Import] = Call('create_import', 'POST', '/v1/imports', idempotency_key=idempotency_key, has_key=True, form=form)
        return await self.call(call)

    async def create_indicator(self, body: shapes.IndicatorCreate, *, idempotency_key: str | None = None) -> shapes.Indicator:
        """Set up an indicator of a plan, or of an action of it. It is shown to whom that is.

        Scope: `action-items:write`.
        """
        call: Call[shapes.Indicator] = Call(
            'create_indicator', 'POST', '/v1/indicators', idempotency_key=idempotency_key, has_key=True, body=body
        )
        return await self.call(call)

    async def create_invitation(self, body: shapes.InvitationCreate, *, idempotency_key: str | None = None) -> shapes.Invitation:
        """Invite somebody by mail to a role, whether they are known or not.

        The mail, in the language named here, holds one link. It shows a page; accepting there begins the role, and
        signs in whoever is new. It is good for 14 days, works once, and can be declined. A city invites its own
        department contacts and its political head; its coordinator is followed by handing over (POST
        /v1/roles/{role_id}/handovers). Every other role is the office's to offer.

        Scope: `people:write`.
        """
        call: Call[shapes.Invitation] = Call(
            'create_invitation', 'POST', '/v1/invitations', idempotency_key=idempotency_key, has_key=True, body=body
        )
        return await self.call(call)

    async def create_meeting(self, body: shapes.MeetingCreate, *, idempotency_key: str | None = None) -> shapes.Meeting:
        """Plan a meeting of a working group, or of the network itself.

        The lead city plans those of its group, the office any. One that has taken place already may be put on record in
        the same way; its minutes are recorded afterwards. Times are instants; `time_zone` says how they are read on the
        wall. The cities of the group, to the network's own meetings all that are active, are invited by mails that
        calendar programs understand; whoever comes later is invited to what is still to come.

        With `repeats` a series is planned, of which the answer is the first meeting. Each is a meeting of its own, and
        the clock on the wall decides when it is: summer time moves none of them.

        Scope: `working-groups:write`.
        """
        call: Call[shapes.Meeting] = Call(
            'create_meeting', 'POST', '/v1/meetings', idempotency_key=idempotency_key, has_key=True, body=body
        )
        return await self.call(call)

    async def try_out_create_meeting(self, body: shapes.MeetingCreate) -> shapes.DryRun:
        """Only say what `create_meeting` would do."""
        call: Call[shapes.DryRun] = Call('create_meeting', 'POST', '/v1/meetings', query={'dry_run': True}, body=body)
        return await self.call(call)

    async def create_membership(self, body: shapes.MembershipCreate, *, idempotency_key: str | None = None) -> shapes.Membership:
        """Let a city into a network. A city joins a working group at /v1/working-groups/{working_group}/members.

        Scope: `memberships:write`.
        """
        call: Call[shapes.Membership] = Call(
            'create_membership', 'POST', '/v1/memberships', idempotency_key=idempotency_key, has_key=True, body=body
        )
        return await self.call(call)

    async def try_out_create_membership(self, body: shapes.MembershipCreate) -> shapes.DryRun:
        """Only say what `create_membership` would do."""
        call: Call[shapes.DryRun] = Call('create_membership', 'POST', '/v1/memberships', query={'dry_run': True}, body=body)
        return await self.call(call)

    async def create_milestone(self, body: shapes.MilestoneCreate, *, idempotency_key: str | None = None) -> shapes.Milestone:
        """Set a milestone of an action. It begins as open, and is shown to whom the action is.

        Scope: `action-items:write`.
        """
        call: Call[shapes.Milestone] = Call(
            'create_milestone', 'POST', '/v1/milestones', idempotency_key=idempotency_key, has_key=True, body=body
        )
        return await self.call(call)

    async def create_needs_assessment(
        self, body: shapes.NeedsAssessmentCreate, *, idempotency_key: str | None = None
    ) -> shapes.NeedsAssessment:
        """Note down how the city asks, or asked, what is needed. Nobody but the city sees it, unless `shared_with` says
        so.

        Scope: `action-items:write`.
        """
        call: Call[shapes.NeedsAssessment] = Call(
            'create_needs_assessment', 'POST', '/v1/needs-assessments', idempotency_key=idempotency_key, has_key=True, body=body
        )
        return await self.call(call)

    async def create_needs_finding(self, body: shapes.NeedsFindingCreate, *, idempotency_key: str | None = None) -> shapes.NeedsFinding:
        """Note down what was found, and which actions of the plan it led to. Nobody but the city sees it, unless
        `shared_with` says so.

        Scope: `action-items:write`.
        """
        call: Call[shapes.NeedsFinding] = Call(
            'create_needs_finding', 'POST', '/v1/needs-findings', idempotency_key=idempotency_key, has_key=True, body=body
        )
        return await self.call(call)

    async def create_network(self, body: shapes.NetworkCreate, *, idempotency_key: str | None = None) -> shapes.Network:
        """Set a network up, in preparation, with the by-laws of a preset.

        Scope: `admin`.
        """
        call: Call[shapes.Network] = Call(
            'create_network', 'POST', '/v1/networks', idempotency_key=idempotency_key, has_key=True, body=body
        )
        return await self.call(call)

    async def create_organisation(self, body: shapes.OrganisationCreate, *, idempotency_key: str | None = None) -> shapes.Organisation:
        """Make an organisation known.

        It takes part in a working group by POST /v1/working-groups/{working_group}/associates. Its slug is made of its
        name and stays for ever. Look for it with `q` or `identifier` first: two organisations may bear the same name.
        An identifier belongs to one record only, be it a city or an organisation: 409 names the record that has it. One
        that cannot be of its scheme is 409 as well.

        Scope: `organisations:write`.
        """
        call: Call[shapes.Organisation] = Call(
            'create_organisation', 'POST', '/v1/organisations', idempotency_key=idempotency_key, has_key=True, body=body
        )
        return await self.call(call)

    async def create_output(self, body: shapes.OutputCreate, *, idempotency_key: str | None = None) -> shapes.Output:
        """Put an output on record that a working group, or the network itself, plans or is making.

        Scope: `working-groups:write`.
        """
        call: Call[shapes.Output] = Call('create_output', 'POST', '/v1/outputs', idempotency_key=idempotency_key, has_key=True, body=body)
        return await self.call(call)

    async def create_participation_request(
        self, body: shapes.ParticipationRequestCreate, *, idempotency_key: str | None = None
    ) -> shapes.ParticipationRequest:
        """Ask for an organisation to take part in a working group as an associate.

        Its contact asks, or the office records what the organisation has told it. The lead city and the office are told
        by mail and on their desks, and answer; the organisation takes part from the moment in which it is admitted.

        Scope: `memberships:write`.
        """
        call: Call[shapes.ParticipationRequest] = Call(
            'create_participation_request', 'POST', '/v1/participation-requests', idempotency_key=idempotency_key, has_key=True, body=body
        )
        return await self.call(call)

    async def try_out_create_participation_request(self, body: shapes.ParticipationRequestCreate) -> shapes.DryRun:
        """Only say what `create_participation_request` would do."""
        call: Call[shapes.DryRun] = Call(
            'create_participation_request', 'POST', '/v1/participation-requests', query={'dry_run': True}, body=body
        )
        return await self.call(call)

    async def create_passkey(self, body: shapes.PasskeyCreate, *, idempotency_key: str | None = None) -> shapes.Passkey:
        """Make a passkey known that this browser has just made, and name it. From then on it signs you in without a mail.

        The service keeps its id and its public key, nothing of the device.
        """
        call: Call[shapes.Passkey] = Call(
            'create_passkey', 'POST', '/v1/passkeys', idempotency_key=idempotency_key, has_key=True, body=body
        )
        return await self.call(call)

    async def create_passkey_challenge(self) -> shapes.PasskeyChallenge:
        """Ask to sign in with a passkey: get what the browser needs for `navigator.credentials.get`. No address is needed.

        The answer marks this browser by a cookie; within five minutes it sends the proof to `create_session`, once.
        """
        call: Call[shapes.PasskeyChallenge] = Call('create_passkey_challenge', 'POST', '/v1/passkey-challenges')
        return await self.call(call)

    async def create_person(self, body: shapes.PersonCreate, *, idempotency_key: str | None = None) -> shapes.Person:
        """Make a person known.

        A role makes them act (POST /v1/roles), a mail address lets them sign in. A city makes its own people known. An
        address belongs to one person, whatever its case; 409 does not say to whom.

        Scope: `people:write`.
        """
        call: Call[shapes.Person] = Call('create_person', 'POST', '/v1/people', idempotency_key=idempotency_key, has_key=True, body=body)
        return await self.call(call)

    async def create_plan(self, body: shapes.PlanCreate, *, idempotency_key: str | None = None) -> shapes.Plan:
        """Begin an action plan, as the city whose plan it is. Nobody else sees it, the office included, until the city
        shares it.

        Scope: `action-items:write`.
        """
        call: Call[shapes.Plan] = Call('create_plan', 'POST', '/v1/plans', idempotency_key=idempotency_key, has_key=True, body=body)
        return await self.call(call)

    async def create_plan_action(self, body: shapes.PlanActionCreate, *, idempotency_key: str | None = None) -> shapes.PlanAction:
        """Set up an action in a plan. It begins as planned, and is shared with whom the plan is.

        Scope: `action-items:write`.
        """
        call: Call[shapes.PlanAction] = Call(
            'create_plan_action', 'POST', '/v1/plan-actions', idempotency_key=idempotency_key, has_key=True, body=body
        )
        return await self.call(call)

    async def create_plan_consultation(
        self, body: shapes.PlanConsultationCreate, *, idempotency_key: str | None = None
    ) -> shapes.PlanConsultation:
        """Note down that a draft was sent round or advice asked for. Nobody but the city sees it, unless `shared_with`
        says so.

        Scope: `action-items:write`.
        """
        call: Call[shapes.PlanConsultation] = Call(
            'create_plan_consultation', 'POST', '/v1/plan-consultations', idempotency_key=idempotency_key, has_key=True, body=body
        )
        return await self.call(call)

    async def create_plan_contact(self, body: shapes.PlanContactCreate, *, idempotency_key: str | None = None) -> shapes.PlanContact:
        """Note down with whom the city was in touch about its plan. Nobody but the city sees it, unless `shared_with` says
        so.

        Scope: `action-items:write`.
        """
        call: Call[shapes.PlanContact] = Call(
            'create_plan_contact', 'POST', '/v1/plan-contacts', idempotency_key=idempotency_key, has_key=True, body=body
        )
        return await self.call(call)

    async def create_plan_inventory_item(
        self, body: shapes.PlanInventoryItemCreate, *, idempotency_key: str | None = None
    ) -> shapes.PlanInventoryItem:
        """Put a service, an organisation or a measure into the inventory. Nobody but the city sees it, unless
        `shared_with` says so.

        Scope: `action-items:write`.
        """
        call: Call[shapes.PlanInventoryItem] = Call(
            'create_plan_inventory_item', 'POST', '/v1/plan-inventory-items', idempotency_key=idempotency_key, has_key=True, body=body
        )
        return await self.call(call)

    async def create_plan_meeting(self, body: shapes.PlanMeetingCreate, *, idempotency_key: str | None = None) -> shapes.PlanMeeting:
        """Plan a meeting about a plan, or note one down that was held. Nobody but the city sees it, unless `shared_with`
        says so.

        Scope: `action-items:write`.
        """
        call: Call[shapes.PlanMeeting] = Call(
            'create_plan_meeting', 'POST', '/v1/plan-meetings', idempotency_key=idempotency_key, has_key=True, body=body
        )
        return await self.call(call)

    async def create_plan_risk(self, body: shapes.PlanRiskCreate, *, idempotency_key: str | None = None) -> shapes.PlanRisk:
        """Write down a risk of one's own city's plan. Nobody but the city sees it, unless `shared_with` says so.

        Scope: `action-items:write`.
        """
        call: Call[shapes.PlanRisk] = Call(
            'create_plan_risk', 'POST', '/v1/plan-risks', idempotency_key=idempotency_key, has_key=True, body=body
        )
        return await self.call(call)

    async def create_plan_successor(
        self, plan: str, body: shapes.PlanSuccessorCreate, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.PlanBegun:
        """Begin the plan that follows one that was adopted: a draft of the city alone, with copies of the actions that go
        on.

        Without a list those go on that were evaluated as to be kept or changed; `not_evaluated` has the actions of
        which nobody has said it. The former plan stays as it is; a move of its own has it superseded.

        Scope: `action-items:write`.
        """
        call: Call[shapes.PlanBegun] = Call(
            'create_plan_successor',
            'POST',
            path_of('/v1/plans/{plan}/successors', plan=plan),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_create_plan_successor(self, plan: str, body: shapes.PlanSuccessorCreate, *, version: int | str) -> shapes.DryRun:
        """Only say what `create_plan_successor` would do."""
        call: Call[shapes.DryRun] = Call(
            'create_plan_successor',
            'POST',
            path_of('/v1/plans/{plan}/successors', plan=plan),
            query={'dry_run': True},
            version=version,
            body=body,
        )
        return await self.call(call)

    async def create_practice_question(
        self, body: shapes.PracticeQuestionCreate, *, idempotency_key: str | None = None
    ) -> shapes.PracticeQuestion:
        """Ask another city about a cell of the frame. Whoever coordinates it gets a mail with the cell and the text, and
        nothing else.

        They answer here, and you are told by mail; where you show your address (`show_my_mail`), they may write back to
        it as well. The same city is asked about the same cell once in 30 days; a city sends ten questions in that time.

        Scope: `action-items:write`.
        """
        call: Call[shapes.PracticeQuestion] = Call(
            'create_practice_question', 'POST', '/v1/practice-questions', idempotency_key=idempotency_key, has_key=True, body=body
        )
        return await self.call(call)

    async def create_saved_filter(self, body: shapes.SavedFilterCreate, *, idempotency_key: str | None = None) -> shapes.SavedFilter:
        """Keep the filter of a list under a name. One that you kept under the same name gives way to it."""
        call: Call[shapes.SavedFilter] = Call(
            'create_saved_filter', 'POST', '/v1/saved-filters', idempotency_key=idempotency_key, has_key=True, body=body
        )
        return await self.call(call)

    async def create_session(self, body: shapes.SessionCreate) -> shapes.Session:
        """Sign in: with the link's token, with address and code, with a passkey, with an identity, or as an account of a
        demonstration.

        The answer sets a cookie. A session ends after an hour without use and after twelve hours, a remembered one
        after 30 days. Links, codes and challenges work once.
        """
        call: Call[shapes.Session] = Call('create_session', 'POST', '/v1/sessions', body=body)
        return await self.call(call)

    async def create_sign_in_link(self, body: shapes.SignInLinkCreate) -> shapes.SignInLink:
        """Ask for a mail to sign in with.

        It holds a link and a six-digit code; the code works in this browser only. The answer is the same whether the
        address is known or not.
        """
        call: Call[shapes.SignInLink] = Call('create_sign_in_link', 'POST', '/v1/sign-in-links', body=body)
        return await self.call(call)

    async def create_support_request(
        self, body: shapes.SupportRequestCreate, *, idempotency_key: str | None = None
    ) -> shapes.SupportRequest:
        """Ask the office for help, such as in finding the right output. Any member of the group may; the office is told.

        Scope: `working-groups:write`.
        """
        call: Call[shapes.SupportRequest] = Call(
            'create_support_request', 'POST', '/v1/support-requests', idempotency_key=idempotency_key, has_key=True, body=body
        )
        return await self.call(call)

    async def create_webhook_endpoint(
        self, body: shapes.WebhookEndpointCreate, *, idempotency_key: str | None = None
    ) -> shapes.WebhookEndpointWithSecret:
        """Enter an address that messages shall go to, as Standard Webhooks 1.0 has them: of your client, or of the office
        for a person.

        Only public addresses are taken, by https. It is `pending` at first: within seconds it is sent a
        `webhook_endpoint.challenge`, signed like every message, and is to answer 2xx with `data.challenge` as its whole
        body, or as `challenge` of a JSON object. Then it is `active` and hears of what its owner may see, from that
        moment on. The secret is in this answer and nowhere else.

        Scope: `webhooks:manage`.
        """
        call: Call[shapes.WebhookEndpointWithSecret] = Call(
            'create_webhook_endpoint', 'POST', '/v1/webhook-endpoints', idempotency_key=idempotency_key, has_key=True, body=body
        )
        return await self.call(call)

    async def decide_funding_request(
        self, funding_request: str, body: shapes.FundingDecisionCreate, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.FundingRequest:
        """Record what the board has decided: all of it, a part that is named, or nothing. The lead city is told.

        Scope: `working-groups:write`.
        """
        call: Call[shapes.FundingRequest] = Call(
            'decide_funding_request',
            'POST',
            path_of('/v1/funding-requests/{funding_request}/decisions', funding_request=funding_request),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_decide_funding_request(
        self, funding_request: str, body: shapes.FundingDecisionCreate, *, version: int | str
    ) -> shapes.DryRun:
        """Only say what `decide_funding_request` would do."""
        call: Call[shapes.DryRun] = Call(
            'decide_funding_request',
            'POST',
            path_of('/v1/funding-requests/{funding_request}/decisions', funding_request=funding_request),
            query={'dry_run': True},
            version=version,
            body=body,
        )
        return await self.call(call)

    async def decide_import_rows(
        self, import_: str, body: shapes.ImportDecisionCreate, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.Import:
        """Say of rows which of their candidates they are, that they are new, or that they are left out; every row is
        checked anew.

        What was decided of a row is remembered while its row is kept: the same row in the next file is not asked about
        again.

        Scope: `admin`.
        """
        call: Call[shapes.Import] = Call(
            'decide_import_rows',
            'POST',
            path_of('/v1/imports/{import_}/decisions', import_=import_),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_decide_import_rows(self, import_: str, body: shapes.ImportDecisionCreate, *, version: int | str) -> shapes.DryRun:
        """Only say what `decide_import_rows` would do."""
        call: Call[shapes.DryRun] = Call(
            'decide_import_rows',
            'POST',
            path_of('/v1/imports/{import_}/decisions', import_=import_),
            query={'dry_run': True},
            version=version,
            body=body,
        )
        return await self.call(call)

    async def decide_report(
        self, report: str, body: shapes.ReportDecisionCreate, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.Report:
        """Record the assembly's decision about a tabled report.

        `approved`: at the sitting or by a later decision. `returned`: the report goes back to the group, which revises
        and submits it again; it is then tabled and decided on anew, at the same sitting if there is time.

        Scope: `reports:approve`.
        """
        call: Call[shapes.Report] = Call(
            'decide_report',
            'POST',
            path_of('/v1/reports/{report}/decisions', report=report),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_decide_report(self, report: str, body: shapes.ReportDecisionCreate, *, version: int | str) -> shapes.DryRun:
        """Only say what `decide_report` would do."""
        call: Call[shapes.DryRun] = Call(
            'decide_report',
            'POST',
            path_of('/v1/reports/{report}/decisions', report=report),
            query={'dry_run': True},
            version=version,
            body=body,
        )
        return await self.call(call)

    async def declare_working_group(
        self, working_group: str, body: shapes.DeclarationCreate, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.WorkingGroup:
        """Declare at an assembly that the group continues, or that its work is complete.

        `complete` takes effect on the assembly's day: at once when the day has come, else by itself on it. The group
        stays readable for ever, its outputs too. A second declaration at the same assembly is the office's correction,
        with a reason.

        Scope: `reports:write`.
        """
        call: Call[shapes.WorkingGroup] = Call(
            'declare_working_group',
            'POST',
            path_of('/v1/working-groups/{working_group}/declarations', working_group=working_group),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_declare_working_group(
        self, working_group: str, body: shapes.DeclarationCreate, *, version: int | str
    ) -> shapes.DryRun:
        """Only say what `declare_working_group` would do."""
        call: Call[shapes.DryRun] = Call(
            'declare_working_group',
            'POST',
            path_of('/v1/working-groups/{working_group}/declarations', working_group=working_group),
            query={'dry_run': True},
            version=version,
            body=body,
        )
        return await self.call(call)

    async def decline_group_invitation(
        self, group_invitation: str, body: shapes.GroupInvitationDeclineCreate, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.GroupInvitation:
        """Decline an invitation for the city; the office may record it on the city's behalf. The lead city and the office
        are told.

        The city can still join at any time.

        Scope: `working-groups:write`.
        """
        call: Call[shapes.GroupInvitation] = Call(
            'decline_group_invitation',
            'POST',
            path_of('/v1/group-invitations/{group_invitation}/declines', group_invitation=group_invitation),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_decline_group_invitation(
        self, group_invitation: str, body: shapes.GroupInvitationDeclineCreate, *, version: int | str
    ) -> shapes.DryRun:
        """Only say what `decline_group_invitation` would do."""
        call: Call[shapes.DryRun] = Call(
            'decline_group_invitation',
            'POST',
            path_of('/v1/group-invitations/{group_invitation}/declines', group_invitation=group_invitation),
            query={'dry_run': True},
            version=version,
            body=body,
        )
        return await self.call(call)

    async def decline_invitation(self, body: shapes.InvitationToken) -> shapes.InvitationRefusal:
        """Decline an invitation: it reached somebody who is not meant, or does not want the role. Its link no longer
        works.
        """
        call: Call[shapes.InvitationRefusal] = Call('decline_invitation', 'POST', '/v1/invitation-refusals', body=body)
        return await self.call(call)

    async def discard_import(self, import_: str, *, version: int | str, idempotency_key: str | None = None) -> shapes.Import:
        """Let go of a file that was not applied. Its rows are deleted at once; that it was there stays known.

        Scope: `admin`.
        """
        call: Call[shapes.Import] = Call(
            'discard_import',
            'POST',
            path_of('/v1/imports/{import_}/discards', import_=import_),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
        )
        return await self.call(call)

    async def try_out_discard_import(self, import_: str, *, version: int | str) -> shapes.DryRun:
        """Only say what `discard_import` would do."""
        call: Call[shapes.DryRun] = Call(
            'discard_import', 'POST', path_of('/v1/imports/{import_}/discards', import_=import_), query={'dry_run': True}, version=version
        )
        return await self.call(call)

    async def draft_report(
        self, report: str, body: shapes.DraftingCreate | None = None, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.Report:
        """Draft a report from what the group has recorded since the assembly before: members, meetings, outputs, action
        items.

        Each sentence is about one record and stands on a line of its own, in the report's language, within the word
        limit. Drafted again it is brought up to date; what a person has written or changed stays, and what they took
        out stays out.

        Scope: `reports:write`.
        """
        call: Call[shapes.Report] = Call(
            'draft_report',
            'POST',
            path_of('/v1/reports/{report}/drafts', report=report),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_draft_report(self, report: str, body: shapes.DraftingCreate | None = None, *, version: int | str) -> shapes.DryRun:
        """Only say what `draft_report` would do."""
        call: Call[shapes.DryRun] = Call(
            'draft_report',
            'POST',
            path_of('/v1/reports/{report}/drafts', report=report),
            query={'dry_run': True},
            version=version,
            body=body,
        )
        return await self.call(call)

    async def end_api_client(self, api_client: str, *, version: int | str) -> None:
        """End a machine client, with effect at once: its secrets and the tokens it still has are refused from now on.

        Its mandates are withdrawn with it.

        Scope: `admin`.
        """
        call: Call[None] = Call('end_api_client', 'DELETE', path_of('/v1/api-clients/{api_client}', api_client=api_client), version=version)
        return await self.call(call)

    async def end_api_client_secret(
        self, api_client: str, secret_id: str, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.ApiClient:
        """End one secret of a machine client: no token is given for it from now on. If-Match names the version of the
        client.

        Tokens that were given for it are good for the rest of their ten minutes; end the client to have them refused at
        once.

        Scope: `admin`.
        """
        call: Call[shapes.ApiClient] = Call(
            'end_api_client_secret',
            'POST',
            path_of('/v1/api-clients/{api_client}/secrets/{secret_id}/ending', api_client=api_client, secret_id=secret_id),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
        )
        return await self.call(call)

    async def try_out_end_api_client_secret(self, api_client: str, secret_id: str, *, version: int | str) -> shapes.DryRun:
        """Only say what `end_api_client_secret` would do."""
        call: Call[shapes.DryRun] = Call(
            'end_api_client_secret',
            'POST',
            path_of('/v1/api-clients/{api_client}/secrets/{secret_id}/ending', api_client=api_client, secret_id=secret_id),
            query={'dry_run': True},
            version=version,
        )
        return await self.call(call)

    async def end_membership(
        self, membership_id: str, body: shapes.EndingCreate, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.Membership:
        """End a membership: leave a group, or a network and with it all its groups.

        The lead city hands over first; the office may end a lead's membership with a reason, and the group then needs a
        lead.

        An organisation leaves as it likes, by its contact or having told the office; the lead city or the office ends
        its participation with a reason that it is told.

        Scope: `memberships:write`.
        """
        call: Call[shapes.Membership] = Call(
            'end_membership',
            'POST',
            path_of('/v1/memberships/{membership_id}/ending', membership_id=membership_id),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_end_membership(self, membership_id: str, body: shapes.EndingCreate, *, version: int | str) -> shapes.DryRun:
        """Only say what `end_membership` would do."""
        call: Call[shapes.DryRun] = Call(
            'end_membership',
            'POST',
            path_of('/v1/memberships/{membership_id}/ending', membership_id=membership_id),
            query={'dry_run': True},
            version=version,
            body=body,
        )
        return await self.call(call)

    async def end_other_sessions(self) -> None:
        """Sign out everywhere else: every browser of yours but this one."""
        call: Call[None] = Call('end_other_sessions', 'DELETE', '/v1/sessions')
        return await self.call(call)

    async def end_role(
        self, role_id: str, body: shapes.RoleEndingCreate, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.RoleTerm:
        """End a role today, or on a day in the past that the office records with a reason.

        The term stays on record, and every session of the person ends at once. A city ends the roles that are held for
        it.

        Scope: `people:write`.
        """
        call: Call[shapes.RoleTerm] = Call(
            'end_role',
            'POST',
            path_of('/v1/roles/{role_id}/ending', role_id=role_id),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_end_role(self, role_id: str, body: shapes.RoleEndingCreate, *, version: int | str) -> shapes.DryRun:
        """Only say what `end_role` would do."""
        call: Call[shapes.DryRun] = Call(
            'end_role', 'POST', path_of('/v1/roles/{role_id}/ending', role_id=role_id), query={'dry_run': True}, version=version, body=body
        )
        return await self.call(call)

    async def end_session(self, session: str) -> None:
        """Sign out, here or in another browser of yours. It needs no If-Match: a session never changes, it only ends."""
        call: Call[None] = Call('end_session', 'DELETE', path_of('/v1/sessions/{session}', session=session))
        return await self.call(call)

    async def end_webhook_endpoint(self, webhook_endpoint: str, *, version: int | str) -> None:
        """End an address: what waits for it is dropped and its secrets are forgotten. It ends by itself when its client is
        ended.

        Scope: `webhooks:manage`.
        """
        call: Call[None] = Call(
            'end_webhook_endpoint',
            'DELETE',
            path_of('/v1/webhook-endpoints/{webhook_endpoint}', webhook_endpoint=webhook_endpoint),
            version=version,
        )
        return await self.call(call)

    async def erase_person(
        self, person_id: str, body: shapes.ErasureCreate, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.Person:
        """Erase a person, for good: as an administrator of the office, with a reason, or yourself.

        Name, mail address, contact points and whatever else is tagged personal go, here and out of what waits to be
        sent; roles, sessions and invitations to them end. Records that they made stay, by an id that leads nowhere. The
        last administrator of an office names another first, the last coordinator of a city hands over first, unless the
        office erases them. A backup from before is no way back: what is restored from it is erased again. Whoever was
        erased already is answered as they are.

        Scope: `people:write`.
        """
        call: Call[shapes.Person] = Call(
            'erase_person',
            'POST',
            path_of('/v1/people/{person_id}/erasures', person_id=person_id),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_erase_person(self, person_id: str, body: shapes.ErasureCreate, *, version: int | str) -> shapes.DryRun:
        """Only say what `erase_person` would do."""
        call: Call[shapes.DryRun] = Call(
            'erase_person',
            'POST',
            path_of('/v1/people/{person_id}/erasures', person_id=person_id),
            query={'dry_run': True},
            version=version,
            body=body,
        )
        return await self.call(call)

    async def export_action_items(
        self,
        format_: Literal['ndjson', 'csv', 'xlsx'],
        *,
        network_id: str | None = None,
        working_group_id: str | None = None,
        responsible_city_id: str | None = None,
        stage: Literal['planned', 'in_progress', 'completed', 'postponed', 'cancelled'] | None = None,
        responsible_person_id: str | None = None,
        meeting_id: str | None = None,
        late: bool | None = None,
        stale: bool | None = None,
        q: str | None = None,
    ) -> bytes:
        """Export action items. Late and stale are as of the moment of reading.

        `ndjson` has a line for each record, in the shape that the list has. `csv` (UTF-8 with a byte order mark,
        commas, a row of names) and `xlsx` have these columns: `id`, `version`, `network_id`, `working_group.slug`,
        `title`, `description`, `origin`, `addressees`, `target_groups`, `city_function`, `horizon`,
        `responsible_city.slug`, `responsible_person_id`, `starts_on`, `due_on`, `completion_criterion`, `budget_note`,
        `meeting_id`, `stage`, `percent`, `last_progress_on`, `late`, `stale`, `visibility`, `source`, `demonstration`,
        `created_at`, `updated_at`.

        Several values in one cell have `; ` between them (a semicolon of their own has a backslash in front). Moments
        are UTC. A text that begins with one of `= + - @`, a tab or a line end, be it after apostrophes, has one more
        apostrophe in front, so that no spreadsheet takes it for a formula: take that one away when you read it. An
        export holds no more than the list shows you; it is sent while it is read, and one that breaks off is not whole.

        Scope: `action-items:read`.
        """
        call: Call[bytes] = Call(
            'export_action_items',
            'GET',
            path_of('/v1/exports/action-items.{format_}', format_=format_),
            query={
                'network_id': network_id,
                'working_group_id': working_group_id,
                'responsible_city_id': responsible_city_id,
                'stage': stage,
                'responsible_person_id': responsible_person_id,
                'meeting_id': meeting_id,
                'late': late,
                'stale': stale,
                'q': q,
            },
        )
        return await self.call(call)

    async def export_assemblies(
        self, format_: Literal['ndjson', 'csv', 'xlsx'], *, network_id: str | None = None, stage: Literal['announced', 'held'] | None = None
    ) -> bytes:
        """Export assemblies.

        `ndjson` has a line for each record, in the shape that the list has. `csv` (UTF-8 with a byte order mark,
        commas, a row of names) and `xlsx` have these columns: `id`, `version`, `network_id`, `title`, `held_on`,
        `place`, `host_city.slug`, `mode`, `stage`, `source`, `demonstration`, `created_at`, `updated_at`,
        `present_report_id`.

        Several values in one cell have `; ` between them (a semicolon of their own has a backslash in front). Moments
        are UTC. A text that begins with one of `= + - @`, a tab or a line end, be it after apostrophes, has one more
        apostrophe in front, so that no spreadsheet takes it for a formula: take that one away when you read it. An
        export holds no more than the list shows you; it is sent while it is read, and one that breaks off is not whole.

        Scope: `reports:read`.
        """
        call: Call[bytes] = Call(
            'export_assemblies',
            'GET',
            path_of('/v1/exports/assemblies.{format_}', format_=format_),
            query={'network_id': network_id, 'stage': stage},
        )
        return await self.call(call)

    async def export_by_laws(self, format_: Literal['ndjson', 'csv', 'xlsx'], *, network_id: str | None = None) -> bytes:
        """Export the by-laws of networks, every version.

        `ndjson` has a line for each record, in the shape that the list has. `csv` (UTF-8 with a byte order mark,
        commas, a row of names) and `xlsx` have these columns: `id`, `version`, `network_id`, `number`, `valid_from`,
        `min_cities`, `min_countries`, `broadcast_hold_hours`, `report_after_days`, `report_cadence_months`,
        `report_word_limit`, `index_interval_months`, `plan_review_min_months`, `plan_review_max_months`,
        `department_meetings_min`, `department_meetings_max`, `stale_after_days`, `sponsorship_condition`,
        `reminder_days_before`, `reminder_days_after`, `reminder_every_days`, `working_languages`, `time_zone`,
        `source`, `demonstration`, `created_at`, `updated_at`.

        Several values in one cell have `; ` between them (a semicolon of their own has a backslash in front). Moments
        are UTC. A text that begins with one of `= + - @`, a tab or a line end, be it after apostrophes, has one more
        apostrophe in front, so that no spreadsheet takes it for a formula: take that one away when you read it. An
        export holds no more than the list shows you; it is sent while it is read, and one that breaks off is not whole.
        """
        call: Call[bytes] = Call(
            'export_by_laws', 'GET', path_of('/v1/exports/by-laws.{format_}', format_=format_), query={'network_id': network_id}
        )
        return await self.call(call)

    async def export_calls_for_interest(
        self,
        format_: Literal['ndjson', 'csv', 'xlsx'],
        *,
        network_id: str | None = None,
        city_id: str | None = None,
        working_group_id: str | None = None,
        stage: Literal['idea', 'open', 'proposed', 'withdrawn'] | None = None,
    ) -> bytes:
        """Export calls for interest, each with the answers that are yours to see; what was said beside an answer is in the
        list.

        `ndjson` has a line for each record, in the shape that the list has. `csv` (UTF-8 with a byte order mark,
        commas, a row of names) and `xlsx` have these columns: `id`, `version`, `network_id`, `city.slug`, `title`,
        `aims`, `stage`, `closes_on`, `sent_at`, `asked_count`, `answers`, `working_group.slug`, `withdrawal_reason`,
        `source`, `demonstration`, `created_at`, `updated_at`.

        Several values in one cell have `; ` between them (a semicolon of their own has a backslash in front). Moments
        are UTC. A text that begins with one of `= + - @`, a tab or a line end, be it after apostrophes, has one more
        apostrophe in front, so that no spreadsheet takes it for a formula: take that one away when you read it. An
        export holds no more than the list shows you; it is sent while it is read, and one that breaks off is not whole.

        Scope: `working-groups:read`.
        """
        call: Call[bytes] = Call(
            'export_calls_for_interest',
            'GET',
            path_of('/v1/exports/calls-for-interest.{format_}', format_=format_),
            query={'network_id': network_id, 'city_id': city_id, 'working_group_id': working_group_id, 'stage': stage},
        )
        return await self.call(call)

    async def export_cities(
        self,
        format_: Literal['ndjson', 'csv', 'xlsx'],
        *,
        network_id: str | None = None,
        country_code: str | None = None,
        kind: Literal['city', 'other_local_authority'] | None = None,
        identifier: str | None = None,
        silent_in: str | None = None,
        q: str | None = None,
    ) -> bytes:
        """Export cities and other local authorities.

        `ndjson` has a line for each record, in the shape that the list has. `csv` (UTF-8 with a byte order mark,
        commas, a row of names) and `xlsx` have these columns: `id`, `version`, `slug`, `name`, `other_names`, `kind`,
        `country_code`, `latitude`, `longitude`, `identifiers`, `source`, `demonstration`, `created_at`, `updated_at`.

        Several values in one cell have `; ` between them (a semicolon of their own has a backslash in front). Moments
        are UTC. A text that begins with one of `= + - @`, a tab or a line end, be it after apostrophes, has one more
        apostrophe in front, so that no spreadsheet takes it for a formula: take that one away when you read it. An
        export holds no more than the list shows you; it is sent while it is read, and one that breaks off is not whole.

        Scope: `cities:read`.
        """
        call: Call[bytes] = Call(
            'export_cities',
            'GET',
            path_of('/v1/exports/cities.{format_}', format_=format_),
            query={
                'network_id': network_id,
                'country_code': country_code,
                'kind': kind,
                'identifier': identifier,
                'silent_in': silent_in,
                'q': q,
            },
        )
        return await self.call(call)

    async def export_city_catalogue(
        self, format_: Literal['ndjson', 'csv', 'xlsx'], *, q: str | None = None, country_code: str | None = None
    ) -> bytes:
        """Export the catalogue of the world’s cities, the biggest first. GeoNames (https://www.geonames.org), CC BY 4.0.

        `ndjson` has a line for each record, in the shape that the list has. `csv` (UTF-8 with a byte order mark,
        commas, a row of names) and `xlsx` have these columns: `geonames_id`, `name`, `country_code`, `country_name`,
        `region`, `population`, `latitude`, `longitude`, `time_zone`, `city_id`.

        Several values in one cell have `; ` between them (a semicolon of their own has a backslash in front). Moments
        are UTC. A text that begins with one of `= + - @`, a tab or a line end, be it after apostrophes, has one more
        apostrophe in front, so that no spreadsheet takes it for a formula: take that one away when you read it. An
        export holds no more than the list shows you; it is sent while it is read, and one that breaks off is not whole.

        Scope: `cities:read`.
        """
        call: Call[bytes] = Call(
            'export_city_catalogue',
            'GET',
            path_of('/v1/exports/city-catalogue.{format_}', format_=format_),
            query={'q': q, 'country_code': country_code},
        )
        return await self.call(call)

    async def export_contact_points(
        self,
        format_: Literal['ndjson', 'csv', 'xlsx'],
        *,
        network_id: str | None = None,
        city_id: str | None = None,
        person_id: str | None = None,
        working_group_id: str | None = None,
    ) -> bytes:
        """Export contact points. People who export have signed in less than a quarter of an hour ago.

        `ndjson` has a line for each record, in the shape that the list has. `csv` (UTF-8 with a byte order mark,
        commas, a row of names) and `xlsx` have these columns: `id`, `version`, `network_id`, `person_id`, `kind`,
        `value`, `visibility`, `consented_on`, `ended_on`, `demonstration`, `created_at`, `updated_at`.

        Several values in one cell have `; ` between them (a semicolon of their own has a backslash in front). Moments
        are UTC. A text that begins with one of `= + - @`, a tab or a line end, be it after apostrophes, has one more
        apostrophe in front, so that no spreadsheet takes it for a formula: take that one away when you read it. An
        export holds no more than the list shows you; it is sent while it is read, and one that breaks off is not whole.

        Scope: `people:read`.
        """
        call: Call[bytes] = Call(
            'export_contact_points',
            'GET',
            path_of('/v1/exports/contact-points.{format_}', format_=format_),
            query={'network_id': network_id, 'city_id': city_id, 'person_id': person_id, 'working_group_id': working_group_id},
        )
        return await self.call(call)

    async def export_decisions(
        self,
        format_: Literal['ndjson', 'csv', 'xlsx'],
        *,
        network_id: str | None = None,
        working_group_id: str | None = None,
        report_id: str | None = None,
    ) -> bytes:
        """Export what assemblies decided about reports. Comments are for the group and the office.

        `ndjson` has a line for each record, in the shape that the list has. `csv` (UTF-8 with a byte order mark,
        commas, a row of names) and `xlsx` have these columns: `id`, `version`, `network_id`, `working_group.slug`,
        `report_id`, `submission_id`, `outcome`, `comment`, `decided_on`, `source`, `demonstration`, `created_at`,
        `updated_at`.

        Several values in one cell have `; ` between them (a semicolon of their own has a backslash in front). Moments
        are UTC. A text that begins with one of `= + - @`, a tab or a line end, be it after apostrophes, has one more
        apostrophe in front, so that no spreadsheet takes it for a formula: take that one away when you read it. An
        export holds no more than the list shows you; it is sent while it is read, and one that breaks off is not whole.

        Scope: `reports:read`.
        """
        call: Call[bytes] = Call(
            'export_decisions',
            'GET',
            path_of('/v1/exports/decisions.{format_}', format_=format_),
            query={'network_id': network_id, 'working_group_id': working_group_id, 'report_id': report_id},
        )
        return await self.call(call)

    async def export_declarations(
        self,
        format_: Literal['ndjson', 'csv', 'xlsx'],
        *,
        network_id: str | None = None,
        working_group_id: str | None = None,
        assembly_id: str | None = None,
    ) -> bytes:
        """Export what working groups declared at assemblies.

        `ndjson` has a line for each record, in the shape that the list has. `csv` (UTF-8 with a byte order mark,
        commas, a row of names) and `xlsx` have these columns: `id`, `version`, `network_id`, `working_group.slug`,
        `assembly.id`, `assembly.title`, `assembly.held_on`, `choice`, `reason`, `declared_on`, `effective_at`,
        `source`, `demonstration`, `created_at`, `updated_at`.

        Several values in one cell have `; ` between them (a semicolon of their own has a backslash in front). Moments
        are UTC. A text that begins with one of `= + - @`, a tab or a line end, be it after apostrophes, has one more
        apostrophe in front, so that no spreadsheet takes it for a formula: take that one away when you read it. An
        export holds no more than the list shows you; it is sent while it is read, and one that breaks off is not whole.

        Scope: `reports:read`.
        """
        call: Call[bytes] = Call(
            'export_declarations',
            'GET',
            path_of('/v1/exports/declarations.{format_}', format_=format_),
            query={'network_id': network_id, 'working_group_id': working_group_id, 'assembly_id': assembly_id},
        )
        return await self.call(call)

    async def export_departments(
        self, format_: Literal['ndjson', 'csv', 'xlsx'], *, network_id: str | None = None, city_id: str | None = None
    ) -> bytes:
        """Export departments of cities' administrations.

        `ndjson` has a line for each record, in the shape that the list has. `csv` (UTF-8 with a byte order mark,
        commas, a row of names) and `xlsx` have these columns: `id`, `version`, `network_id`, `city_id`, `name`,
        `ended_on`, `demonstration`, `created_at`, `updated_at`.

        Several values in one cell have `; ` between them (a semicolon of their own has a backslash in front). Moments
        are UTC. A text that begins with one of `= + - @`, a tab or a line end, be it after apostrophes, has one more
        apostrophe in front, so that no spreadsheet takes it for a formula: take that one away when you read it. An
        export holds no more than the list shows you; it is sent while it is read, and one that breaks off is not whole.

        Scope: `cities:read`.
        """
        call: Call[bytes] = Call(
            'export_departments',
            'GET',
            path_of('/v1/exports/departments.{format_}', format_=format_),
            query={'network_id': network_id, 'city_id': city_id},
        )
        return await self.call(call)

    async def export_documents(
        self,
        format_: Literal['ndjson', 'csv', 'xlsx'],
        *,
        network_id: str | None = None,
        working_group_id: str | None = None,
        language: str | None = None,
        q: str | None = None,
    ) -> bytes:
        """Export what is known of documents; their bytes are read one by one.

        `ndjson` has a line for each record, in the shape that the list has. `csv` (UTF-8 with a byte order mark,
        commas, a row of names) and `xlsx` have these columns: `id`, `version`, `network_id`, `working_group.slug`,
        `title`, `file_name`, `media_type`, `size`, `sha256`, `language`, `visibility`, `source`, `demonstration`,
        `created_at`, `updated_at`, `redaction.redacted_at`, `redaction.reason`.

        Several values in one cell have `; ` between them (a semicolon of their own has a backslash in front). Moments
        are UTC. A text that begins with one of `= + - @`, a tab or a line end, be it after apostrophes, has one more
        apostrophe in front, so that no spreadsheet takes it for a formula: take that one away when you read it. An
        export holds no more than the list shows you; it is sent while it is read, and one that breaks off is not whole.

        Scope: `working-groups:read`.
        """
        call: Call[bytes] = Call(
            'export_documents',
            'GET',
            path_of('/v1/exports/documents.{format_}', format_=format_),
            query={'network_id': network_id, 'working_group_id': working_group_id, 'language': language, 'q': q},
        )
        return await self.call(call)

    async def export_funding_requests(
        self,
        format_: Literal['ndjson', 'csv', 'xlsx'],
        *,
        network_id: str | None = None,
        working_group_id: str | None = None,
        stage: Literal['submitted', 'approved', 'partly_approved', 'rejected', 'withdrawn'] | None = None,
        q: str | None = None,
    ) -> bytes:
        """Export funding requests.

        `ndjson` has a line for each record, in the shape that the list has. `csv` (UTF-8 with a byte order mark,
        commas, a row of names) and `xlsx` have these columns: `id`, `version`, `network_id`, `working_group.slug`,
        `title`, `project_idea`, `amount_requested.amount`, `amount_requested.currency`, `amount_granted.amount`,
        `amount_granted.currency`, `stage`, `decided_on`, `decision_comment`, `withdrawal_reason`, `source`,
        `demonstration`, `created_at`, `updated_at`.

        Several values in one cell have `; ` between them (a semicolon of their own has a backslash in front). Moments
        are UTC. A text that begins with one of `= + - @`, a tab or a line end, be it after apostrophes, has one more
        apostrophe in front, so that no spreadsheet takes it for a formula: take that one away when you read it. An
        export holds no more than the list shows you; it is sent while it is read, and one that breaks off is not whole.

        Scope: `working-groups:read`.
        """
        call: Call[bytes] = Call(
            'export_funding_requests',
            'GET',
            path_of('/v1/exports/funding-requests.{format_}', format_=format_),
            query={'network_id': network_id, 'working_group_id': working_group_id, 'stage': stage, 'q': q},
        )
        return await self.call(call)

    async def export_good_practices(
        self,
        format_: Literal['ndjson', 'csv', 'xlsx'],
        *,
        network_id: str | None = None,
        city_id: str | None = None,
        commitment: int | None = None,
        track: int | None = None,
        theme: Literal[
            'action_plans',
            'anti_muslim_racism',
            'antisemitism',
            'awareness',
            'city_administration',
            'civil_society',
            'counselling',
            'culture',
            'education',
            'employment',
            'hate_crime',
            'housing',
            'intercultural_living',
            'integration',
            'monitoring',
            'participation',
        ]
        | None = None,
        language: str | None = None,
        publication: str | None = None,
        stage: Literal['draft', 'published', 'withdrawn'] | None = None,
        q: str | None = None,
    ) -> bytes:
        """Export good practices.

        `ndjson` has a line for each record, in the shape that the list has. `csv` (UTF-8 with a byte order mark,
        commas, a row of names) and `xlsx` have these columns: `id`, `version`, `network_id`, `city.slug`, `city.name`,
        `city.country_code`, `city_name`, `country_code`, `title`, `summary`, `cells`, `themes`, `languages`, `year`,
        `url`, `publication`, `asked_by`, `stage`, `shared_with`, `published_on`, `source`, `demonstration`,
        `created_at`, `updated_at`.

        Several values in one cell have `; ` between them (a semicolon of their own has a backslash in front). Moments
        are UTC. A text that begins with one of `= + - @`, a tab or a line end, be it after apostrophes, has one more
        apostrophe in front, so that no spreadsheet takes it for a formula: take that one away when you read it. An
        export holds no more than the list shows you; it is sent while it is read, and one that breaks off is not whole.

        Scope: `action-items:read`.
        """
        call: Call[bytes] = Call(
            'export_good_practices',
            'GET',
            path_of('/v1/exports/good-practices.{format_}', format_=format_),
            query={
                'network_id': network_id,
                'city_id': city_id,
                'commitment': commitment,
                'track': track,
                'theme': theme,
                'language': language,
                'publication': publication,
                'stage': stage,
                'q': q,
            },
        )
        return await self.call(call)

    async def export_group_invitations(
        self,
        format_: Literal['ndjson', 'csv', 'xlsx'],
        *,
        network_id: str | None = None,
        working_group_id: str | None = None,
        city_id: str | None = None,
        stage: Literal['invited', 'confirmed', 'declined', 'withdrawn', 'lapsed'] | None = None,
    ) -> bytes:
        """Export the invitations of cities into working groups, each with what became of it.

        `ndjson` has a line for each record, in the shape that the list has. `csv` (UTF-8 with a byte order mark,
        commas, a row of names) and `xlsx` have these columns: `id`, `version`, `network_id`, `working_group.slug`,
        `city.slug`, `city.name`, `city.country_code`, `leads`, `stage`, `reason`, `source`, `demonstration`,
        `created_at`, `updated_at`.

        Several values in one cell have `; ` between them (a semicolon of their own has a backslash in front). Moments
        are UTC. A text that begins with one of `= + - @`, a tab or a line end, be it after apostrophes, has one more
        apostrophe in front, so that no spreadsheet takes it for a formula: take that one away when you read it. An
        export holds no more than the list shows you; it is sent while it is read, and one that breaks off is not whole.

        Scope: `working-groups:read`.
        """
        call: Call[bytes] = Call(
            'export_group_invitations',
            'GET',
            path_of('/v1/exports/group-invitations.{format_}', format_=format_),
            query={'network_id': network_id, 'working_group_id': working_group_id, 'city_id': city_id, 'stage': stage},
        )
        return await self.call(call)

    async def export_leads(
        self,
        format_: Literal['ndjson', 'csv', 'xlsx'],
        *,
        network_id: str | None = None,
        working_group_id: str | None = None,
        city_id: str | None = None,
        as_of: str | None = None,
    ) -> bytes:
        """Export who led which working group when.

        `ndjson` has a line for each record, in the shape that the list has. `csv` (UTF-8 with a byte order mark,
        commas, a row of names) and `xlsx` have these columns: `id`, `version`, `network_id`, `working_group_id`,
        `city.slug`, `city.name`, `city.country_code`, `start_date`, `start_precision`, `end_date`, `end_reason`,
        `source`, `demonstration`, `created_at`, `updated_at`.

        Several values in one cell have `; ` between them (a semicolon of their own has a backslash in front). Moments
        are UTC. A text that begins with one of `= + - @`, a tab or a line end, be it after apostrophes, has one more
        apostrophe in front, so that no spreadsheet takes it for a formula: take that one away when you read it. An
        export holds no more than the list shows you; it is sent while it is read, and one that breaks off is not whole.

        Scope: `working-groups:read`.
        """
        call: Call[bytes] = Call(
            'export_leads',
            'GET',
            path_of('/v1/exports/leads.{format_}', format_=format_),
            query={'network_id': network_id, 'working_group_id': working_group_id, 'city_id': city_id, 'as_of': as_of},
        )
        return await self.call(call)

    async def export_meetings(
        self,
        format_: Literal['ndjson', 'csv', 'xlsx'],
        *,
        network_id: str | None = None,
        working_group_id: str | None = None,
        stage: Literal['scheduled', 'held', 'cancelled'] | None = None,
        series_id: str | None = None,
        starts_after: str | None = None,
        starts_before: str | None = None,
        q: str | None = None,
    ) -> bytes:
        """Export meetings.

        `ndjson` has a line for each record, in the shape that the list has. `csv` (UTF-8 with a byte order mark,
        commas, a row of names) and `xlsx` have these columns: `id`, `version`, `network_id`, `working_group.slug`,
        `title`, `starts_at`, `ends_at`, `time_zone`, `mode`, `place`, `joining_link`, `host_city.slug`, `agenda`,
        `stage`, `held_on`, `minutes`, `minutes_document_id`, `attendance`, `cancellation_reason`, `visibility`,
        `source`, `demonstration`, `created_at`, `updated_at`, `decisions`, `series_id`.

        Several values in one cell have `; ` between them (a semicolon of their own has a backslash in front). Moments
        are UTC. A text that begins with one of `= + - @`, a tab or a line end, be it after apostrophes, has one more
        apostrophe in front, so that no spreadsheet takes it for a formula: take that one away when you read it. An
        export holds no more than the list shows you; it is sent while it is read, and one that breaks off is not whole.

        Scope: `working-groups:read`.
        """
        call: Call[bytes] = Call(
            'export_meetings',
            'GET',
            path_of('/v1/exports/meetings.{format_}', format_=format_),
            query={
                'network_id': network_id,
                'working_group_id': working_group_id,
                'stage': stage,
                'series_id': series_id,
                'starts_after': starts_after,
                'starts_before': starts_before,
                'q': q,
            },
        )
        return await self.call(call)

    async def export_memberships(
        self,
        format_: Literal['ndjson', 'csv', 'xlsx'],
        *,
        network_id: str | None = None,
        working_group_id: str | None = None,
        city_id: str | None = None,
        organisation_id: str | None = None,
        stage: Literal['applicant', 'active', 'suspended'] | None = None,
        ended: bool | None = None,
        as_of: str | None = None,
    ) -> bytes:
        """Export memberships, in networks and in groups, lasting and ended.

        `ndjson` has a line for each record, in the shape that the list has. `csv` (UTF-8 with a byte order mark,
        commas, a row of names) and `xlsx` have these columns: `id`, `version`, `network_id`, `working_group_id`,
        `member.kind`, `member.slug`, `member.name`, `member.country_code`, `role`, `stage`, `start_date`, `end_date`,
        `end_reason`, `imported`, `source`, `demonstration`, `created_at`, `updated_at`, `start_precision`, `city_id`,
        `organisation_id`.

        Several values in one cell have `; ` between them (a semicolon of their own has a backslash in front). Moments
        are UTC. A text that begins with one of `= + - @`, a tab or a line end, be it after apostrophes, has one more
        apostrophe in front, so that no spreadsheet takes it for a formula: take that one away when you read it. An
        export holds no more than the list shows you; it is sent while it is read, and one that breaks off is not whole.

        Scope: `memberships:read`.
        """
        call: Call[bytes] = Call(
            'export_memberships',
            'GET',
            path_of('/v1/exports/memberships.{format_}', format_=format_),
            query={
                'network_id': network_id,
                'working_group_id': working_group_id,
                'city_id': city_id,
                'organisation_id': organisation_id,
                'stage': stage,
                'ended': ended,
                'as_of': as_of,
            },
        )
        return await self.call(call)

    async def export_networks(self, format_: Literal['ndjson', 'csv', 'xlsx']) -> bytes:
        """Export networks.

        `ndjson` has a line for each record, in the shape that the list has. `csv` (UTF-8 with a byte order mark,
        commas, a row of names) and `xlsx` have these columns: `id`, `version`, `slug`, `name`, `parent_id`,
        `operated_by`, `partner`, `stage`, `working_languages`, `time_zone`, `founded.value`, `founded.precision`,
        `source`, `demonstration`, `created_at`, `updated_at`.

        Several values in one cell have `; ` between them (a semicolon of their own has a backslash in front). Moments
        are UTC. A text that begins with one of `= + - @`, a tab or a line end, be it after apostrophes, has one more
        apostrophe in front, so that no spreadsheet takes it for a formula: take that one away when you read it. An
        export holds no more than the list shows you; it is sent while it is read, and one that breaks off is not whole.
        """
        call: Call[bytes] = Call('export_networks', 'GET', path_of('/v1/exports/networks.{format_}', format_=format_))
        return await self.call(call)

    async def export_obligations(
        self,
        format_: Literal['ndjson', 'csv', 'xlsx'],
        *,
        network_id: str | None = None,
        working_group_id: str | None = None,
        city_id: str | None = None,
        assembly_id: str | None = None,
        duty: Literal['group_report', 'declaration'] | None = None,
        stage: Literal['open', 'late', 'met', 'met_late', 'waived', 'lapsed'] | None = None,
    ) -> bytes:
        """Export what working groups owe their network, the latest day first, as of the moment of reading.

        `ndjson` has a line for each record, in the shape that the list has. `csv` (UTF-8 with a byte order mark,
        commas, a row of names) and `xlsx` have these columns: `id`, `network_id`, `duty`, `working_group.slug`,
        `lead_city.slug`, `assembly.id`, `assembly.title`, `assembly.held_on`, `due_on`, `stage`, `because`,
        `evidence.type`, `evidence.id`, `evidence.done_on`, `dispensation.id`, `dispensation.until`,
        `dispensation.reason`, `dispensation.granted_on`, `report_id`, `act`, `link`.

        Several values in one cell have `; ` between them (a semicolon of their own has a backslash in front). Moments
        are UTC. A text that begins with one of `= + - @`, a tab or a line end, be it after apostrophes, has one more
        apostrophe in front, so that no spreadsheet takes it for a formula: take that one away when you read it. An
        export holds no more than the list shows you; it is sent while it is read, and one that breaks off is not whole.

        Scope: `reports:read`.
        """
        call: Call[bytes] = Call(
            'export_obligations',
            'GET',
            path_of('/v1/exports/obligations.{format_}', format_=format_),
            query={
                'network_id': network_id,
                'working_group_id': working_group_id,
                'city_id': city_id,
                'assembly_id': assembly_id,
                'duty': duty,
                'stage': stage,
            },
        )
        return await self.call(call)

    async def export_organisations(
        self,
        format_: Literal['ndjson', 'csv', 'xlsx'],
        *,
        kind: Literal['civil_society', 'network', 'institution', 'university'] | None = None,
        identifier: str | None = None,
        q: str | None = None,
    ) -> bytes:
        """Export organisations.

        `ndjson` has a line for each record, in the shape that the list has. `csv` (UTF-8 with a byte order mark,
        commas, a row of names) and `xlsx` have these columns: `id`, `version`, `slug`, `name`, `kind`, `country_code`,
        `source`, `demonstration`, `created_at`, `updated_at`, `identifiers`.

        Several values in one cell have `; ` between them (a semicolon of their own has a backslash in front). Moments
        are UTC. A text that begins with one of `= + - @`, a tab or a line end, be it after apostrophes, has one more
        apostrophe in front, so that no spreadsheet takes it for a formula: take that one away when you read it. An
        export holds no more than the list shows you; it is sent while it is read, and one that breaks off is not whole.

        Scope: `organisations:read`.
        """
        call: Call[bytes] = Call(
            'export_organisations',
            'GET',
            path_of('/v1/exports/organisations.{format_}', format_=format_),
            query={'kind': kind, 'identifier': identifier, 'q': q},
        )
        return await self.call(call)

    async def export_outputs(
        self,
        format_: Literal['ndjson', 'csv', 'xlsx'],
        *,
        network_id: str | None = None,
        working_group_id: str | None = None,
        kind: Literal['policy_paper', 'online_seminar', 'panel_discussion', 'guidelines', 'peer_to_peer_format', 'other'] | None = None,
        stage: Literal['planned', 'in_preparation', 'shared', 'withdrawn'] | None = None,
        language: str | None = None,
        q: str | None = None,
    ) -> bytes:
        """Export outputs.

        `ndjson` has a line for each record, in the shape that the list has. `csv` (UTF-8 with a byte order mark,
        commas, a row of names) and `xlsx` have these columns: `id`, `version`, `network_id`, `working_group.slug`,
        `title`, `kind`, `description`, `languages`, `document_id`, `url`, `stage`, `shared_on`, `withdrawal_reason`,
        `visibility`, `source`, `demonstration`, `created_at`, `updated_at`.

        Several values in one cell have `; ` between them (a semicolon of their own has a backslash in front). Moments
        are UTC. A text that begins with one of `= + - @`, a tab or a line end, be it after apostrophes, has one more
        apostrophe in front, so that no spreadsheet takes it for a formula: take that one away when you read it. An
        export holds no more than the list shows you; it is sent while it is read, and one that breaks off is not whole.

        Scope: `working-groups:read`.
        """
        call: Call[bytes] = Call(
            'export_outputs',
            'GET',
            path_of('/v1/exports/outputs.{format_}', format_=format_),
            query={
                'network_id': network_id,
                'working_group_id': working_group_id,
                'kind': kind,
                'stage': stage,
                'language': language,
                'q': q,
            },
        )
        return await self.call(call)

    async def export_people(
        self, format_: Literal['ndjson', 'csv', 'xlsx'], *, network_id: str | None = None, city_id: str | None = None, q: str | None = None
    ) -> bytes:
        """Export people. People who export have signed in less than a quarter of an hour ago, and the journal knows of it.

        `ndjson` has a line for each record, in the shape that the list has. `csv` (UTF-8 with a byte order mark,
        commas, a row of names) and `xlsx` have these columns: `id`, `version`, `network_id`, `city_id`, `name`, `mail`,
        `language`, `disabled_at`, `demonstration`, `created_at`, `updated_at`, `erased_at`.

        Several values in one cell have `; ` between them (a semicolon of their own has a backslash in front). Moments
        are UTC. A text that begins with one of `= + - @`, a tab or a line end, be it after apostrophes, has one more
        apostrophe in front, so that no spreadsheet takes it for a formula: take that one away when you read it. An
        export holds no more than the list shows you; it is sent while it is read, and one that breaks off is not whole.

        Scope: `people:read`.
        """
        call: Call[bytes] = Call(
            'export_people',
            'GET',
            path_of('/v1/exports/people.{format_}', format_=format_),
            query={'network_id': network_id, 'city_id': city_id, 'q': q},
        )
        return await self.call(call)

    async def export_plan_actions(
        self,
        format_: Literal['ndjson', 'csv', 'xlsx'],
        *,
        network_id: str | None = None,
        city_id: str | None = None,
        plan_id: str | None = None,
        stage: Literal['planned', 'in_progress', 'completed', 'postponed', 'cancelled'] | None = None,
        commitment: int | None = None,
        track: int | None = None,
        horizon: Literal['short', 'long'] | None = None,
        addressee: Literal['official_city', 'private_sector', 'population', 'other_government_level'] | None = None,
        target_group: str | None = None,
        department_id: str | None = None,
        responsible_person_id: str | None = None,
        late: bool | None = None,
        stale: bool | None = None,
    ) -> bytes:
        """Export the actions of one's own plan, and those that cities have shared. A plan's file can be changed and
        imported again.

        Department, responsible contact and budget are told to the own city alone, as in the list.

        `ndjson` has a line for each record, in the shape that the list has. `csv` (UTF-8 with a byte order mark,
        commas, a row of names) and `xlsx` have these columns: `id`, `version`, `network_id`, `city.slug`, `plan_id`,
        `title`, `cell.commitment`, `cell.track`, `further_cells`, `description`, `origin`, `addressees`,
        `target_groups`, `city_function`, `horizon`, `department_id`, `department`, `responsible_person_id`,
        `responsible`, `starts_on`, `due_on`, `completion_criterion`, `budget_note`, `stage`, `percent`,
        `last_progress_on`, `late`, `stale`, `shared_with`, `source`, `demonstration`, `created_at`, `updated_at`.

        Several values in one cell have `; ` between them (a semicolon of their own has a backslash in front). Moments
        are UTC. A text that begins with one of `= + - @`, a tab or a line end, be it after apostrophes, has one more
        apostrophe in front, so that no spreadsheet takes it for a formula: take that one away when you read it. An
        export holds no more than the list shows you; it is sent while it is read, and one that breaks off is not whole.

        Scope: `action-items:read`.
        """
        call: Call[bytes] = Call(
            'export_plan_actions',
            'GET',
            path_of('/v1/exports/plan-actions.{format_}', format_=format_),
            query={
                'network_id': network_id,
                'city_id': city_id,
                'plan_id': plan_id,
                'stage': stage,
                'commitment': commitment,
                'track': track,
                'horizon': horizon,
                'addressee': addressee,
                'target_group': target_group,
                'department_id': department_id,
                'responsible_person_id': responsible_person_id,
                'late': late,
                'stale': stale,
            },
        )
        return await self.call(call)

    async def export_progress_updates(
        self,
        format_: Literal['ndjson', 'csv', 'xlsx'],
        *,
        network_id: str | None = None,
        working_group_id: str | None = None,
        action_item_id: str | None = None,
    ) -> bytes:
        """Export progress updates.

        `ndjson` has a line for each record, in the shape that the list has. `csv` (UTF-8 with a byte order mark,
        commas, a row of names) and `xlsx` have these columns: `id`, `version`, `network_id`, `working_group.slug`,
        `action_item_id`, `made_on`, `author.kind`, `author.city.slug`, `author_person_id`, `unchanged`, `stage`,
        `percent`, `text`, `obstacle`, `evidence_url`, `document_id`, `corrects_id`, `corrected_by_id`, `visibility`,
        `source`, `demonstration`, `created_at`, `updated_at`.

        Several values in one cell have `; ` between them (a semicolon of their own has a backslash in front). Moments
        are UTC. A text that begins with one of `= + - @`, a tab or a line end, be it after apostrophes, has one more
        apostrophe in front, so that no spreadsheet takes it for a formula: take that one away when you read it. An
        export holds no more than the list shows you; it is sent while it is read, and one that breaks off is not whole.

        Scope: `progress:read`.
        """
        call: Call[bytes] = Call(
            'export_progress_updates',
            'GET',
            path_of('/v1/exports/progress-updates.{format_}', format_=format_),
            query={'network_id': network_id, 'working_group_id': working_group_id, 'action_item_id': action_item_id},
        )
        return await self.call(call)

    async def export_publications(
        self,
        format_: Literal['ndjson', 'csv', 'xlsx'],
        *,
        network_id: str | None = None,
        working_group_id: str | None = None,
        report_id: str | None = None,
    ) -> bytes:
        """Export where and when reports were published.

        `ndjson` has a line for each record, in the shape that the list has. `csv` (UTF-8 with a byte order mark,
        commas, a row of names) and `xlsx` have these columns: `id`, `version`, `network_id`, `working_group.slug`,
        `report_id`, `submission_id`, `channel`, `url`, `published_on`, `source`, `demonstration`, `created_at`,
        `updated_at`, `circular_id`.

        Several values in one cell have `; ` between them (a semicolon of their own has a backslash in front). Moments
        are UTC. A text that begins with one of `= + - @`, a tab or a line end, be it after apostrophes, has one more
        apostrophe in front, so that no spreadsheet takes it for a formula: take that one away when you read it. An
        export holds no more than the list shows you; it is sent while it is read, and one that breaks off is not whole.

        Scope: `reports:read`.
        """
        call: Call[bytes] = Call(
            'export_publications',
            'GET',
            path_of('/v1/exports/publications.{format_}', format_=format_),
            query={'network_id': network_id, 'working_group_id': working_group_id, 'report_id': report_id},
        )
        return await self.call(call)

    async def export_reports(
        self,
        format_: Literal['ndjson', 'csv', 'xlsx'],
        *,
        network_id: str | None = None,
        working_group_id: str | None = None,
        assembly_id: str | None = None,
        stage: Literal['draft', 'submitted', 'tabled', 'approved', 'returned', 'published'] | None = None,
        q: str | None = None,
    ) -> bytes:
        """Export reports.

        `ndjson` has a line for each record, in the shape that the list has. `csv` (UTF-8 with a byte order mark,
        commas, a row of names) and `xlsx` have these columns: `id`, `version`, `network_id`, `working_group.slug`,
        `assembly.id`, `assembly.title`, `assembly.held_on`, `title`, `text`, `words.count`, `words.limit`, `stage`,
        `latest_submission_id`, `submitted_at`, `decided_on`, `published_on`, `source`, `demonstration`, `created_at`,
        `updated_at`, `language`.

        Several values in one cell have `; ` between them (a semicolon of their own has a backslash in front). Moments
        are UTC. A text that begins with one of `= + - @`, a tab or a line end, be it after apostrophes, has one more
        apostrophe in front, so that no spreadsheet takes it for a formula: take that one away when you read it. An
        export holds no more than the list shows you; it is sent while it is read, and one that breaks off is not whole.

        Scope: `reports:read`.
        """
        call: Call[bytes] = Call(
            'export_reports',
            'GET',
            path_of('/v1/exports/reports.{format_}', format_=format_),
            query={'network_id': network_id, 'working_group_id': working_group_id, 'assembly_id': assembly_id, 'stage': stage, 'q': q},
        )
        return await self.call(call)

    async def export_roles(
        self,
        format_: Literal['ndjson', 'csv', 'xlsx'],
        *,
        network_id: str | None = None,
        person_id: str | None = None,
        city_id: str | None = None,
        working_group_id: str | None = None,
        role: Literal[
            'office_admin',
            'office_staff',
            'board_member',
            'scientific_advisor',
            'coordinator',
            'political_head',
            'department_contact',
            'lead_contact',
            'group_coordinator',
            'organisation_contact',
            'national_network_coordinator',
        ]
        | None = None,
        ended: bool | None = None,
        as_of: str | None = None,
    ) -> bytes:
        """Export roles, lasting and ended. People who export have signed in less than a quarter of an hour ago.

        `ndjson` has a line for each record, in the shape that the list has. `csv` (UTF-8 with a byte order mark,
        commas, a row of names) and `xlsx` have these columns: `id`, `version`, `network_id`, `person_id`, `role`,
        `city_id`, `organisation_id`, `working_group_id`, `start_date`, `start_precision`, `end_date`, `given_by_id`,
        `imported`, `demonstration`, `created_at`, `updated_at`.

        Several values in one cell have `; ` between them (a semicolon of their own has a backslash in front). Moments
        are UTC. A text that begins with one of `= + - @`, a tab or a line end, be it after apostrophes, has one more
        apostrophe in front, so that no spreadsheet takes it for a formula: take that one away when you read it. An
        export holds no more than the list shows you; it is sent while it is read, and one that breaks off is not whole.

        Scope: `people:read`.
        """
        call: Call[bytes] = Call(
            'export_roles',
            'GET',
            path_of('/v1/exports/roles.{format_}', format_=format_),
            query={
                'network_id': network_id,
                'person_id': person_id,
                'city_id': city_id,
                'working_group_id': working_group_id,
                'role': role,
                'ended': ended,
                'as_of': as_of,
            },
        )
        return await self.call(call)

    async def export_submissions(
        self,
        format_: Literal['ndjson', 'csv', 'xlsx'],
        *,
        network_id: str | None = None,
        working_group_id: str | None = None,
        report_id: str | None = None,
    ) -> bytes:
        """Export what was submitted of reports, each with its hash.

        `ndjson` has a line for each record, in the shape that the list has. `csv` (UTF-8 with a byte order mark,
        commas, a row of names) and `xlsx` have these columns: `id`, `version`, `network_id`, `working_group.slug`,
        `report_id`, `number`, `submitted_at`, `snapshot.title`, `snapshot.text`, `snapshot.words.count`,
        `snapshot.words.limit`, `snapshot.working_group.title`, `snapshot.assembly.id`, `snapshot.assembly.title`,
        `snapshot.assembly.held_on`, `snapshot.by_law_id`, `snapshot.by_law_number`, `snapshot.on_behalf_of_city_id`,
        `snapshot.submitted_by.id`, `snapshot.submitted_by.kind`, `snapshot.submitted_by.role`, `sha256`, `redactions`,
        `source`, `demonstration`, `created_at`, `updated_at`, `handed_in_on`.

        Several values in one cell have `; ` between them (a semicolon of their own has a backslash in front). Moments
        are UTC. A text that begins with one of `= + - @`, a tab or a line end, be it after apostrophes, has one more
        apostrophe in front, so that no spreadsheet takes it for a formula: take that one away when you read it. An
        export holds no more than the list shows you; it is sent while it is read, and one that breaks off is not whole.

        Scope: `reports:read`.
        """
        call: Call[bytes] = Call(
            'export_submissions',
            'GET',
            path_of('/v1/exports/submissions.{format_}', format_=format_),
            query={'network_id': network_id, 'working_group_id': working_group_id, 'report_id': report_id},
        )
        return await self.call(call)

    async def export_support_requests(
        self,
        format_: Literal['ndjson', 'csv', 'xlsx'],
        *,
        network_id: str | None = None,
        working_group_id: str | None = None,
        stage: Literal['open', 'answered', 'closed'] | None = None,
        q: str | None = None,
    ) -> bytes:
        """Export support requests.

        `ndjson` has a line for each record, in the shape that the list has. `csv` (UTF-8 with a byte order mark,
        commas, a row of names) and `xlsx` have these columns: `id`, `version`, `network_id`, `working_group.slug`,
        `question`, `stage`, `answer`, `answered_on`, `closing_comment`, `source`, `demonstration`, `created_at`,
        `updated_at`.

        Several values in one cell have `; ` between them (a semicolon of their own has a backslash in front). Moments
        are UTC. A text that begins with one of `= + - @`, a tab or a line end, be it after apostrophes, has one more
        apostrophe in front, so that no spreadsheet takes it for a formula: take that one away when you read it. An
        export holds no more than the list shows you; it is sent while it is read, and one that breaks off is not whole.

        Scope: `working-groups:read`.
        """
        call: Call[bytes] = Call(
            'export_support_requests',
            'GET',
            path_of('/v1/exports/support-requests.{format_}', format_=format_),
            query={'network_id': network_id, 'working_group_id': working_group_id, 'stage': stage, 'q': q},
        )
        return await self.call(call)

    async def export_working_groups(
        self,
        format_: Literal['ndjson', 'csv', 'xlsx'],
        *,
        network_id: str | None = None,
        stage: Literal['proposed', 'constituted', 'completed', 'withdrawn'] | None = None,
        city_id: str | None = None,
        marked: Literal['below_minimum', 'needs_lead', 'undeclared'] | None = None,
        continues_id: str | None = None,
        q: str | None = None,
    ) -> bytes:
        """Export working groups.

        `ndjson` has a line for each record, in the shape that the list has. `csv` (UTF-8 with a byte order mark,
        commas, a row of names) and `xlsx` have these columns: `id`, `version`, `network_slug`, `slug`, `title`, `aims`,
        `stage`, `channel`, `proposed_on.value`, `constituted_on.value`, `closed_on`, `rhythm`, `mode`,
        `lead_city.slug`, `city_count`, `country_count`, `needs_lead`, `below_minimum`, `undeclared`, `continues_id`,
        `source`, `demonstration`, `created_at`, `updated_at`, `network_id`, `proposed_on.precision`,
        `constituted_on.precision`, `constitution_recorded_at`, `imported`, `withdrawal_reason`.

        Several values in one cell have `; ` between them (a semicolon of their own has a backslash in front). Moments
        are UTC. A text that begins with one of `= + - @`, a tab or a line end, be it after apostrophes, has one more
        apostrophe in front, so that no spreadsheet takes it for a formula: take that one away when you read it. An
        export holds no more than the list shows you; it is sent while it is read, and one that breaks off is not whole.

        Scope: `working-groups:read`.
        """
        call: Call[bytes] = Call(
            'export_working_groups',
            'GET',
            path_of('/v1/exports/working-groups.{format_}', format_=format_),
            query={'network_id': network_id, 'stage': stage, 'city_id': city_id, 'marked': marked, 'continues_id': continues_id, 'q': q},
        )
        return await self.call(call)

    async def get_action_item(
        self, action_item: str, *, expand: Sequence[Literal['you_may', 'latest_update']] | None = None
    ) -> shapes.ActionItem:
        """Read an action item. Its ETag changes with the day on which the item becomes late or stale.

        Scope: `action-items:read`.
        """
        call: Call[shapes.ActionItem] = Call(
            'get_action_item', 'GET', path_of('/v1/action-items/{action_item}', action_item=action_item), query={'expand': expand}
        )
        return await self.call(call)

    async def get_api_client(self, api_client: str) -> shapes.ApiClient:
        """Read a machine client: its scopes, until when, and when it was last here. One that was ended is found in the
        list only.

        Scope: `admin`.
        """
        call: Call[shapes.ApiClient] = Call('get_api_client', 'GET', path_of('/v1/api-clients/{api_client}', api_client=api_client))
        return await self.call(call)

    async def get_assembly(self, assembly: str) -> shapes.Assembly:
        """Read a general assembly.

        Scope: `reports:read`.
        """
        call: Call[shapes.Assembly] = Call('get_assembly', 'GET', path_of('/v1/assemblies/{assembly}', assembly=assembly))
        return await self.call(call)

    async def get_broadcast(self, working_group: str) -> shapes.Broadcast:
        """Read how every other active city is told that a group is official: whether that is held, until when, and what
        you have added.

        Its words, as each city reads them, are in the list of notices.

        Scope: `working-groups:read`.
        """
        call: Call[shapes.Broadcast] = Call(
            'get_broadcast', 'GET', path_of('/v1/working-groups/{working_group}/broadcast', working_group=working_group)
        )
        return await self.call(call)

    async def get_calendar(self, token: str) -> bytes:
        """Read the meetings of whoever made this address, as a calendar (iCalendar): those of their groups and of their
        networks themselves.

        It holds what they may see now, the links for joining among it, of the last year and to come; called off ones as
        called off.
        """
        call: Call[bytes] = Call('get_calendar', 'GET', path_of('/v1/calendars/{token}.ics', token=token))
        return await self.call(call)

    async def get_call_for_interest(self, call_for_interest: str) -> shapes.CallForInterest:
        """Read an idea, and what was answered as far as it is yours to see.

        Scope: `working-groups:read`.
        """
        call: Call[shapes.CallForInterest] = Call(
            'get_call_for_interest', 'GET', path_of('/v1/calls-for-interest/{call_for_interest}', call_for_interest=call_for_interest)
        )
        return await self.call(call)

    async def get_circular(self, circular: str) -> shapes.Circular:
        """Read a circular. One of a working group is read by its members, like everything the group drafts.

        Scope: `people:read`.
        """
        call: Call[shapes.Circular] = Call('get_circular', 'GET', path_of('/v1/circulars/{circular}', circular=circular))
        return await self.call(call)

    async def get_circular_addresses(self, circular: str) -> shapes.CircularAddresses:
        """Read the recipients' mail addresses, for those who write with a mail program of their own; it is journalled.

        The office is shown all of them, a lead city those that are shown to members or to everybody.

        Scope: `people:read`.
        """
        call: Call[shapes.CircularAddresses] = Call(
            'get_circular_addresses', 'GET', path_of('/v1/circulars/{circular}/addresses', circular=circular)
        )
        return await self.call(call)

    async def get_circular_recipients(self, circular: str) -> shapes.CircularRecipients:
        """Read whom a draft would be sent to now and whom not, with the reason; of a sent one, what became of it for each.

        A person's name is shown to the office; to a lead city where the person shows members a mail address.

        Scope: `people:read`.
        """
        call: Call[shapes.CircularRecipients] = Call(
            'get_circular_recipients', 'GET', path_of('/v1/circulars/{circular}/recipients', circular=circular)
        )
        return await self.call(call)

    async def get_city(self, city: str, *, expand: Sequence[Literal['you_may', 'working_groups']] | None = None) -> shapes.City:
        """Read a city by id or slug. A slug that the city had in former times answers 308 with its present address.

        Scope: `cities:read`.
        """
        call: Call[shapes.City] = Call('get_city', 'GET', path_of('/v1/cities/{city}', city=city), query={'expand': expand})
        return await self.call(call)

    async def get_contact_point(self, contact_point_id: str) -> shapes.ContactPoint:
        """Read a contact point.

        Scope: `people:read`.
        """
        call: Call[shapes.ContactPoint] = Call(
            'get_contact_point', 'GET', path_of('/v1/contact-points/{contact_point_id}', contact_point_id=contact_point_id)
        )
        return await self.call(call)

    async def get_department(self, department_id: str) -> shapes.Department:
        """Read a department.

        Scope: `cities:read`.
        """
        call: Call[shapes.Department] = Call(
            'get_department', 'GET', path_of('/v1/departments/{department_id}', department_id=department_id)
        )
        return await self.call(call)

    async def get_document(self, document: str) -> shapes.Document:
        """Read what is said of a document.

        Scope: `working-groups:read`.
        """
        call: Call[shapes.Document] = Call('get_document', 'GET', path_of('/v1/documents/{document}', document=document))
        return await self.call(call)

    async def get_document_content(self, document: str) -> bytes:
        """Download a document's bytes, as an attachment with its name.

        Whoever sees the document may have them. The ETag is their SHA-256. 404 `document-redacted` once they were taken
        away.

        Scope: `working-groups:read`.
        """
        call: Call[bytes] = Call('get_document_content', 'GET', path_of('/v1/documents/{document}/content', document=document))
        return await self.call(call)

    async def get_formation(self, working_group: str) -> shapes.Formation:
        """Read how near a group is to being official: cities and countries of how many needed, and what is missing in
        words.

        Scope: `working-groups:read`.
        """
        call: Call[shapes.Formation] = Call(
            'get_formation', 'GET', path_of('/v1/working-groups/{working_group}/formation', working_group=working_group)
        )
        return await self.call(call)

    async def get_funding_request(self, funding_request: str) -> shapes.FundingRequest:
        """Read a funding request.

        Scope: `working-groups:read`.
        """
        call: Call[shapes.FundingRequest] = Call(
            'get_funding_request', 'GET', path_of('/v1/funding-requests/{funding_request}', funding_request=funding_request)
        )
        return await self.call(call)

    async def get_good_practice(self, good_practice: str) -> shapes.GoodPractice:
        """Read a good practice.

        Scope: `action-items:read`.
        """
        call: Call[shapes.GoodPractice] = Call(
            'get_good_practice', 'GET', path_of('/v1/good-practices/{good_practice}', good_practice=good_practice)
        )
        return await self.call(call)

    async def get_group_invitation(self, group_invitation: str) -> shapes.GroupInvitation:
        """Read an invitation of a city into a working group.

        Scope: `working-groups:read`.
        """
        call: Call[shapes.GroupInvitation] = Call(
            'get_group_invitation', 'GET', path_of('/v1/group-invitations/{group_invitation}', group_invitation=group_invitation)
        )
        return await self.call(call)

    async def get_import(self, import_: str) -> shapes.Import:
        """Read an import: how its columns are understood, and how many rows have which outcome.

        Scope: `admin`.
        """
        call: Call[shapes.Import] = Call('get_import', 'GET', path_of('/v1/imports/{import_}', import_=import_))
        return await self.call(call)

    async def get_indicator(self, indicator: str) -> shapes.Indicator:
        """Read an indicator and where it stands. Its ETag changes with the day on which another goal comes next.

        Scope: `action-items:read`.
        """
        call: Call[shapes.Indicator] = Call('get_indicator', 'GET', path_of('/v1/indicators/{indicator}', indicator=indicator))
        return await self.call(call)

    async def get_indicator_value(self, indicator_value: str) -> shapes.IndicatorValue:
        """Read what was measured on a day.

        Scope: `action-items:read`.
        """
        call: Call[shapes.IndicatorValue] = Call(
            'get_indicator_value', 'GET', path_of('/v1/indicator-values/{indicator_value}', indicator_value=indicator_value)
        )
        return await self.call(call)

    async def get_invitation(self, invitation_id: str) -> shapes.Invitation:
        """Read an invitation and what became of it.

        Scope: `people:read`.
        """
        call: Call[shapes.Invitation] = Call(
            'get_invitation', 'GET', path_of('/v1/invitations/{invitation_id}', invitation_id=invitation_id)
        )
        return await self.call(call)

    async def get_mandate(self, mandate: str) -> shapes.Mandate:
        """Read a mandate: which machine acts for which city, from when until when, given by whom and on what it rests.

        Scope: `admin`.
        """
        call: Call[shapes.Mandate] = Call('get_mandate', 'GET', path_of('/v1/mandates/{mandate}', mandate=mandate))
        return await self.call(call)

    async def get_me(self) -> shapes.Me:
        """Read who you are: your roles, the cities you speak for, the offices you are, and what you may do somewhere."""
        call: Call[shapes.Me] = Call('get_me', 'GET', '/v1/me')
        return await self.call(call)

    async def get_meeting(self, meeting: str) -> shapes.Meeting:
        """Read a meeting.

        Scope: `working-groups:read`.
        """
        call: Call[shapes.Meeting] = Call('get_meeting', 'GET', path_of('/v1/meetings/{meeting}', meeting=meeting))
        return await self.call(call)

    async def get_membership(self, membership_id: str) -> shapes.Membership:
        """Read a membership.

        Scope: `memberships:read`.
        """
        call: Call[shapes.Membership] = Call(
            'get_membership', 'GET', path_of('/v1/memberships/{membership_id}', membership_id=membership_id)
        )
        return await self.call(call)

    async def get_milestone(self, milestone: str) -> shapes.Milestone:
        """Read a milestone. Its ETag changes with the day on which it becomes late.

        Scope: `action-items:read`.
        """
        call: Call[shapes.Milestone] = Call('get_milestone', 'GET', path_of('/v1/milestones/{milestone}', milestone=milestone))
        return await self.call(call)

    async def get_mirrored_record(self, mirrored_record: str) -> shapes.MirroredRecord:
        """Read a record of another network. Nobody changes it here; it follows what its own network records.

        Scope: `admin`.
        """
        call: Call[shapes.MirroredRecord] = Call(
            'get_mirrored_record', 'GET', path_of('/v1/mirrored-records/{mirrored_record}', mirrored_record=mirrored_record)
        )
        return await self.call(call)

    async def get_needs_assessment(self, needs_assessment: str) -> shapes.NeedsAssessment:
        """Read how a city asked what is needed for its plan.

        Scope: `action-items:read`.
        """
        call: Call[shapes.NeedsAssessment] = Call(
            'get_needs_assessment', 'GET', path_of('/v1/needs-assessments/{needs_assessment}', needs_assessment=needs_assessment)
        )
        return await self.call(call)

    async def get_needs_finding(self, needs_finding: str) -> shapes.NeedsFinding:
        """Read what a city found when it asked what is needed.

        Scope: `action-items:read`.
        """
        call: Call[shapes.NeedsFinding] = Call(
            'get_needs_finding', 'GET', path_of('/v1/needs-findings/{needs_finding}', needs_finding=needs_finding)
        )
        return await self.call(call)

    async def get_network(self, network: str) -> shapes.Network:
        """Read a network by id or slug. A slug that it had in former times answers 308 with its present address."""
        call: Call[shapes.Network] = Call('get_network', 'GET', path_of('/v1/networks/{network}', network=network))
        return await self.call(call)

    async def get_network_coverage(self, network: str) -> shapes.NetworkCoverage:
        """Read what the plans of a network cover together, of what cities share with all members; from three cities on.

        Scope: `action-items:read`.
        """
        call: Call[shapes.NetworkCoverage] = Call(
            'get_network_coverage', 'GET', path_of('/v1/networks/{network}/plan-coverage', network=network)
        )
        return await self.call(call)

    async def get_newsletter(self, report: str) -> shapes.CircularText:
        """Read, in your language, the text with which a published report is shared, to be sent by whatever means you have.

        It is what `write_newsletter` writes into a circular, in each language.

        Scope: `reports:read`.
        """
        call: Call[shapes.CircularText] = Call('get_newsletter', 'GET', path_of('/v1/reports/{report}/newsletter', report=report))
        return await self.call(call)

    async def get_organisation(self, organisation: str) -> shapes.Organisation:
        """Read an organisation by id or slug. A former slug answers 308 with the present address.

        Scope: `organisations:read`.
        """
        call: Call[shapes.Organisation] = Call(
            'get_organisation', 'GET', path_of('/v1/organisations/{organisation}', organisation=organisation)
        )
        return await self.call(call)

    async def get_output(self, output: str) -> shapes.Output:
        """Read an output.

        Scope: `working-groups:read`.
        """
        call: Call[shapes.Output] = Call('get_output', 'GET', path_of('/v1/outputs/{output}', output=output))
        return await self.call(call)

    async def get_participation_request(self, participation_request: str) -> shapes.ParticipationRequest:
        """Read a request of an organisation to take part in a working group.

        Scope: `working-groups:read`.
        """
        call: Call[shapes.ParticipationRequest] = Call(
            'get_participation_request',
            'GET',
            path_of('/v1/participation-requests/{participation_request}', participation_request=participation_request),
        )
        return await self.call(call)

    async def get_person(self, person_id: str) -> shapes.Person:
        """Read a person: the office, the own city and the person do; for everybody else there is none (404).

        Scope: `people:read`.
        """
        call: Call[shapes.Person] = Call('get_person', 'GET', path_of('/v1/people/{person_id}', person_id=person_id))
        return await self.call(call)

    async def get_personal_data(self, person_id: str) -> shapes.PersonalData:
        """Read everything that is kept about a person, as a file: your own, or as an administrator of the office.

        Every record about them with its columns, where else they are named by id, their acts and those that concerned
        them, and how long what is kept. Hashes of secrets are left out, and what is about others as well. That it was
        read is journalled.

        Scope: `people:read`.
        """
        call: Call[shapes.PersonalData] = Call(
            'get_personal_data', 'GET', path_of('/v1/people/{person_id}/personal-data', person_id=person_id)
        )
        return await self.call(call)

    async def get_plan(self, plan: str) -> shapes.Plan:
        """Read an action plan of a city.

        Scope: `action-items:read`.
        """
        call: Call[shapes.Plan] = Call('get_plan', 'GET', path_of('/v1/plans/{plan}', plan=plan))
        return await self.call(call)

    async def get_plan_action(self, plan_action: str) -> shapes.PlanAction:
        """Read an action of a plan. Its ETag changes with the day on which the action becomes late or stale.

        Scope: `action-items:read`.
        """
        call: Call[shapes.PlanAction] = Call('get_plan_action', 'GET', path_of('/v1/plan-actions/{plan_action}', plan_action=plan_action))
        return await self.call(call)

    async def get_plan_action_update(self, plan_action_update: str) -> shapes.PlanActionUpdate:
        """Read what was said of an action of a plan.

        Scope: `action-items:read`.
        """
        call: Call[shapes.PlanActionUpdate] = Call(
            'get_plan_action_update', 'GET', path_of('/v1/plan-action-updates/{plan_action_update}', plan_action_update=plan_action_update)
        )
        return await self.call(call)

    async def get_plan_asking(self, plan: str) -> shapes.PlanAsking:
        """Read who is asked how the actions of a plan stand, when next or why not, who has answered and who is silent; for
        its city alone.

        Scope: `action-items:read`.
        """
        call: Call[shapes.PlanAsking] = Call('get_plan_asking', 'GET', path_of('/v1/plans/{plan}/asking', plan=plan))
        return await self.call(call)

    async def get_plan_consultation(self, plan_consultation: str) -> shapes.PlanConsultation:
        """Read whom a city sent its draft or asked for advice, and what was answered.

        Scope: `action-items:read`.
        """
        call: Call[shapes.PlanConsultation] = Call(
            'get_plan_consultation', 'GET', path_of('/v1/plan-consultations/{plan_consultation}', plan_consultation=plan_consultation)
        )
        return await self.call(call)

    async def get_plan_contact(self, plan_contact: str) -> shapes.PlanContact:
        """Read what was noted of whom a city was in touch with.

        Scope: `action-items:read`.
        """
        call: Call[shapes.PlanContact] = Call(
            'get_plan_contact', 'GET', path_of('/v1/plan-contacts/{plan_contact}', plan_contact=plan_contact)
        )
        return await self.call(call)

    async def get_plan_coverage(self, plan: str) -> shapes.Coverage:
        """Read which cells of its frame a plan covers, with its gaps; of actions that are not shared with the caller
        nothing is told.

        Scope: `action-items:read`.
        """
        call: Call[shapes.Coverage] = Call('get_plan_coverage', 'GET', path_of('/v1/plans/{plan}/coverage', plan=plan))
        return await self.call(call)

    async def get_plan_file(self, plan: str, format_: Literal['pdf', 'docx']) -> bytes:
        """Download a plan as a paper for the body that decides, with its measures by commitment, in the caller's language.

        It holds what is shared with the caller: who carries it and which departments are told to the own city alone,
        and actions that are held back are not in it.

        Scope: `action-items:read`.
        """
        call: Call[bytes] = Call('get_plan_file', 'GET', path_of('/v1/plans/{plan}/file.{format_}', plan=plan, format_=format_))
        return await self.call(call)

    async def get_plan_frame(self, frame: Literal['ten_points']) -> shapes.PlanFrame:
        """Read the commitments and tracks in which the actions of a plan are placed, in each language.

        Scope: `action-items:read`.
        """
        call: Call[shapes.PlanFrame] = Call('get_plan_frame', 'GET', path_of('/v1/plan-frames/{frame}', frame=frame))
        return await self.call(call)

    async def get_plan_health(self, plan: str) -> shapes.PlanHealth:
        """Read what would make a plan easier to carry out; for the city alone, and as advice.

        Scope: `action-items:read`.
        """
        call: Call[shapes.PlanHealth] = Call('get_plan_health', 'GET', path_of('/v1/plans/{plan}/health', plan=plan))
        return await self.call(call)

    async def get_plan_inventory_item(self, plan_inventory_item: str) -> shapes.PlanInventoryItem:
        """Read what a city found to be there already.

        Scope: `action-items:read`.
        """
        call: Call[shapes.PlanInventoryItem] = Call(
            'get_plan_inventory_item',
            'GET',
            path_of('/v1/plan-inventory-items/{plan_inventory_item}', plan_inventory_item=plan_inventory_item),
        )
        return await self.call(call)

    async def get_plan_library(self) -> shapes.PlanLibrary:
        """Read what helps a city with its action plan: the steps to it and with it, risks with what mitigates them,
        indicators of effects.

        The texts are in the language of `Accept-Language`, the keys the same in every language. It changes with the
        service alone: keep it, and ask again by its ETag.
        """
        call: Call[shapes.PlanLibrary] = Call('get_plan_library', 'GET', '/v1/plan-library')
        return await self.call(call)

    async def get_plan_meeting(self, plan_meeting: str) -> shapes.PlanMeeting:
        """Read a meeting about a plan.

        Scope: `action-items:read`.
        """
        call: Call[shapes.PlanMeeting] = Call(
            'get_plan_meeting', 'GET', path_of('/v1/plan-meetings/{plan_meeting}', plan_meeting=plan_meeting)
        )
        return await self.call(call)

    async def get_plan_rhythm(self, plan: str) -> shapes.PlanRhythm:
        """Read in what rhythm a city works at its plan: meetings of departments and steering committee, and the review;
        for the city alone.

        Scope: `action-items:read`.
        """
        call: Call[shapes.PlanRhythm] = Call('get_plan_rhythm', 'GET', path_of('/v1/plans/{plan}/rhythm', plan=plan))
        return await self.call(call)

    async def get_plan_risk(self, plan_risk: str) -> shapes.PlanRisk:
        """Read a risk of a plan.

        Scope: `action-items:read`.
        """
        call: Call[shapes.PlanRisk] = Call('get_plan_risk', 'GET', path_of('/v1/plan-risks/{plan_risk}', plan_risk=plan_risk))
        return await self.call(call)

    async def get_plan_roadmap(self, plan: str) -> shapes.PlanRoadmap:
        """Read which of the twelve steps to a plan and with it are done and which is next, from what is recorded; for the
        city alone.

        The texts are in the language of the answer (`Content-Language`), the keys those of the plan library.

        Scope: `action-items:read`.
        """
        call: Call[shapes.PlanRoadmap] = Call('get_plan_roadmap', 'GET', path_of('/v1/plans/{plan}/roadmap', plan=plan))
        return await self.call(call)

    async def get_practice_library(self) -> shapes.PracticeLibrary:
        """Read the plans and practices of cities that publications name, each with its source.

        The summaries are in the language of `Accept-Language`, titles are the practices' own names. It changes with the
        service alone: keep it, and ask again by its ETag.
        """
        call: Call[shapes.PracticeLibrary] = Call('get_practice_library', 'GET', '/v1/practice-library')
        return await self.call(call)

    async def get_practice_question(self, practice_question: str) -> shapes.PracticeQuestion:
        """Read a question that one's own city was asked, or has asked.

        Scope: `action-items:read`.
        """
        call: Call[shapes.PracticeQuestion] = Call(
            'get_practice_question', 'GET', path_of('/v1/practice-questions/{practice_question}', practice_question=practice_question)
        )
        return await self.call(call)

    async def get_practice_suggestions(
        self, *, network: str, commitment: int, track: int, city: str | None = None
    ) -> shapes.CellSuggestions:
        """Read what belongs in a cell of the frame, and at most five practices of other cities that are near to it, with
        the reason.

        Those in that very cell come first, then those under its commitment, of a theme on which the city has published
        itself, and about a whole plan; among these what can be read in the language of the request, and what is done in
        a city of like size.

        Scope: `action-items:read`.
        """
        call: Call[shapes.CellSuggestions] = Call(
            'get_practice_suggestions',
            'GET',
            '/v1/practice-suggestions',
            query={'network': network, 'commitment': commitment, 'track': track, 'city': city},
        )
        return await self.call(call)

    async def get_preparation(self, network: str) -> shapes.Preparation:
        """Read what a network has, as its office looks at it before it goes live: members, people, groups, files that
        wait, by-laws, mail.

        Scope: `admin`.
        """
        call: Call[shapes.Preparation] = Call('get_preparation', 'GET', path_of('/v1/networks/{network}/preparation', network=network))
        return await self.call(call)

    async def get_progress_update(self, progress_update: str) -> shapes.ProgressUpdate:
        """Read a progress update.

        Scope: `progress:read`.
        """
        call: Call[shapes.ProgressUpdate] = Call(
            'get_progress_update', 'GET', path_of('/v1/progress-updates/{progress_update}', progress_update=progress_update)
        )
        return await self.call(call)

    async def get_public_city(self, city: str) -> shapes.PublicCity:
        """Read a member city by id or slug. A slug that it had in former times answers 308 with its present address."""
        call: Call[shapes.PublicCity] = Call('get_public_city', 'GET', path_of('/v1/public/cities/{city}', city=city))
        return await self.call(call)

    async def get_public_city_schema(self, city: str) -> bytes:
        """Read a member city in the words of schema.org (JSON-LD): a place, with its keys in the registers of the world.
        Without contacts.
        """
        call: Call[bytes] = Call('get_public_city_schema', 'GET', path_of('/v1/public/cities/{city}/schema.jsonld', city=city))
        return await self.call(call)

    async def get_public_document_content(self, document: str) -> bytes:
        """Download a public document's bytes, as an attachment with its name. The ETag is their SHA-256.

        404 `document-redacted` once they were taken away.
        """
        call: Call[bytes] = Call(
            'get_public_document_content', 'GET', path_of('/v1/public/documents/{document}/content', document=document)
        )
        return await self.call(call)

    async def get_public_network_calendar(self, network: str) -> bytes:
        """Subscribe to the public meetings of a network and of its working groups, as a calendar (iCalendar).

        It holds those of the last year and those to come, called off ones as called off; each in its own time zone.
        Give the address to a calendar program: it looks again by itself.
        """
        call: Call[bytes] = Call(
            'get_public_network_calendar', 'GET', path_of('/v1/public/networks/{network}/calendar.ics', network=network)
        )
        return await self.call(call)

    async def get_public_output(self, output: str) -> shapes.PublicOutput:
        """Read an output that is shared with everybody."""
        call: Call[shapes.PublicOutput] = Call('get_public_output', 'GET', path_of('/v1/public/outputs/{output}', output=output))
        return await self.call(call)

    async def get_public_output_feed(self, network: str) -> bytes:
        """Subscribe to what working groups and the network have made and shared with everybody (Atom), with the documents
        enclosed.
        """
        call: Call[bytes] = Call('get_public_output_feed', 'GET', path_of('/v1/public/networks/{network}/outputs.atom', network=network))
        return await self.call(call)

    async def get_public_output_schema(self, output: str) -> bytes:
        """Read an output that is shared with everybody in the words of schema.org (JSON-LD), with its file."""
        call: Call[bytes] = Call('get_public_output_schema', 'GET', path_of('/v1/public/outputs/{output}/schema.jsonld', output=output))
        return await self.call(call)

    async def get_public_plan(self, city: str) -> shapes.PublicPlan:
        """Read what a member city shares of its action plan with everybody: the plan, actions and what they cover,
        practices, notes.

        404 while the city shares none. What the city takes back is gone with the next request.
        """
        call: Call[shapes.PublicPlan] = Call('get_public_plan', 'GET', path_of('/v1/public/cities/{city}/plan', city=city))
        return await self.call(call)

    async def get_public_plan_schema(self, city: str) -> bytes:
        """Read the same in the words of schema.org (JSON-LD): a work of the city, with its public actions as parts."""
        call: Call[bytes] = Call('get_public_plan_schema', 'GET', path_of('/v1/public/cities/{city}/plan/schema.jsonld', city=city))
        return await self.call(call)

    async def get_public_report(self, report: str) -> shapes.PublicReport:
        """Read a report that is on the website."""
        call: Call[shapes.PublicReport] = Call('get_public_report', 'GET', path_of('/v1/public/reports/{report}', report=report))
        return await self.call(call)

    async def get_public_report_feed(self, network: str) -> bytes:
        """Subscribe to the reports of working groups that the general assembly approved and the website shows (Atom).

        The hundred latest, each with its whole text, in Markdown. What a demonstration has invented is left out of
        every feed.
        """
        call: Call[bytes] = Call('get_public_report_feed', 'GET', path_of('/v1/public/networks/{network}/reports.atom', network=network))
        return await self.call(call)

    async def get_public_report_file(self, report: str, format_: Literal['pdf', 'docx']) -> bytes:
        """Download a report that is on the website as a file."""
        call: Call[bytes] = Call(
            'get_public_report_file', 'GET', path_of('/v1/public/reports/{report}/file.{format_}', report=report, format_=format_)
        )
        return await self.call(call)

    async def get_public_report_schema(self, report: str) -> bytes:
        """Read a report that is on the website in the words of schema.org (JSON-LD), with its files."""
        call: Call[bytes] = Call('get_public_report_schema', 'GET', path_of('/v1/public/reports/{report}/schema.jsonld', report=report))
        return await self.call(call)

    async def get_public_report_text(self, report: str) -> shapes.ReportText:
        """Read the text of a report that is on the website as HTML."""
        call: Call[shapes.ReportText] = Call('get_public_report_text', 'GET', path_of('/v1/public/reports/{report}/text', report=report))
        return await self.call(call)

    async def get_public_working_group(self, working_group: str) -> shapes.PublicWorkingGroup:
        """Read a public working group by id or slug. A slug that it had in former times answers 308 with its present
        address.
        """
        call: Call[shapes.PublicWorkingGroup] = Call(
            'get_public_working_group', 'GET', path_of('/v1/public/working-groups/{working_group}', working_group=working_group)
        )
        return await self.call(call)

    async def get_public_working_group_calendar(self, working_group: str) -> bytes:
        """Subscribe to the public meetings of a working group, as a calendar (iCalendar).

        A slug that the group had in former times will do: whoever subscribed by it goes on.
        """
        call: Call[bytes] = Call(
            'get_public_working_group_calendar',
            'GET',
            path_of('/v1/public/working-groups/{working_group}/calendar.ics', working_group=working_group),
        )
        return await self.call(call)

    async def get_public_working_group_feed(self, network: str) -> bytes:
        """Subscribe to the working groups of a network (Atom): those that are new, and those that changed last."""
        call: Call[bytes] = Call(
            'get_public_working_group_feed', 'GET', path_of('/v1/public/networks/{network}/working-groups.atom', network=network)
        )
        return await self.call(call)

    async def get_public_working_group_schema(self, working_group: str) -> bytes:
        """Read a public working group in the words of schema.org (JSON-LD): an organisation, with its members. Without
        contacts.
        """
        call: Call[bytes] = Call(
            'get_public_working_group_schema',
            'GET',
            path_of('/v1/public/working-groups/{working_group}/schema.jsonld', working_group=working_group),
        )
        return await self.call(call)

    async def get_redaction(self, redaction_id: str) -> shapes.Redaction:
        """Read one redaction: for the office. Nothing of it ever changes.

        Scope: `admin`.
        """
        call: Call[shapes.Redaction] = Call('get_redaction', 'GET', path_of('/v1/redactions/{redaction_id}', redaction_id=redaction_id))
        return await self.call(call)

    async def get_report(self, report: str) -> shapes.Report:
        """Read a report.

        Scope: `reports:read`.
        """
        call: Call[shapes.Report] = Call('get_report', 'GET', path_of('/v1/reports/{report}', report=report))
        return await self.call(call)

    async def get_report_draft(self, report: str) -> shapes.ReportDraft:
        """Read what of a report was drafted, sentence by sentence with the record it is about, and what could be recorded.

        Scope: `reports:read`.
        """
        call: Call[shapes.ReportDraft] = Call('get_report_draft', 'GET', path_of('/v1/reports/{report}/draft', report=report))
        return await self.call(call)

    async def get_report_file(self, report: str, format_: Literal['pdf', 'docx']) -> bytes:
        """Download a report as a file, as it stands: at every stage for whoever sees it, with the stage said in it.

        Scope: `reports:read`.
        """
        call: Call[bytes] = Call('get_report_file', 'GET', path_of('/v1/reports/{report}/file.{format_}', report=report, format_=format_))
        return await self.call(call)

    async def get_report_text(self, report: str) -> shapes.ReportText:
        """Read a report's text as HTML, as it stands: for whoever sees the report.

        Scope: `reports:read`.
        """
        call: Call[shapes.ReportText] = Call('get_report_text', 'GET', path_of('/v1/reports/{report}/text', report=report))
        return await self.call(call)

    async def get_role(self, role_id: str) -> shapes.RoleTerm:
        """Read a role.

        Scope: `people:read`.
        """
        call: Call[shapes.RoleTerm] = Call('get_role', 'GET', path_of('/v1/roles/{role_id}', role_id=role_id))
        return await self.call(call)

    async def get_service(self) -> shapes.ServiceDocument:
        """Read what this service is: version, languages, types of records and events, limits, retention, links. No
        credentials are needed.
        """
        call: Call[shapes.ServiceDocument] = Call('get_service', 'GET', '/v1')
        return await self.call(call)

    async def get_submission(self, report: str, submission: str) -> shapes.Submission:
        """Read a submission: the snapshot, and the SHA-256 of its canonical JSON (RFC 8785), which you can compute again.

        Scope: `reports:read`.
        """
        call: Call[shapes.Submission] = Call(
            'get_submission', 'GET', path_of('/v1/reports/{report}/submissions/{submission}', report=report, submission=submission)
        )
        return await self.call(call)

    async def get_support_request(self, support_request: str) -> shapes.SupportRequest:
        """Read a support request.

        Scope: `working-groups:read`.
        """
        call: Call[shapes.SupportRequest] = Call(
            'get_support_request', 'GET', path_of('/v1/support-requests/{support_request}', support_request=support_request)
        )
        return await self.call(call)

    async def get_sync_source(self, sync_source: str) -> shapes.SyncSource:
        """Read whose records are mirrored, how far the copy has come, and what went wrong last.

        Scope: `admin`.
        """
        call: Call[shapes.SyncSource] = Call('get_sync_source', 'GET', path_of('/v1/sync-sources/{sync_source}', sync_source=sync_source))
        return await self.call(call)

    async def get_webhook_delivery(self, webhook_delivery: str) -> shapes.WebhookDelivery:
        """Read a message to an address, and what has come of it.

        Scope: `webhooks:manage`.
        """
        call: Call[shapes.WebhookDelivery] = Call(
            'get_webhook_delivery', 'GET', path_of('/v1/webhook-deliveries/{webhook_delivery}', webhook_delivery=webhook_delivery)
        )
        return await self.call(call)

    async def get_webhook_endpoint(self, webhook_endpoint: str) -> shapes.WebhookEndpoint:
        """Read an address: what it hears of, whether it does, and since when it fails. One that has ended is found in the
        list only.

        Scope: `webhooks:manage`.
        """
        call: Call[shapes.WebhookEndpoint] = Call(
            'get_webhook_endpoint', 'GET', path_of('/v1/webhook-endpoints/{webhook_endpoint}', webhook_endpoint=webhook_endpoint)
        )
        return await self.call(call)

    async def get_working_group(
        self, working_group: str, *, expand: Sequence[Literal['you_may', 'members']] | None = None
    ) -> shapes.WorkingGroup:
        """Read a working group by id or slug. A slug that it had in former times answers 308 with its present address.

        Scope: `working-groups:read`.
        """
        call: Call[shapes.WorkingGroup] = Call(
            'get_working_group', 'GET', path_of('/v1/working-groups/{working_group}', working_group=working_group), query={'expand': expand}
        )
        return await self.call(call)

    async def give_mandate(self, body: shapes.MandateCreate, *, idempotency_key: str | None = None) -> shapes.Mandate:
        """Let a machine act for a city, within its scopes, until a day within a year: as its coordinator, or as the
        office.

        What it does then is journalled on behalf of the city. Without a mandate a partner's system sees no more than
        anybody else. A mandate of the same city that it has already is withdrawn in favour of the new one.

        Scope: `admin`.
        """
        call: Call[shapes.Mandate] = Call('give_mandate', 'POST', '/v1/mandates', idempotency_key=idempotency_key, has_key=True, body=body)
        return await self.call(call)

    async def give_role(self, body: shapes.RoleCreate, *, idempotency_key: str | None = None) -> shapes.RoleTerm:
        """Give a person a role, from today (the network's day) on, or from a day in the past that is recorded with a
        reason.

        coordinator, political_head and department_contact are held for a city of the network, lead_contact for a city
        and a working group, group_coordinator for a working group, organisation_contact for an organisation.
        Coordinator, lead_contact, board_member and the roles in the office bring rights of their own; the others say
        what a person is, and read what members read. Roles in the office are an administrator's to give. The person
        signs in anew, so that no session outlives the roles it was opened with.

        Scope: `people:write`.
        """
        call: Call[shapes.RoleTerm] = Call('give_role', 'POST', '/v1/roles', idempotency_key=idempotency_key, has_key=True, body=body)
        return await self.call(call)

    async def grant_dispensation(
        self, working_group: str, body: shapes.DispensationCreate, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.WorkingGroup:
        """Extend what a group owes an assembly to a later day, or waive it; for the office, which says why.

        The latest dispensation for a duty stands. What was done needs none.

        Scope: `reports:write`.
        """
        call: Call[shapes.WorkingGroup] = Call(
            'grant_dispensation',
            'POST',
            path_of('/v1/working-groups/{working_group}/dispensations', working_group=working_group),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_grant_dispensation(self, working_group: str, body: shapes.DispensationCreate, *, version: int | str) -> shapes.DryRun:
        """Only say what `grant_dispensation` would do."""
        call: Call[shapes.DryRun] = Call(
            'grant_dispensation',
            'POST',
            path_of('/v1/working-groups/{working_group}/dispensations', working_group=working_group),
            query={'dry_run': True},
            version=version,
            body=body,
        )
        return await self.call(call)

    async def hand_over_lead(
        self, working_group: str, body: shapes.LeadCreate, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.WorkingGroup:
        """Hand the lead over to another member city.

        The former term ends today, or on the day on which the city told the office, and stays on record.

        Where a group has no lead, a member city takes it for itself.

        Scope: `working-groups:write`.
        """
        call: Call[shapes.WorkingGroup] = Call(
            'hand_over_lead',
            'POST',
            path_of('/v1/working-groups/{working_group}/leads', working_group=working_group),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_hand_over_lead(self, working_group: str, body: shapes.LeadCreate, *, version: int | str) -> shapes.DryRun:
        """Only say what `hand_over_lead` would do."""
        call: Call[shapes.DryRun] = Call(
            'hand_over_lead',
            'POST',
            path_of('/v1/working-groups/{working_group}/leads', working_group=working_group),
            query={'dry_run': True},
            version=version,
            body=body,
        )
        return await self.call(call)

    async def hand_over_role(
        self, role_id: str, body: shapes.HandoverCreate, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.Handover:
        """Hand a role over to a successor: as coordinator, political head or lead contact.

        A person who is known follows at once: the former term ends and the new one begins on the same day. Somebody who
        is invited follows on the day that they accept; until then the role stays where it is. The answer says what lies
        open for the city or group; it is on the successor's desk from then on. Whoever held the role is signed out.

        Scope: `people:write`.
        """
        call: Call[shapes.Handover] = Call(
            'hand_over_role',
            'POST',
            path_of('/v1/roles/{role_id}/handovers', role_id=role_id),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_hand_over_role(self, role_id: str, body: shapes.HandoverCreate, *, version: int | str) -> shapes.DryRun:
        """Only say what `hand_over_role` would do."""
        call: Call[shapes.DryRun] = Call(
            'hand_over_role',
            'POST',
            path_of('/v1/roles/{role_id}/handovers', role_id=role_id),
            query={'dry_run': True},
            version=version,
            body=body,
        )
        return await self.call(call)

    async def join_working_group(
        self, working_group: str, body: shapes.GroupMemberCreate, *, idempotency_key: str | None = None
    ) -> shapes.Joined:
        """Join a working group.

        A city joins at once, by its own act; the office may record it on the city's behalf. The answer shows what it
        did to the group: the city that completes the minimum constitutes it.

        Scope: `memberships:write`.
        """
        call: Call[shapes.Joined] = Call(
            'join_working_group',
            'POST',
            path_of('/v1/working-groups/{working_group}/members', working_group=working_group),
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_join_working_group(self, working_group: str, body: shapes.GroupMemberCreate) -> shapes.DryRun:
        """Only say what `join_working_group` would do."""
        call: Call[shapes.DryRun] = Call(
            'join_working_group',
            'POST',
            path_of('/v1/working-groups/{working_group}/members', working_group=working_group),
            query={'dry_run': True},
            body=body,
        )
        return await self.call(call)

    async def launch_network(self, network: str, *, version: int | str, idempotency_key: str | None = None) -> shapes.Network:
        """Go live: from now on notices are sent. What was recorded in preparation has sent nothing and stays so.

        Scope: `admin`.
        """
        call: Call[shapes.Network] = Call(
            'launch_network',
            'POST',
            path_of('/v1/networks/{network}/launches', network=network),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
        )
        return await self.call(call)

    async def try_out_launch_network(self, network: str, *, version: int | str) -> shapes.DryRun:
        """Only say what `launch_network` would do."""
        call: Call[shapes.DryRun] = Call(
            'launch_network', 'POST', path_of('/v1/networks/{network}/launches', network=network), query={'dry_run': True}, version=version
        )
        return await self.call(call)

    async def list_action_items(
        self,
        *,
        network_id: str | None = None,
        working_group_id: str | None = None,
        stage: Literal['planned', 'in_progress', 'completed', 'postponed', 'cancelled'] | None = None,
        responsible_city_id: str | None = None,
        responsible_person_id: str | None = None,
        meeting_id: str | None = None,
        late: bool | None = None,
        stale: bool | None = None,
        q: str | None = None,
        sort: Literal['due_on', '-due_on', 'title', '-title', 'id', '-id'] | None = None,
        expand: Sequence[Literal['you_may', 'latest_update']] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> shapes.ActionItemPage:
        """List action items, what is due first; those without a due day come last.

        Scope: `action-items:read`.
        """
        call: Call[shapes.ActionItemPage] = Call(
            'list_action_items',
            'GET',
            '/v1/action-items',
            query={
                'network_id': network_id,
                'working_group_id': working_group_id,
                'stage': stage,
                'responsible_city_id': responsible_city_id,
                'responsible_person_id': responsible_person_id,
                'meeting_id': meeting_id,
                'late': late,
                'stale': stale,
                'q': q,
                'sort': sort,
                'expand': expand,
                'limit': limit,
                'after': after,
            },
        )
        return await self.call(call)

    def each_of_action_items(
        self,
        *,
        network_id: str | None = None,
        working_group_id: str | None = None,
        stage: Literal['planned', 'in_progress', 'completed', 'postponed', 'cancelled'] | None = None,
        responsible_city_id: str | None = None,
        responsible_person_id: str | None = None,
        meeting_id: str | None = None,
        late: bool | None = None,
        stale: bool | None = None,
        q: str | None = None,
        sort: Literal['due_on', '-due_on', 'title', '-title', 'id', '-id'] | None = None,
        expand: Sequence[Literal['you_may', 'latest_update']] | None = None,
    ) -> AsyncIterator[shapes.ActionItem]:
        """Go through all pages of `list_action_items`."""
        call: Call[Any] = Call(
            'list_action_items',
            'GET',
            '/v1/action-items',
            query={
                'network_id': network_id,
                'working_group_id': working_group_id,
                'stage': stage,
                'responsible_city_id': responsible_city_id,
                'responsible_person_id': responsible_person_id,
                'meeting_id': meeting_id,
                'late': late,
                'stale': stale,
                'q': q,
                'sort': sort,
                'expand': expand,
            },
        )
        return self.every(call)

    async def list_api_client_secrets(
        self, api_client: str, *, limit: int | None = None, after: str | None = None
    ) -> shapes.ApiClientSecretPage:
        """List the secrets of a machine client, the newest first, ended ones too: how each begins and when it was last
        used; for its office.

        Scope: `admin`.
        """
        call: Call[shapes.ApiClientSecretPage] = Call(
            'list_api_client_secrets',
            'GET',
            path_of('/v1/api-clients/{api_client}/secrets', api_client=api_client),
            query={'limit': limit, 'after': after},
        )
        return await self.call(call)

    def each_of_api_client_secrets(self, api_client: str) -> AsyncIterator[shapes.ApiClientSecret]:
        """Go through all pages of `list_api_client_secrets`."""
        call: Call[Any] = Call('list_api_client_secrets', 'GET', path_of('/v1/api-clients/{api_client}/secrets', api_client=api_client))
        return self.every(call)

    async def list_api_clients(
        self, *, expand: Sequence[Literal['you_may']] | None = None, limit: int | None = None, after: str | None = None
    ) -> shapes.ApiClientPage:
        """List the machines that your office has let in, ended ones too; for others, the systems of partners in their
        network.

        Scope: `admin`.
        """
        call: Call[shapes.ApiClientPage] = Call(
            'list_api_clients', 'GET', '/v1/api-clients', query={'expand': expand, 'limit': limit, 'after': after}
        )
        return await self.call(call)

    def each_of_api_clients(self, *, expand: Sequence[Literal['you_may']] | None = None) -> AsyncIterator[shapes.ApiClient]:
        """Go through all pages of `list_api_clients`."""
        call: Call[Any] = Call('list_api_clients', 'GET', '/v1/api-clients', query={'expand': expand})
        return self.every(call)

    async def list_assemblies(
        self,
        *,
        network_id: str | None = None,
        stage: Literal['announced', 'held'] | None = None,
        sort: Literal['held_on', '-held_on', 'id', '-id'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> shapes.AssemblyPage:
        """List general assemblies, the latest first. The members of a network see its assemblies.

        Scope: `reports:read`.
        """
        call: Call[shapes.AssemblyPage] = Call(
            'list_assemblies',
            'GET',
            '/v1/assemblies',
            query={'network_id': network_id, 'stage': stage, 'sort': sort, 'expand': expand, 'limit': limit, 'after': after},
        )
        return await self.call(call)

    def each_of_assemblies(
        self,
        *,
        network_id: str | None = None,
        stage: Literal['announced', 'held'] | None = None,
        sort: Literal['held_on', '-held_on', 'id', '-id'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
    ) -> AsyncIterator[shapes.Assembly]:
        """Go through all pages of `list_assemblies`."""
        call: Call[Any] = Call(
            'list_assemblies', 'GET', '/v1/assemblies', query={'network_id': network_id, 'stage': stage, 'sort': sort, 'expand': expand}
        )
        return self.every(call)

    async def list_assembly_working_groups(
        self, assembly: str, *, sort: Literal['title', '-title'] | None = None, limit: int | None = None, after: str | None = None
    ) -> shapes.AssemblyWorkingGroupPage:
        """List the working groups that were official on the assembly's day: who owes a report, what is there, who has
        declared.

        What a group owes is shown to the office and to the group itself; a report only to those who may see it.

        Scope: `reports:read`.
        """
        call: Call[shapes.AssemblyWorkingGroupPage] = Call(
            'list_assembly_working_groups',
            'GET',
            path_of('/v1/assemblies/{assembly}/working-groups', assembly=assembly),
            query={'sort': sort, 'limit': limit, 'after': after},
        )
        return await self.call(call)

    def each_of_assembly_working_groups(
        self, assembly: str, *, sort: Literal['title', '-title'] | None = None
    ) -> AsyncIterator[shapes.AssemblyWorkingGroup]:
        """Go through all pages of `list_assembly_working_groups`."""
        call: Call[Any] = Call(
            'list_assembly_working_groups',
            'GET',
            path_of('/v1/assemblies/{assembly}/working-groups', assembly=assembly),
            query={'sort': sort},
        )
        return self.every(call)

    async def list_by_laws(self, network: str, *, limit: int | None = None, after: str | None = None) -> shapes.ByLawsPage:
        """List the versions of a network's by-laws, the newest first. The one in force on an act's day decides."""
        call: Call[shapes.ByLawsPage] = Call(
            'list_by_laws', 'GET', path_of('/v1/networks/{network}/by-laws', network=network), query={'limit': limit, 'after': after}
        )
        return await self.call(call)

    def each_of_by_laws(self, network: str) -> AsyncIterator[shapes.ByLaws]:
        """Go through all pages of `list_by_laws`."""
        call: Call[Any] = Call('list_by_laws', 'GET', path_of('/v1/networks/{network}/by-laws', network=network))
        return self.every(call)

    async def list_calendar_subscriptions(self, *, limit: int | None = None, after: str | None = None) -> shapes.CalendarSubscriptionPage:
        """List your calendar subscriptions, the newest first. Their addresses are not kept, so they are not shown again."""
        call: Call[shapes.CalendarSubscriptionPage] = Call(
            'list_calendar_subscriptions', 'GET', '/v1/calendar-subscriptions', query={'limit': limit, 'after': after}
        )
        return await self.call(call)

    def each_of_calendar_subscriptions(self) -> AsyncIterator[shapes.CalendarSubscription]:
        """Go through all pages of `list_calendar_subscriptions`."""
        call: Call[Any] = Call('list_calendar_subscriptions', 'GET', '/v1/calendar-subscriptions')
        return self.every(call)

    async def list_calls_for_interest(
        self,
        *,
        network_id: str | None = None,
        city_id: str | None = None,
        working_group_id: str | None = None,
        stage: Literal['idea', 'open', 'proposed', 'withdrawn'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> shapes.CallForInterestPage:
        """List calls for interest, the newest first.

        An idea that no other city was asked about is seen by the city that brings it and the office, a call by all
        members of the network.

        Scope: `working-groups:read`.
        """
        call: Call[shapes.CallForInterestPage] = Call(
            'list_calls_for_interest',
            'GET',
            '/v1/calls-for-interest',
            query={
                'network_id': network_id,
                'city_id': city_id,
                'working_group_id': working_group_id,
                'stage': stage,
                'expand': expand,
                'limit': limit,
                'after': after,
            },
        )
        return await self.call(call)

    def each_of_calls_for_interest(
        self,
        *,
        network_id: str | None = None,
        city_id: str | None = None,
        working_group_id: str | None = None,
        stage: Literal['idea', 'open', 'proposed', 'withdrawn'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
    ) -> AsyncIterator[shapes.CallForInterest]:
        """Go through all pages of `list_calls_for_interest`."""
        call: Call[Any] = Call(
            'list_calls_for_interest',
            'GET',
            '/v1/calls-for-interest',
            query={'network_id': network_id, 'city_id': city_id, 'working_group_id': working_group_id, 'stage': stage, 'expand': expand},
        )
        return self.every(call)

    async def list_changes(
        self,
        *,
        since: int | None = None,
        feed_id: str | None = None,
        limit: int | None = None,
        subject_type: Literal[
            'network',
            'by_laws',
            'city',
            'organisation',
            'department',
            'working_group',
            'membership',
            'lead',
            'action_item',
            'progress_update',
            'meeting',
            'output',
            'document',
            'funding_request',
            'support_request',
            'assembly',
            'report',
            'submission',
            'decision',
            'publication',
            'declaration',
            'call_for_interest',
            'plan',
            'plan_action',
            'plan_action_update',
            'plan_meeting',
            'plan_contact',
            'plan_risk',
            'needs_assessment',
            'needs_finding',
            'plan_consultation',
            'plan_inventory_item',
            'milestone',
            'indicator',
            'indicator_value',
            'good_practice',
        ]
        | None = None,
        wait: int = 0,
    ) -> shapes.ChangePage:
        """Read what changed since a point you have reached.

        One item per record, in the order of commits, with its latest state. Start with since=0: that is a complete
        first sync. Apply the items in order, store `next_since` and `feed_id`, ask again. A page may be short or empty
        while has_more is true. 409 feed-reset means: begin anew with since=0.

        With `Prefer: wait=20` a page that would be empty is answered when something comes, or after that time. To whom
        accepts `application/x-ndjson` each item is sent as a line, and after them one line with the other fields of the
        page.

        Scope: `changes:read`.
        """
        call: Call[shapes.ChangePage] = Call(
            'list_changes',
            'GET',
            '/v1/changes',
            query={'since': since, 'feed_id': feed_id, 'limit': limit, 'subject_type': subject_type},
            wait=wait,
        )
        return await self.call(call)

    async def list_circulars(
        self,
        *,
        network_id: str | None = None,
        working_group_id: str | None = None,
        stage: Literal['draft', 'sent'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> shapes.CircularPage:
        """List circulars, the newest first: those of your groups, as the office all of the network.

        Scope: `people:read`.
        """
        call: Call[shapes.CircularPage] = Call(
            'list_circulars',
            'GET',
            '/v1/circulars',
            query={
                'network_id': network_id,
                'working_group_id': working_group_id,
                'stage': stage,
                'expand': expand,
                'limit': limit,
                'after': after,
            },
        )
        return await self.call(call)

    def each_of_circulars(
        self,
        *,
        network_id: str | None = None,
        working_group_id: str | None = None,
        stage: Literal['draft', 'sent'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
    ) -> AsyncIterator[shapes.Circular]:
        """Go through all pages of `list_circulars`."""
        call: Call[Any] = Call(
            'list_circulars',
            'GET',
            '/v1/circulars',
            query={'network_id': network_id, 'working_group_id': working_group_id, 'stage': stage, 'expand': expand},
        )
        return self.every(call)

    async def list_cities(
        self,
        *,
        network_id: str | None = None,
        country_code: str | None = None,
        kind: Literal['city', 'other_local_authority'] | None = None,
        identifier: str | None = None,
        silent_in: str | None = None,
        q: str | None = None,
        sort: Literal['name', '-name', 'country_code', 'id'] | None = None,
        expand: Sequence[Literal['you_may', 'working_groups']] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> shapes.CityPage:
        """List cities and other local authorities.

        Everybody with credentials sees every city; which of them are members of which network is in `memberships`.
        Names sort without regard to accents, and `q` looks into the names in other languages as well: Vienna finds
        Wien.

        Scope: `cities:read`.
        """
        call: Call[shapes.CityPage] = Call(
            'list_cities',
            'GET',
            '/v1/cities',
            query={
                'network_id': network_id,
                'country_code': country_code,
                'kind': kind,
                'identifier': identifier,
                'silent_in': silent_in,
                'q': q,
                'sort': sort,
                'expand': expand,
                'limit': limit,
                'after': after,
            },
        )
        return await self.call(call)

    def each_of_cities(
        self,
        *,
        network_id: str | None = None,
        country_code: str | None = None,
        kind: Literal['city', 'other_local_authority'] | None = None,
        identifier: str | None = None,
        silent_in: str | None = None,
        q: str | None = None,
        sort: Literal['name', '-name', 'country_code', 'id'] | None = None,
        expand: Sequence[Literal['you_may', 'working_groups']] | None = None,
    ) -> AsyncIterator[shapes.City]:
        """Go through all pages of `list_cities`."""
        call: Call[Any] = Call(
            'list_cities',
            'GET',
            '/v1/cities',
            query={
                'network_id': network_id,
                'country_code': country_code,
                'kind': kind,
                'identifier': identifier,
                'silent_in': silent_in,
                'q': q,
                'sort': sort,
                'expand': expand,
            },
        )
        return self.every(call)

    async def list_city_catalogue(
        self, *, q: str | None = None, country_code: str | None = None, limit: int | None = None, after: str | None = None
    ) -> shapes.CatalogueCityPage:
        """Look a city up in the catalogue of the world's cities, the biggest first.

        It holds every place of a thousand people and more that GeoNames knows, except in countries without an ISO
        3166-1 code. `q` looks for words that begin so, in every language GeoNames has names in: `frankf od` finds
        Frankfurt (Oder), `Köln` and `koln` Cologne. POST /v1/cities takes a `geonames_id` from here and fills in the
        rest. What the catalogue lacks is added by hand.

        Scope: `cities:read`.
        """
        call: Call[shapes.CatalogueCityPage] = Call(
            'list_city_catalogue', 'GET', '/v1/city-catalogue', query={'q': q, 'country_code': country_code, 'limit': limit, 'after': after}
        )
        return await self.call(call)

    def each_of_city_catalogue(self, *, q: str | None = None, country_code: str | None = None) -> AsyncIterator[shapes.CatalogueCity]:
        """Go through all pages of `list_city_catalogue`."""
        call: Call[Any] = Call('list_city_catalogue', 'GET', '/v1/city-catalogue', query={'q': q, 'country_code': country_code})
        return self.every(call)

    async def list_contact_points(
        self,
        *,
        network_id: str | None = None,
        city_id: str | None = None,
        person_id: str | None = None,
        working_group_id: str | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> shapes.ContactPointPage:
        """List contact points: public ones, those that members of your networks may see, and your own. Ended ones are left
        out.

        Scope: `people:read`.
        """
        call: Call[shapes.ContactPointPage] = Call(
            'list_contact_points',
            'GET',
            '/v1/contact-points',
            query={
                'network_id': network_id,
                'city_id': city_id,
                'person_id': person_id,
                'working_group_id': working_group_id,
                'expand': expand,
                'limit': limit,
                'after': after,
            },
        )
        return await self.call(call)

    def each_of_contact_points(
        self,
        *,
        network_id: str | None = None,
        city_id: str | None = None,
        person_id: str | None = None,
        working_group_id: str | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
    ) -> AsyncIterator[shapes.ContactPoint]:
        """Go through all pages of `list_contact_points`."""
        call: Call[Any] = Call(
            'list_contact_points',
            'GET',
            '/v1/contact-points',
            query={
                'network_id': network_id,
                'city_id': city_id,
                'person_id': person_id,
                'working_group_id': working_group_id,
                'expand': expand,
            },
        )
        return self.every(call)

    async def list_decisions(self, report: str, *, limit: int | None = None, after: str | None = None) -> shapes.ReportDecisionPage:
        """List what was decided about a report, the latest first. Comments are for the group and the office.

        Scope: `reports:read`.
        """
        call: Call[shapes.ReportDecisionPage] = Call(
            'list_decisions', 'GET', path_of('/v1/reports/{report}/decisions', report=report), query={'limit': limit, 'after': after}
        )
        return await self.call(call)

    def each_of_decisions(self, report: str) -> AsyncIterator[shapes.ReportDecision]:
        """Go through all pages of `list_decisions`."""
        call: Call[Any] = Call('list_decisions', 'GET', path_of('/v1/reports/{report}/decisions', report=report))
        return self.every(call)

    async def list_declarations(self, working_group: str, *, limit: int | None = None, after: str | None = None) -> shapes.DeclarationPage:
        """List what a group has declared at its network's assemblies, the latest first. The members of the network see it.

        Scope: `reports:read`.
        """
        call: Call[shapes.DeclarationPage] = Call(
            'list_declarations',
            'GET',
            path_of('/v1/working-groups/{working_group}/declarations', working_group=working_group),
            query={'limit': limit, 'after': after},
        )
        return await self.call(call)

    def each_of_declarations(self, working_group: str) -> AsyncIterator[shapes.Declaration]:
        """Go through all pages of `list_declarations`."""
        call: Call[Any] = Call(
            'list_declarations', 'GET', path_of('/v1/working-groups/{working_group}/declarations', working_group=working_group)
        )
        return self.every(call)

    async def list_demonstration_accounts(self) -> shapes.DemonstrationAccounts:
        """List the invented people of a demonstration, to sign in as with one click. Elsewhere there are none: 404."""
        call: Call[shapes.DemonstrationAccounts] = Call('list_demonstration_accounts', 'GET', '/v1/demonstration-accounts')
        return await self.call(call)

    async def list_departments(
        self,
        *,
        network_id: str | None = None,
        city_id: str | None = None,
        sort: Literal['name', 'id'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> shapes.DepartmentPage:
        """List departments of cities' administrations: all of a network for its office, the own ones for a city.

        Scope: `cities:read`.
        """
        call: Call[shapes.DepartmentPage] = Call(
            'list_departments',
            'GET',
            '/v1/departments',
            query={'network_id': network_id, 'city_id': city_id, 'sort': sort, 'expand': expand, 'limit': limit, 'after': after},
        )
        return await self.call(call)

    def each_of_departments(
        self,
        *,
        network_id: str | None = None,
        city_id: str | None = None,
        sort: Literal['name', 'id'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
    ) -> AsyncIterator[shapes.Department]:
        """Go through all pages of `list_departments`."""
        call: Call[Any] = Call(
            'list_departments',
            'GET',
            '/v1/departments',
            query={'network_id': network_id, 'city_id': city_id, 'sort': sort, 'expand': expand},
        )
        return self.every(call)

    async def list_documents(
        self,
        *,
        network_id: str | None = None,
        working_group_id: str | None = None,
        language: str | None = None,
        q: str | None = None,
        sort: Literal['title', '-title', 'id', '-id'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> shapes.DocumentPage:
        """List documents: what is said of them, never their bytes.

        Scope: `working-groups:read`.
        """
        call: Call[shapes.DocumentPage] = Call(
            'list_documents',
            'GET',
            '/v1/documents',
            query={
                'network_id': network_id,
                'working_group_id': working_group_id,
                'language': language,
                'q': q,
                'sort': sort,
                'expand': expand,
                'limit': limit,
                'after': after,
            },
        )
        return await self.call(call)

    def each_of_documents(
        self,
        *,
        network_id: str | None = None,
        working_group_id: str | None = None,
        language: str | None = None,
        q: str | None = None,
        sort: Literal['title', '-title', 'id', '-id'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
    ) -> AsyncIterator[shapes.Document]:
        """Go through all pages of `list_documents`."""
        call: Call[Any] = Call(
            'list_documents',
            'GET',
            '/v1/documents',
            query={
                'network_id': network_id,
                'working_group_id': working_group_id,
                'language': language,
                'q': q,
                'sort': sort,
                'expand': expand,
            },
        )
        return self.every(call)

    async def list_funding_requests(
        self,
        *,
        network_id: str | None = None,
        working_group_id: str | None = None,
        stage: Literal['submitted', 'approved', 'partly_approved', 'rejected', 'withdrawn'] | None = None,
        q: str | None = None,
        sort: Literal['id', '-id'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> shapes.FundingRequestPage:
        """List funding requests, the latest first: those of your groups, as a member of the board or the office all of the
        network.

        Scope: `working-groups:read`.
        """
        call: Call[shapes.FundingRequestPage] = Call(
            'list_funding_requests',
            'GET',
            '/v1/funding-requests',
            query={
                'network_id': network_id,
                'working_group_id': working_group_id,
                'stage': stage,
                'q': q,
                'sort': sort,
                'expand': expand,
                'limit': limit,
                'after': after,
            },
        )
        return await self.call(call)

    def each_of_funding_requests(
        self,
        *,
        network_id: str | None = None,
        working_group_id: str | None = None,
        stage: Literal['submitted', 'approved', 'partly_approved', 'rejected', 'withdrawn'] | None = None,
        q: str | None = None,
        sort: Literal['id', '-id'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
    ) -> AsyncIterator[shapes.FundingRequest]:
        """Go through all pages of `list_funding_requests`."""
        call: Call[Any] = Call(
            'list_funding_requests',
            'GET',
            '/v1/funding-requests',
            query={'network_id': network_id, 'working_group_id': working_group_id, 'stage': stage, 'q': q, 'sort': sort, 'expand': expand},
        )
        return self.every(call)

    async def list_good_practices(
        self,
        *,
        network_id: str | None = None,
        city_id: str | None = None,
        commitment: int | None = None,
        track: int | None = None,
        theme: Literal[
            'action_plans',
            'anti_muslim_racism',
            'antisemitism',
            'awareness',
            'city_administration',
            'civil_society',
            'counselling',
            'culture',
            'education',
            'employment',
            'hate_crime',
            'housing',
            'intercultural_living',
            'integration',
            'monitoring',
            'participation',
        ]
        | None = None,
        language: str | None = None,
        publication: str | None = None,
        stage: Literal['draft', 'published', 'withdrawn'] | None = None,
        q: str | None = None,
        sort: Literal['title', '-title', 'id', '-id'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> shapes.GoodPracticePage:
        """List good practices: what cities do well, by where it is in the frame, theme, city, language and publication.

        Scope: `action-items:read`.
        """
        call: Call[shapes.GoodPracticePage] = Call(
            'list_good_practices',
            'GET',
            '/v1/good-practices',
            query={
                'network_id': network_id,
                'city_id': city_id,
                'commitment': commitment,
                'track': track,
                'theme': theme,
                'language': language,
                'publication': publication,
                'stage': stage,
                'q': q,
                'sort': sort,
                'expand': expand,
                'limit': limit,
                'after': after,
            },
        )
        return await self.call(call)

    def each_of_good_practices(
        self,
        *,
        network_id: str | None = None,
        city_id: str | None = None,
        commitment: int | None = None,
        track: int | None = None,
        theme: Literal[
            'action_plans',
            'anti_muslim_racism',
            'antisemitism',
            'awareness',
            'city_administration',
            'civil_society',
            'counselling',
            'culture',
            'education',
            'employment',
            'hate_crime',
            'housing',
            'intercultural_living',
            'integration',
            'monitoring',
            'participation',
        ]
        | None = None,
        language: str | None = None,
        publication: str | None = None,
        stage: Literal['draft', 'published', 'withdrawn'] | None = None,
        q: str | None = None,
        sort: Literal['title', '-title', 'id', '-id'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
    ) -> AsyncIterator[shapes.GoodPractice]:
        """Go through all pages of `list_good_practices`."""
        call: Call[Any] = Call(
            'list_good_practices',
            'GET',
            '/v1/good-practices',
            query={
                'network_id': network_id,
                'city_id': city_id,
                'commitment': commitment,
                'track': track,
                'theme': theme,
                'language': language,
                'publication': publication,
                'stage': stage,
                'q': q,
                'sort': sort,
                'expand': expand,
            },
        )
        return self.every(call)

    async def list_group_invitations(
        self,
        *,
        network_id: str | None = None,
        working_group_id: str | None = None,
        city_id: str | None = None,
        stage: Literal['invited', 'confirmed', 'declined', 'withdrawn', 'lapsed'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> shapes.GroupInvitationPage:
        """List the invitations of cities into working groups, the latest first. The members of the network see them.

        Scope: `working-groups:read`.
        """
        call: Call[shapes.GroupInvitationPage] = Call(
            'list_group_invitations',
            'GET',
            '/v1/group-invitations',
            query={
                'network_id': network_id,
                'working_group_id': working_group_id,
                'city_id': city_id,
                'stage': stage,
                'expand': expand,
                'limit': limit,
                'after': after,
            },
        )
        return await self.call(call)

    def each_of_group_invitations(
        self,
        *,
        network_id: str | None = None,
        working_group_id: str | None = None,
        city_id: str | None = None,
        stage: Literal['invited', 'confirmed', 'declined', 'withdrawn', 'lapsed'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
    ) -> AsyncIterator[shapes.GroupInvitation]:
        """Go through all pages of `list_group_invitations`."""
        call: Call[Any] = Call(
            'list_group_invitations',
            'GET',
            '/v1/group-invitations',
            query={'network_id': network_id, 'working_group_id': working_group_id, 'city_id': city_id, 'stage': stage, 'expand': expand},
        )
        return self.every(call)

    async def list_identities(self, *, limit: int | None = None, after: str | None = None) -> shapes.IdentityPage:
        """List the identities that sign you in, the newest first."""
        call: Call[shapes.IdentityPage] = Call('list_identities', 'GET', '/v1/identities', query={'limit': limit, 'after': after})
        return await self.call(call)

    def each_of_identities(self) -> AsyncIterator[shapes.Identity]:
        """Go through all pages of `list_identities`."""
        call: Call[Any] = Call('list_identities', 'GET', '/v1/identities')
        return self.every(call)

    async def list_import_rows(
        self,
        import_: str,
        *,
        outcome: Literal['added', 'changed', 'unchanged', 'suspected', 'refused', 'left_out'] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> shapes.ImportRowPage:
        """List the rows of a file in their order: what each would do or has done, field by field, and why one is refused
        or suspected.

        Scope: `admin`.
        """
        call: Call[shapes.ImportRowPage] = Call(
            'list_import_rows',
            'GET',
            path_of('/v1/imports/{import_}/rows', import_=import_),
            query={'outcome': outcome, 'limit': limit, 'after': after},
        )
        return await self.call(call)

    def each_of_import_rows(
        self, import_: str, *, outcome: Literal['added', 'changed', 'unchanged', 'suspected', 'refused', 'left_out'] | None = None
    ) -> AsyncIterator[shapes.ImportedRow]:
        """Go through all pages of `list_import_rows`."""
        call: Call[Any] = Call(
            'list_import_rows', 'GET', path_of('/v1/imports/{import_}/rows', import_=import_), query={'outcome': outcome}
        )
        return self.every(call)

    async def list_imports(
        self,
        *,
        network_id: str | None = None,
        kind: Literal['members', 'working_groups', 'people', 'partner_cities', 'plan_actions'] | None = None,
        plan_id: str | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> shapes.ImportPage:
        """List the files that were imported or are being checked, the newest first.

        Scope: `admin`.
        """
        call: Call[shapes.ImportPage] = Call(
            'list_imports',
            'GET',
            '/v1/imports',
            query={'network_id': network_id, 'kind': kind, 'plan_id': plan_id, 'expand': expand, 'limit': limit, 'after': after},
        )
        return await self.call(call)

    def each_of_imports(
        self,
        *,
        network_id: str | None = None,
        kind: Literal['members', 'working_groups', 'people', 'partner_cities', 'plan_actions'] | None = None,
        plan_id: str | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
    ) -> AsyncIterator[shapes.Import]:
        """Go through all pages of `list_imports`."""
        call: Call[Any] = Call(
            'list_imports', 'GET', '/v1/imports', query={'network_id': network_id, 'kind': kind, 'plan_id': plan_id, 'expand': expand}
        )
        return self.every(call)

    async def list_indicator_values(
        self,
        indicator: str,
        *,
        sort: Literal['-measured_on', 'measured_on', 'id', '-id'] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> shapes.IndicatorValuePage:
        """List what was measured, the latest first. What was corrected stays, and names what took its place.

        Scope: `action-items:read`.
        """
        call: Call[shapes.IndicatorValuePage] = Call(
            'list_indicator_values',
            'GET',
            path_of('/v1/indicators/{indicator}/values', indicator=indicator),
            query={'sort': sort, 'limit': limit, 'after': after},
        )
        return await self.call(call)

    def each_of_indicator_values(
        self, indicator: str, *, sort: Literal['-measured_on', 'measured_on', 'id', '-id'] | None = None
    ) -> AsyncIterator[shapes.IndicatorValue]:
        """Go through all pages of `list_indicator_values`."""
        call: Call[Any] = Call(
            'list_indicator_values', 'GET', path_of('/v1/indicators/{indicator}/values', indicator=indicator), query={'sort': sort}
        )
        return self.every(call)

    async def list_indicators(
        self,
        *,
        network_id: str | None = None,
        city_id: str | None = None,
        plan_id: str | None = None,
        plan_action_id: str | None = None,
        stage: Literal['in_use', 'set_aside'] | None = None,
        sort: Literal['name', '-name', 'id', '-id'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> shapes.IndicatorPage:
        """List the indicators of the plans and actions that one sees, by name, with where each stands today.

        Scope: `action-items:read`.
        """
        call: Call[shapes.IndicatorPage] = Call(
            'list_indicators',
            'GET',
            '/v1/indicators',
            query={
                'network_id': network_id,
                'city_id': city_id,
                'plan_id': plan_id,
                'plan_action_id': plan_action_id,
                'stage': stage,
                'sort': sort,
                'expand': expand,
                'limit': limit,
                'after': after,
            },
        )
        return await self.call(call)

    def each_of_indicators(
        self,
        *,
        network_id: str | None = None,
        city_id: str | None = None,
        plan_id: str | None = None,
        plan_action_id: str | None = None,
        stage: Literal['in_use', 'set_aside'] | None = None,
        sort: Literal['name', '-name', 'id', '-id'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
    ) -> AsyncIterator[shapes.Indicator]:
        """Go through all pages of `list_indicators`."""
        call: Call[Any] = Call(
            'list_indicators',
            'GET',
            '/v1/indicators',
            query={
                'network_id': network_id,
                'city_id': city_id,
                'plan_id': plan_id,
                'plan_action_id': plan_action_id,
                'stage': stage,
                'sort': sort,
                'expand': expand,
            },
        )
        return self.every(call)

    async def list_invitations(
        self,
        *,
        network_id: str | None = None,
        city_id: str | None = None,
        working_group_id: str | None = None,
        role: Literal[
            'office_admin',
            'office_staff',
            'board_member',
            'scientific_advisor',
            'coordinator',
            'political_head',
            'department_contact',
            'lead_contact',
            'group_coordinator',
            'organisation_contact',
            'national_network_coordinator',
        ]
        | None = None,
        stage: Literal['open', 'accepted', 'declined', 'withdrawn', 'expired'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> shapes.InvitationPage:
        """List invitations, the newest first: all of a network for its office, those of the own city for a city, your own
        in any case.

        Scope: `people:read`.
        """
        call: Call[shapes.InvitationPage] = Call(
            'list_invitations',
            'GET',
            '/v1/invitations',
            query={
                'network_id': network_id,
                'city_id': city_id,
                'working_group_id': working_group_id,
                'role': role,
                'stage': stage,
                'expand': expand,
                'limit': limit,
                'after': after,
            },
        )
        return await self.call(call)

    def each_of_invitations(
        self,
        *,
        network_id: str | None = None,
        city_id: str | None = None,
        working_group_id: str | None = None,
        role: Literal[
            'office_admin',
            'office_staff',
            'board_member',
            'scientific_advisor',
            'coordinator',
            'political_head',
            'department_contact',
            'lead_contact',
            'group_coordinator',
            'organisation_contact',
            'national_network_coordinator',
        ]
        | None = None,
        stage: Literal['open', 'accepted', 'declined', 'withdrawn', 'expired'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
    ) -> AsyncIterator[shapes.Invitation]:
        """Go through all pages of `list_invitations`."""
        call: Call[Any] = Call(
            'list_invitations',
            'GET',
            '/v1/invitations',
            query={
                'network_id': network_id,
                'city_id': city_id,
                'working_group_id': working_group_id,
                'role': role,
                'stage': stage,
                'expand': expand,
            },
        )
        return self.every(call)

    async def list_journal_entries(
        self,
        *,
        subject_type: str | None = None,
        subject_id: str | None = None,
        network_id: str | None = None,
        city_id: str | None = None,
        working_group_id: str | None = None,
        actor_id: str | None = None,
        operation: str | None = None,
        recorded_from: str | None = None,
        recorded_before: str | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> shapes.JournalEntryPage:
        """List what was done, the newest first: by whom, on whose behalf, to which record, from which value to which.

        An entry is shown to whoever sees its record now; values only to whoever saw them when they were written. Of
        personal fields the name alone is kept. Entries about people are for the office, the own city and the person.
        The journal is never in the feed; a token sees of it what its other scopes let it read.

        Scope: `admin`.
        """
        call: Call[shapes.JournalEntryPage] = Call(
            'list_journal_entries',
            'GET',
            '/v1/journal-entries',
            query={
                'subject_type': subject_type,
                'subject_id': subject_id,
                'network_id': network_id,
                'city_id': city_id,
                'working_group_id': working_group_id,
                'actor_id': actor_id,
                'operation': operation,
                'recorded_from': recorded_from,
                'recorded_before': recorded_before,
                'limit': limit,
                'after': after,
            },
        )
        return await self.call(call)

    def each_of_journal_entries(
        self,
        *,
        subject_type: str | None = None,
        subject_id: str | None = None,
        network_id: str | None = None,
        city_id: str | None = None,
        working_group_id: str | None = None,
        actor_id: str | None = None,
        operation: str | None = None,
        recorded_from: str | None = None,
        recorded_before: str | None = None,
    ) -> AsyncIterator[shapes.JournalEntry]:
        """Go through all pages of `list_journal_entries`."""
        call: Call[Any] = Call(
            'list_journal_entries',
            'GET',
            '/v1/journal-entries',
            query={
                'subject_type': subject_type,
                'subject_id': subject_id,
                'network_id': network_id,
                'city_id': city_id,
                'working_group_id': working_group_id,
                'actor_id': actor_id,
                'operation': operation,
                'recorded_from': recorded_from,
                'recorded_before': recorded_before,
            },
        )
        return self.every(call)

    async def list_leads(
        self, working_group: str, *, as_of: str | None = None, limit: int | None = None, after: str | None = None
    ) -> shapes.LeadPage:
        """List who led the group, the latest term first. The day on which a term ends belongs to the next.

        Scope: `working-groups:read`.
        """
        call: Call[shapes.LeadPage] = Call(
            'list_leads',
            'GET',
            path_of('/v1/working-groups/{working_group}/leads', working_group=working_group),
            query={'as_of': as_of, 'limit': limit, 'after': after},
        )
        return await self.call(call)

    def each_of_leads(self, working_group: str, *, as_of: str | None = None) -> AsyncIterator[shapes.Lead]:
        """Go through all pages of `list_leads`."""
        call: Call[Any] = Call(
            'list_leads', 'GET', path_of('/v1/working-groups/{working_group}/leads', working_group=working_group), query={'as_of': as_of}
        )
        return self.every(call)

    async def list_mandates(
        self,
        *,
        network_id: str | None = None,
        city_id: str | None = None,
        client_id: str | None = None,
        stage: Literal['in_effect', 'over', 'withdrawn'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> shapes.MandatePage:
        """List which machines act for which cities, the newest first: all of a network for its office, those of the own
        city for a city.

        Scope: `admin`.
        """
        call: Call[shapes.MandatePage] = Call(
            'list_mandates',
            'GET',
            '/v1/mandates',
            query={
                'network_id': network_id,
                'city_id': city_id,
                'client_id': client_id,
                'stage': stage,
                'expand': expand,
                'limit': limit,
                'after': after,
            },
        )
        return await self.call(call)

    def each_of_mandates(
        self,
        *,
        network_id: str | None = None,
        city_id: str | None = None,
        client_id: str | None = None,
        stage: Literal['in_effect', 'over', 'withdrawn'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
    ) -> AsyncIterator[shapes.Mandate]:
        """Go through all pages of `list_mandates`."""
        call: Call[Any] = Call(
            'list_mandates',
            'GET',
            '/v1/mandates',
            query={'network_id': network_id, 'city_id': city_id, 'client_id': client_id, 'stage': stage, 'expand': expand},
        )
        return self.every(call)

    async def list_meetings(
        self,
        *,
        network_id: str | None = None,
        working_group_id: str | None = None,
        stage: Literal['scheduled', 'held', 'cancelled'] | None = None,
        series_id: str | None = None,
        starts_after: str | None = None,
        starts_before: str | None = None,
        q: str | None = None,
        sort: Literal['starts_at', '-starts_at', 'id', '-id'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> shapes.MeetingPage:
        """List meetings, the latest first.

        Minutes and the link for joining are in it where you may read them: of your own groups, and of the network's own
        meetings.

        Scope: `working-groups:read`.
        """
        call: Call[shapes.MeetingPage] = Call(
            'list_meetings',
            'GET',
            '/v1/meetings',
            query={
                'network_id': network_id,
                'working_group_id': working_group_id,
                'stage': stage,
                'series_id': series_id,
                'starts_after': starts_after,
                'starts_before': starts_before,
                'q': q,
                'sort': sort,
                'expand': expand,
                'limit': limit,
                'after': after,
            },
        )
        return await self.call(call)

    def each_of_meetings(
        self,
        *,
        network_id: str | None = None,
        working_group_id: str | None = None,
        stage: Literal['scheduled', 'held', 'cancelled'] | None = None,
        series_id: str | None = None,
        starts_after: str | None = None,
        starts_before: str | None = None,
        q: str | None = None,
        sort: Literal['starts_at', '-starts_at', 'id', '-id'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
    ) -> AsyncIterator[shapes.Meeting]:
        """Go through all pages of `list_meetings`."""
        call: Call[Any] = Call(
            'list_meetings',
            'GET',
            '/v1/meetings',
            query={
                'network_id': network_id,
                'working_group_id': working_group_id,
                'stage': stage,
                'series_id': series_id,
                'starts_after': starts_after,
                'starts_before': starts_before,
                'q': q,
                'sort': sort,
                'expand': expand,
            },
        )
        return self.every(call)

    async def list_memberships(
        self,
        *,
        network_id: str | None = None,
        working_group_id: str | None = None,
        city_id: str | None = None,
        organisation_id: str | None = None,
        stage: Literal['applicant', 'active', 'suspended'] | None = None,
        ended: bool | None = None,
        as_of: str | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> shapes.MembershipPage:
        """List memberships, in networks and in groups, lasting and ended.

        The day on which a membership ends no longer belongs to it. One whose beginning is not known counts as always
        begun.

        Scope: `memberships:read`.
        """
        call: Call[shapes.MembershipPage] = Call(
            'list_memberships',
            'GET',
            '/v1/memberships',
            query={
                'network_id': network_id,
                'working_group_id': working_group_id,
                'city_id': city_id,
                'organisation_id': organisation_id,
                'stage': stage,
                'ended': ended,
                'as_of': as_of,
                'expand': expand,
                'limit': limit,
                'after': after,
            },
        )
        return await self.call(call)

    def each_of_memberships(
        self,
        *,
        network_id: str | None = None,
        working_group_id: str | None = None,
        city_id: str | None = None,
        organisation_id: str | None = None,
        stage: Literal['applicant', 'active', 'suspended'] | None = None,
        ended: bool | None = None,
        as_of: str | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
    ) -> AsyncIterator[shapes.Membership]:
        """Go through all pages of `list_memberships`."""
        call: Call[Any] = Call(
            'list_memberships',
            'GET',
            '/v1/memberships',
            query={
                'network_id': network_id,
                'working_group_id': working_group_id,
                'city_id': city_id,
                'organisation_id': organisation_id,
                'stage': stage,
                'ended': ended,
                'as_of': as_of,
                'expand': expand,
            },
        )
        return self.every(call)

    async def list_milestones(
        self,
        *,
        network_id: str | None = None,
        city_id: str | None = None,
        plan_id: str | None = None,
        plan_action_id: str | None = None,
        stage: Literal['open', 'done', 'withdrawn'] | None = None,
        late: bool | None = None,
        sort: Literal['due_on', '-due_on', 'id', '-id'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> shapes.MilestonePage:
        """List the milestones of the actions that one sees, what is due first.

        Scope: `action-items:read`.
        """
        call: Call[shapes.MilestonePage] = Call(
            'list_milestones',
            'GET',
            '/v1/milestones',
            query={
                'network_id': network_id,
                'city_id': city_id,
                'plan_id': plan_id,
                'plan_action_id': plan_action_id,
                'stage': stage,
                'late': late,
                'sort': sort,
                'expand': expand,
                'limit': limit,
                'after': after,
            },
        )
        return await self.call(call)

    def each_of_milestones(
        self,
        *,
        network_id: str | None = None,
        city_id: str | None = None,
        plan_id: str | None = None,
        plan_action_id: str | None = None,
        stage: Literal['open', 'done', 'withdrawn'] | None = None,
        late: bool | None = None,
        sort: Literal['due_on', '-due_on', 'id', '-id'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
    ) -> AsyncIterator[shapes.Milestone]:
        """Go through all pages of `list_milestones`."""
        call: Call[Any] = Call(
            'list_milestones',
            'GET',
            '/v1/milestones',
            query={
                'network_id': network_id,
                'city_id': city_id,
                'plan_id': plan_id,
                'plan_action_id': plan_action_id,
                'stage': stage,
                'late': late,
                'sort': sort,
                'expand': expand,
            },
        )
        return self.every(call)

    async def list_mirrored_records(
        self,
        *,
        network_id: str | None = None,
        sync_source_id: str | None = None,
        city_id: str | None = None,
        subject_type: str | None = None,
        match: Literal['matched', 'doubtful', 'unmatched'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> shapes.MirroredRecordPage:
        """List the records of other networks as they came from there.

        With `match=doubtful`: the cities of which a person says which of yours they are.

        Scope: `admin`.
        """
        call: Call[shapes.MirroredRecordPage] = Call(
            'list_mirrored_records',
            'GET',
            '/v1/mirrored-records',
            query={
                'network_id': network_id,
                'sync_source_id': sync_source_id,
                'city_id': city_id,
                'subject_type': subject_type,
                'match': match,
                'expand': expand,
                'limit': limit,
                'after': after,
            },
        )
        return await self.call(call)

    def each_of_mirrored_records(
        self,
        *,
        network_id: str | None = None,
        sync_source_id: str | None = None,
        city_id: str | None = None,
        subject_type: str | None = None,
        match: Literal['matched', 'doubtful', 'unmatched'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
    ) -> AsyncIterator[shapes.MirroredRecord]:
        """Go through all pages of `list_mirrored_records`."""
        call: Call[Any] = Call(
            'list_mirrored_records',
            'GET',
            '/v1/mirrored-records',
            query={
                'network_id': network_id,
                'sync_source_id': sync_source_id,
                'city_id': city_id,
                'subject_type': subject_type,
                'match': match,
                'expand': expand,
            },
        )
        return self.every(call)

    async def list_my_tasks(self) -> shapes.Tasks:
        """List what needs you now, the most urgent first, each with the one act that settles it.

        For the office: groups without a lead city, notices that wait, contacts that nobody can reach, assemblies to
        close, and whatever else waits for it. For a city: what it owes, and proposals it could join. Whatever has no
        day, or a day farther off than the first reminder of the by-laws, comes last or not yet. Nothing is stored: a
        task goes when its fact does.
        """
        call: Call[shapes.Tasks] = Call('list_my_tasks', 'GET', '/v1/me/tasks')
        return await self.call(call)

    async def list_needs_assessments(
        self,
        *,
        network_id: str | None = None,
        city_id: str | None = None,
        plan_id: str | None = None,
        method: Literal['focus_group', 'world_cafe', 'survey', 'interview', 'hearing', 'other'] | None = None,
        sort: Literal['-day', 'day', 'id', '-id'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> shapes.NeedsAssessmentPage:
        """List how one’s own city asked what is needed, and what cities have shared of it, the latest first; without a day
        come before them.

        Scope: `action-items:read`.
        """
        call: Call[shapes.NeedsAssessmentPage] = Call(
            'list_needs_assessments',
            'GET',
            '/v1/needs-assessments',
            query={
                'network_id': network_id,
                'city_id': city_id,
                'plan_id': plan_id,
                'method': method,
                'sort': sort,
                'expand': expand,
                'limit': limit,
                'after': after,
            },
        )
        return await self.call(call)

    def each_of_needs_assessments(
        self,
        *,
        network_id: str | None = None,
        city_id: str | None = None,
        plan_id: str | None = None,
        method: Literal['focus_group', 'world_cafe', 'survey', 'interview', 'hearing', 'other'] | None = None,
        sort: Literal['-day', 'day', 'id', '-id'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
    ) -> AsyncIterator[shapes.NeedsAssessment]:
        """Go through all pages of `list_needs_assessments`."""
        call: Call[Any] = Call(
            'list_needs_assessments',
            'GET',
            '/v1/needs-assessments',
            query={'network_id': network_id, 'city_id': city_id, 'plan_id': plan_id, 'method': method, 'sort': sort, 'expand': expand},
        )
        return self.every(call)

    async def list_needs_findings(
        self,
        *,
        network_id: str | None = None,
        city_id: str | None = None,
        plan_id: str | None = None,
        needs_assessment_id: str | None = None,
        plan_action_id: str | None = None,
        sort: Literal['id', '-id'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> shapes.NeedsFindingPage:
        """List what one’s own city found when it asked, and what cities have shared of it, the first noted first.

        Scope: `action-items:read`.
        """
        call: Call[shapes.NeedsFindingPage] = Call(
            'list_needs_findings',
            'GET',
            '/v1/needs-findings',
            query={
                'network_id': network_id,
                'city_id': city_id,
                'plan_id': plan_id,
                'needs_assessment_id': needs_assessment_id,
                'plan_action_id': plan_action_id,
                'sort': sort,
                'expand': expand,
                'limit': limit,
                'after': after,
            },
        )
        return await self.call(call)

    def each_of_needs_findings(
        self,
        *,
        network_id: str | None = None,
        city_id: str | None = None,
        plan_id: str | None = None,
        needs_assessment_id: str | None = None,
        plan_action_id: str | None = None,
        sort: Literal['id', '-id'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
    ) -> AsyncIterator[shapes.NeedsFinding]:
        """Go through all pages of `list_needs_findings`."""
        call: Call[Any] = Call(
            'list_needs_findings',
            'GET',
            '/v1/needs-findings',
            query={
                'network_id': network_id,
                'city_id': city_id,
                'plan_id': plan_id,
                'needs_assessment_id': needs_assessment_id,
                'plan_action_id': plan_action_id,
                'sort': sort,
                'expand': expand,
            },
        )
        return self.every(call)

    async def list_networks(
        self,
        *,
        sort: Literal['name', 'id'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> shapes.NetworkPage:
        """List the networks: the one served here and its partners."""
        call: Call[shapes.NetworkPage] = Call(
            'list_networks', 'GET', '/v1/networks', query={'sort': sort, 'expand': expand, 'limit': limit, 'after': after}
        )
        return await self.call(call)

    def each_of_networks(
        self, *, sort: Literal['name', 'id'] | None = None, expand: Sequence[Literal['you_may']] | None = None
    ) -> AsyncIterator[shapes.Network]:
        """Go through all pages of `list_networks`."""
        call: Call[Any] = Call('list_networks', 'GET', '/v1/networks', query={'sort': sort, 'expand': expand})
        return self.every(call)

    async def list_notices(
        self,
        *,
        stage: Literal['held', 'queued', 'sent', 'not_sent'] | None = None,
        working_group_id: str | None = None,
        kind: str | None = None,
        reason: Literal['no_recipient', 'mail_refused', 'mail_failed'] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> shapes.NoticePage:
        """List your office's notices, the newest first, with what they say as of today.

        A notice of a new working group is held for some hours, in which its contact can be corrected. Whoever is not
        the office sees none.

        Scope: `working-groups:read`.
        """
        call: Call[shapes.NoticePage] = Call(
            'list_notices',
            'GET',
            '/v1/notices',
            query={'stage': stage, 'working_group_id': working_group_id, 'kind': kind, 'reason': reason, 'limit': limit, 'after': after},
        )
        return await self.call(call)

    def each_of_notices(
        self,
        *,
        stage: Literal['held', 'queued', 'sent', 'not_sent'] | None = None,
        working_group_id: str | None = None,
        kind: str | None = None,
        reason: Literal['no_recipient', 'mail_refused', 'mail_failed'] | None = None,
    ) -> AsyncIterator[shapes.Notice]:
        """Go through all pages of `list_notices`."""
        call: Call[Any] = Call(
            'list_notices',
            'GET',
            '/v1/notices',
            query={'stage': stage, 'working_group_id': working_group_id, 'kind': kind, 'reason': reason},
        )
        return self.every(call)

    async def list_obligations(
        self,
        *,
        network_id: str | None = None,
        working_group_id: str | None = None,
        city_id: str | None = None,
        assembly_id: str | None = None,
        duty: Literal['group_report', 'declaration'] | None = None,
        stage: Literal['open', 'late', 'met', 'met_late', 'waived', 'lapsed'] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> shapes.ObligationPage:
        """List what working groups owe their network, the latest day first: a report and a declaration for each general
        assembly.

        They are worked out of the by-laws, the record and today's date, and stored nowhere. The office sees those of
        all groups of its network, others those of the groups that they are in.

        Scope: `reports:read`.
        """
        call: Call[shapes.ObligationPage] = Call(
            'list_obligations',
            'GET',
            '/v1/obligations',
            query={
                'network_id': network_id,
                'working_group_id': working_group_id,
                'city_id': city_id,
                'assembly_id': assembly_id,
                'duty': duty,
                'stage': stage,
                'limit': limit,
                'after': after,
            },
        )
        return await self.call(call)

    def each_of_obligations(
        self,
        *,
        network_id: str | None = None,
        working_group_id: str | None = None,
        city_id: str | None = None,
        assembly_id: str | None = None,
        duty: Literal['group_report', 'declaration'] | None = None,
        stage: Literal['open', 'late', 'met', 'met_late', 'waived', 'lapsed'] | None = None,
    ) -> AsyncIterator[shapes.Obligation]:
        """Go through all pages of `list_obligations`."""
        call: Call[Any] = Call(
            'list_obligations',
            'GET',
            '/v1/obligations',
            query={
                'network_id': network_id,
                'working_group_id': working_group_id,
                'city_id': city_id,
                'assembly_id': assembly_id,
                'duty': duty,
                'stage': stage,
            },
        )
        return self.every(call)

    async def list_organisations(
        self,
        *,
        kind: Literal['civil_society', 'network', 'institution', 'university'] | None = None,
        identifier: str | None = None,
        q: str | None = None,
        sort: Literal['name', 'id'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> shapes.OrganisationPage:
        """List organisations: civil society, networks, institutions, universities.

        They take part in working groups as associates; in which ones is in /v1/memberships?organisation_id=.

        Scope: `organisations:read`.
        """
        call: Call[shapes.OrganisationPage] = Call(
            'list_organisations',
            'GET',
            '/v1/organisations',
            query={'kind': kind, 'identifier': identifier, 'q': q, 'sort': sort, 'expand': expand, 'limit': limit, 'after': after},
        )
        return await self.call(call)

    def each_of_organisations(
        self,
        *,
        kind: Literal['civil_society', 'network', 'institution', 'university'] | None = None,
        identifier: str | None = None,
        q: str | None = None,
        sort: Literal['name', 'id'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
    ) -> AsyncIterator[shapes.Organisation]:
        """Go through all pages of `list_organisations`."""
        call: Call[Any] = Call(
            'list_organisations',
            'GET',
            '/v1/organisations',
            query={'kind': kind, 'identifier': identifier, 'q': q, 'sort': sort, 'expand': expand},
        )
        return self.every(call)

    async def list_outputs(
        self,
        *,
        network_id: str | None = None,
        working_group_id: str | None = None,
        kind: Literal['policy_paper', 'online_seminar', 'panel_discussion', 'guidelines', 'peer_to_peer_format', 'other'] | None = None,
        stage: Literal['planned', 'in_preparation', 'shared', 'withdrawn'] | None = None,
        language: str | None = None,
        q: str | None = None,
        sort: Literal['title', '-title', 'id', '-id'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> shapes.OutputPage:
        """List outputs: policy papers, seminars, guidelines and whatever else working groups make for others.

        Scope: `working-groups:read`.
        """
        call: Call[shapes.OutputPage] = Call(
            'list_outputs',
            'GET',
            '/v1/outputs',
            query={
                'network_id': network_id,
                'working_group_id': working_group_id,
                'kind': kind,
                'stage': stage,
                'language': language,
                'q': q,
                'sort': sort,
                'expand': expand,
                'limit': limit,
                'after': after,
            },
        )
        return await self.call(call)

    def each_of_outputs(
        self,
        *,
        network_id: str | None = None,
        working_group_id: str | None = None,
        kind: Literal['policy_paper', 'online_seminar', 'panel_discussion', 'guidelines', 'peer_to_peer_format', 'other'] | None = None,
        stage: Literal['planned', 'in_preparation', 'shared', 'withdrawn'] | None = None,
        language: str | None = None,
        q: str | None = None,
        sort: Literal['title', '-title', 'id', '-id'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
    ) -> AsyncIterator[shapes.Output]:
        """Go through all pages of `list_outputs`."""
        call: Call[Any] = Call(
            'list_outputs',
            'GET',
            '/v1/outputs',
            query={
                'network_id': network_id,
                'working_group_id': working_group_id,
                'kind': kind,
                'stage': stage,
                'language': language,
                'q': q,
                'sort': sort,
                'expand': expand,
            },
        )
        return self.every(call)

    async def list_participation_requests(
        self,
        *,
        network_id: str | None = None,
        working_group_id: str | None = None,
        organisation_id: str | None = None,
        stage: Literal['asked', 'admitted', 'refused', 'withdrawn', 'lapsed'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> shapes.ParticipationRequestPage:
        """List the requests of organisations to take part in working groups, the latest first.

        The cities of the group, the office and the organisation itself see them.

        Scope: `working-groups:read`.
        """
        call: Call[shapes.ParticipationRequestPage] = Call(
            'list_participation_requests',
            'GET',
            '/v1/participation-requests',
            query={
                'network_id': network_id,
                'working_group_id': working_group_id,
                'organisation_id': organisation_id,
                'stage': stage,
                'expand': expand,
                'limit': limit,
                'after': after,
            },
        )
        return await self.call(call)

    def each_of_participation_requests(
        self,
        *,
        network_id: str | None = None,
        working_group_id: str | None = None,
        organisation_id: str | None = None,
        stage: Literal['asked', 'admitted', 'refused', 'withdrawn', 'lapsed'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
    ) -> AsyncIterator[shapes.ParticipationRequest]:
        """Go through all pages of `list_participation_requests`."""
        call: Call[Any] = Call(
            'list_participation_requests',
            'GET',
            '/v1/participation-requests',
            query={
                'network_id': network_id,
                'working_group_id': working_group_id,
                'organisation_id': organisation_id,
                'stage': stage,
                'expand': expand,
            },
        )
        return self.every(call)

    async def list_passkeys(self, *, limit: int | None = None, after: str | None = None) -> shapes.PasskeyPage:
        """List your passkeys, the newest first."""
        call: Call[shapes.PasskeyPage] = Call('list_passkeys', 'GET', '/v1/passkeys', query={'limit': limit, 'after': after})
        return await self.call(call)

    def each_of_passkeys(self) -> AsyncIterator[shapes.Passkey]:
        """Go through all pages of `list_passkeys`."""
        call: Call[Any] = Call('list_passkeys', 'GET', '/v1/passkeys')
        return self.every(call)

    async def list_people(
        self,
        *,
        network_id: str | None = None,
        city_id: str | None = None,
        q: str | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> shapes.PersonPage:
        """List people: all of a network for its office, those of the own city for a city, yourself in any case.

        `q` looks into names and mail addresses.

        Scope: `people:read`.
        """
        call: Call[shapes.PersonPage] = Call(
            'list_people',
            'GET',
            '/v1/people',
            query={'network_id': network_id, 'city_id': city_id, 'q': q, 'expand': expand, 'limit': limit, 'after': after},
        )
        return await self.call(call)

    def each_of_people(
        self,
        *,
        network_id: str | None = None,
        city_id: str | None = None,
        q: str | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
    ) -> AsyncIterator[shapes.Person]:
        """Go through all pages of `list_people`."""
        call: Call[Any] = Call(
            'list_people', 'GET', '/v1/people', query={'network_id': network_id, 'city_id': city_id, 'q': q, 'expand': expand}
        )
        return self.every(call)

    async def list_plan_action_updates(
        self,
        *,
        plan_action_id: str | None = None,
        plan_id: str | None = None,
        network_id: str | None = None,
        sort: Literal['-id', 'id'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> shapes.PlanActionUpdatePage:
        """List what was said of the actions of one's own plan, and of those that cities have shared, the latest recorded
        first.

        Scope: `action-items:read`.
        """
        call: Call[shapes.PlanActionUpdatePage] = Call(
            'list_plan_action_updates',
            'GET',
            '/v1/plan-action-updates',
            query={
                'plan_action_id': plan_action_id,
                'plan_id': plan_id,
                'network_id': network_id,
                'sort': sort,
                'expand': expand,
                'limit': limit,
                'after': after,
            },
        )
        return await self.call(call)

    def each_of_plan_action_updates(
        self,
        *,
        plan_action_id: str | None = None,
        plan_id: str | None = None,
        network_id: str | None = None,
        sort: Literal['-id', 'id'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
    ) -> AsyncIterator[shapes.PlanActionUpdate]:
        """Go through all pages of `list_plan_action_updates`."""
        call: Call[Any] = Call(
            'list_plan_action_updates',
            'GET',
            '/v1/plan-action-updates',
            query={'plan_action_id': plan_action_id, 'plan_id': plan_id, 'network_id': network_id, 'sort': sort, 'expand': expand},
        )
        return self.every(call)

    async def list_plan_actions(
        self,
        *,
        network_id: str | None = None,
        city_id: str | None = None,
        plan_id: str | None = None,
        stage: Literal['planned', 'in_progress', 'completed', 'postponed', 'cancelled'] | None = None,
        commitment: int | None = None,
        track: int | None = None,
        horizon: Literal['short', 'long'] | None = None,
        addressee: Literal['official_city', 'private_sector', 'population', 'other_government_level'] | None = None,
        target_group: str | None = None,
        department_id: str | None = None,
        responsible_person_id: str | None = None,
        late: bool | None = None,
        stale: bool | None = None,
        sort: Literal['due_on', '-due_on', 'title', '-title', 'id', '-id'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> shapes.PlanActionPage:
        """List the actions of one's own plan, and those that cities have shared, what is due first; without a due day
        comes last.

        Scope: `action-items:read`.
        """
        call: Call[shapes.PlanActionPage] = Call(
            'list_plan_actions',
            'GET',
            '/v1/plan-actions',
            query={
                'network_id': network_id,
                'city_id': city_id,
                'plan_id': plan_id,
                'stage': stage,
                'commitment': commitment,
                'track': track,
                'horizon': horizon,
                'addressee': addressee,
                'target_group': target_group,
                'department_id': department_id,
                'responsible_person_id': responsible_person_id,
                'late': late,
                'stale': stale,
                'sort': sort,
                'expand': expand,
                'limit': limit,
                'after': after,
            },
        )
        return await self.call(call)

    def each_of_plan_actions(
        self,
        *,
        network_id: str | None = None,
        city_id: str | None = None,
        plan_id: str | None = None,
        stage: Literal['planned', 'in_progress', 'completed', 'postponed', 'cancelled'] | None = None,
        commitment: int | None = None,
        track: int | None = None,
        horizon: Literal['short', 'long'] | None = None,
        addressee: Literal['official_city', 'private_sector', 'population', 'other_government_level'] | None = None,
        target_group: str | None = None,
        department_id: str | None = None,
        responsible_person_id: str | None = None,
        late: bool | None = None,
        stale: bool | None = None,
        sort: Literal['due_on', '-due_on', 'title', '-title', 'id', '-id'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
    ) -> AsyncIterator[shapes.PlanAction]:
        """Go through all pages of `list_plan_actions`."""
        call: Call[Any] = Call(
            'list_plan_actions',
            'GET',
            '/v1/plan-actions',
            query={
                'network_id': network_id,
                'city_id': city_id,
                'plan_id': plan_id,
                'stage': stage,
                'commitment': commitment,
                'track': track,
                'horizon': horizon,
                'addressee': addressee,
                'target_group': target_group,
                'department_id': department_id,
                'responsible_person_id': responsible_person_id,
                'late': late,
                'stale': stale,
                'sort': sort,
                'expand': expand,
            },
        )
        return self.every(call)

    async def list_plan_consultations(
        self,
        *,
        network_id: str | None = None,
        city_id: str | None = None,
        plan_id: str | None = None,
        kind: Literal['draft_circulated', 'network_advice', 'scientific_advice'] | None = None,
        sort: Literal['-asked_on', 'asked_on', 'id', '-id'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> shapes.PlanConsultationPage:
        """List whom one’s own city sent its draft or asked for advice, and what cities have shared of it, the latest
        first.

        Scope: `action-items:read`.
        """
        call: Call[shapes.PlanConsultationPage] = Call(
            'list_plan_consultations',
            'GET',
            '/v1/plan-consultations',
            query={
                'network_id': network_id,
                'city_id': city_id,
                'plan_id': plan_id,
                'kind': kind,
                'sort': sort,
                'expand': expand,
                'limit': limit,
                'after': after,
            },
        )
        return await self.call(call)

    def each_of_plan_consultations(
        self,
        *,
        network_id: str | None = None,
        city_id: str | None = None,
        plan_id: str | None = None,
        kind: Literal['draft_circulated', 'network_advice', 'scientific_advice'] | None = None,
        sort: Literal['-asked_on', 'asked_on', 'id', '-id'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
    ) -> AsyncIterator[shapes.PlanConsultation]:
        """Go through all pages of `list_plan_consultations`."""
        call: Call[Any] = Call(
            'list_plan_consultations',
            'GET',
            '/v1/plan-consultations',
            query={'network_id': network_id, 'city_id': city_id, 'plan_id': plan_id, 'kind': kind, 'sort': sort, 'expand': expand},
        )
        return self.every(call)

    async def list_plan_contacts(
        self,
        *,
        network_id: str | None = None,
        city_id: str | None = None,
        plan_id: str | None = None,
        sort: Literal['-contacted_on', 'contacted_on', 'id', '-id'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> shapes.PlanContactPage:
        """List with whom one's own city was in touch about its plan, and what cities have shared of it, the latest first.

        Scope: `action-items:read`.
        """
        call: Call[shapes.PlanContactPage] = Call(
            'list_plan_contacts',
            'GET',
            '/v1/plan-contacts',
            query={
                'network_id': network_id,
                'city_id': city_id,
                'plan_id': plan_id,
                'sort': sort,
                'expand': expand,
                'limit': limit,
                'after': after,
            },
        )
        return await self.call(call)

    def each_of_plan_contacts(
        self,
        *,
        network_id: str | None = None,
        city_id: str | None = None,
        plan_id: str | None = None,
        sort: Literal['-contacted_on', 'contacted_on', 'id', '-id'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
    ) -> AsyncIterator[shapes.PlanContact]:
        """Go through all pages of `list_plan_contacts`."""
        call: Call[Any] = Call(
            'list_plan_contacts',
            'GET',
            '/v1/plan-contacts',
            query={'network_id': network_id, 'city_id': city_id, 'plan_id': plan_id, 'sort': sort, 'expand': expand},
        )
        return self.every(call)

    async def list_plan_inventory_items(
        self,
        *,
        network_id: str | None = None,
        city_id: str | None = None,
        plan_id: str | None = None,
        kind: Literal['service', 'organisation', 'measure'] | None = None,
        commitment: int | None = None,
        track: int | None = None,
        sort: Literal['name', '-name', 'id', '-id'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> shapes.PlanInventoryItemPage:
        """List what one’s own city found to be there already, and what cities have shared of it, by name.

        Scope: `action-items:read`.
        """
        call: Call[shapes.PlanInventoryItemPage] = Call(
            'list_plan_inventory_items',
            'GET',
            '/v1/plan-inventory-items',
            query={
                'network_id': network_id,
                'city_id': city_id,
                'plan_id': plan_id,
                'kind': kind,
                'commitment': commitment,
                'track': track,
                'sort': sort,
                'expand': expand,
                'limit': limit,
                'after': after,
            },
        )
        return await self.call(call)

    def each_of_plan_inventory_items(
        self,
        *,
        network_id: str | None = None,
        city_id: str | None = None,
        plan_id: str | None = None,
        kind: Literal['service', 'organisation', 'measure'] | None = None,
        commitment: int | None = None,
        track: int | None = None,
        sort: Literal['name', '-name', 'id', '-id'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
    ) -> AsyncIterator[shapes.PlanInventoryItem]:
        """Go through all pages of `list_plan_inventory_items`."""
        call: Call[Any] = Call(
            'list_plan_inventory_items',
            'GET',
            '/v1/plan-inventory-items',
            query={
                'network_id': network_id,
                'city_id': city_id,
                'plan_id': plan_id,
                'kind': kind,
                'commitment': commitment,
                'track': track,
                'sort': sort,
                'expand': expand,
            },
        )
        return self.every(call)

    async def list_plan_meetings(
        self,
        *,
        network_id: str | None = None,
        city_id: str | None = None,
        plan_id: str | None = None,
        kind: Literal['department_meeting', 'steering_committee', 'consultation', 'review'] | None = None,
        sort: Literal['-day', 'day', 'id', '-id'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> shapes.PlanMeetingPage:
        """List the meetings about one's own plan, and those that cities have shared, the latest first; without a day come
        before them.

        Scope: `action-items:read`.
        """
        call: Call[shapes.PlanMeetingPage] = Call(
            'list_plan_meetings',
            'GET',
            '/v1/plan-meetings',
            query={
                'network_id': network_id,
                'city_id': city_id,
                'plan_id': plan_id,
                'kind': kind,
                'sort': sort,
                'expand': expand,
                'limit': limit,
                'after': after,
            },
        )
        return await self.call(call)

    def each_of_plan_meetings(
        self,
        *,
        network_id: str | None = None,
        city_id: str | None = None,
        plan_id: str | None = None,
        kind: Literal['department_meeting', 'steering_committee', 'consultation', 'review'] | None = None,
        sort: Literal['-day', 'day', 'id', '-id'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
    ) -> AsyncIterator[shapes.PlanMeeting]:
        """Go through all pages of `list_plan_meetings`."""
        call: Call[Any] = Call(
            'list_plan_meetings',
            'GET',
            '/v1/plan-meetings',
            query={'network_id': network_id, 'city_id': city_id, 'plan_id': plan_id, 'kind': kind, 'sort': sort, 'expand': expand},
        )
        return self.every(call)

    async def list_plan_risks(
        self,
        *,
        network_id: str | None = None,
        city_id: str | None = None,
        plan_id: str | None = None,
        phase: Literal['planning_and_engaging', 'content', 'structural_embedding', 'daily_work', 'follow_up'] | None = None,
        standing: Literal['open', 'occurred', 'closed'] | None = None,
        sort: Literal['-id', 'id'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> shapes.PlanRiskPage:
        """List what may go wrong with one's own city's plan, and what cities have shared of it.

        Scope: `action-items:read`.
        """
        call: Call[shapes.PlanRiskPage] = Call(
            'list_plan_risks',
            'GET',
            '/v1/plan-risks',
            query={
                'network_id': network_id,
                'city_id': city_id,
                'plan_id': plan_id,
                'phase': phase,
                'standing': standing,
                'sort': sort,
                'expand': expand,
                'limit': limit,
                'after': after,
            },
        )
        return await self.call(call)

    def each_of_plan_risks(
        self,
        *,
        network_id: str | None = None,
        city_id: str | None = None,
        plan_id: str | None = None,
        phase: Literal['planning_and_engaging', 'content', 'structural_embedding', 'daily_work', 'follow_up'] | None = None,
        standing: Literal['open', 'occurred', 'closed'] | None = None,
        sort: Literal['-id', 'id'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
    ) -> AsyncIterator[shapes.PlanRisk]:
        """Go through all pages of `list_plan_risks`."""
        call: Call[Any] = Call(
            'list_plan_risks',
            'GET',
            '/v1/plan-risks',
            query={
                'network_id': network_id,
                'city_id': city_id,
                'plan_id': plan_id,
                'phase': phase,
                'standing': standing,
                'sort': sort,
                'expand': expand,
            },
        )
        return self.every(call)

    async def list_plans(
        self,
        *,
        network_id: str | None = None,
        city_id: str | None = None,
        stage: Literal['drafting', 'consultation', 'adopted', 'in_force', 'under_review', 'superseded'] | None = None,
        sort: Literal['-id', 'id', 'title', '-title'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> shapes.PlanPage:
        """List action plans of cities: one's own, and those that cities have shared with the caller.

        Scope: `action-items:read`.
        """
        call: Call[shapes.PlanPage] = Call(
            'list_plans',
            'GET',
            '/v1/plans',
            query={
                'network_id': network_id,
                'city_id': city_id,
                'stage': stage,
                'sort': sort,
                'expand': expand,
                'limit': limit,
                'after': after,
            },
        )
        return await self.call(call)

    def each_of_plans(
        self,
        *,
        network_id: str | None = None,
        city_id: str | None = None,
        stage: Literal['drafting', 'consultation', 'adopted', 'in_force', 'under_review', 'superseded'] | None = None,
        sort: Literal['-id', 'id', 'title', '-title'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
    ) -> AsyncIterator[shapes.Plan]:
        """Go through all pages of `list_plans`."""
        call: Call[Any] = Call(
            'list_plans',
            'GET',
            '/v1/plans',
            query={'network_id': network_id, 'city_id': city_id, 'stage': stage, 'sort': sort, 'expand': expand},
        )
        return self.every(call)

    async def list_practice_questions(
        self,
        *,
        network_id: str | None = None,
        city_id: str | None = None,
        stage: Literal['sent', 'answered'] | None = None,
        sort: Literal['-id', 'id'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> shapes.PracticeQuestionPage:
        """List the questions that one's own city was asked, and those that it has asked, the newest first.

        Scope: `action-items:read`.
        """
        call: Call[shapes.PracticeQuestionPage] = Call(
            'list_practice_questions',
            'GET',
            '/v1/practice-questions',
            query={
                'network_id': network_id,
                'city_id': city_id,
                'stage': stage,
                'sort': sort,
                'expand': expand,
                'limit': limit,
                'after': after,
            },
        )
        return await self.call(call)

    def each_of_practice_questions(
        self,
        *,
        network_id: str | None = None,
        city_id: str | None = None,
        stage: Literal['sent', 'answered'] | None = None,
        sort: Literal['-id', 'id'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
    ) -> AsyncIterator[shapes.PracticeQuestion]:
        """Go through all pages of `list_practice_questions`."""
        call: Call[Any] = Call(
            'list_practice_questions',
            'GET',
            '/v1/practice-questions',
            query={'network_id': network_id, 'city_id': city_id, 'stage': stage, 'sort': sort, 'expand': expand},
        )
        return self.every(call)

    async def list_progress_updates(
        self,
        *,
        action_item_id: str | None = None,
        working_group_id: str | None = None,
        network_id: str | None = None,
        sort: Literal['-id', 'id'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> shapes.ProgressUpdatePage:
        """List progress updates, the latest recorded first.

        Scope: `progress:read`.
        """
        call: Call[shapes.ProgressUpdatePage] = Call(
            'list_progress_updates',
            'GET',
            '/v1/progress-updates',
            query={
                'action_item_id': action_item_id,
                'working_group_id': working_group_id,
                'network_id': network_id,
                'sort': sort,
                'expand': expand,
                'limit': limit,
                'after': after,
            },
        )
        return await self.call(call)

    def each_of_progress_updates(
        self,
        *,
        action_item_id: str | None = None,
        working_group_id: str | None = None,
        network_id: str | None = None,
        sort: Literal['-id', 'id'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
    ) -> AsyncIterator[shapes.ProgressUpdate]:
        """Go through all pages of `list_progress_updates`."""
        call: Call[Any] = Call(
            'list_progress_updates',
            'GET',
            '/v1/progress-updates',
            query={
                'action_item_id': action_item_id,
                'working_group_id': working_group_id,
                'network_id': network_id,
                'sort': sort,
                'expand': expand,
            },
        )
        return self.every(call)

    async def list_public_cities(
        self,
        *,
        network: str | None = None,
        country_code: str | None = None,
        q: str | None = None,
        sort: Literal['name', 'country_code'] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> shapes.PublicCityPage:
        """List the member cities with their identifiers: the one request that needs no credentials at all."""
        call: Call[shapes.PublicCityPage] = Call(
            'list_public_cities',
            'GET',
            '/v1/public/cities',
            query={'network': network, 'country_code': country_code, 'q': q, 'sort': sort, 'limit': limit, 'after': after},
        )
        return await self.call(call)

    def each_of_public_cities(
        self,
        *,
        network: str | None = None,
        country_code: str | None = None,
        q: str | None = None,
        sort: Literal['name', 'country_code'] | None = None,
    ) -> AsyncIterator[shapes.PublicCity]:
        """Go through all pages of `list_public_cities`."""
        call: Call[Any] = Call(
            'list_public_cities', 'GET', '/v1/public/cities', query={'network': network, 'country_code': country_code, 'q': q, 'sort': sort}
        )
        return self.every(call)

    async def list_public_networks(self, *, limit: int | None = None, after: str | None = None) -> shapes.PublicNetworkPage:
        """List the networks whose offices can be written to here."""
        call: Call[shapes.PublicNetworkPage] = Call(
            'list_public_networks', 'GET', '/v1/public/networks', query={'limit': limit, 'after': after}
        )
        return await self.call(call)

    def each_of_public_networks(self) -> AsyncIterator[shapes.PublicNetwork]:
        """Go through all pages of `list_public_networks`."""
        call: Call[Any] = Call('list_public_networks', 'GET', '/v1/public/networks')
        return self.every(call)

    async def list_public_outputs(
        self,
        *,
        network: str | None = None,
        working_group: str | None = None,
        kind: Literal['policy_paper', 'online_seminar', 'panel_discussion', 'guidelines', 'peer_to_peer_format', 'other'] | None = None,
        language: str | None = None,
        q: str | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> shapes.PublicOutputPage:
        """List what working groups and networks have made and shared with everybody, the newest first."""
        call: Call[shapes.PublicOutputPage] = Call(
            'list_public_outputs',
            'GET',
            '/v1/public/outputs',
            query={
                'network': network,
                'working_group': working_group,
                'kind': kind,
                'language': language,
                'q': q,
                'limit': limit,
                'after': after,
            },
        )
        return await self.call(call)

    def each_of_public_outputs(
        self,
        *,
        network: str | None = None,
        working_group: str | None = None,
        kind: Literal['policy_paper', 'online_seminar', 'panel_discussion', 'guidelines', 'peer_to_peer_format', 'other'] | None = None,
        language: str | None = None,
        q: str | None = None,
    ) -> AsyncIterator[shapes.PublicOutput]:
        """Go through all pages of `list_public_outputs`."""
        call: Call[Any] = Call(
            'list_public_outputs',
            'GET',
            '/v1/public/outputs',
            query={'network': network, 'working_group': working_group, 'kind': kind, 'language': language, 'q': q},
        )
        return self.every(call)

    async def list_public_reports(
        self,
        *,
        network: str | None = None,
        working_group: str | None = None,
        q: str | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> shapes.PublicReportPage:
        """List the reports of working groups that the general assembly approved and the website shows, the newest first."""
        call: Call[shapes.PublicReportPage] = Call(
            'list_public_reports',
            'GET',
            '/v1/public/reports',
            query={'network': network, 'working_group': working_group, 'q': q, 'limit': limit, 'after': after},
        )
        return await self.call(call)

    def each_of_public_reports(
        self, *, network: str | None = None, working_group: str | None = None, q: str | None = None
    ) -> AsyncIterator[shapes.PublicReport]:
        """Go through all pages of `list_public_reports`."""
        call: Call[Any] = Call(
            'list_public_reports', 'GET', '/v1/public/reports', query={'network': network, 'working_group': working_group, 'q': q}
        )
        return self.every(call)

    async def list_public_working_groups(
        self, *, network: str | None = None, q: str | None = None, limit: int | None = None, after: str | None = None
    ) -> shapes.PublicWorkingGroupPage:
        """List the constituted and completed working groups with their cities, lead and published contact."""
        call: Call[shapes.PublicWorkingGroupPage] = Call(
            'list_public_working_groups',
            'GET',
            '/v1/public/working-groups',
            query={'network': network, 'q': q, 'limit': limit, 'after': after},
        )
        return await self.call(call)

    def each_of_public_working_groups(
        self, *, network: str | None = None, q: str | None = None
    ) -> AsyncIterator[shapes.PublicWorkingGroup]:
        """Go through all pages of `list_public_working_groups`."""
        call: Call[Any] = Call('list_public_working_groups', 'GET', '/v1/public/working-groups', query={'network': network, 'q': q})
        return self.every(call)

    async def list_publications(self, report: str, *, limit: int | None = None, after: str | None = None) -> shapes.PublicationPage:
        """List where and when a report was published, the latest first.

        Scope: `reports:read`.
        """
        call: Call[shapes.PublicationPage] = Call(
            'list_publications', 'GET', path_of('/v1/reports/{report}/publications', report=report), query={'limit': limit, 'after': after}
        )
        return await self.call(call)

    def each_of_publications(self, report: str) -> AsyncIterator[shapes.Publication]:
        """Go through all pages of `list_publications`."""
        call: Call[Any] = Call('list_publications', 'GET', path_of('/v1/reports/{report}/publications', report=report))
        return self.every(call)

    async def list_redactions(
        self,
        *,
        network_id: str | None = None,
        subject_type: str | None = None,
        subject_id: str | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> shapes.RedactionPage:
        """List what was redacted, the newest first: for the office.

        Neither text is in it. Whoever has kept the former one can prove by its hash that it stood there.

        Scope: `admin`.
        """
        call: Call[shapes.RedactionPage] = Call(
            'list_redactions',
            'GET',
            '/v1/redactions',
            query={'network_id': network_id, 'subject_type': subject_type, 'subject_id': subject_id, 'limit': limit, 'after': after},
        )
        return await self.call(call)

    def each_of_redactions(
        self, *, network_id: str | None = None, subject_type: str | None = None, subject_id: str | None = None
    ) -> AsyncIterator[shapes.Redaction]:
        """Go through all pages of `list_redactions`."""
        call: Call[Any] = Call(
            'list_redactions',
            'GET',
            '/v1/redactions',
            query={'network_id': network_id, 'subject_type': subject_type, 'subject_id': subject_id},
        )
        return self.every(call)

    async def list_reports(
        self,
        *,
        network_id: str | None = None,
        working_group_id: str | None = None,
        assembly_id: str | None = None,
        stage: Literal['draft', 'submitted', 'tabled', 'approved', 'returned', 'published'] | None = None,
        q: str | None = None,
        sort: Literal['title', '-title', 'id', '-id'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> shapes.ReportPage:
        """List the reports of working groups to their general assemblies, the latest first.

        Only the group and the office see a draft or a returned report. Members of the network see what is tabled or
        approved, everybody what is published.

        Scope: `reports:read`.
        """
        call: Call[shapes.ReportPage] = Call(
            'list_reports',
            'GET',
            '/v1/reports',
            query={
                'network_id': network_id,
                'working_group_id': working_group_id,
                'assembly_id': assembly_id,
                'stage': stage,
                'q': q,
                'sort': sort,
                'expand': expand,
                'limit': limit,
                'after': after,
            },
        )
        return await self.call(call)

    def each_of_reports(
        self,
        *,
        network_id: str | None = None,
        working_group_id: str | None = None,
        assembly_id: str | None = None,
        stage: Literal['draft', 'submitted', 'tabled', 'approved', 'returned', 'published'] | None = None,
        q: str | None = None,
        sort: Literal['title', '-title', 'id', '-id'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
    ) -> AsyncIterator[shapes.Report]:
        """Go through all pages of `list_reports`."""
        call: Call[Any] = Call(
            'list_reports',
            'GET',
            '/v1/reports',
            query={
                'network_id': network_id,
                'working_group_id': working_group_id,
                'assembly_id': assembly_id,
                'stage': stage,
                'q': q,
                'sort': sort,
                'expand': expand,
            },
        )
        return self.every(call)

    async def list_roles(
        self,
        *,
        network_id: str | None = None,
        person_id: str | None = None,
        city_id: str | None = None,
        working_group_id: str | None = None,
        role: Literal[
            'office_admin',
            'office_staff',
            'board_member',
            'scientific_advisor',
            'coordinator',
            'political_head',
            'department_contact',
            'lead_contact',
            'group_coordinator',
            'organisation_contact',
            'national_network_coordinator',
        ]
        | None = None,
        ended: bool | None = None,
        as_of: str | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> shapes.RolePage:
        """List roles, lasting and ended: all of a network for its office, those of the own city for a city, your own in
        any case.

        Scope: `people:read`.
        """
        call: Call[shapes.RolePage] = Call(
            'list_roles',
            'GET',
            '/v1/roles',
            query={
                'network_id': network_id,
                'person_id': person_id,
                'city_id': city_id,
                'working_group_id': working_group_id,
                'role': role,
                'ended': ended,
                'as_of': as_of,
                'expand': expand,
                'limit': limit,
                'after': after,
            },
        )
        return await self.call(call)

    def each_of_roles(
        self,
        *,
        network_id: str | None = None,
        person_id: str | None = None,
        city_id: str | None = None,
        working_group_id: str | None = None,
        role: Literal[
            'office_admin',
            'office_staff',
            'board_member',
            'scientific_advisor',
            'coordinator',
            'political_head',
            'department_contact',
            'lead_contact',
            'group_coordinator',
            'organisation_contact',
            'national_network_coordinator',
        ]
        | None = None,
        ended: bool | None = None,
        as_of: str | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
    ) -> AsyncIterator[shapes.RoleTerm]:
        """Go through all pages of `list_roles`."""
        call: Call[Any] = Call(
            'list_roles',
            'GET',
            '/v1/roles',
            query={
                'network_id': network_id,
                'person_id': person_id,
                'city_id': city_id,
                'working_group_id': working_group_id,
                'role': role,
                'ended': ended,
                'as_of': as_of,
                'expand': expand,
            },
        )
        return self.every(call)

    async def list_saved_filters(self, *, limit: int | None = None, after: str | None = None) -> shapes.SavedFilterPage:
        """List the filters of lists that you keep, the newest first."""
        call: Call[shapes.SavedFilterPage] = Call('list_saved_filters', 'GET', '/v1/saved-filters', query={'limit': limit, 'after': after})
        return await self.call(call)

    def each_of_saved_filters(self) -> AsyncIterator[shapes.SavedFilter]:
        """Go through all pages of `list_saved_filters`."""
        call: Call[Any] = Call('list_saved_filters', 'GET', '/v1/saved-filters')
        return self.every(call)

    async def list_security_events(
        self,
        *,
        kind: str | None = None,
        network_id: str | None = None,
        person_id: str | None = None,
        client_id: str | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> shapes.SecurityEventPage:
        """List what happened to accesses, the newest first: your own, and as an administrator of the office those of its
        people and clients.

        Neither addresses nor browsers are kept. Failures are counted by the hour.

        Scope: `admin`.
        """
        call: Call[shapes.SecurityEventPage] = Call(
            'list_security_events',
            'GET',
            '/v1/security-events',
            query={'kind': kind, 'network_id': network_id, 'person_id': person_id, 'client_id': client_id, 'limit': limit, 'after': after},
        )
        return await self.call(call)

    def each_of_security_events(
        self, *, kind: str | None = None, network_id: str | None = None, person_id: str | None = None, client_id: str | None = None
    ) -> AsyncIterator[shapes.SecurityEvent]:
        """Go through all pages of `list_security_events`."""
        call: Call[Any] = Call(
            'list_security_events',
            'GET',
            '/v1/security-events',
            query={'kind': kind, 'network_id': network_id, 'person_id': person_id, 'client_id': client_id},
        )
        return self.every(call)

    async def list_sessions(self, *, limit: int | None = None, after: str | None = None) -> shapes.SessionPage:
        """List the browsers in which you are signed in, the newest first."""
        call: Call[shapes.SessionPage] = Call('list_sessions', 'GET', '/v1/sessions', query={'limit': limit, 'after': after})
        return await self.call(call)

    def each_of_sessions(self) -> AsyncIterator[shapes.Session]:
        """Go through all pages of `list_sessions`."""
        call: Call[Any] = Call('list_sessions', 'GET', '/v1/sessions')
        return self.every(call)

    async def list_submissions(self, report: str, *, limit: int | None = None, after: str | None = None) -> shapes.SubmissionPage:
        """List the submissions of a report, the latest first.

        Scope: `reports:read`.
        """
        call: Call[shapes.SubmissionPage] = Call(
            'list_submissions', 'GET', path_of('/v1/reports/{report}/submissions', report=report), query={'limit': limit, 'after': after}
        )
        return await self.call(call)

    def each_of_submissions(self, report: str) -> AsyncIterator[shapes.Submission]:
        """Go through all pages of `list_submissions`."""
        call: Call[Any] = Call('list_submissions', 'GET', path_of('/v1/reports/{report}/submissions', report=report))
        return self.every(call)

    async def list_support_requests(
        self,
        *,
        network_id: str | None = None,
        working_group_id: str | None = None,
        stage: Literal['open', 'answered', 'closed'] | None = None,
        q: str | None = None,
        sort: Literal['id', '-id'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> shapes.SupportRequestPage:
        """List support requests, the latest first: those of your groups, as the office all of the network.

        Scope: `working-groups:read`.
        """
        call: Call[shapes.SupportRequestPage] = Call(
            'list_support_requests',
            'GET',
            '/v1/support-requests',
            query={
                'network_id': network_id,
                'working_group_id': working_group_id,
                'stage': stage,
                'q': q,
                'sort': sort,
                'expand': expand,
                'limit': limit,
                'after': after,
            },
        )
        return await self.call(call)

    def each_of_support_requests(
        self,
        *,
        network_id: str | None = None,
        working_group_id: str | None = None,
        stage: Literal['open', 'answered', 'closed'] | None = None,
        q: str | None = None,
        sort: Literal['id', '-id'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
    ) -> AsyncIterator[shapes.SupportRequest]:
        """Go through all pages of `list_support_requests`."""
        call: Call[Any] = Call(
            'list_support_requests',
            'GET',
            '/v1/support-requests',
            query={'network_id': network_id, 'working_group_id': working_group_id, 'stage': stage, 'q': q, 'sort': sort, 'expand': expand},
        )
        return self.every(call)

    async def list_sync_sources(
        self, *, network_id: str | None = None, limit: int | None = None, after: str | None = None
    ) -> shapes.SyncSourcePage:
        """List the services of other networks whose records are mirrored here, and how far each copy has come.

        Who runs the service names them on its command line, since it is there that what is signed in with is kept.

        Scope: `admin`.
        """
        call: Call[shapes.SyncSourcePage] = Call(
            'list_sync_sources', 'GET', '/v1/sync-sources', query={'network_id': network_id, 'limit': limit, 'after': after}
        )
        return await self.call(call)

    def each_of_sync_sources(self, *, network_id: str | None = None) -> AsyncIterator[shapes.SyncSource]:
        """Go through all pages of `list_sync_sources`."""
        call: Call[Any] = Call('list_sync_sources', 'GET', '/v1/sync-sources', query={'network_id': network_id})
        return self.every(call)

    async def list_webhook_deliveries(
        self,
        *,
        endpoint_id: str | None = None,
        stage: Literal['waiting', 'delivered', 'failed', 'dropped'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> shapes.WebhookDeliveryPage:
        """List the messages to your addresses of the last 30 days, the newest first: what was tried, and what was
        answered.

        Scope: `webhooks:manage`.
        """
        call: Call[shapes.WebhookDeliveryPage] = Call(
            'list_webhook_deliveries',
            'GET',
            '/v1/webhook-deliveries',
            query={'endpoint_id': endpoint_id, 'stage': stage, 'expand': expand, 'limit': limit, 'after': after},
        )
        return await self.call(call)

    def each_of_webhook_deliveries(
        self,
        *,
        endpoint_id: str | None = None,
        stage: Literal['waiting', 'delivered', 'failed', 'dropped'] | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
    ) -> AsyncIterator[shapes.WebhookDelivery]:
        """Go through all pages of `list_webhook_deliveries`."""
        call: Call[Any] = Call(
            'list_webhook_deliveries', 'GET', '/v1/webhook-deliveries', query={'endpoint_id': endpoint_id, 'stage': stage, 'expand': expand}
        )
        return self.every(call)

    async def list_webhook_endpoints(
        self, *, expand: Sequence[Literal['you_may']] | None = None, limit: int | None = None, after: str | None = None
    ) -> shapes.WebhookEndpointPage:
        """List the addresses that your messages go to, ended ones too; for an office, those of its network.

        Scope: `webhooks:manage`.
        """
        call: Call[shapes.WebhookEndpointPage] = Call(
            'list_webhook_endpoints', 'GET', '/v1/webhook-endpoints', query={'expand': expand, 'limit': limit, 'after': after}
        )
        return await self.call(call)

    def each_of_webhook_endpoints(self, *, expand: Sequence[Literal['you_may']] | None = None) -> AsyncIterator[shapes.WebhookEndpoint]:
        """Go through all pages of `list_webhook_endpoints`."""
        call: Call[Any] = Call('list_webhook_endpoints', 'GET', '/v1/webhook-endpoints', query={'expand': expand})
        return self.every(call)

    async def list_working_group_members(
        self,
        working_group: str,
        *,
        as_of: str | None = None,
        expand: Sequence[Literal['you_may']] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> shapes.MembershipPage:
        """List a group's member cities and associates, now or on any day.

        A membership whose beginning is not known counts as always begun.

        Scope: `memberships:read`.
        """
        call: Call[shapes.MembershipPage] = Call(
            'list_working_group_members',
            'GET',
            path_of('/v1/working-groups/{working_group}/members', working_group=working_group),
            query={'as_of': as_of, 'expand': expand, 'limit': limit, 'after': after},
        )
        return await self.call(call)

    def each_of_working_group_members(
        self, working_group: str, *, as_of: str | None = None, expand: Sequence[Literal['you_may']] | None = None
    ) -> AsyncIterator[shapes.Membership]:
        """Go through all pages of `list_working_group_members`."""
        call: Call[Any] = Call(
            'list_working_group_members',
            'GET',
            path_of('/v1/working-groups/{working_group}/members', working_group=working_group),
            query={'as_of': as_of, 'expand': expand},
        )
        return self.every(call)

    async def list_working_groups(
        self,
        *,
        network_id: str | None = None,
        stage: Literal['proposed', 'constituted', 'completed', 'withdrawn'] | None = None,
        city_id: str | None = None,
        marked: Literal['below_minimum', 'needs_lead', 'undeclared'] | None = None,
        continues_id: str | None = None,
        q: str | None = None,
        sort: Literal['title', '-title', 'id', '-id'] | None = None,
        expand: Sequence[Literal['you_may', 'members']] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> shapes.WorkingGroupPage:
        """List working groups.

        Members of a network see its proposed groups as well; everybody else sees those that are constituted or
        completed.

        Scope: `working-groups:read`.
        """
        call: Call[shapes.WorkingGroupPage] = Call(
            'list_working_groups',
            'GET',
            '/v1/working-groups',
            query={
                'network_id': network_id,
                'stage': stage,
                'city_id': city_id,
                'marked': marked,
                'continues_id': continues_id,
                'q': q,
                'sort': sort,
                'expand': expand,
                'limit': limit,
                'after': after,
            },
        )
        return await self.call(call)

    def each_of_working_groups(
        self,
        *,
        network_id: str | None = None,
        stage: Literal['proposed', 'constituted', 'completed', 'withdrawn'] | None = None,
        city_id: str | None = None,
        marked: Literal['below_minimum', 'needs_lead', 'undeclared'] | None = None,
        continues_id: str | None = None,
        q: str | None = None,
        sort: Literal['title', '-title', 'id', '-id'] | None = None,
        expand: Sequence[Literal['you_may', 'members']] | None = None,
    ) -> AsyncIterator[shapes.WorkingGroup]:
        """Go through all pages of `list_working_groups`."""
        call: Call[Any] = Call(
            'list_working_groups',
            'GET',
            '/v1/working-groups',
            query={
                'network_id': network_id,
                'stage': stage,
                'city_id': city_id,
                'marked': marked,
                'continues_id': continues_id,
                'q': q,
                'sort': sort,
                'expand': expand,
            },
        )
        return self.every(call)

    async def make_by_laws(
        self, network: str, body: shapes.ByLawsCreate, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.ByLawsEffect:
        """Make a new version of the by-laws.

        Versions are never changed. Proposed groups are counted anew when the version takes effect today; nothing that
        is constituted is undone. With dry_run=true nothing is kept and the answer has the code 201 all the same.

        Scope: `admin`.
        """
        call: Call[shapes.ByLawsEffect] = Call(
            'make_by_laws',
            'POST',
            path_of('/v1/networks/{network}/by-laws', network=network),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_make_by_laws(self, network: str, body: shapes.ByLawsCreate, *, version: int | str) -> shapes.ByLawsEffect:
        """Only say what `make_by_laws` would do."""
        call: Call[shapes.ByLawsEffect] = Call(
            'make_by_laws',
            'POST',
            path_of('/v1/networks/{network}/by-laws', network=network),
            query={'dry_run': True},
            version=version,
            body=body,
        )
        return await self.call(call)

    async def match_cities(self, body: shapes.CityMatchesCreate, *, idempotency_key: str | None = None) -> shapes.CityMatches:
        """Compare a pasted list of cities with yours: which are the same, which a person has to look at, which are none of
        yours.

        Each line has a name, a country, identifiers, in any order; a table with headings is understood by them, as an
        import is. Only what identifies a city says that it is one of yours; a name alone says which it may be. Nothing
        is recorded, and nothing of the list kept.

        Scope: `admin`.
        """
        call: Call[shapes.CityMatches] = Call(
            'match_cities', 'POST', '/v1/city-matches', idempotency_key=idempotency_key, has_key=True, body=body
        )
        return await self.call(call)

    async def match_mirrored_record(
        self, mirrored_record: str, body: shapes.MirroredMatchCreate, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.MirroredRecord:
        """Say which of your cities a city of another network is, that it is none of them, or that it does not concern you.

        What a person has said stays, whatever the other network changes, until it is taken back. Your own records stay
        as they are.

        Scope: `admin`.
        """
        call: Call[shapes.MirroredRecord] = Call(
            'match_mirrored_record',
            'POST',
            path_of('/v1/mirrored-records/{mirrored_record}/matches', mirrored_record=mirrored_record),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_match_mirrored_record(
        self, mirrored_record: str, body: shapes.MirroredMatchCreate, *, version: int | str
    ) -> shapes.DryRun:
        """Only say what `match_mirrored_record` would do."""
        call: Call[shapes.DryRun] = Call(
            'match_mirrored_record',
            'POST',
            path_of('/v1/mirrored-records/{mirrored_record}/matches', mirrored_record=mirrored_record),
            query={'dry_run': True},
            version=version,
            body=body,
        )
        return await self.call(call)

    async def move_indicator(
        self, indicator: str, body: shapes.IndicatorMoveCreate, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.Indicator:
        """Set an indicator aside, or take it up again; what was measured stays.

        Scope: `action-items:write`.
        """
        call: Call[shapes.Indicator] = Call(
            'move_indicator',
            'POST',
            path_of('/v1/indicators/{indicator}/moves', indicator=indicator),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_move_indicator(self, indicator: str, body: shapes.IndicatorMoveCreate, *, version: int | str) -> shapes.DryRun:
        """Only say what `move_indicator` would do."""
        call: Call[shapes.DryRun] = Call(
            'move_indicator',
            'POST',
            path_of('/v1/indicators/{indicator}/moves', indicator=indicator),
            query={'dry_run': True},
            version=version,
            body=body,
        )
        return await self.call(call)

    async def move_milestone(
        self, milestone: str, body: shapes.MilestoneMoveCreate, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.Milestone:
        """Say that a milestone was reached, and when; open it again; or take it out. To be reached once more corrects the
        day.

        Scope: `action-items:write`.
        """
        call: Call[shapes.Milestone] = Call(
            'move_milestone',
            'POST',
            path_of('/v1/milestones/{milestone}/moves', milestone=milestone),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_move_milestone(self, milestone: str, body: shapes.MilestoneMoveCreate, *, version: int | str) -> shapes.DryRun:
        """Only say what `move_milestone` would do."""
        call: Call[shapes.DryRun] = Call(
            'move_milestone',
            'POST',
            path_of('/v1/milestones/{milestone}/moves', milestone=milestone),
            query={'dry_run': True},
            version=version,
            body=body,
        )
        return await self.call(call)

    async def move_plan(
        self, plan: str, body: shapes.PlanMoveCreate, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.Plan:
        """Move a plan to its next stage: into consultation and back, into force, under review, superseded. Who sees it
        stays as it is.

        Scope: `action-items:write`.
        """
        call: Call[shapes.Plan] = Call(
            'move_plan',
            'POST',
            path_of('/v1/plans/{plan}/moves', plan=plan),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_move_plan(self, plan: str, body: shapes.PlanMoveCreate, *, version: int | str) -> shapes.DryRun:
        """Only say what `move_plan` would do."""
        call: Call[shapes.DryRun] = Call(
            'move_plan', 'POST', path_of('/v1/plans/{plan}/moves', plan=plan), query={'dry_run': True}, version=version, body=body
        )
        return await self.call(call)

    async def pause_plan_asking(
        self, plan: str, body: shapes.PlanAskingPauseCreate, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.PlanAsking:
        """Have nobody asked about a plan for now, or let the asking go on.

        Scope: `action-items:write`.
        """
        call: Call[shapes.PlanAsking] = Call(
            'pause_plan_asking',
            'POST',
            path_of('/v1/plans/{plan}/asking-pauses', plan=plan),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_pause_plan_asking(self, plan: str, body: shapes.PlanAskingPauseCreate, *, version: int | str) -> shapes.DryRun:
        """Only say what `pause_plan_asking` would do."""
        call: Call[shapes.DryRun] = Call(
            'pause_plan_asking',
            'POST',
            path_of('/v1/plans/{plan}/asking-pauses', plan=plan),
            query={'dry_run': True},
            version=version,
            body=body,
        )
        return await self.call(call)

    async def pause_webhook_endpoint(
        self, webhook_endpoint: str, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.WebhookEndpoint:
        """Have nothing sent to an address for now. What it would hear is kept, for 30 days at most, and sent once it goes
        on.

        Scope: `webhooks:manage`.
        """
        call: Call[shapes.WebhookEndpoint] = Call(
            'pause_webhook_endpoint',
            'POST',
            path_of('/v1/webhook-endpoints/{webhook_endpoint}/pauses', webhook_endpoint=webhook_endpoint),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
        )
        return await self.call(call)

    async def try_out_pause_webhook_endpoint(self, webhook_endpoint: str, *, version: int | str) -> shapes.DryRun:
        """Only say what `pause_webhook_endpoint` would do."""
        call: Call[shapes.DryRun] = Call(
            'pause_webhook_endpoint',
            'POST',
            path_of('/v1/webhook-endpoints/{webhook_endpoint}/pauses', webhook_endpoint=webhook_endpoint),
            query={'dry_run': True},
            version=version,
        )
        return await self.call(call)

    async def propose_idea(
        self, call_for_interest: str, body: shapes.IdeaProposalCreate, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.WorkingGroup:
        """Propose the working group that the idea was for; the city that brought it is its first member and leads.

        The cities that are interested are invited by mail and on their desks. Each counts from the moment in which it
        joins.

        Scope: `working-groups:write`.
        """
        call: Call[shapes.WorkingGroup] = Call(
            'propose_idea',
            'POST',
            path_of('/v1/calls-for-interest/{call_for_interest}/proposals', call_for_interest=call_for_interest),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_propose_idea(self, call_for_interest: str, body: shapes.IdeaProposalCreate, *, version: int | str) -> shapes.DryRun:
        """Only say what `propose_idea` would do."""
        call: Call[shapes.DryRun] = Call(
            'propose_idea',
            'POST',
            path_of('/v1/calls-for-interest/{call_for_interest}/proposals', call_for_interest=call_for_interest),
            query={'dry_run': True},
            version=version,
            body=body,
        )
        return await self.call(call)

    async def propose_working_group(self, body: shapes.WorkingGroupCreate, *, idempotency_key: str | None = None) -> shapes.WorkingGroup:
        """Propose a working group.

        Any active city may, at any time. The proposing city is its first member and leads. The group becomes official
        by itself in the moment in which enough cities of enough countries have joined.

        A group that has completed its work is closed; `continues_id` says that the new one goes on with it.

        Scope: `working-groups:write`.
        """
        call: Call[shapes.WorkingGroup] = Call(
            'propose_working_group', 'POST', '/v1/working-groups', idempotency_key=idempotency_key, has_key=True, body=body
        )
        return await self.call(call)

    async def try_out_propose_working_group(self, body: shapes.WorkingGroupCreate) -> shapes.DryRun:
        """Only say what `propose_working_group` would do."""
        call: Call[shapes.DryRun] = Call('propose_working_group', 'POST', '/v1/working-groups', query={'dry_run': True}, body=body)
        return await self.call(call)

    async def publish_good_practice(
        self, good_practice: str, body: shapes.PracticePublicationCreate, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.GoodPractice:
        """Show a good practice to the members or to everybody; what was published from an action, to no more than the
        action is shown to.

        Scope: `action-items:write`.
        """
        call: Call[shapes.GoodPractice] = Call(
            'publish_good_practice',
            'POST',
            path_of('/v1/good-practices/{good_practice}/publications', good_practice=good_practice),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_publish_good_practice(
        self, good_practice: str, body: shapes.PracticePublicationCreate, *, version: int | str
    ) -> shapes.DryRun:
        """Only say what `publish_good_practice` would do."""
        call: Call[shapes.DryRun] = Call(
            'publish_good_practice',
            'POST',
            path_of('/v1/good-practices/{good_practice}/publications', good_practice=good_practice),
            query={'dry_run': True},
            version=version,
            body=body,
        )
        return await self.call(call)

    async def publish_practice_of_action(
        self, plan_action: str, body: shapes.PracticeOfActionCreate, *, idempotency_key: str | None = None
    ) -> shapes.GoodPractice:
        """Tell others of an action of one's own plan as a good practice. It is shown to no more than the action is, also
        later.

        Scope: `action-items:write`.
        """
        call: Call[shapes.GoodPractice] = Call(
            'publish_practice_of_action',
            'POST',
            path_of('/v1/plan-actions/{plan_action}/good-practices', plan_action=plan_action),
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_publish_practice_of_action(self, plan_action: str, body: shapes.PracticeOfActionCreate) -> shapes.DryRun:
        """Only say what `publish_practice_of_action` would do."""
        call: Call[shapes.DryRun] = Call(
            'publish_practice_of_action',
            'POST',
            path_of('/v1/plan-actions/{plan_action}/good-practices', plan_action=plan_action),
            query={'dry_run': True},
            body=body,
        )
        return await self.call(call)

    async def publish_report(
        self, report: str, body: shapes.PublicationCreate, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.Report:
        """Record a publication of an approved report.

        First the website, which shows the report to everybody; after that every sharing on social media.

        Scope: `reports:write`.
        """
        call: Call[shapes.Report] = Call(
            'publish_report',
            'POST',
            path_of('/v1/reports/{report}/publications', report=report),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_publish_report(self, report: str, body: shapes.PublicationCreate, *, version: int | str) -> shapes.DryRun:
        """Only say what `publish_report` would do."""
        call: Call[shapes.DryRun] = Call(
            'publish_report',
            'POST',
            path_of('/v1/reports/{report}/publications', report=report),
            query={'dry_run': True},
            version=version,
            body=body,
        )
        return await self.call(call)

    async def reactivate_membership(
        self, membership_id: str, body: shapes.StageMoveCreate, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.Membership:
        """Make a suspended member of the network active again.

        Scope: `memberships:write`.
        """
        call: Call[shapes.Membership] = Call(
            'reactivate_membership',
            'POST',
            path_of('/v1/memberships/{membership_id}/reactivations', membership_id=membership_id),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_reactivate_membership(self, membership_id: str, body: shapes.StageMoveCreate, *, version: int | str) -> shapes.DryRun:
        """Only say what `reactivate_membership` would do."""
        call: Call[shapes.DryRun] = Call(
            'reactivate_membership',
            'POST',
            path_of('/v1/memberships/{membership_id}/reactivations', membership_id=membership_id),
            query={'dry_run': True},
            version=version,
            body=body,
        )
        return await self.call(call)

    async def reassign_plan_action(
        self, plan: str, body: shapes.PlanReassignmentCreate, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.PlanAsking:
        """Make somebody who was named responsible for an action from now on, or leave it as it is. They are made known if
        need be.

        Scope: `action-items:write`.
        """
        call: Call[shapes.PlanAsking] = Call(
            'reassign_plan_action',
            'POST',
            path_of('/v1/plans/{plan}/reassignments', plan=plan),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_reassign_plan_action(self, plan: str, body: shapes.PlanReassignmentCreate, *, version: int | str) -> shapes.DryRun:
        """Only say what `reassign_plan_action` would do."""
        call: Call[shapes.DryRun] = Call(
            'reassign_plan_action',
            'POST',
            path_of('/v1/plans/{plan}/reassignments', plan=plan),
            query={'dry_run': True},
            version=version,
            body=body,
        )
        return await self.call(call)

    async def record_indicator_value(
        self, indicator: str, body: shapes.IndicatorValueCreate, *, idempotency_key: str | None = None
    ) -> shapes.IndicatorValue:
        """Record what was measured on a day. Values are added, never changed: a correction names the value that it
        replaces.

        Scope: `action-items:write`.
        """
        call: Call[shapes.IndicatorValue] = Call(
            'record_indicator_value',
            'POST',
            path_of('/v1/indicators/{indicator}/values', indicator=indicator),
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_record_indicator_value(self, indicator: str, body: shapes.IndicatorValueCreate) -> shapes.DryRun:
        """Only say what `record_indicator_value` would do."""
        call: Call[shapes.DryRun] = Call(
            'record_indicator_value',
            'POST',
            path_of('/v1/indicators/{indicator}/values', indicator=indicator),
            query={'dry_run': True},
            body=body,
        )
        return await self.call(call)

    async def record_minutes(
        self, meeting: str, body: shapes.MinutesCreate, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.Meeting:
        """Record what came of a meeting: from then on it counts as held.

        Sent again, the whole of it takes the place of what was recorded before. Of a group that has completed its work,
        the minutes of meetings that took place may still be added.

        Scope: `working-groups:write`.
        """
        call: Call[shapes.Meeting] = Call(
            'record_minutes',
            'POST',
            path_of('/v1/meetings/{meeting}/minutes', meeting=meeting),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_record_minutes(self, meeting: str, body: shapes.MinutesCreate, *, version: int | str) -> shapes.DryRun:
        """Only say what `record_minutes` would do."""
        call: Call[shapes.DryRun] = Call(
            'record_minutes',
            'POST',
            path_of('/v1/meetings/{meeting}/minutes', meeting=meeting),
            query={'dry_run': True},
            version=version,
            body=body,
        )
        return await self.call(call)

    async def record_plan_progress(
        self, body: shapes.PlanActionUpdateCreate, *, idempotency_key: str | None = None
    ) -> shapes.PlanActionUpdate:
        """Say how an action of a plan stands, or that nothing has changed.

        The action takes over the stage and percentage that the update names, and bears the update's day as that of its
        latest progress. An update about an earlier day joins the history at its place and may move nothing. Updates are
        never changed: a correction is a new update that names the one it replaces. It is shared with no more than its
        action, and an obstacle with nobody until the city shares it. Send an Idempotency-Key, so that a retry records
        nothing twice.

        Scope: `action-items:write`.
        """
        call: Call[shapes.PlanActionUpdate] = Call(
            'record_plan_progress', 'POST', '/v1/plan-action-updates', idempotency_key=idempotency_key, has_key=True, body=body
        )
        return await self.call(call)

    async def record_progress(self, body: shapes.ProgressUpdateCreate, *, idempotency_key: str | None = None) -> shapes.ProgressUpdate:
        """Record progress on an action item.

        The item takes over the stage and percentage that the update names, and bears the update's day as that of its
        latest progress. An update about an earlier day joins the history at its place and may move nothing. Updates are
        never changed: a correction is a new update that names the one it replaces. Send an Idempotency-Key, so that a
        retry records nothing twice.

        Scope: `progress:write`.
        """
        call: Call[shapes.ProgressUpdate] = Call(
            'record_progress', 'POST', '/v1/progress-updates', idempotency_key=idempotency_key, has_key=True, body=body
        )
        return await self.call(call)

    async def redact_document(
        self, document: str, body: shapes.DocumentRedactionCreate, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.Document:
        """Take a document's bytes away for good, because they hold what nobody is to have, with a reason.

        For the administrators of the office. What is said of the document stays, with its size and hash, and so does
        what names it, such as minutes; its `redaction` says since when and why. With `title` it is called anew wherever
        its names stood. A backup from before is no way back.

        Scope: `admin`.
        """
        call: Call[shapes.Document] = Call(
            'redact_document',
            'POST',
            path_of('/v1/documents/{document}/redactions', document=document),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_redact_document(self, document: str, body: shapes.DocumentRedactionCreate, *, version: int | str) -> shapes.DryRun:
        """Only say what `redact_document` would do."""
        call: Call[shapes.DryRun] = Call(
            'redact_document',
            'POST',
            path_of('/v1/documents/{document}/redactions', document=document),
            query={'dry_run': True},
            version=version,
            body=body,
        )
        return await self.call(call)

    async def redact_text(self, body: shapes.RedactionCreate, *, idempotency_key: str | None = None) -> shapes.Redaction:
        """Put another text in the place of one that names somebody who is not to be named, with a reason.

        For texts that people write freely, and for what was given as the reason of an act. The former text goes from
        the record, from the journal and from stored answers; from the frozen copies of a report as well, whose `sha256`
        stays that of what was submitted, with the redaction beside it. A backup from before is no way back.

        Scope: `admin`.
        """
        call: Call[shapes.Redaction] = Call(
            'redact_text', 'POST', '/v1/redactions', idempotency_key=idempotency_key, has_key=True, body=body
        )
        return await self.call(call)

    async def redeliver_webhook(
        self, webhook_delivery: str, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.WebhookDelivery:
        """Send a message again, with the same `webhook-id`, from the first attempt on. A challenge is not: let its
        endpoint go on.

        Scope: `webhooks:manage`.
        """
        call: Call[shapes.WebhookDelivery] = Call(
            'redeliver_webhook',
            'POST',
            path_of('/v1/webhook-deliveries/{webhook_delivery}/redeliveries', webhook_delivery=webhook_delivery),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
        )
        return await self.call(call)

    async def try_out_redeliver_webhook(self, webhook_delivery: str, *, version: int | str) -> shapes.DryRun:
        """Only say what `redeliver_webhook` would do."""
        call: Call[shapes.DryRun] = Call(
            'redeliver_webhook',
            'POST',
            path_of('/v1/webhook-deliveries/{webhook_delivery}/redeliveries', webhook_delivery=webhook_delivery),
            query={'dry_run': True},
            version=version,
        )
        return await self.call(call)

    async def refuse_participation_request(
        self, participation_request: str, body: shapes.ParticipationRefusalCreate, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.ParticipationRequest:
        """Refuse the request, as the lead city or the office, with a reason that the organisation is told. It may ask
        again.

        Scope: `memberships:write`.
        """
        call: Call[shapes.ParticipationRequest] = Call(
            'refuse_participation_request',
            'POST',
            path_of('/v1/participation-requests/{participation_request}/refusals', participation_request=participation_request),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_refuse_participation_request(
        self, participation_request: str, body: shapes.ParticipationRefusalCreate, *, version: int | str
    ) -> shapes.DryRun:
        """Only say what `refuse_participation_request` would do."""
        call: Call[shapes.DryRun] = Call(
            'refuse_participation_request',
            'POST',
            path_of('/v1/participation-requests/{participation_request}/refusals', participation_request=participation_request),
            query={'dry_run': True},
            version=version,
            body=body,
        )
        return await self.call(call)

    async def remove_calendar_subscription(self, calendar_subscription: str) -> None:
        """Remove a subscription of yours. It needs no If-Match: a subscription never changes, it only goes."""
        call: Call[None] = Call(
            'remove_calendar_subscription',
            'DELETE',
            path_of('/v1/calendar-subscriptions/{calendar_subscription}', calendar_subscription=calendar_subscription),
        )
        return await self.call(call)

    async def remove_identity(self, identity: str) -> None:
        """Remove an identity of yours: it signs nobody in any more. It needs no If-Match: an identity never changes, it
        only goes.
        """
        call: Call[None] = Call('remove_identity', 'DELETE', path_of('/v1/identities/{identity}', identity=identity))
        return await self.call(call)

    async def remove_passkey(self, passkey: str) -> None:
        """Remove a passkey of yours: it signs nobody in any more. It needs no If-Match: a passkey never changes, it only
        goes.
        """
        call: Call[None] = Call('remove_passkey', 'DELETE', path_of('/v1/passkeys/{passkey}', passkey=passkey))
        return await self.call(call)

    async def remove_saved_filter(self, saved_filter: str) -> None:
        """Remove a filter of yours. It needs no If-Match: a saved filter never changes, it only goes."""
        call: Call[None] = Call('remove_saved_filter', 'DELETE', path_of('/v1/saved-filters/{saved_filter}', saved_filter=saved_filter))
        return await self.call(call)

    async def renew_api_client(
        self, api_client: str, body: shapes.ApiClientRenewalCreate, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.ApiClient:
        """Let a machine client go on, until a day within a year from now; one that has expired begins again, with the
        secrets it has.

        The office and whoever made it are reminded by mail, 30 and 7 days before the end. The mandate of the city that
        it was made for is renewed with it; those of other cities are not.

        Scope: `admin`.
        """
        call: Call[shapes.ApiClient] = Call(
            'renew_api_client',
            'POST',
            path_of('/v1/api-clients/{api_client}/renewals', api_client=api_client),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_renew_api_client(self, api_client: str, body: shapes.ApiClientRenewalCreate, *, version: int | str) -> shapes.DryRun:
        """Only say what `renew_api_client` would do."""
        call: Call[shapes.DryRun] = Call(
            'renew_api_client',
            'POST',
            path_of('/v1/api-clients/{api_client}/renewals', api_client=api_client),
            query={'dry_run': True},
            version=version,
            body=body,
        )
        return await self.call(call)

    async def renew_progress_link(self, body: shapes.ProgressLinkRenewalCreate) -> shapes.ProgressLinkRenewal:
        """Have a new link sent to the address that had this one, once a day at most. The answer is the same whether there
        is one or not.
        """
        call: Call[shapes.ProgressLinkRenewal] = Call('renew_progress_link', 'POST', '/v1/progress-link-renewals', body=body)
        return await self.call(call)

    async def replace_network_members(
        self, network: str, body: shapes.NetworkMembersReplace, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.NetworkMembers:
        """Bring a network to a desired set of cities: who is named belongs to it, who is not named leaves it, and with it
        its groups.

        All of it is done or nothing. More than half of the members leave only when `max_removals` allows as many, and a
        city that leads a group never leaves this way: it hands over first. Applicants that are not named stay
        applicants. The ETag is that of the members as a whole, and changes with each of them: ask with dry_run=true and
        `If-Match: *`, look at the answer, and send the same with its ETag, which does what you have seen or nothing.
        The same set again changes nothing. With dry_run=true nothing is kept, and the memberships in `joined` and
        `changed` are none yet.

        Scope: `memberships:write`.
        """
        call: Call[shapes.NetworkMembers] = Call(
            'replace_network_members',
            'PUT',
            path_of('/v1/networks/{network}/members', network=network),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_replace_network_members(
        self, network: str, body: shapes.NetworkMembersReplace, *, version: int | str
    ) -> shapes.NetworkMembers:
        """Only say what `replace_network_members` would do."""
        call: Call[shapes.NetworkMembers] = Call(
            'replace_network_members',
            'PUT',
            path_of('/v1/networks/{network}/members', network=network),
            query={'dry_run': True},
            version=version,
            body=body,
        )
        return await self.call(call)

    async def replace_working_group_members(
        self, working_group: str, body: shapes.WorkingGroupMembersReplace, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.WorkingGroupMembers:
        """Bring a working group to a desired set of members: who is named joins or stays, who is not named leaves.

        All of it is done or nothing. More than half of the members leave only when `max_removals` allows as many, and
        the lead city never leaves this way: it hands over first. The ETag is the group's. The same set again changes
        nothing. With dry_run=true the answer is the same, nothing is kept, and the memberships in `joined` are none
        yet.

        Scope: `memberships:write`.
        """
        call: Call[shapes.WorkingGroupMembers] = Call(
            'replace_working_group_members',
            'PUT',
            path_of('/v1/working-groups/{working_group}/members', working_group=working_group),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_replace_working_group_members(
        self, working_group: str, body: shapes.WorkingGroupMembersReplace, *, version: int | str
    ) -> shapes.WorkingGroupMembers:
        """Only say what `replace_working_group_members` would do."""
        call: Call[shapes.WorkingGroupMembers] = Call(
            'replace_working_group_members',
            'PUT',
            path_of('/v1/working-groups/{working_group}/members', working_group=working_group),
            query={'dry_run': True},
            version=version,
            body=body,
        )
        return await self.call(call)

    async def resume_webhook_endpoint(
        self, webhook_endpoint: str, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.WebhookEndpoint:
        """Let an address go on that was paused; one that is pending or disabled is sent a new challenge.

        Scope: `webhooks:manage`.
        """
        call: Call[shapes.WebhookEndpoint] = Call(
            'resume_webhook_endpoint',
            'POST',
            path_of('/v1/webhook-endpoints/{webhook_endpoint}/resumptions', webhook_endpoint=webhook_endpoint),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
        )
        return await self.call(call)

    async def try_out_resume_webhook_endpoint(self, webhook_endpoint: str, *, version: int | str) -> shapes.DryRun:
        """Only say what `resume_webhook_endpoint` would do."""
        call: Call[shapes.DryRun] = Call(
            'resume_webhook_endpoint',
            'POST',
            path_of('/v1/webhook-endpoints/{webhook_endpoint}/resumptions', webhook_endpoint=webhook_endpoint),
            query={'dry_run': True},
            version=version,
        )
        return await self.call(call)

    async def rotate_webhook_secret(self, webhook_endpoint: str, *, idempotency_key: str | None = None) -> shapes.WebhookEndpointWithSecret:
        """Give an address another secret. For 24 hours messages carry two signatures, of the new secret and of the former
        one.

        The secret is in this answer and nowhere else.

        Scope: `webhooks:manage`.
        """
        call: Call[shapes.WebhookEndpointWithSecret] = Call(
            'rotate_webhook_secret',
            'POST',
            path_of('/v1/webhook-endpoints/{webhook_endpoint}/secret-rotations', webhook_endpoint=webhook_endpoint),
            idempotency_key=idempotency_key,
            has_key=True,
        )
        return await self.call(call)

    async def send_broadcast(self, working_group: str, *, version: int | str, idempotency_key: str | None = None) -> shapes.Broadcast:
        """Send the notice of a new group at once, instead of when its hold is over.

        Scope: `working-groups:write`.
        """
        call: Call[shapes.Broadcast] = Call(
            'send_broadcast',
            'POST',
            path_of('/v1/working-groups/{working_group}/broadcast/sendings', working_group=working_group),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
        )
        return await self.call(call)

    async def try_out_send_broadcast(self, working_group: str, *, version: int | str) -> shapes.DryRun:
        """Only say what `send_broadcast` would do."""
        call: Call[shapes.DryRun] = Call(
            'send_broadcast',
            'POST',
            path_of('/v1/working-groups/{working_group}/broadcast/sendings', working_group=working_group),
            query={'dry_run': True},
            version=version,
        )
        return await self.call(call)

    async def send_call_for_interest(
        self, call_for_interest: str, body: shapes.CallSendingCreate, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.CallForInterest:
        """Send a call for interest to every other active city of the network, once.

        Their coordinators answer by the link in the mail or from their desk, until the end of `closes_on`; who has not
        answered is reminded before. With `dry_run=true` the answer tells how many would be asked.

        Scope: `working-groups:write`.
        """
        call: Call[shapes.CallForInterest] = Call(
            'send_call_for_interest',
            'POST',
            path_of('/v1/calls-for-interest/{call_for_interest}/sendings', call_for_interest=call_for_interest),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_send_call_for_interest(
        self, call_for_interest: str, body: shapes.CallSendingCreate, *, version: int | str
    ) -> shapes.DryRun:
        """Only say what `send_call_for_interest` would do."""
        call: Call[shapes.DryRun] = Call(
            'send_call_for_interest',
            'POST',
            path_of('/v1/calls-for-interest/{call_for_interest}/sendings', call_for_interest=call_for_interest),
            query={'dry_run': True},
            version=version,
            body=body,
        )
        return await self.call(call)

    async def send_circular(self, circular: str, *, version: int | str, idempotency_key: str | None = None) -> shapes.Circular:
        """Send a circular, once: each recipient is given one notice, and of everybody else the reason is kept.

        A working group sends at most 5 a day, an office 50.

        Scope: `people:write`.
        """
        call: Call[shapes.Circular] = Call(
            'send_circular',
            'POST',
            path_of('/v1/circulars/{circular}/sendings', circular=circular),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
        )
        return await self.call(call)

    async def try_out_send_circular(self, circular: str, *, version: int | str) -> shapes.DryRun:
        """Only say what `send_circular` would do."""
        call: Call[shapes.DryRun] = Call(
            'send_circular',
            'POST',
            path_of('/v1/circulars/{circular}/sendings', circular=circular),
            query={'dry_run': True},
            version=version,
        )
        return await self.call(call)

    async def send_city_message(self, city: str, body: shapes.PublicMessageCreate) -> shapes.PublicMessage:
        """Write to the coordinator of a member city, or to the office when it has none: by the same way as to a working
        group.
        """
        call: Call[shapes.PublicMessage] = Call(
            'send_city_message', 'POST', path_of('/v1/public/cities/{city}/messages', city=city), body=body
        )
        return await self.call(call)

    async def send_invitation(self, invitation_id: str, *, version: int | str, idempotency_key: str | None = None) -> shapes.Invitation:
        """Send an invitation again, be it open or expired: with a new link, good for 14 days. The former link no longer
        works.

        Scope: `people:write`.
        """
        call: Call[shapes.Invitation] = Call(
            'send_invitation',
            'POST',
            path_of('/v1/invitations/{invitation_id}/sendings', invitation_id=invitation_id),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
        )
        return await self.call(call)

    async def try_out_send_invitation(self, invitation_id: str, *, version: int | str) -> shapes.DryRun:
        """Only say what `send_invitation` would do."""
        call: Call[shapes.DryRun] = Call(
            'send_invitation',
            'POST',
            path_of('/v1/invitations/{invitation_id}/sendings', invitation_id=invitation_id),
            query={'dry_run': True},
            version=version,
        )
        return await self.call(call)

    async def send_network_message(self, network: str, body: shapes.PublicMessageCreate) -> shapes.PublicMessage:
        """Write to the office of a network: by the same way as to a working group."""
        call: Call[shapes.PublicMessage] = Call(
            'send_network_message', 'POST', path_of('/v1/public/networks/{network}/messages', network=network), body=body
        )
        return await self.call(call)

    async def send_working_group_message(self, working_group: str, body: shapes.PublicMessageCreate) -> shapes.PublicMessage:
        """Write to the lead contact of a public working group.

        The sender gets a mail with a link; once they confirm there, the message goes to whoever is the lead contact at
        that moment, or to the office when nobody is. No address is shown to the sender; theirs is where an answer goes.
        5 an hour from one mail address, 30 for one group.
        """
        call: Call[shapes.PublicMessage] = Call(
            'send_working_group_message',
            'POST',
            path_of('/v1/public/working-groups/{working_group}/messages', working_group=working_group),
            body=body,
        )
        return await self.call(call)

    async def share_output(
        self, output: str, body: shapes.SharingCreate, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.Output:
        """Share an output with the whole network, or with everybody.

        Its document is then shown to as many. Sharing a shared one anew changes with whom; the document stays as widely
        seen as it was.

        Scope: `working-groups:write`.
        """
        call: Call[shapes.Output] = Call(
            'share_output',
            'POST',
            path_of('/v1/outputs/{output}/sharings', output=output),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_share_output(self, output: str, body: shapes.SharingCreate, *, version: int | str) -> shapes.DryRun:
        """Only say what `share_output` would do."""
        call: Call[shapes.DryRun] = Call(
            'share_output',
            'POST',
            path_of('/v1/outputs/{output}/sharings', output=output),
            query={'dry_run': True},
            version=version,
            body=body,
        )
        return await self.call(call)

    async def share_plan(
        self, plan: str, body: shapes.PlanSharingCreate, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.Plan:
        """Share the plan with the office, the scientific advisers, the members of the network or everybody, or take it
        back.

        Scope: `action-items:write`.
        """
        call: Call[shapes.Plan] = Call(
            'share_plan',
            'POST',
            path_of('/v1/plans/{plan}/sharings', plan=plan),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_share_plan(self, plan: str, body: shapes.PlanSharingCreate, *, version: int | str) -> shapes.DryRun:
        """Only say what `share_plan` would do."""
        call: Call[shapes.DryRun] = Call(
            'share_plan', 'POST', path_of('/v1/plans/{plan}/sharings', plan=plan), query={'dry_run': True}, version=version, body=body
        )
        return await self.call(call)

    async def share_plan_action(
        self, plan_action: str, body: shapes.PlanActionSharingCreate, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.PlanAction:
        """Share an action with fewer than its plan is shared with, or again with as many.

        Scope: `action-items:write`.
        """
        call: Call[shapes.PlanAction] = Call(
            'share_plan_action',
            'POST',
            path_of('/v1/plan-actions/{plan_action}/sharings', plan_action=plan_action),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_share_plan_action(
        self, plan_action: str, body: shapes.PlanActionSharingCreate, *, version: int | str
    ) -> shapes.DryRun:
        """Only say what `share_plan_action` would do."""
        call: Call[shapes.DryRun] = Call(
            'share_plan_action',
            'POST',
            path_of('/v1/plan-actions/{plan_action}/sharings', plan_action=plan_action),
            query={'dry_run': True},
            version=version,
            body=body,
        )
        return await self.call(call)

    async def share_plan_action_update(
        self, plan_action_update: str, body: shapes.PlanActionUpdateSharingCreate, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.PlanActionUpdate:
        """Share an update with fewer than its action is shared with, or again with as many; its obstacle with the same, or
        with nobody.

        Scope: `action-items:write`.
        """
        call: Call[shapes.PlanActionUpdate] = Call(
            'share_plan_action_update',
            'POST',
            path_of('/v1/plan-action-updates/{plan_action_update}/sharings', plan_action_update=plan_action_update),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_share_plan_action_update(
        self, plan_action_update: str, body: shapes.PlanActionUpdateSharingCreate, *, version: int | str
    ) -> shapes.DryRun:
        """Only say what `share_plan_action_update` would do."""
        call: Call[shapes.DryRun] = Call(
            'share_plan_action_update',
            'POST',
            path_of('/v1/plan-action-updates/{plan_action_update}/sharings', plan_action_update=plan_action_update),
            query={'dry_run': True},
            version=version,
            body=body,
        )
        return await self.call(call)

    async def start_identity(self, *, idempotency_key: str | None = None) -> shapes.ProviderPage:
        """Begin to link an identity with yourself: get the address to open at the identity provider.

        The answer marks this browser by a cookie; within ten minutes it sends what it comes back with to
        `create_identity`, once.
        """
        call: Call[shapes.ProviderPage] = Call(
            'start_identity', 'POST', '/v1/identity-links', idempotency_key=idempotency_key, has_key=True
        )
        return await self.call(call)

    async def start_output(
        self, output: str, body: shapes.PreparationCreate | None = None, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.Output:
        """Say that work on a planned output has begun.

        Scope: `working-groups:write`.
        """
        call: Call[shapes.Output] = Call(
            'start_output',
            'POST',
            path_of('/v1/outputs/{output}/preparations', output=output),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_start_output(self, output: str, body: shapes.PreparationCreate | None = None, *, version: int | str) -> shapes.DryRun:
        """Only say what `start_output` would do."""
        call: Call[shapes.DryRun] = Call(
            'start_output',
            'POST',
            path_of('/v1/outputs/{output}/preparations', output=output),
            query={'dry_run': True},
            version=version,
            body=body,
        )
        return await self.call(call)

    async def start_passkey(self, *, idempotency_key: str | None = None) -> shapes.PasskeyRegistration:
        """Begin to make a passkey: get what the browser needs for `navigator.credentials.create`.

        The answer marks this browser by a cookie; within five minutes it sends what it made to `create_passkey`, once.
        """
        call: Call[shapes.PasskeyRegistration] = Call(
            'start_passkey', 'POST', '/v1/passkey-registrations', idempotency_key=idempotency_key, has_key=True
        )
        return await self.call(call)

    async def start_provider_sign_in(self) -> shapes.ProviderPage:
        """Begin to sign in at the identity provider: get the address to open there.

        The answer marks this browser by a cookie. The provider sends it back to `/sign-in`; within ten minutes it sends
        `code` and `state` to `create_session`, once. Only people who are known here are let in.
        """
        call: Call[shapes.ProviderPage] = Call('start_provider_sign_in', 'POST', '/v1/provider-sign-ins')
        return await self.call(call)

    async def start_report(self, body: shapes.ReportCreate, *, idempotency_key: str | None = None) -> shapes.Report:
        """Start a group's report to an assembly.

        Each group has one report for each assembly; when there is one already, the answer's Link header leads to it. A
        group that owes none may report all the same.

        Scope: `reports:write`.
        """
        call: Call[shapes.Report] = Call('start_report', 'POST', '/v1/reports', idempotency_key=idempotency_key, has_key=True, body=body)
        return await self.call(call)

    async def submit_report(
        self, report: str, body: shapes.SubmissionCreate, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.Report:
        """Submit a report as it stands.

        Its title, text, word count, the by-laws' version and who submitted are frozen with a hash; the submission never
        changes again.

        Scope: `reports:write`.
        """
        call: Call[shapes.Report] = Call(
            'submit_report',
            'POST',
            path_of('/v1/reports/{report}/submissions', report=report),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_submit_report(self, report: str, body: shapes.SubmissionCreate, *, version: int | str) -> shapes.DryRun:
        """Only say what `submit_report` would do."""
        call: Call[shapes.DryRun] = Call(
            'submit_report',
            'POST',
            path_of('/v1/reports/{report}/submissions', report=report),
            query={'dry_run': True},
            version=version,
            body=body,
        )
        return await self.call(call)

    async def suspend_membership(
        self, membership_id: str, body: shapes.StageMoveCreate, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.Membership:
        """Suspend an active member of the network: it stays in its groups, and does not count until it is active again.

        Scope: `memberships:write`.
        """
        call: Call[shapes.Membership] = Call(
            'suspend_membership',
            'POST',
            path_of('/v1/memberships/{membership_id}/suspensions', membership_id=membership_id),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_suspend_membership(self, membership_id: str, body: shapes.StageMoveCreate, *, version: int | str) -> shapes.DryRun:
        """Only say what `suspend_membership` would do."""
        call: Call[shapes.DryRun] = Call(
            'suspend_membership',
            'POST',
            path_of('/v1/memberships/{membership_id}/suspensions', membership_id=membership_id),
            query={'dry_run': True},
            version=version,
            body=body,
        )
        return await self.call(call)

    async def table_report(self, report: str, *, version: int | str, idempotency_key: str | None = None) -> shapes.Report:
        """Table a submitted report: put it before the assembly. The members of the network see it from now on.

        Scope: `reports:write`.
        """
        call: Call[shapes.Report] = Call(
            'table_report',
            'POST',
            path_of('/v1/reports/{report}/tablings', report=report),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
        )
        return await self.call(call)

    async def try_out_table_report(self, report: str, *, version: int | str) -> shapes.DryRun:
        """Only say what `table_report` would do."""
        call: Call[shapes.DryRun] = Call(
            'table_report', 'POST', path_of('/v1/reports/{report}/tablings', report=report), query={'dry_run': True}, version=version
        )
        return await self.call(call)

    async def take_library_risks(self, plan: str, *, idempotency_key: str | None = None) -> shapes.LibraryRisksTaken:
        """Take every risk of the plan library that the plan does not have yet, in the language of the request. Asked
        again, it adds nothing.

        Scope: `action-items:write`.
        """
        call: Call[shapes.LibraryRisksTaken] = Call(
            'take_library_risks',
            'POST',
            path_of('/v1/plans/{plan}/library-risks', plan=plan),
            idempotency_key=idempotency_key,
            has_key=True,
        )
        return await self.call(call)

    async def try_circular(self, circular: str, *, version: int | str, idempotency_key: str | None = None) -> shapes.Circular:
        """Send each version of a draft to yourself alone, at most 20 times a day.

        Scope: `people:write`.
        """
        call: Call[shapes.Circular] = Call(
            'try_circular',
            'POST',
            path_of('/v1/circulars/{circular}/trials', circular=circular),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
        )
        return await self.call(call)

    async def try_out_try_circular(self, circular: str, *, version: int | str) -> shapes.DryRun:
        """Only say what `try_circular` would do."""
        call: Call[shapes.DryRun] = Call(
            'try_circular', 'POST', path_of('/v1/circulars/{circular}/trials', circular=circular), query={'dry_run': True}, version=version
        )
        return await self.call(call)

    async def update_action_item(self, action_item: str, body: shapes.ActionItemPatch, *, version: int | str) -> shapes.ActionItem:
        """Change what describes an action item (merge patch). Stage and percentage move with progress updates only.

        Scope: `action-items:write`.
        """
        call: Call[shapes.ActionItem] = Call(
            'update_action_item', 'PATCH', path_of('/v1/action-items/{action_item}', action_item=action_item), version=version, body=body
        )
        return await self.call(call)

    async def update_assembly(self, assembly: str, body: shapes.AssemblyPatch, *, version: int | str) -> shapes.Assembly:
        """Change what describes an assembly (merge patch). Its day may move until the assembly is closed.

        Scope: `reports:write`.
        """
        call: Call[shapes.Assembly] = Call(
            'update_assembly', 'PATCH', path_of('/v1/assemblies/{assembly}', assembly=assembly), version=version, body=body
        )
        return await self.call(call)

    async def try_out_update_assembly(self, assembly: str, body: shapes.AssemblyPatch, *, version: int | str) -> shapes.DryRun:
        """Only say what `update_assembly` would do."""
        call: Call[shapes.DryRun] = Call(
            'update_assembly',
            'PATCH',
            path_of('/v1/assemblies/{assembly}', assembly=assembly),
            query={'dry_run': True},
            version=version,
            body=body,
        )
        return await self.call(call)

    async def update_broadcast(self, working_group: str, body: shapes.BroadcastPatch, *, version: int | str) -> shapes.Broadcast:
        """Add a sentence to the notice of a new group while it is held (merge patch).

        It stands in every mail as you have written it, introduced in the reader's language. The contact is corrected at
        the contact points of the lead city, and read when the mails leave.

        Scope: `working-groups:write`.
        """
        call: Call[shapes.Broadcast] = Call(
            'update_broadcast',
            'PATCH',
            path_of('/v1/working-groups/{working_group}/broadcast', working_group=working_group),
            version=version,
            body=body,
        )
        return await self.call(call)

    async def update_call_for_interest(
        self, call_for_interest: str, body: shapes.CallForInterestPatch, *, version: int | str
    ) -> shapes.CallForInterest:
        """Put an idea better (merge patch), until other cities are asked about it.

        Scope: `working-groups:write`.
        """
        call: Call[shapes.CallForInterest] = Call(
            'update_call_for_interest',
            'PATCH',
            path_of('/v1/calls-for-interest/{call_for_interest}', call_for_interest=call_for_interest),
            version=version,
            body=body,
        )
        return await self.call(call)

    async def update_circular(self, circular: str, body: shapes.CircularPatch, *, version: int | str) -> shapes.Circular:
        """Change a draft (merge patch); `texts` and `meant_for` each take the place of what was there.

        Scope: `people:write`.
        """
        call: Call[shapes.Circular] = Call(
            'update_circular', 'PATCH', path_of('/v1/circulars/{circular}', circular=circular), version=version, body=body
        )
        return await self.call(call)

    async def update_city(self, city: str, body: shapes.CityPatch, *, version: int | str) -> shapes.City:
        """Correct what is known of a city (merge patch).

        `identifiers` and `other_names` replace the whole set. The slug stays when the name changes. A corrected country
        counts anew every open working group the city is in, which may constitute one; memberships, leads and groups
        that show the city's name or country move in the feed with it.

        Scope: `cities:write`.
        """
        call: Call[shapes.City] = Call('update_city', 'PATCH', path_of('/v1/cities/{city}', city=city), version=version, body=body)
        return await self.call(call)

    async def try_out_update_city(self, city: str, body: shapes.CityPatch, *, version: int | str) -> shapes.DryRun:
        """Only say what `update_city` would do."""
        call: Call[shapes.DryRun] = Call(
            'update_city', 'PATCH', path_of('/v1/cities/{city}', city=city), query={'dry_run': True}, version=version, body=body
        )
        return await self.call(call)

    async def update_contact_point(
        self, contact_point_id: str, body: shapes.ContactPointPatch, *, version: int | str
    ) -> shapes.ContactPoint:
        """Change a contact point (merge patch), with effect at once.

        Withdrawing it from the public needs no reason and shows with the next request. A public one changes its value
        by the person alone. `ended: true` takes it out of every list.

        Scope: `people:write`.
        """
        call: Call[shapes.ContactPoint] = Call(
            'update_contact_point',
            'PATCH',
            path_of('/v1/contact-points/{contact_point_id}', contact_point_id=contact_point_id),
            version=version,
            body=body,
        )
        return await self.call(call)

    async def update_department(self, department_id: str, body: shapes.DepartmentPatch, *, version: int | str) -> shapes.Department:
        """Rename a department, or say on which day it ended (merge patch); `ended_on: null` takes that back.

        Scope: `cities:write`.
        """
        call: Call[shapes.Department] = Call(
            'update_department',
            'PATCH',
            path_of('/v1/departments/{department_id}', department_id=department_id),
            version=version,
            body=body,
        )
        return await self.call(call)

    async def update_document(self, document: str, body: shapes.DocumentPatch, *, version: int | str) -> shapes.Document:
        """Change a document's title or language, or who sees it (merge patch). What shared outputs carry is seen as widely
        as they are.

        Scope: `working-groups:write`.
        """
        call: Call[shapes.Document] = Call(
            'update_document', 'PATCH', path_of('/v1/documents/{document}', document=document), version=version, body=body
        )
        return await self.call(call)

    async def update_good_practice(self, good_practice: str, body: shapes.GoodPracticePatch, *, version: int | str) -> shapes.GoodPractice:
        """Change what a good practice says (merge patch).

        Scope: `action-items:write`.
        """
        call: Call[shapes.GoodPractice] = Call(
            'update_good_practice',
            'PATCH',
            path_of('/v1/good-practices/{good_practice}', good_practice=good_practice),
            version=version,
            body=body,
        )
        return await self.call(call)

    async def update_import(self, import_: str, body: shapes.ImportPatch, *, version: int | str) -> shapes.Import:
        """Say how the columns are to be understood (merge patch); every row is checked anew, against what is recorded now.

        Scope: `admin`.
        """
        call: Call[shapes.Import] = Call(
            'update_import', 'PATCH', path_of('/v1/imports/{import_}', import_=import_), version=version, body=body
        )
        return await self.call(call)

    async def update_indicator(self, indicator: str, body: shapes.IndicatorPatch, *, version: int | str) -> shapes.Indicator:
        """Change what describes an indicator (merge patch); goals are given all together. What it is about stays.

        Scope: `action-items:write`.
        """
        call: Call[shapes.Indicator] = Call(
            'update_indicator', 'PATCH', path_of('/v1/indicators/{indicator}', indicator=indicator), version=version, body=body
        )
        return await self.call(call)

    async def update_me(self, body: shapes.MePatch) -> shapes.Me:
        """Change the language you are spoken to in, and how notices come (merge patch). It needs no If-Match: the last
        word counts.
        """
        call: Call[shapes.Me] = Call('update_me', 'PATCH', '/v1/me', body=body)
        return await self.call(call)

    async def update_meeting(
        self, meeting: str, body: shapes.MeetingPatch, *, version: int | str, following: bool | None = None
    ) -> shapes.Meeting:
        """Change a meeting that is still to come (merge patch).

        When it is another title, time, place, mode or link for joining, the cities are told by a mail that corrects
        their calendars. With `following=true` the meetings of its series that are later are changed alike; times move
        by as many days, to the same time on the wall.

        Scope: `working-groups:write`.
        """
        call: Call[shapes.Meeting] = Call(
            'update_meeting',
            'PATCH',
            path_of('/v1/meetings/{meeting}', meeting=meeting),
            query={'following': following},
            version=version,
            body=body,
        )
        return await self.call(call)

    async def try_out_update_meeting(
        self, meeting: str, body: shapes.MeetingPatch, *, version: int | str, following: bool | None = None
    ) -> shapes.DryRun:
        """Only say what `update_meeting` would do."""
        call: Call[shapes.DryRun] = Call(
            'update_meeting',
            'PATCH',
            path_of('/v1/meetings/{meeting}', meeting=meeting),
            query={'following': following, 'dry_run': True},
            version=version,
            body=body,
        )
        return await self.call(call)

    async def update_milestone(self, milestone: str, body: shapes.MilestonePatch, *, version: int | str) -> shapes.Milestone:
        """Change what a milestone is, or by when (merge patch). That it was reached is said by a move.

        Scope: `action-items:write`.
        """
        call: Call[shapes.Milestone] = Call(
            'update_milestone', 'PATCH', path_of('/v1/milestones/{milestone}', milestone=milestone), version=version, body=body
        )
        return await self.call(call)

    async def update_needs_assessment(
        self, needs_assessment: str, body: shapes.NeedsAssessmentPatch, *, version: int | str
    ) -> shapes.NeedsAssessment:
        """Change how the city asked (merge patch): who took part, what was asked, with whom it is shared.

        Scope: `action-items:write`.
        """
        call: Call[shapes.NeedsAssessment] = Call(
            'update_needs_assessment',
            'PATCH',
            path_of('/v1/needs-assessments/{needs_assessment}', needs_assessment=needs_assessment),
            version=version,
            body=body,
        )
        return await self.call(call)

    async def update_needs_finding(self, needs_finding: str, body: shapes.NeedsFindingPatch, *, version: int | str) -> shapes.NeedsFinding:
        """Change a finding (merge patch): what was found, which actions it led to, with whom it is shared.

        Scope: `action-items:write`.
        """
        call: Call[shapes.NeedsFinding] = Call(
            'update_needs_finding',
            'PATCH',
            path_of('/v1/needs-findings/{needs_finding}', needs_finding=needs_finding),
            version=version,
            body=body,
        )
        return await self.call(call)

    async def update_network(self, network: str, body: shapes.NetworkPatch, *, version: int | str) -> shapes.Network:
        """Change what describes a network (merge patch).

        Scope: `admin`.
        """
        call: Call[shapes.Network] = Call(
            'update_network', 'PATCH', path_of('/v1/networks/{network}', network=network), version=version, body=body
        )
        return await self.call(call)

    async def update_organisation(self, organisation: str, body: shapes.OrganisationPatch, *, version: int | str) -> shapes.Organisation:
        """Correct what is known of an organisation (merge patch).

        `identifiers` replaces the whole set. The slug stays; memberships that show its name move with it.

        Scope: `organisations:write`.
        """
        call: Call[shapes.Organisation] = Call(
            'update_organisation',
            'PATCH',
            path_of('/v1/organisations/{organisation}', organisation=organisation),
            version=version,
            body=body,
        )
        return await self.call(call)

    async def update_output(self, output: str, body: shapes.OutputPatch, *, version: int | str) -> shapes.Output:
        """Change what describes an output (merge patch).

        To exchange the document or the address of a shared one is to share it, and asks for the same right.

        Scope: `working-groups:write`.
        """
        call: Call[shapes.Output] = Call(
            'update_output', 'PATCH', path_of('/v1/outputs/{output}', output=output), version=version, body=body
        )
        return await self.call(call)

    async def update_person(self, person_id: str, body: shapes.PersonPatch, *, version: int | str) -> shapes.Person:
        """Change what is known of a person (merge patch).

        `disabled: true` switches their access off and ends their sessions at once, `false` switches it on again. People
        change their own name and language; nobody disables themself. Whoever holds a role beyond their city is the
        office's to change. Another mail address ends their sessions as well, withdraws what was offered to the former
        one, and wants a fresh sign-in.

        Scope: `people:write`.
        """
        call: Call[shapes.Person] = Call(
            'update_person', 'PATCH', path_of('/v1/people/{person_id}', person_id=person_id), version=version, body=body
        )
        return await self.call(call)

    async def update_plan(self, plan: str, body: shapes.PlanPatch, *, version: int | str) -> shapes.Plan:
        """Change a plan (merge patch): what it sets out until it is adopted, who carries it until another plan takes its
        place.

        Scope: `action-items:write`.
        """
        call: Call[shapes.Plan] = Call('update_plan', 'PATCH', path_of('/v1/plans/{plan}', plan=plan), version=version, body=body)
        return await self.call(call)

    async def update_plan_action(self, plan_action: str, body: shapes.PlanActionPatch, *, version: int | str) -> shapes.PlanAction:
        """Change what describes an action (merge patch). How it stands is said by an update of its own.

        Scope: `action-items:write`.
        """
        call: Call[shapes.PlanAction] = Call(
            'update_plan_action', 'PATCH', path_of('/v1/plan-actions/{plan_action}', plan_action=plan_action), version=version, body=body
        )
        return await self.call(call)

    async def update_plan_consultation(
        self, plan_consultation: str, body: shapes.PlanConsultationPatch, *, version: int | str
    ) -> shapes.PlanConsultation:
        """Change what was noted (merge patch): the answer that came, what came of it, with whom it is shared.

        Scope: `action-items:write`.
        """
        call: Call[shapes.PlanConsultation] = Call(
            'update_plan_consultation',
            'PATCH',
            path_of('/v1/plan-consultations/{plan_consultation}', plan_consultation=plan_consultation),
            version=version,
            body=body,
        )
        return await self.call(call)

    async def update_plan_contact(self, plan_contact: str, body: shapes.PlanContactPatch, *, version: int | str) -> shapes.PlanContact:
        """Change what was noted (merge patch): what was said, what comes next, with whom it is shared.

        Scope: `action-items:write`.
        """
        call: Call[shapes.PlanContact] = Call(
            'update_plan_contact',
            'PATCH',
            path_of('/v1/plan-contacts/{plan_contact}', plan_contact=plan_contact),
            version=version,
            body=body,
        )
        return await self.call(call)

    async def update_plan_inventory_item(
        self, plan_inventory_item: str, body: shapes.PlanInventoryItemPatch, *, version: int | str
    ) -> shapes.PlanInventoryItem:
        """Change what is said of it (merge patch), and with whom it is shared.

        Scope: `action-items:write`.
        """
        call: Call[shapes.PlanInventoryItem] = Call(
            'update_plan_inventory_item',
            'PATCH',
            path_of('/v1/plan-inventory-items/{plan_inventory_item}', plan_inventory_item=plan_inventory_item),
            version=version,
            body=body,
        )
        return await self.call(call)

    async def update_plan_meeting(self, plan_meeting: str, body: shapes.PlanMeetingPatch, *, version: int | str) -> shapes.PlanMeeting:
        """Change a meeting (merge patch): that it was held, what was spoken of and decided, with whom it is shared.

        Scope: `action-items:write`.
        """
        call: Call[shapes.PlanMeeting] = Call(
            'update_plan_meeting',
            'PATCH',
            path_of('/v1/plan-meetings/{plan_meeting}', plan_meeting=plan_meeting),
            version=version,
            body=body,
        )
        return await self.call(call)

    async def update_plan_risk(self, plan_risk: str, body: shapes.PlanRiskPatch, *, version: int | str) -> shapes.PlanRisk:
        """Change a risk (merge patch): how it is weighed, what is done about it, how it stands, with whom it is shared.

        Scope: `action-items:write`.
        """
        call: Call[shapes.PlanRisk] = Call(
            'update_plan_risk', 'PATCH', path_of('/v1/plan-risks/{plan_risk}', plan_risk=plan_risk), version=version, body=body
        )
        return await self.call(call)

    async def update_report(self, report: str, body: shapes.ReportPatch, *, version: int | str) -> shapes.Report:
        """Change title or text (merge patch) while the report is a draft or was returned.

        Words are counted against the by-laws' limit for a brief report; nothing is refused for being longer.

        Scope: `reports:write`.
        """
        call: Call[shapes.Report] = Call(
            'update_report', 'PATCH', path_of('/v1/reports/{report}', report=report), version=version, body=body
        )
        return await self.call(call)

    async def update_webhook_endpoint(
        self, webhook_endpoint: str, body: shapes.WebhookEndpointPatch, *, version: int | str
    ) -> shapes.WebhookEndpoint:
        """Change what an address hears of, how it is described, or where it is; another `url` is sent a challenge before
        anything else.

        Scope: `webhooks:manage`.
        """
        call: Call[shapes.WebhookEndpoint] = Call(
            'update_webhook_endpoint',
            'PATCH',
            path_of('/v1/webhook-endpoints/{webhook_endpoint}', webhook_endpoint=webhook_endpoint),
            version=version,
            body=body,
        )
        return await self.call(call)

    async def update_working_group(self, working_group: str, body: shapes.WorkingGroupPatch, *, version: int | str) -> shapes.WorkingGroup:
        """Change what describes a working group (merge patch). Its stage moves only by its transitions.

        Scope: `working-groups:write`.
        """
        call: Call[shapes.WorkingGroup] = Call(
            'update_working_group',
            'PATCH',
            path_of('/v1/working-groups/{working_group}', working_group=working_group),
            version=version,
            body=body,
        )
        return await self.call(call)

    async def upload_document(self, form: shapes.DocumentCreate, *, idempotency_key: str | None = None) -> shapes.Document:
        """Upload a document, as a form with the file in its part `file`.

        PDF, Word, Excel, PowerPoint, OpenDocument, PNG, JPEG, text and CSV are kept, up to 10 MB; what a file is, its
        bytes say. It belongs to a working group or, with `network_id` instead, to the network itself. Its bytes never
        change: another version is another document.

        Scope: `working-groups:write`.
        """
        call: Call[shapes.Document] = Call(
            'upload_document', 'POST', '/v1/documents', idempotency_key=idempotency_key, has_key=True, form=form
        )
        return await self.call(call)

    async def withdraw_call_for_interest(
        self, call_for_interest: str, body: shapes.CallWithdrawalCreate, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.CallForInterest:
        """Take an idea back, before or after other cities were asked; those that were interested are told.

        Scope: `working-groups:write`.
        """
        call: Call[shapes.CallForInterest] = Call(
            'withdraw_call_for_interest',
            'POST',
            path_of('/v1/calls-for-interest/{call_for_interest}/withdrawals', call_for_interest=call_for_interest),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_withdraw_call_for_interest(
        self, call_for_interest: str, body: shapes.CallWithdrawalCreate, *, version: int | str
    ) -> shapes.DryRun:
        """Only say what `withdraw_call_for_interest` would do."""
        call: Call[shapes.DryRun] = Call(
            'withdraw_call_for_interest',
            'POST',
            path_of('/v1/calls-for-interest/{call_for_interest}/withdrawals', call_for_interest=call_for_interest),
            query={'dry_run': True},
            version=version,
            body=body,
        )
        return await self.call(call)

    async def withdraw_funding_request(
        self, funding_request: str, body: shapes.FundingWithdrawalCreate, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.FundingRequest:
        """Take a funding request back before it is decided.

        Scope: `working-groups:write`.
        """
        call: Call[shapes.FundingRequest] = Call(
            'withdraw_funding_request',
            'POST',
            path_of('/v1/funding-requests/{funding_request}/withdrawals', funding_request=funding_request),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_withdraw_funding_request(
        self, funding_request: str, body: shapes.FundingWithdrawalCreate, *, version: int | str
    ) -> shapes.DryRun:
        """Only say what `withdraw_funding_request` would do."""
        call: Call[shapes.DryRun] = Call(
            'withdraw_funding_request',
            'POST',
            path_of('/v1/funding-requests/{funding_request}/withdrawals', funding_request=funding_request),
            query={'dry_run': True},
            version=version,
            body=body,
        )
        return await self.call(call)

    async def withdraw_good_practice(
        self,
        good_practice: str,
        body: shapes.PracticeWithdrawalCreate | None = None,
        *,
        version: int | str,
        idempotency_key: str | None = None,
    ) -> shapes.GoodPractice:
        """Take a good practice back; its city and the office still see it, and may publish it again.

        Scope: `action-items:write`.
        """
        call: Call[shapes.GoodPractice] = Call(
            'withdraw_good_practice',
            'POST',
            path_of('/v1/good-practices/{good_practice}/withdrawals', good_practice=good_practice),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_withdraw_good_practice(
        self, good_practice: str, body: shapes.PracticeWithdrawalCreate | None = None, *, version: int | str
    ) -> shapes.DryRun:
        """Only say what `withdraw_good_practice` would do."""
        call: Call[shapes.DryRun] = Call(
            'withdraw_good_practice',
            'POST',
            path_of('/v1/good-practices/{good_practice}/withdrawals', good_practice=good_practice),
            query={'dry_run': True},
            version=version,
            body=body,
        )
        return await self.call(call)

    async def withdraw_group_invitation(
        self, group_invitation: str, body: shapes.GroupInvitationWithdrawalCreate, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.GroupInvitation:
        """Take an invitation back before the city has answered it; the city is told. It can still join at any time.

        Scope: `working-groups:write`.
        """
        call: Call[shapes.GroupInvitation] = Call(
            'withdraw_group_invitation',
            'POST',
            path_of('/v1/group-invitations/{group_invitation}/withdrawals', group_invitation=group_invitation),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_withdraw_group_invitation(
        self, group_invitation: str, body: shapes.GroupInvitationWithdrawalCreate, *, version: int | str
    ) -> shapes.DryRun:
        """Only say what `withdraw_group_invitation` would do."""
        call: Call[shapes.DryRun] = Call(
            'withdraw_group_invitation',
            'POST',
            path_of('/v1/group-invitations/{group_invitation}/withdrawals', group_invitation=group_invitation),
            query={'dry_run': True},
            version=version,
            body=body,
        )
        return await self.call(call)

    async def withdraw_invitation(self, invitation_id: str, *, version: int | str, idempotency_key: str | None = None) -> shapes.Invitation:
        """Take an invitation back: its link no longer works.

        Scope: `people:write`.
        """
        call: Call[shapes.Invitation] = Call(
            'withdraw_invitation',
            'POST',
            path_of('/v1/invitations/{invitation_id}/withdrawals', invitation_id=invitation_id),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
        )
        return await self.call(call)

    async def try_out_withdraw_invitation(self, invitation_id: str, *, version: int | str) -> shapes.DryRun:
        """Only say what `withdraw_invitation` would do."""
        call: Call[shapes.DryRun] = Call(
            'withdraw_invitation',
            'POST',
            path_of('/v1/invitations/{invitation_id}/withdrawals', invitation_id=invitation_id),
            query={'dry_run': True},
            version=version,
        )
        return await self.call(call)

    async def withdraw_mandate(self, mandate: str, *, version: int | str, idempotency_key: str | None = None) -> shapes.Mandate:
        """Take a mandate back, with effect at once: the tokens that the machine still has do nothing for the city any
        more.

        Scope: `admin`.
        """
        call: Call[shapes.Mandate] = Call(
            'withdraw_mandate',
            'POST',
            path_of('/v1/mandates/{mandate}/withdrawals', mandate=mandate),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
        )
        return await self.call(call)

    async def try_out_withdraw_mandate(self, mandate: str, *, version: int | str) -> shapes.DryRun:
        """Only say what `withdraw_mandate` would do."""
        call: Call[shapes.DryRun] = Call(
            'withdraw_mandate',
            'POST',
            path_of('/v1/mandates/{mandate}/withdrawals', mandate=mandate),
            query={'dry_run': True},
            version=version,
        )
        return await self.call(call)

    async def withdraw_output(
        self, output: str, body: shapes.OutputWithdrawalCreate, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.Output:
        """Take an output back.

        From then on only its group and the office see it, and its document as well, unless another shared output
        carries that one.

        Scope: `working-groups:write`.
        """
        call: Call[shapes.Output] = Call(
            'withdraw_output',
            'POST',
            path_of('/v1/outputs/{output}/withdrawals', output=output),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_withdraw_output(self, output: str, body: shapes.OutputWithdrawalCreate, *, version: int | str) -> shapes.DryRun:
        """Only say what `withdraw_output` would do."""
        call: Call[shapes.DryRun] = Call(
            'withdraw_output',
            'POST',
            path_of('/v1/outputs/{output}/withdrawals', output=output),
            query={'dry_run': True},
            version=version,
            body=body,
        )
        return await self.call(call)

    async def withdraw_participation_request(
        self,
        participation_request: str,
        body: shapes.ParticipationWithdrawalCreate,
        *,
        version: int | str,
        idempotency_key: str | None = None,
    ) -> shapes.ParticipationRequest:
        """Take the request back for the organisation before it is answered. It may ask again.

        Scope: `memberships:write`.
        """
        call: Call[shapes.ParticipationRequest] = Call(
            'withdraw_participation_request',
            'POST',
            path_of('/v1/participation-requests/{participation_request}/withdrawals', participation_request=participation_request),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_withdraw_participation_request(
        self, participation_request: str, body: shapes.ParticipationWithdrawalCreate, *, version: int | str
    ) -> shapes.DryRun:
        """Only say what `withdraw_participation_request` would do."""
        call: Call[shapes.DryRun] = Call(
            'withdraw_participation_request',
            'POST',
            path_of('/v1/participation-requests/{participation_request}/withdrawals', participation_request=participation_request),
            query={'dry_run': True},
            version=version,
            body=body,
        )
        return await self.call(call)

    async def withdraw_working_group(
        self, working_group: str, body: shapes.WithdrawalCreate, *, version: int | str, idempotency_key: str | None = None
    ) -> shapes.WorkingGroup:
        """Withdraw a proposal. Its last remaining city may, until the group is constituted.

        Scope: `working-groups:write`.
        """
        call: Call[shapes.WorkingGroup] = Call(
            'withdraw_working_group',
            'POST',
            path_of('/v1/working-groups/{working_group}/withdrawals', working_group=working_group),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
            body=body,
        )
        return await self.call(call)

    async def try_out_withdraw_working_group(
        self, working_group: str, body: shapes.WithdrawalCreate, *, version: int | str
    ) -> shapes.DryRun:
        """Only say what `withdraw_working_group` would do."""
        call: Call[shapes.DryRun] = Call(
            'withdraw_working_group',
            'POST',
            path_of('/v1/working-groups/{working_group}/withdrawals', working_group=working_group),
            query={'dry_run': True},
            version=version,
            body=body,
        )
        return await self.call(call)

    async def write_newsletter(self, report: str, *, version: int | str, idempotency_key: str | None = None) -> shapes.Circular:
        """Write the circular that shares a published report with the network, in each language that the service speaks.

        It is a draft like any other: look whom it reaches, change it, try it out, send it. When it is sent the sharing
        stands among the publications of the report.

        Scope: `people:write`.
        """
        call: Call[shapes.Circular] = Call(
            'write_newsletter',
            'POST',
            path_of('/v1/reports/{report}/newsletters', report=report),
            version=version,
            idempotency_key=idempotency_key,
            has_key=True,
        )
        return await self.call(call)

    async def try_out_write_newsletter(self, report: str, *, version: int | str) -> shapes.DryRun:
        """Only say what `write_newsletter` would do."""
        call: Call[shapes.DryRun] = Call(
            'write_newsletter', 'POST', path_of('/v1/reports/{report}/newsletters', report=report), query={'dry_run': True}, version=version
        )
        return await self.call(call)

"""The answers as serializers of Django REST framework."""

from typing import Any

from django_network.models import ActionItem, City, Identifier, Lead, Membership, ProgressUpdate, WorkingGroup
from rest_framework import serializers
from shapes import derived, utc


class Moment(serializers.Field):
    """A moment as the service writes it."""

    def to_representation(self, value: Any) -> str:
        return utc(value)


class CityName(serializers.ModelSerializer):
    class Meta:
        model = City
        fields = ('id', 'slug', 'name', 'country_code')


class GroupName(serializers.ModelSerializer):
    class Meta:
        model = WorkingGroup
        fields = ('id', 'slug', 'title')


class Recorded(serializers.ModelSerializer):
    created_at = Moment()
    updated_at = Moment()


RECORDED = ('id', 'version', 'demonstration', 'source', 'created_at', 'updated_at')


class WorkingGroupShape(Recorded):
    network_slug = serializers.CharField(source='network.slug')
    constitution_recorded_at = Moment(allow_null=True)
    lead_city = serializers.SerializerMethodField()
    members = serializers.SerializerMethodField()

    class Meta:
        model = WorkingGroup
        fields = (
            *RECORDED, 'network_id', 'network_slug', 'slug', 'title', 'aims', 'stage', 'channel', 'proposed_on', 'constituted_on',
            'constitution_recorded_at', 'closed_on', 'withdrawal_reason', 'rhythm', 'mode', 'lead_city', 'city_count', 'country_count', 'missing',
            'needs_lead', 'below_minimum', 'undeclared', 'continues_id', 'imported', 'members',
        )  # fmt: skip

    def get_lead_city(self, row: Any) -> Any:
        return CityName(row.leading[0].city).data if row.leading else None

    def get_members(self, row: Any) -> Any:
        return CityName([each.city for each in row.inside], many=True).data if hasattr(row, 'inside') else None


class ListedGroup(WorkingGroupShape):
    you_may = serializers.SerializerMethodField()

    class Meta(WorkingGroupShape.Meta):
        fields = (*WorkingGroupShape.Meta.fields, 'you_may')

    def get_you_may(self, row: Any) -> Any:
        return getattr(row, 'allowed', None)


class Key(serializers.ModelSerializer):
    class Meta:
        model = Identifier
        fields = ('scheme', 'value')


class CityNetwork(serializers.ModelSerializer):
    network_slug = serializers.CharField(source='network.slug')

    class Meta:
        model = Membership
        fields = ('id', 'network_id', 'network_slug', 'stage', 'start_date')


class CityShape(Recorded):
    identifiers = Key(many=True)
    memberships = CityNetwork(source='belonging', many=True)
    working_groups = serializers.SerializerMethodField()

    class Meta:
        model = City
        fields = (
            *RECORDED, 'slug', 'name', 'other_names', 'kind', 'country_code', 'latitude', 'longitude', 'identifiers', 'memberships',
            'working_groups',
        )  # fmt: skip

    def get_working_groups(self, _row: Any) -> None:
        return None


class Member(CityName):
    kind = serializers.SerializerMethodField()

    class Meta:
        model = City
        fields = ('kind', 'id', 'slug', 'name', 'country_code')

    def get_kind(self, _row: Any) -> str:
        return 'city'


class MembershipShape(Recorded):
    member = Member(source='city')

    class Meta:
        model = Membership
        fields = (
            *RECORDED, 'network_id', 'working_group_id', 'city_id', 'organisation_id', 'member', 'role', 'stage', 'start_date', 'start_precision',
            'end_date', 'end_reason', 'imported',
        )  # fmt: skip


class LeadShape(Recorded):
    city = Member()

    class Meta:
        model = Lead
        fields = (*RECORDED, 'network_id', 'working_group_id', 'city', 'start_date', 'start_precision', 'end_date', 'end_reason')


class ActionItemShape(Recorded):
    working_group = GroupName()
    responsible_city = CityName(allow_null=True)
    latest_update = serializers.SerializerMethodField()
    visibility = serializers.CharField(source='audience')

    class Meta:
        model = ActionItem
        fields = (
            *RECORDED, 'network_id', 'working_group', 'title', 'description', 'origin', 'addressees', 'target_groups', 'city_function', 'horizon',
            'responsible_city', 'responsible_person_id', 'starts_on', 'due_on', 'completion_criterion', 'budget_note', 'meeting_id', 'stage',
            'percent', 'last_progress_on', 'latest_update', 'visibility',
        )  # fmt: skip

    def get_latest_update(self, _row: Any) -> None:
        return None

    def to_representation(self, row: Any) -> dict[str, Any]:
        return {**super().to_representation(row), **derived(row, row.network.time_zone, self.context['stale_after'](row.network))}


class ProgressUpdateShape(Recorded):
    working_group = GroupName()
    author = serializers.SerializerMethodField()
    corrected_by_id = serializers.SerializerMethodField()
    visibility = serializers.CharField(source='audience')

    class Meta:
        model = ProgressUpdate
        fields = (
            *RECORDED, 'network_id', 'working_group', 'action_item_id', 'made_on', 'author', 'author_person_id', 'unchanged', 'stage', 'percent',
            'text', 'obstacle', 'evidence_url', 'document_id', 'corrects_id', 'corrected_by_id', 'visibility',
        )  # fmt: skip

    def get_author(self, row: Any) -> dict[str, Any]:
        return {'kind': row.author_kind, 'city': CityName(row.author_city).data if row.author_city else None}

    def get_corrected_by_id(self, row: Any) -> Any:
        found = list(row.corrections.all())
        return found[0].id if found else None


class RecordedUpdate(ProgressUpdateShape):
    you_may = serializers.SerializerMethodField()

    class Meta(ProgressUpdateShape.Meta):
        fields = (*ProgressUpdateShape.Meta.fields, 'you_may')

    def get_you_may(self, _row: Any) -> list[str]:
        return ['record_progress']


class Progress(serializers.Serializer):
    action_item_id = serializers.UUIDField()
    stage = serializers.CharField(required=False)
    percent = serializers.IntegerField(required=False, min_value=0, max_value=100)
    text = serializers.CharField(required=False, max_length=20_000)


class CatalogueCity(serializers.Serializer):
    id = serializers.UUIDField()
    geonames_id = serializers.IntegerField()
    name = serializers.CharField()
    country_code = serializers.CharField()
    country_name = serializers.CharField()
    region = serializers.CharField(allow_null=True)
    population = serializers.IntegerField()
    latitude = serializers.FloatField()
    longitude = serializers.FloatField()
    time_zone = serializers.CharField()
    city_id = serializers.UUIDField(allow_null=True)

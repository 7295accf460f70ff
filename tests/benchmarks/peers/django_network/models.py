"""The service's tables as Django models: unmanaged, with the relations that an application would give them."""

from django.db import models


class Subject(models.Model):
    """What every subject has."""

    id = models.UUIDField(primary_key=True)
    version = models.IntegerField(default=1)
    audience = models.TextField()
    demonstration = models.BooleanField(default=False)
    source = models.TextField(null=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        abstract = True


class Instance(models.Model):
    one = models.BooleanField(primary_key=True)
    feed_id = models.UUIDField()
    demonstration = models.BooleanField()
    purge_floor = models.BigIntegerField()

    class Meta:
        managed = False
        db_table = 'instance'


class Counter(models.Model):
    one = models.BooleanField(primary_key=True)
    head_seq = models.BigIntegerField()

    class Meta:
        managed = False
        db_table = 'change_counter'


class ApiClient(models.Model):
    id = models.UUIDField(primary_key=True)
    network_id = models.UUIDField(null=True)
    city_id = models.UUIDField(null=True)
    scopes = models.JSONField()
    ended_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = 'api_clients'


class Network(Subject):
    slug = models.TextField()
    name = models.TextField()
    parent_id = models.UUIDField(null=True)
    operated_by = models.TextField(null=True)
    partner = models.BooleanField()
    stage = models.TextField()
    working_languages = models.JSONField()
    time_zone = models.TextField()
    founded = models.JSONField(null=True)

    class Meta:
        managed = False
        db_table = 'networks'


class ByLaws(Subject):
    network = models.ForeignKey(Network, models.DO_NOTHING, related_name='by_laws')
    number = models.IntegerField()
    valid_from = models.DateField()
    stale_after_days = models.IntegerField(null=True)

    class Meta:
        managed = False
        db_table = 'by_laws'


class City(Subject):
    slug = models.TextField()
    name = models.TextField()
    other_names = models.JSONField()
    sort_key = models.TextField()
    kind = models.TextField()
    country_code = models.TextField()
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)

    class Meta:
        managed = False
        db_table = 'cities'


class Identifier(models.Model):
    id = models.UUIDField(primary_key=True)
    scheme = models.TextField()
    value = models.TextField()
    city = models.ForeignKey(City, models.DO_NOTHING, null=True, related_name='identifiers')

    class Meta:
        managed = False
        db_table = 'identifiers'


class WorkingGroup(Subject):
    network = models.ForeignKey(Network, models.DO_NOTHING, related_name='working_groups')
    slug = models.TextField()
    title = models.TextField()
    sort_key = models.TextField()
    aims = models.TextField(null=True)
    stage = models.TextField()
    channel = models.TextField(null=True)
    proposed_on = models.JSONField(null=True)
    constituted_on = models.JSONField(null=True)
    constitution_recorded_at = models.DateTimeField(null=True)
    closed_on = models.DateField(null=True)
    withdrawal_reason = models.TextField(null=True)
    rhythm = models.TextField(null=True)
    mode = models.TextField(null=True)
    city_count = models.IntegerField()
    country_count = models.IntegerField()
    missing = models.JSONField()
    needs_lead = models.BooleanField()
    below_minimum = models.BooleanField()
    undeclared = models.BooleanField()
    continues_id = models.UUIDField(null=True)
    imported = models.BooleanField()

    class Meta:
        managed = False
        db_table = 'working_groups'


class Membership(Subject):
    network = models.ForeignKey(Network, models.DO_NOTHING, related_name='memberships')
    working_group = models.ForeignKey(WorkingGroup, models.DO_NOTHING, null=True, related_name='memberships')
    city = models.ForeignKey(City, models.DO_NOTHING, null=True, related_name='memberships')
    organisation_id = models.UUIDField(null=True)
    role = models.TextField()
    stage = models.TextField()
    start_date = models.DateField(null=True)
    start_precision = models.TextField()
    end_date = models.DateField(null=True)
    end_reason = models.TextField(null=True)
    imported = models.BooleanField()

    class Meta:
        managed = False
        db_table = 'memberships'


class Lead(Subject):
    network_id = models.UUIDField()
    working_group = models.ForeignKey(WorkingGroup, models.DO_NOTHING, related_name='leads')
    city = models.ForeignKey(City, models.DO_NOTHING, related_name='leads')
    start_date = models.DateField(null=True)
    start_precision = models.TextField()
    end_date = models.DateField(null=True)
    end_reason = models.TextField(null=True)

    class Meta:
        managed = False
        db_table = 'leads'


class ActionItem(Subject):
    network = models.ForeignKey(Network, models.DO_NOTHING, related_name='action_items')
    working_group = models.ForeignKey(WorkingGroup, models.DO_NOTHING, related_name='action_items')
    title = models.TextField()
    description = models.TextField(null=True)
    origin = models.TextField(null=True)
    addressees = models.JSONField()
    target_groups = models.JSONField()
    city_function = models.TextField(null=True)
    horizon = models.TextField(null=True)
    responsible_city = models.ForeignKey(City, models.DO_NOTHING, null=True, related_name='action_items')
    responsible_person_id = models.UUIDField(null=True)
    starts_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    completion_criterion = models.TextField(null=True)
    budget_note = models.TextField(null=True)
    meeting_id = models.UUIDField(null=True)
    stage = models.TextField()
    percent = models.IntegerField(null=True)
    last_progress_on = models.DateField(null=True)

    class Meta:
        managed = False
        db_table = 'action_items'


class ProgressUpdate(Subject):
    network_id = models.UUIDField()
    working_group = models.ForeignKey(WorkingGroup, models.DO_NOTHING, related_name='progress_updates')
    action_item = models.ForeignKey(ActionItem, models.DO_NOTHING, related_name='progress_updates')
    made_on = models.DateField()
    author_kind = models.TextField()
    author_city = models.ForeignKey(City, models.DO_NOTHING, null=True, related_name='progress_updates')
    author_person_id = models.UUIDField(null=True)
    unchanged = models.BooleanField(default=False)
    stage = models.TextField(null=True)
    percent = models.IntegerField(null=True)
    text = models.TextField(null=True)
    obstacle = models.TextField(null=True)
    evidence_url = models.TextField(null=True)
    document_id = models.UUIDField(null=True)
    corrects = models.ForeignKey('self', models.DO_NOTHING, null=True, related_name='corrections')
    place_id = models.UUIDField()

    class Meta:
        managed = False
        db_table = 'progress_updates'


class Change(models.Model):
    subject_id = models.UUIDField(primary_key=True)
    subject_type = models.TextField()
    seq = models.BigIntegerField()
    version = models.IntegerField()
    occurred_at = models.DateTimeField()
    deleted = models.BooleanField(default=False)
    network_id = models.UUIDField(null=True)
    city_id = models.UUIDField(null=True)
    working_group_id = models.UUIDField(null=True)
    audience_now = models.TextField()
    audience_before = models.TextField(null=True)

    class Meta:
        managed = False
        db_table = 'changes'


class Journal(models.Model):
    id = models.UUIDField(primary_key=True)
    recorded_at = models.DateTimeField()
    request_id = models.TextField(null=True)
    actor_kind = models.TextField()
    actor_id = models.UUIDField(null=True)
    operation = models.TextField()
    subject_type = models.TextField()
    subject_id = models.UUIDField()
    network_id = models.UUIDField(null=True)
    changes = models.JSONField()
    personal_columns = models.JSONField()

    class Meta:
        managed = False
        db_table = 'journal'


class CatalogueCity(models.Model):
    id = models.UUIDField(primary_key=True)
    geonames_id = models.IntegerField()
    name = models.TextField()
    country_code = models.TextField()
    region = models.TextField(null=True)
    population = models.IntegerField()
    latitude = models.FloatField()
    longitude = models.FloatField()
    time_zone = models.TextField()
    sort_key = models.TextField()

    class Meta:
        managed = False
        db_table = 'city_catalogue'

"""Snapshots of live boards."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from contactcentre.core.api.endpoints import Endpoint
from contactcentre.core.live import boards, snapshot
from contactcentre.core.permissions import Permission


class SnapshotAnswer(serializers.Serializer):
    """A whole board at one moment."""

    board = serializers.CharField()
    now = serializers.DateTimeField()
    speed = serializers.FloatField(help_text="Seconds of the contact centre per real second.")
    scopes = serializers.ListField(child=serializers.CharField())
    rows = serializers.ListField(child=serializers.DictField())
    digests = serializers.DictField(
        child=serializers.ListField(child=serializers.IntegerField()),
        help_text="kind:scope to [count, sum of (id * 1000003 + version) mod 2147483647].",
    )
    figures = serializers.DictField(child=serializers.DictField(child=serializers.IntegerField()))
    clocks_age = serializers.FloatField(
        allow_null=True, help_text="Seconds since the clocks were last swept."
    )


class BoardSnapshot(Endpoint):
    """A board as far as the person asking may see it; news of it comes on /ws/boards/{name}/."""

    def permission_for(self, method: str) -> Permission:
        """Return the board's own permission."""
        return boards.board(self.kwargs["name"]).permission

    @extend_schema(responses=SnapshotAnswer)
    def get(self, request, name: str):
        """Read the whole board, with digests of its rows."""
        return Response(snapshot.take(name, request.user))

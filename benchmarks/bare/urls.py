"""One address: make a row."""

from django.urls import path
from rest_framework import generics, serializers

from benchmarks.bare.models import Row


class RowSerializer(serializers.ModelSerializer):
    """A row as JSON."""

    class Meta:
        model = Row
        fields = ["id", "number", "text", "state"]


class Rows(generics.CreateAPIView):
    """Make a row."""

    serializer_class = RowSerializer
    queryset = Row.objects.all()


urlpatterns = [path("rows/", Rows.as_view())]

"""Orders about one row: a page that asks, and then one action."""

import functools
from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse

from contactcentre.core import clock
from contactcentre.core.errors import Refused
from contactcentre.desks import doors


@dataclass(frozen=True)
class Order:
    """One order: its address, the words on its button and page, and the action that does it."""

    name: str
    words: str
    explained: str
    done: str
    act: Callable
    applies: Callable = lambda row: True
    form: type[forms.Form] = forms.Form


class Sensitive:
    """What opens doors: whoever changes it has shown who they are a short while ago."""

    def changeform_view(self, request, *args, **kwargs):
        """Ask who it is, if need be, before anything is shown or changed."""
        return doors.ask_again(request) or super().changeform_view(request, *args, **kwargs)

    def order_view(self, request, *args, **kwargs):
        """Ask who it is, if need be, before an order is asked or carried out."""
        return doors.ask_again(request) or super().order_view(request, *args, **kwargs)


class Ordered:
    """A page of a row with buttons for the orders that apply to it."""

    orders: tuple[Order, ...] = ()

    def get_urls(self):
        """Return the addresses of the orders and the usual ones."""
        return [self._address(order) for order in self.orders] + super().get_urls()

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """Show the row with the buttons of its orders."""
        shown = [order for order in self.orders if obj is not None and order.applies(obj)]
        context["orders"] = [{"words": each.words, "url": f"../{each.name}/"} for each in shown]
        return super().render_change_form(request, context, add, change, form_url, obj)

    def order_view(self, request, object_id: str, order: Order):
        """Ask, and then carry out one order about one row."""
        row = self.get_object(request, unquote(object_id))
        if row is None or not order.applies(row) or not self.has_view_permission(request, row):
            raise Http404
        form = order.form(request.POST if request.method == "POST" else None)
        if form.is_valid() and self._carried_out(request, row, order, form):
            messages.success(request, order.done % {"row": row})
            return redirect(self._page_of(row))
        context = {
            **self.admin_site.each_context(request),
            "title": order.words,
            "opts": self.opts,
            "original": row,
            "form": form,
            "explained": order.explained % {"row": row},
            "back": self._page_of(row),
        }
        return render(request, "admin/order.html", context)

    def _carried_out(self, request, row, order: Order, form) -> bool:
        try:
            order.act(row, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return False
        return True

    def _address(self, order: Order):
        view = functools.partial(self.order_view, order=order)
        name = f"{self.opts.app_label}_{self.opts.model_name}_{order.name.replace('-', '_')}"
        return path(f"<path:object_id>/{order.name}/", self.admin_site.admin_view(view), name=name)

    def _page_of(self, row) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return reverse(name, args=[row.pk])

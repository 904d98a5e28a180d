"""What does whoever signs in, or out, see – also where the answer is that it cannot be now?"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from gongkai_web import devices, proxies
from gongkai_web.agencies.models import Person
from gongkai_web.signin import actions, limits
from gongkai_web.signin.forms import SignInForm
from gongkai_web.signin.gate import CrowdedError

TEMPLATE = "registration/login.html"
_BUSY, _TOO_OFTEN = 503, 429
_SECONDS_UNTIL_AGAIN = 5
_NAME_LOCKED = (
    "「{name}」在这里连续 {times} 次口令不对，到 {until:%H:%M} 以前不再核对。口令记不清的，"
    "请与本机关的系统管理员联系：由他重设口令、解除锁定。"
)
_ADDRESS_LOCKED = (
    "从这个网络地址登录，输错的已有 {times} 次以上，到 {until:%H:%M} 以前不再核对没有在这个浏览器登录过的人。"
    "急用的，请换一台平时登录的电脑，或者与本机关的系统管理员联系。"
)


class SignIn(LoginView):
    """Name and password."""

    authentication_form = SignInForm
    redirect_authenticated_user = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Signs in; says honestly where nobody could be asked."""
        try:
            return super().post(request, *args, **kwargs)
        except CrowdedError as crowded:
            return sorry(request, str(crowded), _BUSY, _SECONDS_UNTIL_AGAIN)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """From now on this browser is known."""
        response = super().form_valid(form)
        person = form.get_user()
        devices.remember(self.request, response, person.get_username())
        actions.note_sign_in(person=person, address=proxies.address(self.request))
        return response


class SignOut(LogoutView):
    """The pages seen go with the session: Back shows none of them on a machine that others use."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Signs out."""
        if isinstance(request.user, Person):
            actions.note_sign_out(person=request.user, address=proxies.address(request))
        response = super().post(request, *args, **kwargs)
        response.headers["Clear-Site-Data"] = '"cache"'
        return response


def locked(request: HttpRequest, _response: HttpResponse | None, _credentials: Any) -> HttpResponse:
    """The sign-in page where somebody has guessed too often (`AXES_LOCKOUT_CALLABLE`)."""
    whole = limits.turned_away(request)
    until = limits.locked_until(request, whole=whole)
    name = str(request.POST.get("username", ""))
    actions.note_lock(name=name, address=proxies.address(request), whole=whole)
    words = (
        _ADDRESS_LOCKED.format(times=limits.OF_AN_ADDRESS, until=until)
        if whole
        else _NAME_LOCKED.format(name=name, times=settings.AXES_FAILURE_LIMIT, until=until)
    )
    return sorry(request, words, _TOO_OFTEN, limits.seconds_left(until))


def sorry(request: HttpRequest, words: str, status: int, seconds: int) -> HttpResponse:
    """The sign-in page with that sentence, the name and the way on still in it."""
    form = SignInForm(request, initial={"username": request.POST.get("username", "")})
    onward = str(request.POST.get("next", request.GET.get("next", "")))
    safe = url_has_allowed_host_and_scheme(onward, {request.get_host()}, request.is_secure())
    context = {"form": form, "sorry": words, "next": onward if safe else ""}
    response = render(request, TEMPLATE, context, status=status)
    response.headers["Retry-After"] = str(seconds)
    return response

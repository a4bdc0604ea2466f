"""Signing in and out, and users: takes a request apart, and calls the page that it is for."""

from typing import Any

from chalice.app import Request

from chalicelib import wiring
from chalicelib.gateway import body_of
from chalicelib.identity import cookies
from chalicelib.identity.callers import SignedIn
from chalicelib.identity.sources import Proxies, source_of


def login(request: Request) -> Any:
    """Sign somebody in."""
    from chalicelib.api.people import login

    wiring.check_site(request, by_cookie=False)
    source, local = _source(request), _local()
    token = cookies.cookie_of(request.headers, local=local)
    return login(wiring.desk(), wiring.tokens(), body_of(request), source, token, local=local)


def logout(caller: SignedIn) -> Any:
    """Sign the caller out."""
    from chalicelib.api.people import logout

    return logout(wiring.desk(), caller, local=_local())


def change_password(request: Request, caller: SignedIn) -> Any:
    """Change the caller's password."""
    from chalicelib.api.people import change_password

    source = _source(request)
    return change_password(wiring.desk(), wiring.tokens(), caller, body_of(request), source, local=_local())


def me(caller: SignedIn) -> Any:
    """Say who is signed in."""
    from chalicelib.api.people import me

    return me(wiring.desk(), caller)


def users() -> Any:
    """List the users."""
    from chalicelib.api.people import users

    return users(wiring.desk())


def add_user(request: Request, caller: SignedIn) -> Any:
    """Add a user."""
    from chalicelib.api.people import add_user

    return add_user(wiring.desk(), caller.name, body_of(request))


def change_user(name: str, request: Request, caller: SignedIn) -> Any:
    """Change a user."""
    from chalicelib.api.people import change_user

    return change_user(wiring.desk(), caller.name, name, body_of(request))


def delete_user(name: str, caller: SignedIn) -> Any:
    """Delete a user."""
    from chalicelib.api.people import delete_user

    return delete_user(wiring.desk(), caller.name, name)


def _source(request: Request) -> str:
    found = wiring.current_settings()
    proxies = Proxies(found.trusted_proxies, found.proxy_networks)
    return source_of(request.context, request.headers, proxies)


def _local() -> bool:
    return wiring.current_settings().is_local

"""Requests that another site makes a browser send with our user's cookie.

`SameSite=Strict` keeps the cookie back already; this is the second lock. A request that changes something and
has a cookie must say that our own site sent it: browsers say so by `Sec-Fetch-Site`, which no page can set,
older ones by `Origin`. Its body must be JSON, which no form can send. Programs show a bearer token, which no
browser sends by itself. Source: OWASP ASVS 5.0 (3.5), W3C Fetch Metadata.
"""

from collections.abc import Collection, Mapping

from chalicelib.identity.errors import CrossSite

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def check(
    method: str, headers: Mapping[str, str], own: Collection[str], *, by_cookie: bool, has_body: bool
) -> None:
    """See that a request may use its cookie. Raises `CrossSite`.

    `own` are our own origins (`https://ior.example`); where they are not known, `Sec-Fetch-Site` alone
    decides. Without a cookie, such as at the sign-in, only what says that it comes from elsewhere is refused.
    """
    if method in SAFE:
        return
    said = _said(headers, own)
    if not all(said) or (by_cookie and not said):
        raise CrossSite("Another site may have sent this. Send it from the web app, or with a bearer token.")
    if by_cookie and has_body and not _is_json(headers.get("content-type", "")):
        raise CrossSite("A request with a cookie has to have a body of application/json.")


def _said(headers: Mapping[str, str], own: Collection[str]) -> list[bool]:
    """Whether each header that says where the request comes from names us."""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    said = [] if site is None else [site == "same-origin"]
    if origin is not None and (own or site is None):
        said.append(origin in own)
    return said


def _is_json(content_type: str) -> bool:
    return content_type.partition(";")[0].strip().lower() == "application/json"

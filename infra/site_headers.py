"""The headers of the web app's files, wherever they are served from."""

from collections.abc import Iterable

PAGE, ASSET = "no-cache", "public, max-age=31536000, immutable"
"""`Cache-Control`: a page is asked for anew each time; an asset's name changes with its content."""
SECURE = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def content_policy(uploads: Iterable[str]) -> str:
    """What a page may load. `uploads` is where files may be sent to besides our own origin."""
    return "; ".join(
        [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",  # Mantine writes its variables into a style element
            "img-src 'self' data:",
            "font-src 'self'",
            " ".join(["connect-src 'self'", *uploads]),
            "frame-src 'self'",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        ]
    )

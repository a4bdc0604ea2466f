"""Reference data: takes a request apart, and calls the page that it is for."""

from typing import Any

from chalice.app import Request

from chalicelib import wiring
from chalicelib.gateway import query_of


def products(request: Request) -> Any:
    """List the products."""
    from chalicelib.api.reference import listed

    return listed(wiring.data_loader(), wiring.cursors(), "products", query_of(request))


def products_history(key: str) -> Any:
    """Show the products of one key, and every version that they had."""
    from chalicelib.api.reference import one

    return one(wiring.data_loader(), "products", key)


def hts(request: Request) -> Any:
    """List the HTS numbers with their column 1 rates."""
    from chalicelib.api.reference import listed

    return listed(wiring.data_loader(), wiring.cursors(), "hts", query_of(request))


def hts_history(key: str) -> Any:
    """Show the HTS numbers with their column 1 rates of one key, and every version that they had."""
    from chalicelib.api.reference import one

    return one(wiring.data_loader(), "hts", key)


def tariffs(request: Request) -> Any:
    """List the tariff measures, by programme."""
    from chalicelib.api.reference import listed

    return listed(wiring.data_loader(), wiring.cursors(), "tariffs", query_of(request))


def tariffs_history(key: str) -> Any:
    """Show the tariff measures, by programme of one key, and every version that they had."""
    from chalicelib.api.reference import one

    return one(wiring.data_loader(), "tariffs", key)


def packaging(request: Request) -> Any:
    """List the packaging materials."""
    from chalicelib.api.reference import listed

    return listed(wiring.data_loader(), wiring.cursors(), "packaging", query_of(request))


def packaging_history(key: str) -> Any:
    """Show the packaging materials of one key, and every version that they had."""
    from chalicelib.api.reference import one

    return one(wiring.data_loader(), "packaging", key)


def exchange_rates(request: Request) -> Any:
    """List the exchange rates, by currency."""
    from chalicelib.api.reference import listed

    return listed(wiring.data_loader(), wiring.cursors(), "exchange-rates", query_of(request))


def exchange_rates_history(key: str) -> Any:
    """Show the exchange rates, by currency of one key, and every version that they had."""
    from chalicelib.api.reference import one

    return one(wiring.data_loader(), "exchange-rates", key)

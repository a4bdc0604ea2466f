"""Every entry point of the product: routes, schedules, bucket events, queues, alerts. An index, nothing more.

What each does is in `chalicelib.pipeline` (one module per verb) and `chalicelib.api` (one per page).
"""

from typing import Any

from chalice.app import CloudWatchEvent, Cron, S3Event, SNSEvent, SQSEvent

from chalicelib import entrypoints, naming
from chalicelib.feeds.catalogue import ingestion
from chalicelib.gateway import Gateway
from chalicelib.wiring import caller_of

app = Gateway("ior", caller_of)


@app.schedule(Cron(*ingestion("product-weights").cron), name="ingest_product_weights")
def ingest_product_weights(event: CloudWatchEvent) -> Any:
    """Fetch the products' weights from SAP."""
    return entrypoints.ingest("product-weights", event)


@app.schedule(Cron(*ingestion("hts-reference").cron), name="ingest_hts_reference")
def ingest_hts_reference(event: CloudWatchEvent) -> Any:
    """Fetch the HTS numbers and the tariff measures from SAP."""
    return entrypoints.ingest("hts-reference", event)


@app.schedule(Cron(*ingestion("product-master").cron), name="ingest_product_master")
def ingest_product_master(event: CloudWatchEvent) -> Any:
    """Fetch the product master from SAP."""
    return entrypoints.ingest("product-master", event)


@app.schedule(Cron(*ingestion("packaging").cron), name="ingest_packaging")
def ingest_packaging(event: CloudWatchEvent) -> Any:
    """Fetch the packaging materials from SAP."""
    return entrypoints.ingest("packaging", event)


@app.schedule(Cron(*ingestion("commercial-invoices").cron), name="ingest_commercial_invoices")
def ingest_commercial_invoices(event: CloudWatchEvent) -> Any:
    """Fetch the commercial invoices from SAP."""
    return entrypoints.ingest("commercial-invoices", event)


@app.schedule(Cron(*ingestion("inbound-shipments").cron), name="ingest_inbound_shipments")
def ingest_inbound_shipments(event: CloudWatchEvent) -> Any:
    """Fetch the inbound shipments from SAP."""
    return entrypoints.ingest("inbound-shipments", event)


@app.schedule(Cron(*ingestion("customs-report").cron), name="ingest_customs_report")
def ingest_customs_report(event: CloudWatchEvent) -> Any:
    """Fetch what SAP reports as declared."""
    return entrypoints.ingest("customs-report", event)


@app.schedule(Cron(0, 7, "*", "*", "?", "*"), name="daily_generation")
def daily_generation(event: CloudWatchEvent) -> Any:
    """Make the entries of the days around today anew, after the day's deliveries."""
    return entrypoints.start_day()


@app.schedule(Cron("0/10", "*", "*", "*", "?", "*"), name="sweep")
def sweep(event: CloudWatchEvent) -> Any:
    """Send what waits, take up what got stuck, say what is overdue."""
    return entrypoints.sweep()


@app.on_s3_event(
    naming.bucket("upload"), events=["s3:ObjectCreated:*"], prefix="incoming/", name="receive_file"
)
def receive_file(event: S3Event) -> Any:
    """Take in a file that somebody dropped into the upload bucket."""
    return entrypoints.receive(event)


@app.on_s3_event(
    naming.bucket("raw"), events=["s3:ObjectCreated:*"], suffix="manifest.json", name="load_delivery"
)
def load_delivery(event: S3Event) -> Any:
    """Load a delivery that has landed in the raw bucket."""
    return entrypoints.load(event)


@app.on_sqs_message(naming.resource("generate"), batch_size=5, name="generate_entries")
def generate_entries(event: SQSEvent) -> Any:
    """Plan a run, or generate the entries of a chunk of it."""
    return entrypoints.generate(event)


@app.on_sqs_message(naming.resource("compare"), batch_size=5, name="compare_entries")
def compare_entries(event: SQSEvent) -> Any:
    """Compare the entries of a chunk of a run with what SAP reports."""
    return entrypoints.compare(event)


@app.on_sns_message(naming.resource("alerts"), name="route_alert")
def route_alert(event: SNSEvent) -> Any:
    """Keep an alert for the web app and pass it on to the channel of the team."""
    return entrypoints.route_alert(event)


@app.route("/api/health", methods=["GET"])
def health() -> Any:
    """Say that the service answers, to anybody."""
    return entrypoints.health()


@app.route("/api/pipeline", methods=["GET"])
def pipeline() -> Any:
    """Tell how fresh the data are and how the last runs went."""
    return entrypoints.pipeline()


@app.route("/api/customs-lines", methods=["GET"])
def customs_lines() -> Any:
    """List the customs lines of one or more entry dates, or of a shipment."""
    return entrypoints.customs_lines(app.asked)


@app.route("/api/entries/{shipment}", methods=["GET"])
def entry(shipment: str) -> Any:
    """Show one entry with its customs lines."""
    return entrypoints.entry(shipment)


@app.route("/api/entries/{shipment}/lines/{line}/trail", methods=["GET"])
def trail(shipment: str, line: str) -> Any:
    """Tell how every figure of a customs line was reached."""
    return entrypoints.trail(shipment, line, app.asked)


@app.route("/api/compare", methods=["POST"])
def compare() -> Any:
    """Compare a date or a shipment with what SAP reports, now."""
    return entrypoints.compare_now(app.asked)


@app.route("/api/comparisons", methods=["GET"])
def comparisons() -> Any:
    """List the comparisons of one or more entry dates."""
    return entrypoints.comparisons(app.asked)

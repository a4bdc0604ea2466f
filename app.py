"""Every entry point of the product: routes, schedules, bucket events, queues, alerts. An index, nothing more.

What each does is in `chalicelib.pipeline` (one module per verb) and `chalicelib.api` (one per page).
"""

from typing import Any

from chalice.app import CloudWatchEvent, Cron, S3Event, SNSEvent, SQSEvent

from chalicelib import naming
from chalicelib.entrypoints import events, lines, people, reference, service, work
from chalicelib.feeds.catalogue import ingestion
from chalicelib.gateway import Gateway
from chalicelib.wiring import caller_of

app = Gateway("ior", caller_of)


@app.schedule(Cron(*ingestion("product-weights").cron), name="ingest_product_weights")
def ingest_product_weights(event: CloudWatchEvent) -> Any:
    """Fetch the products' weights from SAP."""
    return events.ingest("product-weights", event)


@app.schedule(Cron(*ingestion("hts-reference").cron), name="ingest_hts_reference")
def ingest_hts_reference(event: CloudWatchEvent) -> Any:
    """Fetch the HTS numbers and the tariff measures from SAP."""
    return events.ingest("hts-reference", event)


@app.schedule(Cron(*ingestion("product-master").cron), name="ingest_product_master")
def ingest_product_master(event: CloudWatchEvent) -> Any:
    """Fetch the product master from SAP."""
    return events.ingest("product-master", event)


@app.schedule(Cron(*ingestion("packaging").cron), name="ingest_packaging")
def ingest_packaging(event: CloudWatchEvent) -> Any:
    """Fetch the packaging materials from SAP."""
    return events.ingest("packaging", event)


@app.schedule(Cron(*ingestion("commercial-invoices").cron), name="ingest_commercial_invoices")
def ingest_commercial_invoices(event: CloudWatchEvent) -> Any:
    """Fetch the commercial invoices from SAP."""
    return events.ingest("commercial-invoices", event)


@app.schedule(Cron(*ingestion("inbound-shipments").cron), name="ingest_inbound_shipments")
def ingest_inbound_shipments(event: CloudWatchEvent) -> Any:
    """Fetch the inbound shipments from SAP."""
    return events.ingest("inbound-shipments", event)


@app.schedule(Cron(*ingestion("customs-report").cron), name="ingest_customs_report")
def ingest_customs_report(event: CloudWatchEvent) -> Any:
    """Fetch what SAP reports as declared."""
    return events.ingest("customs-report", event)


@app.schedule(Cron(0, 9, "*", "*", "?", "*"), name="daily_generation")
def daily_generation(event: CloudWatchEvent) -> Any:
    """Make the entries of the days around today anew, after the day's deliveries."""
    return events.start_day()


@app.schedule(Cron(30, 9, "*", "*", "?", "*"), name="parity_report")
def parity_report(event: CloudWatchEvent) -> Any:
    """Compare the business's files with the table, in shadow mode."""
    return events.parity_report()


@app.schedule(Cron("0/10", "*", "*", "*", "?", "*"), name="sweep")
def sweep(event: CloudWatchEvent) -> Any:
    """Send what waits, take up what got stuck, say what is overdue."""
    return events.sweep(event)


@app.on_s3_event(
    naming.bucket("upload"), events=["s3:ObjectCreated:*"], prefix="incoming/", name="receive_file"
)
def receive_file(event: S3Event) -> Any:
    """Take in a file that somebody dropped into the upload bucket."""
    return events.receive(event)


@app.on_s3_event(
    naming.bucket("upload"), events=["s3:ObjectCreated:*"], prefix="checked/", name="check_upload"
)
def check_upload(event: S3Event) -> Any:
    """Find out what loading a file would do that somebody uploads through the web app."""
    return events.check_upload(event)


@app.on_s3_event(
    naming.bucket("raw"), events=["s3:ObjectCreated:*"], suffix="manifest.json", name="load_delivery"
)
def load_delivery(event: S3Event) -> Any:
    """Load a delivery that has landed in the raw bucket."""
    return events.load(event)


@app.on_sqs_message(naming.resource("generate"), batch_size=5, name="generate_entries")
def generate_entries(event: SQSEvent) -> Any:
    """Plan a run, or generate the entries of a chunk of it."""
    return events.generate(event)


@app.on_sqs_message(naming.resource("compare"), batch_size=5, name="compare_entries")
def compare_entries(event: SQSEvent) -> Any:
    """Compare the entries of a chunk of a run with what SAP reports."""
    return events.compare(event)


@app.on_sns_message(naming.resource("alerts"), name="route_alert")
def route_alert(event: SNSEvent) -> Any:
    """Keep an alert for the web app and pass it on to the channel of the team."""
    return events.route_alert(event)


@app.route("/api/health", methods=["GET"])
def health() -> Any:
    """Say that the service answers, to anybody."""
    return service.health()


@app.route("/api/openapi.json", methods=["GET"])
def openapi() -> Any:
    """Give the document of this API (OpenAPI 3.1)."""
    return service.openapi()


@app.route("/api/docs", methods=["GET"])
def docs() -> Any:
    """Show the document of this API."""
    return service.docs()


@app.route("/api/auth/login", methods=["POST"])
def login() -> Any:
    """Sign somebody in: the session comes as a cookie."""
    return people.login(app.asked)


@app.route("/api/auth/logout", methods=["POST"])
def logout() -> Any:
    """Sign the caller out."""
    return people.logout(app.caller)


@app.route("/api/auth/password", methods=["POST"])
def change_password() -> Any:
    """Change the caller's own password."""
    return people.change_password(app.asked, app.caller)


@app.route("/api/auth/me", methods=["GET"])
def me() -> Any:
    """Say who is signed in, and until when."""
    return people.me(app.caller)


@app.route("/api/users", methods=["GET"])
def users() -> Any:
    """List the users."""
    return people.users()


@app.route("/api/users", methods=["POST"])
def add_user() -> Any:
    """Add a user, with a one-time password."""
    return people.add_user(app.asked, app.caller)


@app.route("/api/users/{name}", methods=["PATCH"])
def change_user(name: str) -> Any:
    """Change a user, or give him a one-time password."""
    return people.change_user(name, app.asked, app.caller)


@app.route("/api/users/{name}", methods=["DELETE"])
def delete_user(name: str) -> Any:
    """Delete a user."""
    return people.delete_user(name, app.caller)


@app.route("/api/customs-lines", methods=["GET"])
def customs_lines() -> Any:
    """List entries with their customs lines, by entry date or shipment."""
    return lines.customs_lines(app.asked)


@app.route("/api/days", methods=["GET"])
def days() -> Any:
    """Say what each entry date comes to."""
    return lines.days(app.asked)


@app.route("/api/entries/{shipment}", methods=["GET"])
def entry(shipment: str) -> Any:
    """Show an entry with its customs lines and its versions."""
    return lines.entry(shipment, app.asked)


@app.route("/api/entries/{shipment}/lines/{line}/trail", methods=["GET"])
def trail(shipment: str, line: str) -> Any:
    """Tell how every figure of a customs line was reached."""
    return lines.trail(shipment, line, app.asked)


@app.route("/api/compare", methods=["POST"])
def compare() -> Any:
    """Compare a date or a shipment with what SAP reports, now."""
    return lines.compare(app.asked, app.caller)


@app.route("/api/comparisons", methods=["GET"])
def comparisons() -> Any:
    """List the current comparisons, by entry date."""
    return lines.comparisons(app.asked)


@app.route("/api/comparisons/{id}", methods=["GET"])
def comparison(id: str) -> Any:
    """Show one comparison with its findings."""
    return lines.comparison(id)


@app.route("/api/comparisons/{id}/findings/{n}/acknowledge", methods=["POST"])
def acknowledge(id: str, n: str) -> Any:
    """Acknowledge a finding: somebody has seen it, and says why it may stand."""
    return lines.acknowledge(id, n, app.asked, app.caller)


@app.route("/api/comparisons/{id}/findings/{n}/acknowledge", methods=["DELETE"])
def withdraw(id: str, n: str) -> Any:
    """Withdraw the acknowledgement of a finding."""
    return lines.withdraw(id, n, app.caller)


@app.route("/api/scenarios", methods=["POST"])
def scenarios() -> Any:
    """Reckon what goods would cost under other origins and dates; nothing is stored."""
    return lines.scenarios(app.asked)


@app.route("/api/products", methods=["GET"])
def products() -> Any:
    """List the products."""
    return reference.products(app.asked)


@app.route("/api/products/{key}", methods=["GET"])
def products_history(key: str) -> Any:
    """Show a product, and every version there was."""
    return reference.products_history(key)


@app.route("/api/hts", methods=["GET"])
def hts() -> Any:
    """List the HTS numbers with their column 1 rates."""
    return reference.hts(app.asked)


@app.route("/api/hts/{key}", methods=["GET"])
def hts_history(key: str) -> Any:
    """Show an HTS number, and every version there was."""
    return reference.hts_history(key)


@app.route("/api/tariffs", methods=["GET"])
def tariffs() -> Any:
    """List the tariff measures, by programme."""
    return reference.tariffs(app.asked)


@app.route("/api/tariffs/{key}", methods=["GET"])
def tariffs_history(key: str) -> Any:
    """Show a programme's measures, and every version there was."""
    return reference.tariffs_history(key)


@app.route("/api/packaging", methods=["GET"])
def packaging() -> Any:
    """List the packaging materials."""
    return reference.packaging(app.asked)


@app.route("/api/packaging/{key}", methods=["GET"])
def packaging_history(key: str) -> Any:
    """Show a packaging material, and every version there was."""
    return reference.packaging_history(key)


@app.route("/api/exchange-rates", methods=["GET"])
def exchange_rates() -> Any:
    """List the exchange rates, by currency."""
    return reference.exchange_rates(app.asked)


@app.route("/api/exchange-rates/{key}", methods=["GET"])
def exchange_rates_history(key: str) -> Any:
    """Show a currency's rates, and every version there was."""
    return reference.exchange_rates_history(key)


@app.route("/api/uploads", methods=["GET"])
def uploads() -> Any:
    """List the newest uploads."""
    return work.uploads(app.asked)


@app.route("/api/uploads", methods=["POST"])
def start_upload() -> Any:
    """Begin an upload: where to send the file."""
    return work.start_upload(app.asked, app.caller)


@app.route("/api/uploads/{id}", methods=["GET"])
def upload(id: str) -> Any:
    """Show an upload, and what loading it would do."""
    return work.upload(id)


@app.route("/api/uploads/{id}", methods=["DELETE"])
def drop_upload(id: str) -> Any:
    """Refuse an upload."""
    return work.drop_upload(id, app.caller)


@app.route("/api/uploads/{id}/confirm", methods=["POST"])
def confirm_upload(id: str) -> Any:
    """Load an upload as it was shown."""
    return work.confirm_upload(id, app.asked, app.caller)


@app.route("/api/uploads/{id}/rejected.csv", methods=["GET"])
def rejected_rows(id: str) -> Any:
    """Give the rows of an upload that are not taken, as CSV."""
    return work.rejected_rows(id)


@app.route("/api/pipeline", methods=["GET"])
def pipeline() -> Any:
    """Tell how fresh the data are and how the last runs went."""
    return work.pipeline()


@app.route("/api/runs", methods=["GET"])
def runs() -> Any:
    """List the runs of a month."""
    return work.runs(app.asked)


@app.route("/api/runs", methods=["POST"])
def start_run() -> Any:
    """Fetch a feed now, or make the entries of some dates anew."""
    return work.start_run(app.asked, app.caller)


@app.route("/api/runs/{id}", methods=["GET"])
def run(id: str) -> Any:
    """Show a run with its chunks."""
    return work.run(id)


@app.route("/api/deliveries", methods=["GET"])
def deliveries() -> Any:
    """List what was delivered."""
    return work.deliveries(app.asked)


@app.route("/api/alerts", methods=["GET"])
def alerts() -> Any:
    """List what people were told."""
    return work.alerts(app.asked)


@app.route("/api/shadow", methods=["GET"])
def shadow() -> Any:
    """Say which data the readers see, and how far files and table agree."""
    return work.shadow()


@app.route("/api/shadow", methods=["PUT"])
def change_shadow() -> Any:
    """Change which data the readers see."""
    return work.change_shadow(app.asked, app.caller)


@app.route("/api/audit", methods=["GET"])
def audit() -> Any:
    """List the events of the audit trail of a date."""
    return work.audit(app.asked)


@app.route("/api/audit/verify", methods=["GET"])
def verify_audit() -> Any:
    """Check that nobody has changed the audit trail of a date."""
    return work.verify_audit(app.asked)

"""Every key of the one table. Nothing else builds a `pk` or `sk`; `docs/table.md` says what each is for."""

from hashlib import sha256

Key = tuple[str, str]
LAYOUT = 3
"""Counts the ways in which records were laid out; a local stack of an older one is refused."""
UNITS = {
    "product_weights": ("PRODUCT", "WEIGHTS"),
    "product_master": ("PRODUCT", "MASTER"),
    "hts_rates": ("HTS", "RATES"),
    "measures": ("TARIFF", "ROWS"),
    "packaging": ("PACKAGING", "ROW"),
    "exchange_rates": ("FX", "RATES"),
    "shipments": ("SHIPMENT", "ROWS"),
    "invoice_lines": ("INVOICE", "LINES"),
    "report": ("REPORT", "ROWS"),
}
"""Per data set: what its units are filed under, and which part of them it is."""
DAY_SHARDS = 4
"""Partitions of one entry date: 1,000 entries a day stay far below what one takes."""
LIST_SHARDS = 4  # of a month: a day's writes are spread, and a period is few requests
OUTBOX_SHARDS = 2
AUDIT_CHAINS = 16  # per day: work that is done side by side seldom meets in one
MOST = 10**10 - 1  # the highest number that keys have room for


def number(value: int) -> str:
    """A sequence or version as it stands in keys: ten digits, so that text sorts as the numbers do."""
    return f"{value:010d}"


def shard(text: str, shards: int) -> int:
    """The shard of a text: the same on every machine and in every process."""
    return sha256(text.encode()).digest()[0] % shards


def pins() -> Key:
    """The one record that says which version of each data set is visible."""
    return "PINS", "CURRENT"


def unit_partition(data_set: str, unit: str) -> str:
    """The partition of one unit: a product, an HTS number, an invoice."""
    return f"{UNITS[data_set][0]}#{unit}"


def unit_version(data_set: str, unit: str, sequence: int) -> Key:
    """One version of a unit's rows in a data set."""
    return unit_partition(data_set, unit), unit_sort(data_set, sequence)


def unit_sort(data_set: str, sequence: int) -> str:
    """The sort key of a version; of sequence 0 it sorts before every version there is."""
    return f"{UNITS[data_set][1]}#V{number(sequence)}"


def snapshot(data_set: str, sequence: int) -> str:
    """The partition of a reference set as one delivery left it, in pages."""
    return f"SNAPSHOT#{data_set}#{number(sequence)}"


def page(position: int) -> str:
    """The sort key of a page, counted from 1."""
    return f"PAGE#{position:04d}"


def under_shipment(invoice: str, shipment: str) -> Key:
    """Says that some version of a shipment listed the invoice."""
    return unit_partition("invoice_lines", invoice), f"UNDER#{shipment}"


def years() -> str:
    """The partition of the years that there are shipments of, announced or reported."""
    return "YEARS"


def days(year: str) -> str:
    """The partition of a year's entry dates that there are shipments of, announced or reported."""
    return f"DAYS#{year}"


def day_shipment(date: str, shipment: str) -> Key:
    """Says that some version of a shipment, as it was announced, has this entry date."""
    return day_partition(date, shard(shipment, DAY_SHARDS)), f"SHIPMENT#{shipment}"


def day_reported(date: str, shipment: str) -> Key:
    """Says that some version of what is reported of a shipment has this entry date."""
    return day_partition(date, shard(shipment, DAY_SHARDS)), f"REPORTED#{shipment}"


def day_partition(date: str, part: int) -> str:
    """A shard of the shipments of an entry date."""
    return f"DAY#{date}#{part}"


def sequence() -> Key:
    """The counter of deliveries."""
    return "SEQUENCE", "DELIVERY"


def delivery(sequence_number: int) -> Key:
    """A delivery: what arrived, and what became of it."""
    return f"DELIVERY#{number(sequence_number)}", "HEAD"


def rejected(sequence_number: int, position: int) -> Key:
    """A page of the rows that a delivery lost, with the reasons."""
    return delivery(sequence_number)[0], f"REJECTED#{position:04d}"


def attempt(sequence_number: int, fence: int, position: int) -> Key:
    """A page of the units that an attempt at a delivery sets about writing."""
    return delivery(sequence_number)[0], f"ATTEMPT#{number(fence)}#{position:04d}"


def deliveries_of(source: str) -> str:
    """Index partition: the deliveries of one source, by sequence."""
    return f"DELIVERIES#{source}"


def waiting(kind: str, name: str) -> Key:
    """Says that a delivery or a run is not finished; gone when it is."""
    return waiting_partition(kind), name


def waiting_partition(kind: str) -> str:
    """What is not finished, of a kind (`DELIVERY`, `RUN`)."""
    return f"WAITING#{kind}"


def received(bucket: str, key: str) -> Key:
    """An object of the upload bucket: which of its versions was taken in last."""
    return f"RECEIVED#{bucket}/{key}", "HEAD"


def gate(name: str) -> Key:
    """The gate that lets one load at a time into a group of data sets."""
    return f"GATE#{name}", "HEAD"


def source(name: str) -> Key:
    """The state of one source: its last good delivery, its last failure."""
    return "SOURCES", name


def run(run_id: str) -> Key:
    """A run: what it was started by, how far it has come."""
    return f"RUN#{run_id}", "HEAD"


def run_scope(run_id: str, position: int) -> Key:
    """A page of what a run covers."""
    return f"RUN#{run_id}", f"SCOPE#{position:04d}"


def run_chunk(run_id: str, plan: str, chunk: int) -> Key:
    """The shipments of one chunk of a run, as one of its plans cuts them."""
    return f"RUN#{run_id}", f"CHUNK#{plan}#{chunk:05d}"


def run_done(run_id: str, stage: str, chunk: int) -> Key:
    """What a stage of a run (`GENERATE`, `COMPARE`) made of a chunk."""
    return f"RUN#{run_id}", f"DONE#{stage}#{chunk:05d}"


def run_part(run_id: str, stage: str, chunk: int) -> Key:
    """How far a stage of a run came with a chunk when its time ran out."""
    return f"RUN#{run_id}", f"PART#{stage}#{chunk:05d}"


def runs_of(month: str) -> str:
    """Index partition: the runs that were started in a month, by time."""
    return f"RUNS#{month}"


def entry(shipment: str) -> Key:
    """The current version of an entry, its customs lines in the body."""
    return entry_partition(shipment), "HEAD"


def entry_partition(shipment: str) -> str:
    """Everything kept of one entry."""
    return f"ENTRY#{shipment}"


def entry_version(shipment: str, version: int) -> Key:
    """A version of an entry; never changed."""
    return entry_partition(shipment), f"V#{number(version)}"


def entry_lines(shipment: str, content: str, position: int) -> Key:
    """A page of customs lines that did not fit beside their entry."""
    return entry_partition(shipment), f"LINES#{content}#{position:04d}"


def entry_trails(shipment: str, content: str, first_line: int) -> Key:
    """A page of trails, filed under its first line."""
    return entry_partition(shipment), f"TRAIL#{content}#{first_line:05d}"


def entries_of_month(month: str, part: int) -> str:
    """Index partition: a shard of the current entries of a month, by date and shipment."""
    return f"ENTRIES#{month}#{part}"


def comparison(shipment: str) -> Key:
    """The current comparison of a shipment, its findings in the body."""
    return entry_partition(shipment), "COMPARISON"


def comparison_version(shipment: str, version: int) -> Key:
    """A version of a comparison; never changed."""
    return entry_partition(shipment), f"COMPARISON#V#{number(version)}"


def comparisons_of_month(month: str, part: int) -> str:
    """Index partition: a shard of the current comparisons of a month's entry dates, by date and shipment."""
    return f"COMPARISONS#{month}#{part}"


def listed_on(date: str, shipment: str) -> str:
    """Where a month's list has a shipment of an entry date."""
    return f"{date}#{shipment}"


def outbox(message_id: str) -> Key:
    """A message that is to be sent."""
    return outbox_partition(shard(message_id, OUTBOX_SHARDS)), message_id


def outbox_partition(part: int) -> str:
    """A shard of what is to be sent."""
    return f"OUTBOX#{part}"


def sent(message_id: str) -> Key:
    """Says that a message has been sent, so that it is not written again."""
    return f"SENT#{message_id}", "HEAD"


def alert(month: str, alert_id: str) -> Key:
    """An alert as people were told it."""
    return f"ALERTS#{month}", alert_id


def audit_partition(date: str, chain: int) -> str:
    """One chain of the audit trail of a date."""
    return f"AUDIT#{date}#{chain}"


def audit_row(date: str, chain: int, row: int) -> Key:
    """A row of the audit trail; never changed."""
    return audit_partition(date, chain), f"ROW#{number(row)}"


def audit_head(date: str, chain: int) -> Key:
    """The end of a chain: how many rows, and the hash of the last."""
    return audit_partition(date, chain), "HEAD"


def audit_put_away() -> Key:
    """The last date whose heads were put away."""
    return "AUDIT", "PUT-AWAY"


def acknowledgement(shipment: str, finding: str) -> Key:
    """Says that somebody has acknowledged a finding, by what the finding says."""
    return entry_partition(shipment), f"ACKNOWLEDGED#{finding}"


def shadow() -> Key:
    """Which of the two sets the readers read: the files, or the table."""
    return "SETTING", "SHADOW"


def parity() -> Key:
    """The last comparison of the files with the table, in brief."""
    return "SETTING", "PARITY"


def repeated(caller: str, key: str) -> Key:
    """What a request with an idempotency key of the caller's was answered with."""
    return f"REPEATED#{caller}", key


def upload(upload_id: str) -> Key:
    """A file that a person uploads to be looked at first; its problems and samples in the body."""
    return f"UPLOAD#{upload_id}", "HEAD"


def upload_rejected(upload_id: str, position: int) -> Key:
    """A page of the rows of an uploaded file that would be lost, with the reasons."""
    return upload(upload_id)[0], f"REJECTED#{position:04d}"


def uploads_of(month: str) -> str:
    """Index partition: the uploads that were begun in a month, by time."""
    return f"UPLOADS#{month}"

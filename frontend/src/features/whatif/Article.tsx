/** The article that is asked about. */
import { Button, Select, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { MODE_CHOICES } from "./modes";
import { isSameArticle, USUAL, type WhatIfProps, type WhatIfSearch } from "./search";

export function Article({ search, onSearch }: WhatIfProps) {
  const [draft, setDraft] = useState({
    name: search.name ?? "",
    material: search.material ?? "",
    hts: search.hts ?? "",
    value: search.value ?? USUAL.value,
    quantity: search.quantity ?? USUAL.quantity,
    net: search.net ?? "",
    gross: search.gross ?? "",
    spi: search.spi ?? "",
    claims: search.claims ?? "",
    mode: search.mode ?? USUAL.mode,
  });
  const set = (name: keyof typeof draft) => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget;
    setDraft((before) => ({ ...before, [name]: value }));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const said = Object.fromEntries(
      Object.entries(draft).map(([name, value]) => [name, value.trim() || undefined]),
    ) as WhatIfSearch;
    onSearch({ ...said, of: isSameArticle(said, search) ? search.of : undefined });
  };
  const decimal = {
    inputMode: "decimal" as const,
    pattern: "\\d{1,15}(\\.\\d{1,6})?",
    title: "A number with a point and at most six decimals, without thousands",
  };
  return (
    <form className="panel pad article no-print" onSubmit={submit} aria-label="The article">
      <h2>The article</h2>
      <TextInput label="Material" value={draft.material} onChange={set("material")} placeholder="10005242" />
      <TextInput
        label="HTS number"
        description="in place of the product list's"
        value={draft.hts}
        onChange={set("hts")}
        placeholder="8504.40.9580"
        pattern="\d{4}\.?\d{2}\.?\d{4}"
        title="Ten digits, with or without dots"
      />
      <div className="two">
        <TextInput label="Value (USD)" value={draft.value} onChange={set("value")} {...decimal} />
        <TextInput label="Quantity" value={draft.quantity} onChange={set("quantity")} {...decimal} />
        <TextInput label="Net (kg each)" value={draft.net} onChange={set("net")} {...decimal} />
        <TextInput label="Gross (kg each)" value={draft.gross} onChange={set("gross")} {...decimal} />
      </div>
      <Select
        label="Mode of transport"
        data={MODE_CHOICES}
        value={draft.mode}
        onChange={(mode) => setDraft({ ...draft, mode: mode ?? USUAL.mode })}
        allowDeselect={false}
      />
      <div className="two">
        <TextInput label="SPI" value={draft.spi} onChange={set("spi")} placeholder="S" />
        <TextInput label="Claims" value={draft.claims} onChange={set("claims")} placeholder="9903.88.69" />
      </div>
      <TextInput
        label="Name of the what-if"
        description="in the link, the bookmark, the file and on paper"
        value={draft.name}
        onChange={set("name")}
        maxLength={80}
        placeholder="Mexico from spring"
      />
      <Button type="submit" variant="filled" fullWidth>
        Estimate
      </Button>
    </form>
  );
}
